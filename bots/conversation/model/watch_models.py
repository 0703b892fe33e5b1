"""What is watched, as values: rows of a roster, lines of a list, invitations, rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from bots.conversation.model.intents import Asker
    from verifier_client import CertificateId


ROSTER_FIELDS = frozenset({"person", "manager", "team", "purpose", "until"})


@dataclass(frozen=True, slots=True)
class RosterRow:
    """
    One line of a roster; ``line`` is its number in the file, from 1.

    ``given`` are the details that the roster has a column for: the others of a watch stay as they are. ``problem`` says
    why it cannot be imported, empty where it can; ``beside`` is an ID that stands outside of the column of IDs.
    """

    line: int
    certificate: CertificateId
    person: str = ""
    manager: str = ""
    team: str = ""
    purpose: str = ""
    until: date | None = None
    given: frozenset[str] = ROSTER_FIELDS
    sheet: str = ""
    beside: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What an import changes in one watch: a detail, what it is and what it becomes, empty for nothing."""

    certificate: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """How a roster's rows stand against what is watched already; ``details`` has the first of the changes."""

    new: int = 0
    changed: int = 0
    same: int = 0
    details: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchPage:
    """A page of watches; ``total`` is how many there are, ``after`` where the next page begins, 0 for the last."""

    watches: tuple[ListedWatch, ...]
    total: int
    after: int = 0


class Urgency(IntEnum):
    """How soon somebody must look at a certificate, the soonest first: by the certificate alone, never by whose."""

    TAKEN = 0  # revoked, suspended, or called expired
    ENDING = 1  # it ended, or ends within 90 days
    UNCLEAR = 2  # its registry does not answer, or has no record of it
    LATER = 3
    NO_END = 4  # no end is known


@dataclass(frozen=True, slots=True)
class WatchFilter:
    """Which watches are listed: those whose end lies between two days, of a team, of a person; None and "" for all."""

    ends: tuple[date, date] | None = None
    team: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class ListedWatch:
    """
    A watch with what is known of its certificate, for a list.

    ``failing_since`` and ``gone_since`` are since when its registry does not answer, or has no record of it (UTC).
    ``is_entered``: a person entered its end. ``agreement`` is how the watch's name compares with the registry's.
    """

    watch: StoredWatch
    expires_on: date | None = None
    status: str = ""
    read_at: datetime | None = None
    snoozed_until: date | None = None
    is_owner: bool = True
    failing_since: datetime | None = None
    gone_since: datetime | None = None
    is_entered: bool = False
    agreement: str = ""
    urgency: Urgency = Urgency.LATER


class InvitationKind(StrEnum):
    """What a code gives to whoever types it."""

    MANAGER = "manager"  # the notices of a roster's manager of that name
    ASSIGN = "assign"  # to act on one certificate in place of its reader
    DEPUTY = "deputy"  # to be told once when nobody acknowledges
    FALLBACK = "fallback"  # to be the same person on another surface, used when the first cannot be reached


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation by ``owner``: ``about`` is a roster's name for a manager, or a certificate's ID."""

    owner: Asker
    kind: InvitationKind
    subject: str


@dataclass(frozen=True, slots=True)
class LinkedPerson:
    """A roster's manager: the name, who that is in chat (None until the code was typed), and how many watches."""

    name: str
    who: Asker | None
    watches: int


@dataclass(frozen=True, slots=True)
class Preferences:
    """
    When a person wants to be told.

    ``workdays`` are ISO weekdays; ``opens`` and ``closes`` in ``zone``. ``alerts_a_day`` is the budget above which
    suspensions wait for the digest. ``urgent_any_time``: revocations come outside the hours too. ``paused_until`` is
    the first day with notices again after a pause, kept when that day is over.
    """

    zone: str = "UTC"
    opens: time | None = None
    closes: time | None = None
    workdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    alerts_a_day: int = 3
    urgent_any_time: bool = True
    heartbeat: bool = True
    opted_out: bool = False
    paused_until: date | None = None

    def is_paused(self, today: date) -> bool:
        """Say whether notices wait on a day."""
        return self.paused_until is not None and today < self.paused_until


@dataclass(frozen=True, slots=True)
class TeamRule:
    """A team's own days before the end (None: the standard ladder), and the profile that its cover is held to."""

    team: str
    days: tuple[int, ...] | None = None
    profile: str = ""


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a rule would send within a year: messages in all, and on whose days most."""

    messages: int
    digests: int
    alerts: int
    heartbeats: int
    watches: int


@dataclass(frozen=True, slots=True)
class Callback:
    """A question of ``asker`` that no registry could answer, to be answered when it is back."""

    asker: Asker
    certificate: CertificateId
    holder: str = ""
    on: date | None = None
    until: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class StoredWatch:
    """
    One certificate that its owner wants to be told about.

    ``manager`` is the name that a roster gives, not a chat identity; ``until`` is where a candidate's watch ends;
    ``id`` is given when it is kept.
    """

    owner: Asker
    certificate: CertificateId
    holder: str = ""
    manager: str = ""
    team: str = ""
    purpose: str = ""
    until: date | None = None
    next_notice_on: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class UnusableLine:
    """
    A line, or a part of it, that is left out; ``line`` is 0 for the sheet as a whole.

    ``is_aside`` says that nothing is wrong with it: a title, headings again, a sheet of something else.
    """

    line: int
    reason: str
    sheet: str = ""
    is_aside: bool = False
