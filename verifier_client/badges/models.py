"""The values of a badge and of its judgement; see ``docs/badges.md`` for what they mean together."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Signature(StrEnum):
    """Whether what the badge says is what was signed."""

    HOLDS = "holds"
    BROKEN = "broken"
    NONE = "none"
    UNDETERMINED = "undetermined"


class Status(StrEnum):
    """What the issuer's own list or host says about the badge today."""

    ACTIVE = "active"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    UNDETERMINED = "undetermined"
    NONE = "none"


class Dates(StrEnum):
    """Where a moment lies between the badge's first and last moment; ``NONE`` when it names neither."""

    WITHIN = "within"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    NONE = "none"


class KeyOrigin(StrEnum):
    """Who vouches for the key that the signature was checked with."""

    ISSUER = "issuer"
    STRANGER = "stranger"
    BADGE = "badge"
    NOBODY = "nobody"


class Standard(StrEnum):
    """The standard that a badge follows, by the name people know."""

    OPEN_BADGES_2 = "Open Badges 2.0"
    OPEN_BADGES_3 = "Open Badges 3.0"
    CREDENTIAL = "Verifiable Credential"


@dataclass(frozen=True, slots=True)
class Recipient:
    """An identity that the badge was given to: ``value`` is the identity, or its hash where ``hashed`` is true."""

    kind: str
    value: str = field(repr=False)
    hashed: bool
    salt: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """
    What a badge says, before anything is proven; texts are empty where it says nothing.

    ``issuer`` and ``achievement`` are full identifiers; ``title`` is the badge's own text and is shown as such.
    """

    standard: Standard
    id: str
    issuer: str
    achievement: str = ""
    title: str = ""
    holder: str = field(default="", repr=False)
    recipients: tuple[Recipient, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def dates(self, now: datetime) -> Dates:
        """Say where ``now`` (with a zone) lies; the last moment still counts."""
        if self.valid_from is None and self.valid_until is None:
            return Dates.NONE
        if self.valid_until is not None and now > self.valid_until:
            return Dates.EXPIRED
        if self.valid_from is not None and now < self.valid_from:
            return Dates.NOT_YET
        return Dates.WITHIN


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """
    The word on the signature: ``reason`` is a sentence, ``key`` what it was checked with (as public bytes).

    ``partial`` is true when the holder chose which statements to show: an end or a status may have been left out.
    """

    signature: Signature
    origin: KeyOrigin = KeyOrigin.NOBODY
    reason: str = ""
    controller: str = ""
    key: bytes = b""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class StatusFinding:
    """The word on the status: why, the issuer's own reason for a revocation, and the address it was read at."""

    status: Status
    reason: str = ""
    issuer_reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadList:
    """
    A status list as it was read once, for all who are on it.

    ``types`` are those of its credential and ``content`` those of the one thing that it is about (empty for several);
    ``facts`` tell its issuer and its dates, ``bits`` are empty while its signature is not proven.
    """

    types: frozenset[str]
    content: frozenset[str]
    purposes: frozenset[str]
    facts: BadgeFacts
    signature: SignatureFinding
    bits: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadgeJudgement:
    """
    All that can be said of one badge at one moment.

    ``facts`` is None when there is no badge to be read; ``unreadable`` then says why. Of an Open Badges 2.0 assertion,
    ``denied`` is true when its host has no such assertion, ``contradicted`` when what should vouch for it does not: the
    host says something else, the issuer's scope does not cover it, or it should be signed and is not.
    """

    facts: BadgeFacts | None
    signature: SignatureFinding
    issuer_proven: bool
    status: StatusFinding
    dates: Dates
    unreadable: str = ""
    denied: bool = False
    contradicted: bool = False
