"""
The sandbox's fictional certificates and the failures scripted for them, as ``register.toml`` has them.

What is read is ``register.json``, which ``tests/verifier_client/parsed_tables.py`` makes of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, convert, json

from verifier_client.models import Certification
from verifier_client.sandbox.addresses import BADGE_LINK, CREDLY_LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier_client.models import Verdict

PARSED = Path(__file__).with_name("register.json")
Day = date | int | None
"""A date, or a number of days from today, or none."""
_DAYS = ("issued_on", "expires_on", "revoked_on")


class Group(StrEnum):
    """Which of the sandbox's registries keeps an entry."""

    PAI = "pai"
    AIPA = "aipa"
    PECB = "pecb"
    BADGE = "badge"
    CREDLY = "credly"


class FailureKind(StrEnum):
    """The kinds of failure that an entry may script."""

    STATUS = "status"
    SLOW = "slow"
    CUT = "cut"
    TORN = "torn"
    HTML = "html"
    DEEP = "deep"
    HUGE = "huge"
    ECHO = "echo"
    AWAY = "away"
    MOVED = "moved"


class ScriptedFailure(Struct, frozen=True):
    """What goes wrong; ``times`` answers in a row and then one is fine, or every one when None."""

    how: FailureKind
    status: int = 200
    retry_after: int | None = None
    delay: float = 0.0
    id: str = ""
    times: int | None = None


class Expect(Struct, frozen=True):
    """What a client says about an entry; ``error`` is the name of its class."""

    outcome: str
    standing: str | None = None
    finding: str | None = None
    error: str | None = None

    @classmethod
    def from_verdict(cls, verdict: Verdict) -> Expect:
        """Return what a verdict says, to be compared with what an entry promises."""
        return cls(
            verdict.outcome.value,
            verdict.standing.value if verdict.standing else None,
            ", ".join(finding.kind.value for finding in verdict.findings) or None,
            type(verdict.error).__name__ if verdict.error else None,
        )


class Entry(Struct, frozen=True):
    """One fictional certificate, as its registry keeps it."""

    group: Group
    id: str
    about: str
    expect: Expect
    code: str = ""
    holder: str | None = None
    status: str = "active"
    issued_on: Day = None
    expires_on: Day = None
    revoked_on: Day = None
    reason: str | None = None
    superseded_by: str | None = None
    failure: ScriptedFailure | None = None


class Course(Struct, frozen=True):
    """A kind of certification or badge; ``listed`` says that clients accept badges of this class."""

    certification: Certification
    slug: str
    listed: bool = True


class Card(Struct, frozen=True):
    """An ID to try, what one sees, and what the verdict must be."""

    id: str
    about: str
    expect: Expect


class Register:
    """Entries by registry and ID; courses by the code that entries use."""

    def __init__(self, entries: Mapping[tuple[Group, str], Entry], courses: Mapping[str, Course]) -> None:
        """
        Create the register.

        Args:
            entries: The fictional certificates.
            courses: Code to the certification that entries are for.
        """
        self._entries = entries
        self.courses = courses

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries in the file's order."""
        return iter(self._entries.values())

    def find(self, group: Group, certificate: str) -> Entry | None:
        """
        Return the entry with just this ID.

        Args:
            group: The registry that is asked.
            certificate: The ID.
        """
        return self._entries.get((group, certificate))

    def course(self, slug: str) -> Course | None:
        """Return the badge class with this slug."""
        return next((course for course in self.courses.values() if course.slug == slug), None)


@cache
def register() -> Register:
    """Return the register that comes with the package, read once."""
    return read(json.decode(PARSED.read_bytes()))


def read(document: Mapping[str, Any]) -> Register:
    """Return the register that a document of ``register.toml``'s shape describes."""
    courses = {name: _course(name, row) for name, row in document["certifications"].items()}
    entries = [_entry(group, row) for group in Group for row in document.get(group, ())]
    return Register({(entry.group, entry.id): entry for entry in entries}, courses)


def cards() -> Iterator[Card]:
    """Yield every ID of the register as a person would type it, with what to expect."""
    for entry in register():
        yield Card(link_of(entry.group, entry.id), entry.about, entry.expect)


def link_of(group: Group, certificate: str) -> str:
    """
    Return the ID as a person would type it: badges are known by their link.

    Args:
        group: The registry that has the entry.
        certificate: The entry's ID.
    """
    match group:
        case Group.BADGE:
            return BADGE_LINK.format(id=certificate)
        case Group.CREDLY:
            return CREDLY_LINK.format(id=certificate)
        case _:
            return certificate


def day_of(day: Day, today: date) -> date | None:
    """
    Return the date that a day of the register means.

    Args:
        day: A date, or days from today; None for no day.
        today: The day from which relative days count.
    """
    return today + timedelta(days=day) if isinstance(day, int) else day


def _course(name: str, row: Mapping[str, Any]) -> Course:
    certification = Certification(row.get("code", name), row["title"], row["issuer"])
    return Course(certification, name.lower().replace(" ", "-"), row.get("listed", True))


def _entry(group: Group, row: Mapping[str, Any]) -> Entry:
    failure = row.get("failure")
    known = {
        "code": _code_in(group, row["id"]),
        **row,
        **{day: convert(row[day], Day) for day in _DAYS if day in row},
        "expect": Expect(**row["expect"]),
        "failure": ScriptedFailure(**{**failure, "how": FailureKind(failure["how"])}) if failure else None,
    }
    return Entry(group, **known)


def _code_in(group: Group, certificate: str) -> str:
    match group:
        case Group.PAI:
            return certificate.partition("-")[0]
        case Group.AIPA:
            return certificate.rpartition("-20")[0]
        case Group.PECB:
            return certificate.partition("-")[0].rstrip("0123456789")
        case Group.BADGE | Group.CREDLY:
            return ""
