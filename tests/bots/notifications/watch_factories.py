"""Watches, managers and readings for the tests of the schedule, and a life lived round by round."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bots.notifications.models import Facts, RegistryReading, ScheduledWatch, WatchState
from bots.notifications.schedule.calendars import Manager, open_from
from bots.notifications.schedule.due_notices import due
from bots.notifications.schedule.lead_times import Ladder, ladder_for
from bots.notifications.schedule.watch_transitions import mark_notified
from verifier_client import RegistryStatus

END = date(2027, 3, 10)  # a Wednesday
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
BOSS = Manager("boss")
EVERY_DAY = Manager("boss", workdays=frozenset(range(1, 8)), opens=time(0), closes=time(23))
PLAIN = Ladder((90, 60, 30, 7, 1, 0), effort_days=30)


def facts(**kw):
    return replace(Facts(RegistryStatus.VALID, datetime(2026, 1, 1, tzinfo=UTC), expires_on=END), **kw)


def state(*, watch=None, reading=None, read=True, **about):
    watch = watch or ScheduledWatch("w1", "AIDA-2026-1234", "boss", "Jane Doe")
    return WatchState(
        watch, reading or RegistryReading(facts(**about), datetime(2100, 1, 1, tzinfo=UTC) if read else None)
    )


def at(day, hour=12, minute=0):
    """Noon (UTC) of a day, or so many days before the usual end."""
    day = END - timedelta(days=day) if isinstance(day, int) else day
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


def due_at(what, now, *, manager=BOSS, ladder=PLAIN):
    return due(what, now, manager=manager, ladder=ladder)


def notices_at(what, now, *, manager=BOSS, ladder=PLAIN):
    """Kinds and steps of what is due."""
    return [(str(notice.kind), notice.key.step) for notice in due_at(what, now, manager=manager, ladder=ladder)]


def live(what, moments, *, manager=BOSS, ladder=None):
    """Run rounds at these moments: yield each notice with the moment from which it may be read."""
    for now in moments:
        notices = due(what, now, manager=manager, ladder=ladder or ladder_for(what.reading.facts))
        what = mark_notified(what, notices, now)
        yield from ((open_from(manager, now), notice) for notice in notices)


def daily(first, days, hour=6):
    return [at(first + timedelta(days=each), hour) for each in range(days)]
