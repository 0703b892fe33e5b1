from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.notifications.schedule.calendars import Manager, in_year, open_from, reading_day, shifted, workday_until

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",  # half an hour of summer time
        "Antarctica/Troll",  # two hours
        "Pacific/Apia",  # skipped 30 December 2011
        "Pacific/Kiritimati",  # UTC+14
        "America/St_Johns",  # changed a minute after midnight
        "Africa/Casablanca",
        "Asia/Kathmandu",
    ]
)
HOURS = st.tuples(st.integers(0, 20 * 60), st.integers(180, 23 * 60)).map(
    lambda pair: (clock(pair[0]), clock(min(pair[0] + pair[1], 23 * 60 + 59)))
)
MANAGERS = st.builds(
    lambda zone, days, hours: Manager("m", zone, days, *hours),
    ZONES,
    st.frozensets(st.integers(1, 7), min_size=1),
    HOURS,
)
MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def clock(minutes):
    return time(minutes // 60, minutes % 60)


@settings(deadline=None)
@given(MANAGERS, MOMENTS, st.sets(st.integers(0, 9)))
@example(Manager("m", "Europe/Berlin", opens=time(2, 30), closes=time(6)), datetime(2027, 3, 28, tzinfo=UTC), set())
@example(Manager("m", "Europe/Berlin", opens=time(1), closes=time(4)), datetime(2027, 10, 31, 1, tzinfo=UTC), set())
def test_never_outside_hours_and_never_on_a_closed_day(manager, now, closed):
    closed = {shifted(manager.local(now).date(), each) for each in closed}
    moment = open_from(manager, now, closed=closed)
    local = manager.local(moment)

    assert moment >= now
    assert local.isoweekday() in manager.workdays
    assert manager.opens <= local.time() < manager.closes
    assert local.date() not in closed
    assert moment == open_from(manager, moment, closed=closed)


@settings(deadline=None)
@given(MANAGERS, MOMENTS)
@example(Manager("m", "Antarctica/Troll", frozenset({7}), time(1), time(4)), datetime(2027, 3, 26, tzinfo=UTC))
def test_no_day_is_lost_over_clock_changes(manager, now):
    """Whoever asks every day at the day's start is offered every workday that the zone has."""
    day = manager.local(now).date()
    for each in range(8):
        wanted = shifted(day, each)
        start = datetime.combine(wanted, time(0), tzinfo=manager.local(now).tzinfo).astimezone(UTC)
        exists = manager.local(start).date() == wanted
        if exists and wanted.isoweekday() in manager.workdays:
            assert wanted == reading_day(manager, start)


def test_a_skipped_hour_moves_forward_and_a_repeated_one_counts_once():
    gap = Manager("m", "Europe/Berlin", frozenset({7}), time(2, 30), time(6))
    fold = Manager("m", "America/New_York", frozenset({7}), time(1, 30), time(6))

    assert datetime(2027, 3, 28, 1, 30, tzinfo=UTC) == open_from(gap, datetime(2027, 3, 27, tzinfo=UTC))
    assert datetime(2027, 11, 7, 5, 30, tzinfo=UTC) == open_from(fold, datetime(2027, 11, 7, tzinfo=UTC))
    assert datetime(2027, 11, 7, 6, 30, tzinfo=UTC) == open_from(fold, datetime(2027, 11, 7, 6, 5, tzinfo=UTC))


def test_after_hours_the_next_workday_is_meant():
    boss = Manager("m", "Pacific/Auckland")

    assert date(2026, 11, 23) == reading_day(boss, datetime(2026, 11, 20, 6, tzinfo=UTC))  # Friday, 19:00 there


@settings(deadline=None)
@given(MANAGERS, MOMENTS, st.integers(-3, 40), st.sets(st.integers(0, 9)))
def test_nothing_opens_within_a_pause_and_no_later_than_without_one_behind_it(manager, now, days, closed):
    today = manager.local(now).date()
    closed = {shifted(today, each) for each in closed}
    paused = replace(manager, paused_until=shifted(today, days))
    moment = open_from(paused, now, closed=closed)

    assert paused.local(moment).date() >= paused.paused_until or days <= 0
    assert paused.is_open(moment)
    assert moment == open_from(manager, moment, closed=closed)
    assert days > 0 or moment == open_from(manager, now, closed=closed)


def test_leap_days_and_the_end_of_the_calendar():
    assert date(2027, 2, 28) == in_year(date(2028, 2, 29), 2027)
    assert date(2032, 2, 29) == in_year(date(2028, 2, 29), 2032)
    assert date.max == shifted(date.max, 1)
    assert date.min == workday_until(Manager("m", workdays=frozenset({7})), date.min)
    assert date(2028, 2, 29) + timedelta(1) == shifted(date(2028, 2, 29), 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"workdays": frozenset()},
        {"workdays": frozenset({0, 1})},
        {"opens": time(9), "closes": time(11)},
        {"opens": time(22), "closes": time(6)},
        {"opens": time(9, tzinfo=UTC)},
    ],
)
def test_a_calendar_in_which_nothing_could_be_read_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^Give "):
        Manager("m", **wrong)


def test_an_unknown_zone_is_refused():
    with pytest.raises(ZoneInfoNotFoundError):
        Manager("m", "Europe/Atlantis")
