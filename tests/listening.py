"""Listens to every record that the suite logs: none may hold a made-up person's name, or a token of a fake platform."""

import logging
import re
from pathlib import Path

import verifier_client

OURS = ("bots", "verifier_client", "role_guide")
TOKENS = ("xoxb-", "xapp-", "8f742231b10e8888abcd99yyyzzz85a5", "eyJ")


class Listener(logging.Handler):
    """Remembers what must not have been said: of ours at any level, of libraries from warnings on, as they are run."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.heard = 0
        self.wrong = []
        self._forbidden = re.compile("|".join(map(re.escape, {*_holders(), *TOKENS})))

    def emit(self, record):
        if record.levelno < logging.WARNING and not record.name.startswith(OURS):
            return
        self.heard += 1
        said = record.getMessage()
        if record.exc_text or record.exc_info:
            said += logging.Formatter().formatException(record.exc_info) if record.exc_info else record.exc_text
        if found := self._forbidden.search(said):
            self.wrong.append(f"{record.name} ({record.filename}:{record.lineno}) said {found[0]!r}")


def _holders():
    register = Path(verifier_client.__file__).parent / "sandbox/register.toml"
    return set(re.findall(r'^holder = "(.+)"$', register.read_text(encoding="utf-8"), re.MULTILINE))
