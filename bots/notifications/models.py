"""The values of the schedule: watches, what is known of them, and notices with keys that never change."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NewType
from uuid import NAMESPACE_URL, UUID, uuid5

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from verifier_client import RegistryStatus

WatchId = NewType("WatchId", str)
ManagerId = NewType("ManagerId", str)

URGENT_DAYS = 7  # from so many days before the end on, a notice asks for an act of its reader


class NoticeKind(StrEnum):
    """What a notice says."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"  # the registry says expired, though its date has not passed or is unknown
    EXPIRED = "expired"
    EXPIRING = "expiring"
    REMINDER = "reminder"  # a snooze is over
    MAINTENANCE = "maintenance"  # what keeps it alive before a yearly anniversary
    ESCALATED = "escalated"
    RENEWED = "renewed"
    MOVED = "moved"  # the end date is earlier than it was
    SUCCEEDED = "succeeded"
    REINSTATED = "reinstated"
    EMERITUS = "emeritus"
    VANISHED = "vanished"  # the registry has no record of it any more
    UNREAD = "unread"  # the registry has not answered for long or not clearly, or nobody entered what it cannot say
    UNREAD_AT_END = "unread_at_end"  # the registry does not answer around the end date


AT_ONCE = frozenset({NoticeKind.REVOKED, NoticeKind.SUSPENDED})
COUNTDOWN = frozenset({NoticeKind.EXPIRING, NoticeKind.EXPIRED})


@dataclass(frozen=True, slots=True, order=True)
class NoticeKey:
    """
    What makes a notice the same notice, whenever and wherever it is computed.

    ``on`` is the end date, the anniversary, or the day on which a status was first read (UTC). ``step`` is the
    rung in days before ``on`` (negative: after), or the second of the day at which the status was first read.
    ``of`` is what an escalation is about.
    """

    watch: WatchId
    kind: NoticeKind
    on: date
    step: int = 0
    of: NoticeKind | None = None

    @property
    def text(self) -> str:
        """Return the key as the ledger's unique index holds it."""
        kind = f"{self.kind}.{self.of}" if self.of else self.kind
        return f"{kind}:{self.watch}:{self.on.isoformat()}:{self.step}"

    @property
    def id(self) -> UUID:
        """Return the key as a UUID, made from its text."""
        return uuid5(NAMESPACE_URL, f"certdesk:{self.text}")


@dataclass(frozen=True, slots=True)
class ScheduledWatch:
    """
    "Tell me about this certificate": which one, whose, for whom and why.

    ``until`` is the last day on which anything is told (a candidate's start date). ``assigned_to`` acts in the
    manager's place; ``escalate_to`` is told once when nobody acknowledges.
    """

    id: WatchId
    certificate: str
    manager: ManagerId
    person: str = ""
    purpose: str = ""
    until: date | None = None
    assigned_to: ManagerId | None = None
    escalate_to: ManagerId | None = None
    follows: str | None = None

    @property
    def reader(self) -> ManagerId:
        """Return who gets the notices, and in whose calendar days are counted."""
        return self.assigned_to or self.manager


@dataclass(frozen=True, slots=True)
class Facts:
    """
    What of a registry's record counts here.

    ``since`` is when this status was first read (UTC, kept over later readings). ``expires_on`` is the last day
    on which it stands, ``previous_end`` the last day that was read before that, None if it never changed.
    """

    status: RegistryStatus
    since: datetime
    code: str = ""
    issuer: str = ""
    expires_on: date | None = None
    issued_on: date | None = None
    previous_end: date | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class RegistryReading:
    """
    The last facts, and how reading them goes (times in UTC).

    ``failing_since`` is the first of the attempts that all failed since ``read_at``; ``gone_since`` is when the
    registry first answered "no such record". ``by_hand_since``: no registry can be asked, a person enters facts.
    """

    facts: Facts | None = None
    read_at: datetime | None = None
    failing_since: datetime | None = None
    gone_since: datetime | None = None
    by_hand_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class EnteredEndDate:
    """
    The last day that somebody of an organisation entered where no registry can be asked, for that organisation only.

    ``at`` is when (UTC), ``previous_end`` the last day that was known there before, None if it never changed.
    """

    expires_on: date
    at: datetime
    previous_end: date | None = None


@dataclass(frozen=True, slots=True)
class SnoozedEnd:
    """Say nothing of the end on ``end`` before ``until``, and then remind."""

    until: date
    end: date


@dataclass(frozen=True, slots=True)
class WatchState:
    """
    All that decides what is due for a watch.

    ``told`` holds the keys of the ledger and when they were told (UTC), covered ones too.
    """

    watch: ScheduledWatch
    reading: RegistryReading = RegistryReading()
    notified: Mapping[NoticeKey, datetime] = field(default_factory=dict)
    acknowledged: frozenset[NoticeKey] = frozenset()
    snooze: SnoozedEnd | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """
    One thing to tell about one watch.

    ``covers`` are the keys that are settled with it (looser rungs that were missed), written to the ledger in the
    same transaction. ``end`` is the end date it speaks of, ``start_by`` the last safe day to start a renewal,
    ``assumed`` that its lead time is our assumption, ``unconfirmed`` that the registry did not confirm it of
    late. ``becomes`` is what a renewal turns the certification into. ``successor`` is the next certificate's ID.
    """

    key: NoticeKey
    recipients: tuple[ManagerId, ...]
    covers: tuple[NoticeKey, ...] = ()
    end: date | None = None
    start_by: date | None = None
    assumed: bool = False
    unconfirmed: bool = False
    becomes: str | None = None
    successor: str | None = None

    @property
    def kind(self) -> NoticeKind:
        """Return what it says."""
        return self.key.kind

    @property
    def date(self) -> date:
        """Return the day that it is about."""
        return self.key.on

    @property
    def keys(self) -> tuple[NoticeKey, ...]:
        """Return all keys that telling it settles."""
        return (self.key, *self.covers)

    @property
    def urgent(self) -> bool:
        """Say whether it is rather sent twice than perhaps never, when a platform left its delivery in doubt."""
        return asks_for_an_act(self.key)


def asks_for_an_act(key: NoticeKey) -> bool:
    """Say whether somebody must act now: on what was taken away, and on an end that is near or passed."""
    if key.kind in {NoticeKind.EXPIRING, NoticeKind.MAINTENANCE}:
        return key.step <= URGENT_DAYS
    return key.kind in AT_ONCE | {NoticeKind.LAPSED, NoticeKind.EXPIRED, NoticeKind.ESCALATED}


def moment_key(watch: WatchId, kind: NoticeKind, since: datetime) -> NoticeKey:
    """Give the key of something that began at a moment (UTC): the same day may hold two suspensions."""
    return NoticeKey(watch, kind, since.date(), since.hour * 3600 + since.minute * 60 + since.second)
