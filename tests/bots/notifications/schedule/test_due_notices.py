"""Each rule by an example; what holds for all lives is in ``test_schedule_laws``."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bots.notifications.models import NoticeKey, NoticeKind, RegistryReading, ScheduledWatch
from bots.notifications.schedule import watch_transitions
from bots.notifications.schedule.due_notices import is_stale, next_notice_on
from bots.notifications.schedule.lead_times import ladder_for
from bots.notifications.schedule.watch_transitions import acknowledged, assigned, mark_notified, snoozed
from bots.notifications.successors import successor_of
from tests.bots.notifications.watch_factories import (
    BOSS,
    END,
    EVERY_DAY,
    PLAIN,
    at,
    daily,
    due_at,
    facts,
    live,
    notices_at,
    state,
)
from verifier_client import CertificateId, IdKind, RegistryStatus

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [(91, []), (90, [90]), (89, [90]), (61, [90]), (30, [30]), (8, [30]), (7, [7]), (1, [1]), (0, [0]), (-1, [-1])],
)
def test_the_tightest_rung_passed(days, wanted):
    assert wanted == [step for _, step in notices_at(state(), at(days), manager=EVERY_DAY)]


def test_a_missed_rung_is_healed_by_the_tightest_and_settled_with_it():
    (notice,) = due_at(state(), at(29))

    assert ("expiring:w1:2027-03-10:30", (90, 60)) == (notice.key.text, tuple(key.step for key in notice.covers))
    after = mark_notified(state(), [notice], at(29))
    assert () == due_at(after, at(29))
    assert () == due_at(after, at(80))


def test_a_notice_says_all_that_is_known():
    about = state(code="AiE", issuer="ARTiBA")
    (notice,) = due_at(about, at(30), ladder=ladder_for(about.reading.facts))

    assert (END, END - 14 * DAY, False, False, "Senior AiE", ("boss",)) == (
        notice.end,
        notice.start_by,
        notice.assumed,
        notice.unconfirmed,
        notice.becomes,
        notice.recipients,
    )
    assert (NoticeKind.EXPIRING, END, False) == (notice.kind, notice.date, notice.urgent)
    assert notice.key.id == replace(notice.key).id


def test_what_falls_on_free_days_comes_before_them():
    """A Monday's end is announced on Friday ("the day before" is Sunday), a Saturday's too, and is over on Monday."""
    monday, saturday = date(2027, 3, 8), date(2027, 3, 6)

    assert [("expiring", 1)] == notices_at(state(expires_on=monday), at(date(2027, 3, 5)))
    assert [("expiring", 0)] == notices_at(state(expires_on=saturday), at(date(2027, 3, 5)))
    assert [("expired", -1)] == notices_at(state(expires_on=saturday), at(date(2027, 3, 8)))
    steps = [(each.date(), notice.key.step) for each, notice in live(state(expires_on=monday), daily(monday - DAY, 3))]
    assert [(monday, 0), (monday + DAY, -1)] == steps


def test_after_hours_it_is_the_next_digest_that_counts():
    """A Friday night's round plans Monday's digest, so a round at any hour loses nobody."""
    assert [("expiring", 7)] == notices_at(state(expires_on=date(2027, 3, 15)), at(date(2027, 3, 5), 22))


def test_leap_day():
    end = date(2028, 2, 29)
    lived = live(state(expires_on=end), daily(end - 3 * DAY, 6), manager=EVERY_DAY)

    assert [(date(2028, 2, 26), 7), (date(2028, 2, 28), 1), (end, 0), (date(2028, 3, 1), -1)] == [
        (each.date(), notice.key.step) for each, notice in lived
    ]


def test_a_certificate_without_an_end_or_with_the_end_of_time_is_quiet():
    assert [] == notices_at(state(expires_on=None), at(0))
    assert [] == notices_at(state(expires_on=date.max), at(0))


def test_renewed_is_a_note_and_never_an_alarm():
    was = mark_notified(state(), due_at(state(), at(7)), at(7))
    renewed = replace(was, reading=state(expires_on=END.replace(year=2030), previous_end=END).reading)

    assert [("renewed", 0)] == notices_at(renewed, at(1))
    assert [] == notices_at(mark_notified(renewed, due_at(renewed, at(1)), at(1)), at(0))
    assert is_stale(due_at(was, at(1))[0], renewed, END)
    assert [("expiring", 90)] == [each for each in notices_at(renewed, at(date(2029, 12, 10))) if each[0] != "renewed"]


def test_an_end_moved_forward_or_gone_is_a_change():
    assert [("moved", 0), ("expiring", 90)] == notices_at(state(previous_end=END + 100 * DAY), at(80))
    assert [("moved", 0)] == notices_at(state(expires_on=None, previous_end=END), at(80))


@pytest.mark.parametrize("status", [RegistryStatus.REVOKED, RegistryStatus.SUSPENDED])
def test_what_is_taken_away_is_told_at_once_whatever_was_said(status):
    taken = state(watch=ScheduledWatch("w1", "X", "boss", assigned_to="deputy"), status=status, since=at(200, 3))
    taken = replace(acknowledged(snoozed(taken, END), NoticeKey("w1", NoticeKind.EXPIRING, END, 90)), notified={})
    (notice,) = due_at(taken, at(200, 3))

    assert (status.value, ("boss", "deputy"), True) == (notice.kind, notice.recipients, notice.urgent)
    assert () == due_at(mark_notified(taken, [notice], at(200, 3)), at(200, 4))


def test_a_revoked_certificate_is_not_counted_down_and_a_suspended_one_is():
    assert [("revoked", 0)] == notices_at(state(status=RegistryStatus.REVOKED, previous_end=END - DAY), at(7))
    assert ["suspended", "expiring"] == [kind for kind, _ in notices_at(state(status=RegistryStatus.SUSPENDED), at(7))]


def test_suspended_reinstated_and_suspended_again_on_one_day_are_three_notices():
    what, seen = state(), []
    for hour, status in enumerate([RegistryStatus.SUSPENDED, RegistryStatus.VALID, RegistryStatus.SUSPENDED]):
        what = replace(what, reading=state(status=status, since=at(200, hour)).reading)
        for _ in range(2):
            notices = due_at(what, at(200, hour))
            what = mark_notified(what, notices, at(200, hour))
            seen += [str(notice.kind) for notice in notices]

    assert ["suspended", "reinstated", "suspended"] == seen
    valid = replace(what, reading=state(since=at(200, 5)).reading)
    assert ["reinstated"] == [kind for kind, _ in notices_at(valid, at(200, 5))]


def test_expired_before_its_date_is_told_once_and_not_again_on_its_date():
    early = state(status=RegistryStatus.EXPIRED, since=at(40))
    assert [("lapsed", 12 * 3600)] == notices_at(early, at(40))
    assert [] == notices_at(mark_notified(early, due_at(early, at(40)), at(40)), at(-2))

    in_time = state(status=RegistryStatus.EXPIRED, since=at(-1))
    assert [("expired", -1)] == notices_at(in_time, at(-1))


def test_emeritus_is_a_change():
    assert ["emeritus"] == [kind for kind, _ in notices_at(state(status=RegistryStatus.EMERITUS), at(200))]


def test_the_successor_ends_the_countdown():
    was = state(code="AIE")
    due_before = due_at(was, at(1))[0]
    next_one = state(code="AIE", successor="ART-2")
    (notice,) = due_at(next_one, at(1), ladder=ladder_for(next_one.reading.facts))
    assert (NoticeKind.SUCCEEDED, "ART-2", "Senior AiE") == (notice.kind, notice.successor, notice.becomes)
    assert is_stale(due_before, next_one, END)
    assert not is_stale(notice, next_one, END)

    after = mark_notified(next_one, [notice], at(1))
    expired = replace(after, reading=state(successor="ART-2", status=RegistryStatus.EXPIRED, since=at(0)).reading)
    assert [] == [kind for kind, _ in notices_at(expired, at(-5)) if kind != "lapsed"]


def test_a_registry_s_word_for_the_successor_is_an_id_a_link_or_a_badge_beside_the_badge():
    number = CertificateId.parse("AIDA-2026-1234")
    badge = CertificateId(IdKind.BADGE, "https://badges.example/public/assertions/old-badge-1", None, None, None)
    assert "CPAP-2026-8841" == successor_of(number, "CPAP-2026-8841").text
    assert "https://badges.example/public/assertions/new-badge-1" == successor_of(badge, "new-badge-1").text
    assert [None] * 4 == [
        successor_of(number, "new-badge-1"),
        *(successor_of(badge, bad) for bad in ("", "../x", "a b c d e f")),
    ]


def test_a_snooze_is_silent_until_it_ends_and_then_reminds_once():
    what = mark_notified(state(), due_at(state(), at(90)), at(90))
    what = snoozed(what, END - 40 * DAY)

    lived = list(live(what, daily(END - 89 * DAY, 91), manager=EVERY_DAY, ladder=PLAIN))
    kinds = [((END - each.date()).days, str(notice.kind)) for each, notice in lived]
    assert [
        (40, "expiring"),
        (30, "expiring"),
        (7, "expiring"),
        (1, "expiring"),
        (0, "expiring"),
        (-1, "expired"),
    ] == kinds
    assert NoticeKind.REMINDER in {key.kind for key in lived[0][1].covers}

    short = snoozed(mark_notified(state(), due_at(state(), at(90)), at(90)), END - 70 * DAY)
    lived = list(live(short, daily(END - 89 * DAY, 25), manager=EVERY_DAY, ladder=PLAIN))
    assert [(70, "reminder")] == [((END - each.date()).days, str(notice.kind)) for each, notice in lived]


def test_the_last_three_days_pass_a_snooze_and_an_acknowledgement():
    for quiet in (
        snoozed(state(), END + 90 * DAY),
        acknowledged(state(), NoticeKey("w1", NoticeKind.EXPIRING, END, 90)),
    ):
        lived = list(live(quiet, daily(END - 60 * DAY, 70), manager=EVERY_DAY))

        assert [1, 0, -1] == [notice.key.step for _, notice in lived]


def test_a_snooze_of_an_end_that_moved_is_over():
    what = snoozed(state(), END)
    moved = replace(what, reading=state(expires_on=END + 30 * DAY).reading)

    assert [("expiring", 60)] == notices_at(moved, at(28))
    assert snoozed(state(reading=RegistryReading()), END).snooze is None


def test_an_acknowledgement_after_planning_makes_the_notice_stale():
    (notice,) = due_at(state(), at(30))

    assert not is_stale(notice, state(), END - 30 * DAY)
    assert is_stale(notice, acknowledged(state(), notice.key), END - 30 * DAY)
    assert is_stale(notice, snoozed(state(), END), END - 30 * DAY)


def test_the_assigned_act_and_their_boss_does_not_hear_the_countdown():
    watch = assigned(state().watch, "deputy")

    assert ("deputy",) == due_at(state(watch=watch), at(30))[0].recipients
    assert assigned(watch, "boss").assigned_to is None


def escalating(**about):
    return state(watch=ScheduledWatch("w1", "X", "boss", escalate_to="head"), **about)


def test_who_does_not_acknowledge_within_two_workdays_is_escalated_once():
    lived = [
        (each.date(), str(notice.kind), *notice.recipients)
        for each, notice in live(escalating(), daily(END - 8 * DAY, 20))
        if notice.kind is not NoticeKind.EXPIRING or notice.key.step == 7
    ]

    assert [
        (date(2027, 3, 3), "expiring", "boss"),
        (date(2027, 3, 5), "escalated", "head"),
        (date(2027, 3, 11), "expired", "boss"),
    ] == lived


def test_an_acknowledgement_stops_the_escalation_of_end_and_revocation():
    first = mark_notified(escalating(), due_at(escalating(), at(7)), at(7))
    (notice,) = due_at(first, at(5))
    assert NoticeKind.ESCALATED is notice.kind
    seen = acknowledged(first, NoticeKey("w1", NoticeKind.EXPIRING, END, 7))
    assert [] == notices_at(seen, at(5))
    assert is_stale(notice, seen, END)
    assert not is_stale(notice, first, END)

    revoked = escalating(status=RegistryStatus.REVOKED, since=at(7))
    keys = due_at(revoked, at(7))
    revoked = mark_notified(revoked, keys, at(7))
    (notice,) = due_at(revoked, at(2))
    assert "escalated.revoked:w1:2027-03-03:43200" == notice.key.text
    assert is_stale(notice, acknowledged(revoked, keys[0].key), END)
    assert [] == notices_at(acknowledged(revoked, keys[0].key), at(2))


def test_a_candidates_watch_ends_on_the_start_date():
    until = END - 30 * DAY
    watch = ScheduledWatch("w1", "X", "boss", until=until)

    assert [("expiring", 30)] == notices_at(state(watch=watch), at(30))
    assert [] == notices_at(state(watch=watch), at(29))
    friday = ScheduledWatch("w1", "X", "boss", until=date(2027, 3, 6))
    assert ["revoked"] == [
        kind for kind, _ in notices_at(state(watch=friday, status=RegistryStatus.REVOKED), at(date(2027, 3, 5), 22))
    ]


def test_pecbs_yearly_maintenance():
    what = state(code="CAIP", issuer="PECB", issued_on=date(2026, 5, 4), expires_on=date(2029, 5, 3))
    lived = list(live(what, daily(date(2026, 5, 4), 900), manager=EVERY_DAY))

    wanted = [(year, step) for year in (2027, 2028) for step in (90, 30, 7)]
    assert wanted == [(each.date.year, each.key.step) for _, each in lived if each.kind is NoticeKind.MAINTENANCE]
    assert all(notice.assumed for _, notice in lived)
    assert [True, False] == [notice.urgent for _, notice in lived[2:4]]


def failing(since, **about):
    return state(reading=replace(state(**about).reading, failing_since=since))


def test_a_source_that_fails_around_the_end_is_reported_once_and_notices_say_so():
    days = [
        ((END - each.date()).days, str(each_notice.kind))
        for each, each_notice in live(failing(at(5)), daily(END - 5 * DAY, 12), manager=EVERY_DAY, ladder=PLAIN)
    ]

    assert [(5, "expiring"), (3, "unread_at_end"), (1, "expiring"), (0, "expiring"), (-1, "expired")] == days
    assert due_at(failing(at(5)), at(5))[0].unconfirmed
    assert ("unread_at_end", 0) in notices_at(failing(at(0), expires_on=date(2027, 3, 8)), at(date(2027, 3, 5)))


def test_a_source_that_fails_elsewhere_is_reported_after_two_weeks_or_if_it_never_answered():
    assert [] == notices_at(failing(at(220)), at(207), manager=EVERY_DAY)
    assert [("unread", 12 * 3600)] == notices_at(failing(at(220)), at(206), manager=EVERY_DAY)
    never = state(reading=RegistryReading(failing_since=at(200)))
    assert [("unread", 12 * 3600)] == notices_at(never, at(200))
    assert is_stale(due_at(never, at(200))[0], state(), END)
    assert not is_stale(due_at(never, at(200))[0], never, END)


def test_what_no_registry_can_say_is_asked_of_a_person_once():
    assert [("unread", 12 * 3600)] == notices_at(state(reading=RegistryReading(by_hand_since=at(200))), at(100))
    known = state(reading=RegistryReading(facts(), by_hand_since=at(200)))
    assert [("expiring", 90, True)] == [(n.kind, n.key.step, n.unconfirmed) for n in due_at(known, at(90))]


def test_a_word_that_is_not_understood_and_a_record_that_is_gone_are_told():
    assert ["unread"] == [kind for kind, _ in notices_at(state(status=RegistryStatus.UNKNOWN), at(200))]
    gone = state(reading=replace(state().reading, gone_since=at(200)))
    assert ["vanished"] == [kind for kind, _ in notices_at(gone, at(200))]
    assert ["vanished"] == [kind for kind, _ in notices_at(state(reading=RegistryReading(gone_since=at(200))), at(200))]
    assert is_stale(due_at(gone, at(200))[0], state(), END)


def test_what_was_not_read_for_long_is_unconfirmed():
    assert due_at(state(reading=RegistryReading(facts(), at(120))), at(90))[0].unconfirmed
    assert not due_at(state(reading=RegistryReading(facts(), at(91))), at(90))[0].unconfirmed


def test_a_reading_two_weeks_old_counts_as_one_and_an_older_one_does_not():
    old = [due_at(state(reading=RegistryReading(facts(), at(90 + days))), at(90))[0].unconfirmed for days in (14, 15)]

    assert [False, True] == old


@pytest.mark.parametrize(("days", "is_told"), [(4, False), (3, True), (0, True), (-3, True), (-4, False)])
def test_a_source_that_fails_is_reported_three_days_around_the_end(days, is_told):
    told = notices_at(failing(at(4)), at(days), manager=EVERY_DAY)

    assert is_told is (("unread_at_end", 0) in told)


def test_around_an_end_beside_free_days_the_workdays_next_to_it_count():
    """The end is on a Sunday: Friday is one day before in workdays, and on Monday it is over."""
    after_a_week_off = replace(BOSS, workdays=frozenset({3}))  # Wednesdays only
    sunday = date(2027, 3, 14)
    told = [
        notices_at(failing(at(200), expires_on=sunday), at(sunday - days * DAY), manager=after_a_week_off)
        for days in (4, -3)
    ]

    assert [True, True] == [("unread_at_end", 0) in each for each in told]


@pytest.mark.parametrize(
    ("was", "now_read", "is_untrue"),
    [
        (state(expires_on=END + DAY, previous_end=END), facts(expires_on=END + DAY, previous_end=END), False),
        (state(expires_on=END + DAY, previous_end=END), facts(expires_on=END + 2 * DAY, previous_end=END), True),
        (state(expires_on=END - DAY, previous_end=END), facts(expires_on=END - DAY, previous_end=END), False),
        (state(expires_on=END - DAY, previous_end=END), facts(expires_on=END), True),
        (state(successor="ART-2"), facts(successor="ART-2"), False),
        (state(successor="ART-2"), facts(successor="ART-3"), True),
        (state(successor="ART-2"), None, True),
        (state(), facts(), False),
        (state(), facts(status=RegistryStatus.REVOKED), True),
        (state(), facts(successor="ART-2"), True),
        (state(), facts(expires_on=END + DAY), True),
        (state(), None, True),
    ],
)
def test_a_notice_is_untrue_once_the_registry_says_otherwise(was, now_read, is_untrue):
    notice = due_at(was, at(30))[0]

    assert is_untrue is is_stale(notice, replace(was, reading=RegistryReading(now_read)), END - 30 * DAY)


def test_what_was_unclear_is_untrue_once_it_is_read():
    unclear = state(status=RegistryStatus.UNKNOWN)
    by_hand = state(reading=RegistryReading(by_hand_since=at(200)))
    for was in (unclear, by_hand):
        (notice,) = due_at(was, at(200))

        assert [False, True] == [is_stale(notice, each, END) for each in (was, state())]


def test_a_guard_stays_true_through_a_snooze_and_a_reminder_does_not():
    quiet = snoozed(mark_notified(state(), due_at(state(), at(90)), at(90)), END - 70 * DAY)
    (reminder,) = due_at(quiet, at(70))
    (guard,) = due_at(state(), at(1))

    assert (NoticeKind.REMINDER, 1) == (reminder.kind, guard.key.step)
    assert [False, True] == [is_stale(reminder, quiet, END - days * DAY) for days in (70, 71)]
    assert not is_stale(guard, snoozed(state(), END + DAY), END - DAY)


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        (state(), END - 90 * DAY),
        (state(expires_on=date(2027, 3, 8)), date(2026, 12, 8)),
        (state(expires_on=None), None),
        (state(status=RegistryStatus.REVOKED), date(2026, 11, 20)),
        (failing(at(220), expires_on=None), date(2026, 11, 20)),
        (mark_notified(state(), due_at(state(), at(0)), at(0)), date(2027, 3, 11)),
        (snoozed(mark_notified(state(), due_at(state(), at(90)), at(90)), END - 70 * DAY), END - 70 * DAY),
        (mark_notified(escalating(), due_at(escalating(), at(0)), at(0)), date(2027, 3, 11)),
    ],
)
def test_the_next_day_on_which_anything_is_due(what, wanted):
    assert wanted == next_notice_on(what, date(2026, 11, 20), manager=BOSS, ladder=PLAIN)


def test_buttons_do_not_change_what_was():
    assert state() == watch_transitions.mark_notified(state(), [], at(0))
