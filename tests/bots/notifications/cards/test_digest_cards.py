"""Digests, alerts and the other messages of the watcher, as people read them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bots.conversation.model.replies import Tone
from bots.conversation.plain_text import reply_as_text
from bots.conversation.text import delivery as delivery_phrases
from bots.notifications.cards.digest_cards import SHOWN
from bots.notifications.cards.message_replies import alarm_reply, callback_answer, callback_expired
from bots.notifications.message_details import Alarm, AlarmKind, CallbackDetails, HandoverDetails
from bots.notifications.message_models import MessageKind
from bots.notifications.models import NoticeKind, RegistryReading
from bots.notifications.round_models import DigestHistory, TeamCertificate
from bots.notifications.schedule.calendars import Manager
from bots.notifications.schedule.digests import WatchSummary
from bots.notifications.watch_marks import MarkKind, WatchMark, WatchMarks
from tests.bots.notifications.digest_factories import END, READ, TODAY, card, due, line, notice, read, text
from verifier_client import RegistryStatus, VerifierClient
from verifier_client.testing import ManualClock

GOLDEN = """\
Your certificates: 1 needs your action, 1 changed, 1 coming, 1 could not be read.
  Your action:
  • AIDA-2026-1234 · Jane Doe · team Risk: expires on 14 March 2027, in 30 days; today is the last safe day to start \
the renewal (assumed lead time). Team Risk loses its only watched CPAP on 14 March 2027.
    You watch it; purpose: client work.
  Changed:
  • CPAP-2026-8841: was renewed and now stands until 14 March 2027 (before: 1 March 2027).
    You are its manager in a roster.
  Coming:
  • CPAA-2026-1111: expires on 13 April 2027, in 60 days; start the renewal by 14 March 2027.
    You watch it; until 1 May 2027.
  Could not be read:
  • CPAP-2026-6660 · Ben Example: could not be read since 29 January 2027: that says nothing about the certificate, \
