"""
What one manager gets now: alerts at once, the rest in at most one digest a day. Pure.

Begin with ``plan_messages``. A planned digest may be planned anew until it is claimed: its key stays the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from bots.notifications.models import AT_ONCE, COUNTDOWN, Notice, NoticeKind, asks_for_an_act
from bots.notifications.schedule.calendars import open_from

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import date, datetime

    from bots.notifications.models import ManagerId, NoticeKey
    from bots.notifications.schedule.calendars import Manager

HEARTBEAT_DAYS = 7


class Section(StrEnum):
    """The groups of a digest, in the order in which they are read."""

    YOUR_ACTION = "your_action"
    CHANGED = "changed"
    COMING = "coming"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class WatchSummary:
    """The line that proves that the watcher lives: how many are watched, end soon, could not be read; and when read."""

    watched: int
    expiring: int = 0
    unread: int = 0
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageHistory:
    """
    What a manager got lately.

    ``digest_days`` are the manager's days whose digest was claimed or sent, ``alerts`` how many alerts went on
    which day, ``since`` the day of the first watch: the heartbeat counts from the later of it and the last digest.
    """

    since: date
    digest_days: frozenset[date] = frozenset()
    alerts: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Digest:
    """One message for one day; without notices it is the heartbeat alone. ``not_before`` is in UTC."""

    manager: ManagerId
    day: date
    not_before: datetime
    sections: Mapping[Section, tuple[Notice, ...]]
    summary: WatchSummary

    @property
    def key(self) -> str:
        """Return what makes it the only digest of its day."""
        return f"dig:{self.manager}:{self.day.isoformat()}"

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return all notices in reading order."""
        return tuple(notice for section in Section for notice in self.sections.get(section, ()))


@dataclass(frozen=True, slots=True)
class Alert:
    """One message at once, with all that was taken away since the last one. ``not_before`` is in UTC."""

    manager: ManagerId
    not_before: datetime
    notices: tuple[Notice, ...]

    @property
    def key(self) -> str:
        """Return a key that the same notices always get."""
        return f"now:{self.manager}:{uuid5(NAMESPACE_URL, '|'.join(sorted(each.key.text for each in self.notices)))}"


@dataclass(frozen=True, slots=True)
class ManagerMessages:
    """What to send to one manager: an alert, a digest, both or (as on most days) nothing."""

    alert: Alert | None = None
    digest: Digest | None = None


def plan_messages(
    manager: Manager,
    notices: Iterable[Notice],
    now: datetime,
    *,
    history: MessageHistory,
    summary: WatchSummary,
    folded: Container[NoticeKey] = (),
) -> ManagerMessages:
    """
    Sort a manager's notices that no message holds yet into an alert and a digest; others' are left out.

    ``folded`` stood in an alert that nobody knows to have arrived: they go into the digest.
    """
    received = {notice.key: notice for notice in notices if manager.id in notice.recipients}
    pressing = [notice for notice in received.values() if notice.kind in AT_ONCE and notice.key not in folded]
    alert = _alert(manager, pressing, now, history)
    alerted = {notice.key for notice in alert.notices} if alert else set()
    rest = _merged(notice for key, notice in received.items() if key not in alerted)
    not_before = open_from(manager, now, closed=history.digest_days)
    day = manager.local(not_before).date()
    if not rest and not _heart_beats(manager, day, history, summary):
        return ManagerMessages(alert)
    sections = {section: tuple(each for each in rest if section_of(each, day) is section) for section in Section}
    return ManagerMessages(
        alert, Digest(manager.id, day, not_before, {key: each for key, each in sections.items() if each}, summary)
    )


def section_of(notice: Notice, day: date) -> Section:
    """Give the group of a notice in a digest that is read on ``day``."""
    match notice.kind:
        case NoticeKind.EXPIRING | NoticeKind.REMINDER if notice.start_by is not None and notice.start_by <= day:
            return Section.YOUR_ACTION
        case NoticeKind.UNREAD | NoticeKind.UNREAD_AT_END:
            return Section.NOT_READ
        case NoticeKind.EXPIRING | NoticeKind.REMINDER | NoticeKind.MAINTENANCE if not asks_for_an_act(notice.key):
            return Section.COMING
        case (
            NoticeKind.RENEWED
            | NoticeKind.MOVED
            | NoticeKind.SUCCEEDED
            | NoticeKind.REINSTATED
            | NoticeKind.EMERITUS
            | NoticeKind.VANISHED
        ):
            return Section.CHANGED
        case _:
            return Section.YOUR_ACTION


def _alert(manager: Manager, notices: list[Notice], now: datetime, history: MessageHistory) -> Alert | None:
    """Fold suspensions into the digest once the day's budget is spent; a revocation goes and takes them along."""
    spent = history.alerts.get(manager.local(now).date(), 0) >= manager.alerts_a_day
    if not notices or (spent and all(notice.kind is not NoticeKind.REVOKED for notice in notices)):
        return None
    moment = now.astimezone(UTC) if manager.urgent_any_time else open_from(manager, now)
    return Alert(manager.id, moment, tuple(sorted(notices, key=_order)))


def _merged(notices: Iterable[Notice]) -> list[Notice]:
    """Keep one line for each end of a watch, the tightest; it covers what the others say."""
    kept: dict[object, Notice] = {}
    for notice in sorted(notices, key=_order):
        ends = notice.kind in COUNTDOWN | {NoticeKind.REMINDER}
        slot = (notice.key.watch, notice.date) if ends else notice.key
        other = kept.get(slot)
        if other is None:
            kept[slot] = notice
            continue
        first, second = sorted((other, notice), key=lambda each: (each.kind is NoticeKind.REMINDER, each.key.step))
        covers = dict.fromkeys((*first.covers, *second.keys))
        kept[slot] = replace(first, covers=tuple(key for key in covers if key != first.key))
    return sorted(kept.values(), key=_order)


def _order(notice: Notice) -> tuple[date, str]:
    """Order by date and key: never by person."""
    return (notice.end or notice.date, notice.key.text)


def _heart_beats(manager: Manager, day: date, history: MessageHistory, summary: WatchSummary) -> bool:
    last = max((history.since, *(each for each in history.digest_days if each <= day)))
    return manager.heartbeat and summary.watched > 0 and (day - last).days >= HEARTBEAT_DAYS
