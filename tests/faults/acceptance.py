"""One message that a platform took, as it is written down: read from what was sent, never from our own books."""

import json
import re
from dataclasses import asdict, dataclass

from bots.conversation.text import delivery as phrases

REFERENCE = re.compile(r"\bRef ([0-9A-F]{4})\b")
CERTIFICATE = re.compile(r"\b[A-Z]{4}-\d{4}-[A-Z0-9]+\b")
IN_DAYS = re.compile(r"\bin \d+ days\b")
UNREAD = re.compile("Unconfirmed|does not answer|could not be read since")
MARK = phrases.repeated("").partition("(")[0]


@dataclass(frozen=True)
class Acceptance:
    """
    ``ref`` is its short name; it is ``marked`` as a possible repeat, and calls a certificate ``unread``.

    ``days`` are those to the ends that it tells of.
    """

    person: str
    ref: str
    certificates: tuple[str, ...] = ()
    marked: bool = False
    unread: bool = False
    at: float = 0.0
    days: tuple[str, ...] = ()

    @classmethod
    def of(cls, person, raw, at):
        text = json.dumps(json.loads(raw), ensure_ascii=False)
        found = REFERENCE.findall(text)
        certificates = tuple(sorted(set(CERTIFICATE.findall(text))))
        days = tuple(dict.fromkeys(IN_DAYS.findall(text)))
        return cls(person, found[-1] if found else "", certificates, MARK in text, bool(UNREAD.search(text)), at, days)

    @property
    def line(self):
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, path):
        """Return all that a file holds, in the order of acceptance."""
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        plural = ("certificates", "days")
        return [cls(**each | {name: tuple(each[name]) for name in plural}) for each in map(json.loads, lines)]