neither good nor bad.
    You watch it.
  143 watched, 2 expiring within 90 days, 1 could not be read, source read 07:00 Europe/Berlin.
  One message a day at most, when something is due. Stop all of this: notify off. Change it: notify
  Next: press a button, or write ack, snooze or assign with the ID; help watching says how."""


def test_a_digest_leads_with_what_must_be_done_and_ends_with_how_to_stop_it():
    since = datetime(2027, 1, 29, tzinfo=UTC)
    watches = {
        "1": due(purpose="client work"),
        "2": due("2", about=("CPAP-2026-8841", "", ""), owner="hr"),
        "3": due("3", about=("CPAA-2026-1111", "", ""), until=date(2027, 5, 1)),
        "4": due("4", about=("CPAP-2026-6660", "Ben Example", ""), reading=read(failing_since=since)),
    }
    later = {"on": END + timedelta(days=30), "end": END + timedelta(days=30), "start_by": END, "assumed": False}
    told = (
        notice(NoticeKind.UNREAD, on=since.date(), watch="4", unconfirmed=True),
        notice(step=60, watch="3", **later),
        notice(),
        notice(NoticeKind.RENEWED, 0, watch="2"),
    )

    assert GOLDEN == text(*told, watches=watches, summary=WatchSummary(143, 2, 1, READ))


@pytest.mark.parametrize(
    ("kinds", "headline", "tone"),
    [
        ((), "2 need your action, 1 changed", Tone.CAUTION),
        ((MarkKind.ACKNOWLEDGED,), "1 needs your action, 1 dealt with, 1 changed", Tone.CAUTION),
        ((MarkKind.ACKNOWLEDGED, MarkKind.ACKNOWLEDGED), "2 dealt with, 1 changed", Tone.NEUTRAL),
        ((MarkKind.ACKNOWLEDGED, MarkKind.OFFERED), "1 needs your action, 1 dealt with, 1 changed", Tone.CAUTION),
        ((MarkKind.DECLINED,), "2 need your action, 1 changed", Tone.CAUTION),
    ],
)
def test_what_was_dealt_with_since_is_not_counted_as_waiting(kinds, headline, tone):
    told = (notice(), notice(watch="2"), notice(NoticeKind.RENEWED, 0, watch="3"))
    watches = {watch: due(watch) for watch in ("1", "2", "3")}
    marks = {
        watch: WatchMarks(
            {kind: WatchMark(kind, "boss", READ, "lee")} if kind is not MarkKind.ACKNOWLEDGED else {},
            {told[at].key: WatchMark(kind, "boss", READ, None)} if kind is MarkKind.ACKNOWLEDGED else {},
        )
        for at, (watch, kind) in enumerate(zip(("1", "2"), kinds, strict=False))
    }
    drawn = card(*told, watches=watches, history=DigestHistory(marks, {"lee": "Lee Boss"}))

    assert f"Your certificates: {headline}." == drawn.headline
    assert tone is drawn.tone


def test_every_kind_has_its_own_line():
    today, plain = {"on": TODAY}, {"1": due(team="")}
    expected = {
        notice(NoticeKind.REVOKED, **today): "was revoked and no longer stands; first seen on 12 February 2027.",
        notice(NoticeKind.SUSPENDED, **today): "is suspended, at the moment neither valid nor revoked; first seen on "
        "12 February 2027.",
        notice(
            NoticeKind.LAPSED, **today
        ): "is called expired by its registry, although its own date, 14 March 2027, has not passed.",
        notice(NoticeKind.LAPSED, end=None, **today): "is called expired by its registry, and gives no date.",
        notice(
            NoticeKind.EXPIRED, -1, end=TODAY - timedelta(1)
        ): "expired on 11 February 2027, yesterday; ask whether it was renewed.",
        notice(step=0, end=TODAY): "expires today, 12 February 2027; today is the last safe day to start the renewal "
        "(assumed lead time).",
        notice(step=1, end=TODAY + timedelta(1), start_by=None): "expires on 13 February 2027, tomorrow.",
        notice(start_by=TODAY - timedelta(1), assumed=False, becomes="Senior AiE"): "expires on 14 March 2027, in 30 "
        "days; the last safe day to start the renewal was 11 February 2027; a renewal makes it Senior AiE.",
        notice(NoticeKind.REMINDER, start_by=None): "your snooze is over: it expires on 14 March 2027, in 30 days.",
        notice(
            NoticeKind.MAINTENANCE
        ): "its yearly maintenance is due by 14 March 2027, in 30 days (assumed: its issuer "
        "does not say so for this one).",
        notice(
            NoticeKind.ESCALATED, 0, of=NoticeKind.EXPIRING, start_by=None
        ): "nobody acknowledged within two workdays that it expires on 14 March 2027, in 30 days.",
        notice(
            NoticeKind.ESCALATED, of=NoticeKind.REVOKED, **today
        ): "nobody acknowledged within two workdays that it was revoked "
        "and no longer stands; first seen on 12 February 2027.",
        notice(NoticeKind.RENEWED): "was renewed and now stands until 14 March 2027 (before: 1 March 2027).",
        notice(NoticeKind.MOVED): "now ends earlier, on 14 March 2027 (before: 1 March 2027).",
        notice(NoticeKind.MOVED, end=None): "its registry gives no end any more (before: 1 March 2027).",
        notice(
            NoticeKind.SUCCEEDED, successor="AIDA-2027-0001", becomes="Senior AiE"
        ): "was followed by AIDA-2027-0001 (Senior AiE): that one stands in its place now.",
        notice(NoticeKind.REINSTATED, **today): "stands again: its registry took the earlier word back; first seen on "
        "12 February 2027.",
        notice(NoticeKind.EMERITUS, **today): "is emeritus now: in good standing, and its holder no longer practises; "
        "first seen on 12 February 2027.",
        notice(NoticeKind.VANISHED, **today): "its registry has no record of it any more, first missed on 12 February "
        "2027; that proves nothing about it: compare the ID, then ask the holder or the issuer.",
        notice(
            NoticeKind.UNREAD, **today
        ): "its registry answers, but not clearly whether it stands, since 12 February "
        "2027; open the registry's own page.",
        notice(
            NoticeKind.UNREAD_AT_END
        ): "its registry does not answer, and the last date read is 14 March 2027: whether it "
        "was renewed is not known.",
    }

    assert {f"AIDA-2026-1234 · Jane Doe: {said}" for said in expected.values()} == {
        line(one, watches=plain) for one in expected
    }
    assert set(NoticeKind) == {one.kind for one in expected}


def test_what_no_registry_can_be_asked_about_says_what_to_type():
    by_hand = due(team="", reading=read(by_hand_since=READ, status=RegistryStatus.UNSAID))

    assert "enter it with: ends AIDA-2026-1234 YYYY-MM-DD" in line(notice(NoticeKind.UNREAD), watches={"1": by_hand})
    assert "Unconfirmed: a person entered the date" in line(notice(unconfirmed=True), watches={"1": by_hand})


def test_what_was_not_confirmed_of_late_says_so():
    assert "Unconfirmed: its registry was last read on 12 February 2027" in line(notice(unconfirmed=True))


def test_one_notice_is_told_in_the_headline_so_that_a_phone_shows_it():
    assert "AIDA-2026-1234 expires on 14 March 2027, in 30 days." == card(notice()).headline
    assert "AIDA-2026-1234: its registry has no record of it any more, first missed on 12 February 2027." == (
        card(notice(NoticeKind.VANISHED, on=TODAY)).headline
    )


def test_what_was_never_found_is_not_said_to_be_gone():
    never = due(reading=RegistryReading(read_at=READ, gone_since=READ))

    said = line(notice(NoticeKind.VANISHED, on=TODAY), watches={"1": never})
    assert "its registry has no record of it, first missed on 12 February 2027" in said


def test_a_loss_of_cover_is_said_with_its_date():
    mate = TeamCertificate("CPAP-2026-8841", "CPAP", stands=True, expires_on=END)

    assert "Team Risk has no watched CPAP left after 14 March 2027." in line(notice(), mates={"1": (mate,)})
    assert "Team" not in line(notice(), mates={"1": (replace(mate, expires_on=None),)})
    small = {"1": due(profile="cai-organisations")}
    told = line(notice(NoticeKind.REVOKED, on=TODAY), watches=small)
    assert "Team Risk has lost its only watched CPAP and no longer meets “At least one CPAP on" in told


def test_an_alert_counts_what_was_taken_and_a_note_never_alarms():
    both = {"1": due(), "2": due("2", about=("CPAP-2026-8841", "", ""))}
    taken = (notice(NoticeKind.REVOKED, on=TODAY), notice(NoticeKind.SUSPENDED, watch="2", on=TODAY))
    alert = card(*taken, watches=both, kind=MessageKind.ALERT)

    assert ("2 certificates: 1 revoked, 1 suspended.", Tone.BAD) == (alert.headline, alert.tone)
    assert "at once" in alert.limits[0]
    assert "notify off" in alert.limits[0]
    assert Tone.NEUTRAL is card(notice(NoticeKind.RENEWED)).tone


def test_buttons_are_commands_that_anybody_could_type():
    def commands(one):
        return [action.command for group in card(one).groups for item in group.items for action in item.actions]

    certificate = "AIDA-2026-1234"
    assert [
        f"ack {certificate}",
        f"snooze {certificate} 7d",
        f"assign {certificate}",
        f"verify {certificate} fresh",
    ] == (commands(notice()))
    assert [f"ack {certificate}", f"assign {certificate}", f"verify {certificate} fresh"] == (
        commands(notice(NoticeKind.REVOKED))
    )
    assert [f"verify {certificate} fresh"] == commands(notice(NoticeKind.RENEWED))
    assert ["verify CPAP-2026-8841 fresh"] == commands(notice(NoticeKind.SUCCEEDED, successor="CPAP-2026-8841"))


def test_what_asks_for_an_act_is_never_cut_for_the_rest_and_what_is_cut_is_counted():
    many = {str(at): due(str(at), about=(f"AIDA-2026-{1000 + at}", "", "")) for at in range(60)}
    urgent = [notice(NoticeKind.EXPIRED, -1, watch=str(at), end=TODAY - timedelta(1)) for at in range(30)]
    coming = [notice(step=60, watch=str(at), start_by=END) for at in range(30, 60)]
    few, full = card(*urgent[:5], *coming, watches=many), card(*urgent, *coming, watches=many)

    assert [5, SHOWN - 5] == [len(group.items) for group in few.groups]
    assert ("15 more are not shown here; see them all with: watches",) == few.lines
    assert [SHOWN] == [len(group.items) for group in full.groups]
    assert full.first == "30 need your action; the 20 with the nearest dates are shown in full."
    assert all(f"AIDA-2026-{1000 + at}" in text(*urgent, *coming, watches=many) for at in range(30))
    assert full.lines[1].startswith("30 more are not shown")


def test_lines_go_by_date_and_never_by_person():
    watches = {
        "1": due(about=("AIDA-2026-1234", "Zoe Last", "")),
        "2": due("2", about=("CPAP-2026-8841", "Adam First", "")),
    }
    told = card(notice(watch="2", end=END + timedelta(1)), notice(), watches=watches)

    assert ["Zoe Last", "Adam First"] == [item.text.split(" · ")[1].split(":")[0] for item in told.groups[0].items]


def test_the_weekly_sign_of_life_is_one_quiet_line():
    quiet = card()

    assert ("All quiet: no certificate that you watch needs you.", (), Tone.NEUTRAL) == (
        quiet.headline,
        quiet.groups,
        quiet.tone,
    )
    assert "143 watched, 0 expiring within 90 days, source read 07:00 Europe/Berlin." in quiet.provenance
    before = WatchSummary(1, 0, 0, READ - timedelta(days=1))
    assert "source read 06:00 UTC on 11 February 2027." in card(manager=Manager("boss"), summary=before).provenance
    assert "no source read yet" in card(summary=WatchSummary(1)).provenance


def test_why_somebody_gets_a_line():
    def note(one, *, to="boss", **kw):
        return card(one, watches={"1": due(**kw)}, to=to).groups[0].items[0].note

    escalated = notice(NoticeKind.ESCALATED, of=NoticeKind.EXPIRING)
    assert "You watch it." == note(notice())
    assert "It was assigned to you." == note(notice(), to="ben", assigned_to="ben")
    assert "You are its deputy." == note(escalated, to="ben", escalate_to="ben")
    assert "You are its manager in a roster." == note(notice(), owner="hr")
    assert "You watch it." == note(notice(), to="hr", owner="hr")
    assert "You were to get it elsewhere." == note(notice(), to="boss on Slack")


def test_handed_over_notices_say_where_they_come_from_and_why():
    handed = card(notice(), kind=MessageKind.HANDED, details=HandoverDetails(delivery_phrases.BLOCKED).text)

    assert handed.first == (
        "These notices could not be delivered where they were due: their reader there has blocked the bot, or does not "
        "take messages from it."
    )
    assert card(notice(), kind=MessageKind.HANDED).first.endswith("was not found.")


def test_a_watch_that_is_gone_is_told_no_more_and_made_up_records_say_so():
    assert () == card(notice(watch="9")).groups
    assert card(sandbox=True).banner.startswith("SANDBOX")


def test_every_alarm_says_what_is_wrong_and_what_to_do():
    for kind in AlarmKind:
        alarm = Alarm(kind, 2, "12 February 2027", "the disk is full")
        [said] = alarm_reply(Alarm.read(alarm.text)).cards

        assert "12 February 2027" in said.headline
        assert ("Cause: the disk is full.",) == said.lines
        assert said.next_step or kind is AlarmKind.WELL_AGAIN
    told = text(kind=MessageKind.ALARM, details=Alarm(AlarmKind.DEAD, 1).text)
    assert "1 message could not be sent, and will not be tried again." in told


@pytest.mark.anyio
async def test_a_promise_is_kept_by_the_verdict_or_ends_with_a_word():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        verdict = await client.settle("AIDA-2026-1234")
    asked = CallbackDetails("AIDA-2026-9503", "Jane Doe", "2026-12-01", expired=True)
    over = callback_expired(CallbackDetails.read(asked.text))

    assert "You asked to be told when this could be checked again." == callback_answer(verdict).cards[0].first
    assert "AIDA-2026-9503 could still not be checked within a day" in reply_as_text(over)
    assert "verify AIDA-2026-9503 Jane Doe on 2026-12-01 fresh" == over.cards[0].actions[0].command


def test_an_item_says_that_the_registry_names_another_person():
    other = replace(due(), agreement="differs")

    assert "Its registry names another person: check the spelling, or ask." in line(notice(), watches={"1": other})
    assert "another person" not in line(notice(), watches={"1": replace(due(), agreement="agrees")})
