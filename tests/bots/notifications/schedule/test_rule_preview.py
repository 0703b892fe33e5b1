from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bots.notifications.models import ScheduledWatch
from bots.notifications.schedule.calendars import Manager
from bots.notifications.schedule.digests import MessageHistory, WatchSummary, plan_messages
from bots.notifications.schedule.due_notices import due
from bots.notifications.schedule.lead_times import ladder_for
from bots.notifications.schedule.rule_preview import preview_ladder
from bots.notifications.schedule.watch_transitions import mark_notified
from tests.bots.notifications.schedule.test_calendars import MANAGERS
from tests.bots.notifications.watch_factories import BOSS, END, NOON, state
from verifier_client import RegistryStatus

NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)


def watched(number, end=END, manager="boss", **about):
    return state(watch=ScheduledWatch(f"w{number}", "X", manager, escalate_to="head"), expires_on=end, **about)


def test_certificates_that_end_together_cost_one_message_a_rung():
    quiet = replace(BOSS, heartbeat=False)
    found = preview_ladder(
        [watched(n) for n in range(50)], {"boss": quiet}, now=NOON, until=END + timedelta(days=5), own=[30]
    )

    assert (4 * 50, 4, 0, 0, ("boss", 4)) == (
        found.notices,
        found.digests,
        found.alerts,
        found.heartbeats,
        found.busiest,
    )
    assert 4 == found.messages


def test_a_rule_that_would_make_noise_shows_it():
    states = [watched(n, END + timedelta(days=n)) for n in range(40)]
    loud = preview_ladder(states, {"boss": BOSS}, now=NOON, until=END, own=range(1, 60))

    assert loud.digests > 40
    assert loud.notices > 1000
    assert loud.heartbeats > 0


def test_nothing_watched_sends_nothing():
    assert (0, None) == (
        preview_ladder([], {}, now=NOON, until=END).messages,
        preview_ladder([], {}, now=NOON, until=END).busiest,
    )


def test_what_is_revoked_already_is_one_alert():
    found = preview_ladder([watched(1, status=RegistryStatus.REVOKED)], {"boss": BOSS}, now=NOON, until=NOON.date())

    assert (1, 1, 0) == (found.messages, found.alerts, found.digests)


@given(
    MANAGERS,
    st.lists(st.dates(date(2026, 9, 1), date(2027, 3, 1)), max_size=4),
    st.none() | st.frozensets(st.integers(-9, 99), min_size=1, max_size=4),
)
def test_a_preview_is_what_rounds_then_send(manager, ends, own):
    """Counted against rounds twice a day, each digest planned anew until it is claimed; nobody presses a button."""
    manager = replace(manager, id="boss")
    states = [replace(watched(n, end), watch=ScheduledWatch(f"w{n}", "X", "boss")) for n, end in enumerate(ends)]
    until = manager.local(NOW).date() + timedelta(days=100)
    wanted = preview_ladder(states, {"boss": manager}, now=NOW, until=until, own=own)

    counted, history, pending, digest = Counter(), MessageHistory(manager.local(NOW).date()), [], None
    for half_day in range(220):
        now = NOW + timedelta(hours=12 * half_day)
        if digest and digest.not_before <= now and digest.day <= until:
            counted["digests" if digest.notices else "heartbeats"] += 1
            counted["notices"] += len(digest.notices)
            history, pending = replace(history, digest_days=history.digest_days | {digest.day}), []
        for at, what in enumerate(states):
            found = due(what, now, manager=manager, ladder=ladder_for(what.reading.facts, own))
            states[at] = mark_notified(what, found, now)
            pending += found
        digest = plan_messages(manager, pending, now, history=history, summary=WatchSummary(len(states))).digest

    assert Counter(digests=wanted.digests, heartbeats=wanted.heartbeats, notices=wanted.notices) == counted


def test_the_manager_with_most_messages_is_named():
    managers = {"boss": BOSS, "calm": Manager("calm", heartbeat=False)}
    found = preview_ladder([watched(1), watched(2, manager="calm")], managers, now=NOON, until=END)

    assert "boss" == found.busiest[0]


def test_an_alert_is_one_of_the_messages_of_the_manager_with_most():
    """Two are told of a countdown each; one of them is alerted of a revocation besides."""
    managers = {"boss": replace(BOSS, heartbeat=False), "calm": Manager("calm", heartbeat=False)}
    states = [watched(1, manager="calm"), watched(2), watched(3, status=RegistryStatus.REVOKED)]
    one = preview_ladder(states, managers, now=NOON, until=END - timedelta(days=90))

    assert (("boss", 2), 1, 3) == (one.busiest, one.alerts, one.messages)
