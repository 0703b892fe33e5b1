from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bots.notifications.models import Notice, NoticeKey, NoticeKind
from bots.notifications.schedule.calendars import Manager
from bots.notifications.schedule.digests import MessageHistory, Section, WatchSummary, plan_messages, section_of
from tests.bots.notifications.watch_factories import BOSS, END, NOON

TODAY = date(2026, 11, 20)  # a Friday
BOX, PULSE = MessageHistory(TODAY), WatchSummary(143)


def notice(kind=NoticeKind.EXPIRING, step=30, *, watch="w1", end=END, **kw):
    return Notice(NoticeKey(watch, kind, end, step), ("boss",), end=end, **kw)


def planned(*notices, now=NOON, manager=BOSS, history=BOX, summary=PULSE):
    return plan_messages(manager, notices, now, history=history, summary=summary)


def test_nothing_gives_nothing():
    assert (None, None) == (planned().alert, planned().digest)


def test_others_notices_are_left_out():
    assert planned(replace(notice(), recipients=("deputy",))).digest is None


def test_a_digest_leads_with_what_must_be_done():
    kinds = [NoticeKind.UNREAD, NoticeKind.EXPIRING, NoticeKind.RENEWED, NoticeKind.EXPIRED]
    digest = planned(*(notice(kind, watch=kind) for kind in kinds)).digest

    assert ["your_action", "changed", "coming", "not_read"] == list(digest.sections)
    assert ["expired", "renewed", "expiring", "unread"] == [str(each.kind) for each in digest.notices]
    assert ("dig:boss:2026-11-20", NOON, 143) == (digest.key, digest.not_before, digest.summary.watched)


def test_which_group_each_kind_belongs_to():
    action = {NoticeKind.REVOKED, NoticeKind.SUSPENDED, NoticeKind.LAPSED, NoticeKind.EXPIRED, NoticeKind.ESCALATED}
    coming = {NoticeKind.EXPIRING, NoticeKind.REMINDER, NoticeKind.MAINTENANCE}
    unread = {NoticeKind.UNREAD, NoticeKind.UNREAD_AT_END}
    for kind in NoticeKind:
        section = section_of(notice(kind), TODAY)

        assert (kind in action) is (section is Section.YOUR_ACTION)
        assert (kind in coming) is (section is Section.COMING)
        assert (kind in unread) is (section is Section.NOT_READ)


def test_coming_becomes_your_action_on_the_last_safe_day_to_start_and_in_the_last_week():
    assert Section.COMING is section_of(notice(start_by=TODAY + timedelta(days=1)), TODAY)
    assert Section.YOUR_ACTION is section_of(notice(start_by=TODAY), TODAY)
    assert Section.YOUR_ACTION is section_of(notice(step=7), TODAY)
    assert Section.YOUR_ACTION is section_of(notice(NoticeKind.MAINTENANCE, 7), TODAY)


def test_a_day_that_had_its_digest_waits_for_the_next_workday():
    digest = planned(notice(), history=replace(BOX, digest_days=frozenset({TODAY}))).digest

    assert (date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)) == (digest.day, digest.not_before)


def test_two_rungs_of_one_end_are_one_line_and_the_tightest():
    reminder = notice(NoticeKind.REMINDER, 700_000)
    loose = replace(notice(step=90), covers=(NoticeKey("w1", NoticeKind.EXPIRING, END, 120),))
    for order in ([loose, notice(step=30), reminder], [reminder, notice(step=30), loose]):
        (kept,) = planned(*order).digest.notices

        assert 30 == kept.key.step
        assert {90, 120, 700_000} == {key.step for key in kept.covers}


def test_one_order_whoever_asks_and_never_by_person():
    notices = [notice(watch=f"w{n}", end=END + timedelta(days=n % 3)) for n in range(6)]

    found = planned(*notices).digest.notices
    assert found == planned(*reversed(notices)).digest.notices
    assert sorted(each.end for each in found) == [each.end for each in found]


def beat(days, **kw):
    return planned(now=NOON + timedelta(days=days), **{"history": replace(BOX, digest_days=frozenset({TODAY})), **kw})


def test_the_heart_beats_weekly_when_there_is_nothing():
    assert {None} == {beat(days).digest for days in range(4)}
    assert beat(6).digest is None
    assert (date(2026, 11, 27), ()) == (beat(7).digest.day, beat(7).digest.notices)
    assert date(2026, 11, 27) == beat(7, history=BOX).digest.day  # from the first watch on


def test_no_heartbeat_for_who_watches_nothing_or_wants_none():
    assert beat(30, summary=WatchSummary(0)).digest is None
    assert beat(30, manager=replace(BOSS, heartbeat=False)).digest is None


def test_a_clock_that_was_years_ahead_does_not_silence_the_heart():
    ahead = replace(BOX, digest_days=frozenset({TODAY, date(2031, 1, 1)}))

    assert beat(7, history=ahead).digest is not None


def test_what_is_taken_away_goes_at_once_at_night_too_in_one_message():
    night = datetime(2026, 11, 21, 3, tzinfo=UTC)
    post = planned(notice(NoticeKind.REVOKED), notice(NoticeKind.SUSPENDED, watch="w2"), notice(watch="w3"), now=night)

    assert (night, ["revoked", "suspended"]) == (
        post.alert.not_before,
        [str(each.kind) for each in post.alert.notices],
    )
    assert ["expiring"] == [str(each.kind) for each in post.digest.notices]
    again = planned(notice(NoticeKind.SUSPENDED, watch="w2"), notice(NoticeKind.REVOKED), now=NOON)
    assert post.alert.key == again.alert.key != planned(notice(NoticeKind.REVOKED)).alert.key


def test_a_tenant_may_keep_the_nights_quiet():
    quiet = replace(BOSS, urgent_any_time=False)

    assert (
        datetime(2026, 11, 23, 9, tzinfo=UTC)
        == planned(
            notice(NoticeKind.REVOKED), now=datetime(2026, 11, 21, 3, tzinfo=UTC), manager=quiet
        ).alert.not_before
    )


def test_above_the_budget_suspensions_fold_into_the_digest_and_revocations_pass():
    spent = replace(BOX, alerts={TODAY: 3})
    suspended, revoked = notice(NoticeKind.SUSPENDED), notice(NoticeKind.REVOKED, watch="w2")

    folded = planned(suspended, history=spent)
    assert (None, ["suspended"]) == (folded.alert, [str(each.kind) for each in folded.digest.notices])
    passing = planned(suspended, revoked, history=spent)
    assert ({"suspended", "revoked"}, None) == ({str(each.kind) for each in passing.alert.notices}, passing.digest)
    assert planned(suspended, history=replace(BOX, alerts={TODAY: 2})).digest is None


def test_the_day_is_the_managers():
    digest = planned(notice(), now=datetime(2026, 11, 22, 21, tzinfo=UTC), manager=Manager("boss", "Asia/Tokyo")).digest

    assert (date(2026, 11, 23), datetime(2026, 11, 23, 0, tzinfo=UTC)) == (digest.day, digest.not_before)
