"""What a manager's buttons do to a watch: snooze, acknowledge, assign."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.notifications.models import NoticeKind, SnoozedEnd, WatchState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bots.notifications.models import ManagerId, Notice, NoticeKey, ScheduledWatch


def snoozed(state: WatchState, until: date) -> WatchState:
    """
    Say no more of the present end before ``until``, and remind then.

    The guards (day before, day of, day after) and whatever is not the countdown come all the same; nobody else is
    told of this end before that day either.
    """
    facts = state.reading.facts
    if facts is None or facts.expires_on is None:
        return state
    return replace(state, snooze=SnoozedEnd(until, facts.expires_on))


def acknowledged(state: WatchState, key: NoticeKey) -> WatchState:
    """Somebody is on it: no more of this countdown but the guards, and nobody else is told."""
    return replace(state, acknowledged=state.acknowledged | {key})


def assigned(watch: ScheduledWatch, to: ManagerId) -> ScheduledWatch:
    """Let somebody else act; the manager still hears of revocation and suspension."""
    return replace(watch, assigned_to=None if to == watch.manager else to)


def mark_notified(state: WatchState, notices: Iterable[Notice], at: datetime) -> WatchState:
    """Write notices down as told, with all keys that they settle; a key keeps the moment of its first time."""
    new = {key: at for notice in notices for key in notice.keys}
    return replace(state, notified={**new, **state.notified})


def no_news(due: Iterable[Notice]) -> tuple[Notice, ...]:
    """Give what of all that is due a new watch need not be told: what changed before anybody watched."""
    return tuple(notice for notice in due if notice.kind in _NO_NEWS)


_NO_NEWS = frozenset({NoticeKind.RENEWED, NoticeKind.MOVED, NoticeKind.EMERITUS})  # nothing to be acted on
