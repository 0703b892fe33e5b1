from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.notifications.schedule.calendars import (
    Manager,
    in_year,
    is_zone,
    open_from,
    reading_day,
    shifted,
    workday_from,
    workday_until,
    workdays_after,
)

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
        {"workdays": frozenset({7, 8})},
        {"opens": time(9), "closes": time(11, 59)},
        {"opens": time(9, 30), "closes": time(12, 29)},
        {"opens": time(9, 0, 1), "closes": time(12)},
        {"opens": time(9, tzinfo=UTC)},
        {"closes": time(17, tzinfo=UTC)},
    ],
)
def test_a_calendar_in_which_nothing_could_be_read_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^Give "):
        Manager("m", **wrong)


def test_an_unknown_zone_is_refused():
    with pytest.raises(ZoneInfoNotFoundError):
        Manager("m", "Europe/Atlantis")


@pytest.mark.parametrize(("opens", "closes"), [(time(9), time(12)), (time(9, 30), time(12, 30)), (time(0), time(3))])
def test_three_hours_are_enough(opens, closes):
    assert Manager("m", workdays=frozenset({1, 7}), opens=opens, closes=closes).works_on(date(2026, 11, 22))


def test_hours_begin_at_their_first_minute_and_end_before_their_last():
    boss = Manager("m", "Europe/Berlin", paused_until=date(2026, 11, 20))
    moments = [(8, 59, 59), (9, 0, 0), (16, 59, 59), (17, 0, 0)]  # in Berlin, an hour before UTC

    assert [False, True, True, False] == [
        boss.is_open(datetime(2026, 11, 20, hour - 1, minute, second, tzinfo=UTC)) for hour, minute, second in moments
    ]
    assert [True, False] == [boss.is_paused(date(2026, 11, day)) for day in (19, 20)]
    assert not boss.is_open(datetime(2026, 11, 19, 10, tzinfo=UTC))


def test_who_chose_nothing_reads_on_workdays_from_nine_to_five_and_is_alerted_of_what_is_urgent_at_any_hour():
    boss = Manager("m")

    assert ("UTC", {1, 2, 3, 4, 5}, time(9), time(17)) == (boss.zone, boss.workdays, boss.opens, boss.closes)
    assert (3, True, True, None) == (boss.alerts_a_day, boss.urgent_any_time, boss.heartbeat, boss.paused_until)


def test_workdays_are_counted_from_the_day_after():
    boss, friday = Manager("m"), date(2026, 11, 20)

    assert [date(2026, 11, day) for day in (20, 23, 24)] == [workdays_after(boss, friday, each) for each in range(3)]
    assert [friday, friday] == [workday_until(boss, shifted(friday, each)) for each in (0, 2)]
    assert [friday, shifted(friday, 3)] == [workday_from(boss, shifted(friday, each)) for each in (0, 1)]


def test_at_the_end_of_the_calendar_no_workday_is_waited_for():
    assert date.max == workday_from(Manager("m", workdays=frozenset({1})), date.max)  # a Friday
    assert [date.min, date.max] == [shifted(date(2026, 11, 20), each) for each in (-(10**6), 10**7)]


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin"])
def test_a_zone_is_known_by_its_name(name):
    assert is_zone(name)


@pytest.mark.parametrize("name", ["", "Europe/Atlantis", "../UTC", "/etc/passwd", "Europe", "a\0b"])
def test_what_names_no_zone_is_none(name):
    assert not is_zone(name)
