"""What holds for all lives of a watch, whatever the calendar, the clock and the registry do."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.notifications.models import AT_ONCE, COUNTDOWN, NoticeKind, RegistryReading, ScheduledWatch, WatchState
from bots.notifications.schedule.calendars import Manager, open_from, reading_day, shifted, workday_from, workday_until
from bots.notifications.schedule.digests import MessageHistory, WatchSummary, plan_messages
from bots.notifications.schedule.due_notices import due, is_stale, next_notice_on
from bots.notifications.schedule.lead_times import GUARDS, ladder_for
from bots.notifications.schedule.registry_readings import next_reading_on, reading_of_record
from bots.notifications.schedule.watch_transitions import acknowledged, mark_notified, snoozed
from tests.bots.notifications.schedule.test_calendars import MANAGERS
from tests.bots.notifications.watch_factories import at, facts, state
from verifier_client import Record, RegistryStatus

START = datetime(2027, 2, 1, 6, tzinfo=UTC)
LEAP = date(2028, 2, 29)
ENDS = st.dates(date(2027, 1, 1), date(2029, 12, 31)) | st.just(LEAP)
LADDERS = st.none() | st.frozensets(st.integers(-30, 200), min_size=1, max_size=6)
JUMPS = st.lists(st.integers(-6 * 60, 40 * 24 * 60), max_size=30)  # minutes between rounds; some set the clock back
STATUSES = st.sampled_from([RegistryStatus.VALID] * 4 + list(RegistryStatus))
few = settings(deadline=None)


@few
@given(MANAGERS, ENDS, LADDERS, JUMPS, st.data())
def test_no_key_is_ever_told_twice(manager, end, own, jumps, data):
    """Whatever the registry says, the clock does and the reader presses."""
    what, now, keys = state(watch=ScheduledWatch("w", "X", "m", escalate_to="head"), expires_on=end), START, []
    for jump in jumps:
        now += timedelta(minutes=jump)
        said = data.draw(st.none() | st.tuples(STATUSES, ENDS))
        if said:
            record = Record(certificate=None, status=said[0], expires_on=said[1])
            what = replace(what, reading=reading_of_record(what.reading, record, now))
        notices = due(what, now, manager=manager, ladder=ladder_for(what.reading.facts, own))
        assert not any(is_stale(notice, what, reading_day(manager, now)) for notice in notices)
        what = mark_notified(what, notices, now)
        keys += [key for notice in notices for key in notice.keys]
        press = data.draw(st.sampled_from(["", "", "snooze", "acknowledge"]))
        if press == "snooze":
            what = snoozed(what, shifted(now.date(), 9))
        elif press and notices:
            what = acknowledged(what, notices[0].key)

    assert [] == [key for key, count in Counter(keys).items() if count > 1]


@few
@given(MANAGERS, ENDS, st.integers(0, 23))
@example(Manager("m", "Europe/Berlin"), LEAP, 6)
@example(Manager("m", "Pacific/Auckland"), LEAP, 6)
@example(Manager("m", workdays=frozenset({3})), date(2027, 3, 9), 6)
def test_day_before_day_of_and_day_after_are_guaranteed(manager, end, hour):
    """A daily round at any hour: told on the last workday before the end, on the end if it is one, and after it."""
    what, read = state(expires_on=end), {}
    for each in range(-24, 12):
        now = at(shifted(end, each), hour)
        for notice in due(what, now, manager=manager, ladder=ladder_for(what.reading.facts)):
            what = mark_notified(what, [notice], now)
            read[reading_day(manager, now)] = notice.key.step
    steps = {day: step for day, step in read.items() if step in GUARDS}

    before = workday_until(manager, shifted(end, -1))
    assert steps[before] in {1, 0}
    assert not manager.works_on(end) or end == before or 0 == steps[end]
    assert -1 == steps[workday_from(manager, shifted(end, 1))]
    assert len(read) <= 6


@few
@given(MANAGERS, ENDS, LADDERS, st.integers(1, 60 * 24 * 60))
def test_downtime_of_any_length_heals(manager, end, own, minutes):
    """After it the very rung is told that a watcher who never slept would have told last."""
    ladder = ladder_for(None, own)
    awake = state(expires_on=end)
    first, last = at(shifted(end, -45)), at(shifted(end, -45)) + timedelta(minutes=minutes)
    asleep = awake = mark_notified(awake, due(awake, first, manager=manager, ladder=ladder), first)
    now = first
    while now < last:
        now = min(now + timedelta(hours=20), last)
        awake = mark_notified(awake, due(awake, now, manager=manager, ladder=ladder), now)
    asleep = mark_notified(asleep, due(asleep, last, manager=manager, ladder=ladder), last)

    assert _tightest(awake) == _tightest(asleep)
    assert () == due(asleep, first, manager=manager, ladder=ladder)


def _tightest(what):
    return min((key.step for key in what.notified if key.kind in COUNTDOWN), default=None)


@few
@given(MANAGERS, st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), st.booleans())  # noqa: DTZ001
def test_a_revocation_is_never_delayed(manager, now, spent):
    what = state(status=RegistryStatus.REVOKED, since=now)
    what = acknowledged(
        snoozed(what, date.max), next(iter(due(what, now, manager=manager, ladder=ladder_for(None)))).key
    )
    notices = due(what, now, manager=replace(manager, id="boss"), ladder=ladder_for(None))
    history = MessageHistory(now.date(), alerts={manager.local(now).date(): 99} if spent else {})
    post = plan_messages(replace(manager, id="boss"), notices, now, history=history, summary=WatchSummary(1))

    assert [NoticeKind.REVOKED] == [notice.kind for notice in post.alert.notices]
    assert now == post.alert.not_before
    assert post.digest is None or () == post.digest.notices


@few
@given(MANAGERS, ENDS, LADDERS, st.integers(-120, 30))
def test_the_next_day_is_the_first_on_which_anything_is_due(manager, end, own, offset):
    """Nothing is due on any day before it: a sweep over what is stored misses nothing."""
    what, ladder = state(expires_on=end, issued_on=date(2026, 1, 31)), ladder_for(facts(code="CAIP"), own)
    day = workday_from(manager, shifted(end, offset))
    now = open_from(manager, at(day, 0))
    while (day := reading_day(manager, now)) < shifted(end, 40):
        stored = next_notice_on(what, day, manager=manager, ladder=ladder)
        notices = due(what, now, manager=manager, ladder=ladder)
        assert bool(notices) is (stored == day)
        what = mark_notified(what, notices, now)
        now = open_from(manager, now, closed={day})


@few
@given(MANAGERS, st.lists(st.tuples(st.integers(-300, 3000), st.booleans()), min_size=1, max_size=60))
def test_at_most_one_digest_a_day_and_always_within_hours(manager, rounds):
    manager, now, sent, history = replace(manager, id="boss"), START, [], MessageHistory(START.date())
    for number, (minutes, news) in enumerate(rounds):
        now += timedelta(minutes=minutes)
        what = WatchState(ScheduledWatch(f"w{number}", "X", "boss"), RegistryReading(facts(expires_on=now.date())))
        notices = due(what, now, manager=manager, ladder=ladder_for(None)) if news else ()
        digest = plan_messages(manager, notices, now, history=history, summary=WatchSummary(number)).digest
        if digest:
            sent.append(digest.day)
            local = manager.local(digest.not_before)
            assert digest.not_before >= now
            assert digest.day == local.date()
            assert manager.works_on(local.date())
            assert manager.opens <= local.time() < manager.closes
            assert news or number >= 1
            history = replace(history, digest_days=history.digest_days | {digest.day})

        assert not news or digest is not None

    assert len(sent) == len(set(sent))


@few
@given(ENDS, st.integers(0, 400), st.integers(0, 23))
def test_the_days_around_an_end_are_always_read(end, before, hour):
    """A daily round that drifts by minutes reads on the day before, the day and the day after, and weekly elsewhere."""
    now, days = at(shifted(end, -before - 2), hour), []
    wanted = now.date()
    while now.date() <= shifted(end, 20):
        if now.date() >= wanted:
            days.append(now.date())
            wanted = next_reading_on(RegistryReading(facts(expires_on=end), now), now)
        now += timedelta(days=1) + timedelta(minutes=1 if now.hour < 23 else -59)

    assert {shifted(end, -1), end, shifted(end, 1)} <= set(days)
    assert all((b - a).days <= 7 for a, b in pairwise(days))
    assert len(days) <= 60 + before // 7


def test_what_comes_at_once_is_what_was_taken_away():
    assert {NoticeKind.REVOKED, NoticeKind.SUSPENDED} == AT_ONCE
