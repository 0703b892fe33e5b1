"""Reads every record that the suite logs: none may hold a made-up person's name, or a token of a fake platform."""

import logging
import re
from pathlib import Path

import verifier_client
from bots.observability.logs import OURS

TOKENS = ("xoxb-", "xapp-", "8f742231b10e8888abcd99yyyzzz85a5", "eyJ")
CHANGED_BY_SET_UP = ("", *OURS, "dbos", "py.warnings")


class LogGuard(logging.Handler):
    """Remembers what must not be logged: of ours at any level, of libraries from warnings on, as they are run."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.received = 0
        self.violations = []
        self._forbidden = re.compile("|".join(map(re.escape, {*_holders(), *TOKENS})))

    def set_levels(self):
        """Have our loggers hand on everything."""
        for name in OURS:
            logging.getLogger(name).setLevel(logging.DEBUG)

    def emit(self, record):
        if record.levelno < logging.WARNING and not record.name.startswith(OURS):
            return
        self.received += 1
        text = record.getMessage()
        if record.exc_text or record.exc_info:
            text += logging.Formatter().formatException(record.exc_info) if record.exc_info else record.exc_text
        if found := self._forbidden.search(text):
            self.violations.append(f"{record.name} ({record.filename}:{record.lineno}) logged {found[0]!r}")


def kept_loggers():
    """Return handlers, level and more of the loggers that ``logs.set_up`` changes."""
    loggers = [logging.getLogger(name) for name in CHANGED_BY_SET_UP]
    return [(each, each.handlers[:], each.level, each.propagate, each.disabled) for each in loggers]


def restore_loggers(kept):
    """Put them back, and warnings too."""
    logging.captureWarnings(capture=False)
    for logger, handlers, level, propagate, disabled in kept:
        logger.handlers[:] = handlers
        logger.setLevel(level)
        logger.propagate, logger.disabled = propagate, disabled


def _holders():
    register = Path(verifier_client.__file__).parent / "sandbox/register.toml"
    return set(re.findall(r'^holder = "(.+)"$', register.read_text(encoding="utf-8"), re.MULTILINE))
