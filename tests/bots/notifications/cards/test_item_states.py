"""What was done about an item since it was sent: the last thing that still holds, by whom, and how it is undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bots.notifications.cards.item_states import changed_since, checked_since, item_state, mark_of, undo_action
from bots.notifications.models import NoticeKind, SnoozedEnd
from bots.notifications.round_models import DigestHistory
from bots.notifications.watch_marks import MarkKind, WatchMark, WatchMarks
from tests.bots.notifications.digest_factories import END, READ, TODAY, digesting, due, notice, read
from verifier_client import Outcome, Provenance, Question, RegistryStatus, Unavailable, Verdict

AT = datetime(2027, 2, 12, 8, 30, tzinfo=UTC)  # half past nine in Berlin
LATER = AT + timedelta(minutes=5)
KINDS = [MarkKind.ACKNOWLEDGED, MarkKind.SNOOZED, MarkKind.ASSIGNED, MarkKind.OFFERED, MarkKind.DECLINED]


def made(kind, by="boss", to=None, at=AT):
    return WatchMark(kind, by, at, to)


def history(*marks, acknowledged=None, **more):
    kept = {mark.kind: mark for mark in marks}
    return DigestHistory({"1": WatchMarks(kept, acknowledged or {})}, {"lee": "Lee Boss"}, **more)


def snoozed(watch, end=END):
    return replace(watch, state=replace(watch.state, snooze=SnoozedEnd(date(2027, 3, 1), end)))


def test_the_last_thing_done_counts():
    early, late = made(MarkKind.OFFERED, to="lee"), made(MarkKind.DECLINED, "lee", at=LATER)

    assert late == mark_of(notice(), due(), history(early, late))
    assert early == mark_of(notice(), due(), history(early))
    assert mark_of(notice(), due(), DigestHistory({}, {})) is None
    assert mark_of(notice(), due(), history()) is None


def test_an_acknowledgement_holds_for_the_notice_and_for_what_it_covers():
    mark = made(MarkKind.ACKNOWLEDGED)
    covered, other = notice(step=90), notice(step=7)
    told = notice(covers=(covered.key,))

    for key, found in ((told.key, mark), (covered.key, mark), (other.key, None)):
        assert found == mark_of(told, due(), history(acknowledged={key: mark}))


@pytest.mark.parametrize(
    ("told", "watch", "holds"),
    [
        (notice(), snoozed(due()), True),
        (notice(NoticeKind.REMINDER), snoozed(due()), True),
        (notice(NoticeKind.EXPIRED, -1), snoozed(due()), True),
        (notice(), due(), False),
        (notice(), snoozed(due(), END + timedelta(days=1)), False),
        (notice(NoticeKind.REVOKED), snoozed(due()), False),
    ],
)
def test_a_snooze_holds_for_the_end_that_it_was_of(told, watch, holds):
    mark = made(MarkKind.SNOOZED)

    assert (mark if holds else None) == mark_of(told, watch, history(mark))


def test_an_assignment_holds_while_they_act():
    mark = made(MarkKind.ASSIGNED, to="lee")

    assert mark == mark_of(notice(), due(assigned_to="lee"), history(mark))
    assert mark_of(notice(), due(assigned_to="bob"), history(mark)) is None
    assert mark_of(notice(), due(), history(mark)) is None


@pytest.mark.parametrize(
    ("mark", "text", "who", "name"),
    [
        (made(MarkKind.ACKNOWLEDGED), "Acknowledged by you, 12 February, 09:30.", "", ""),
        (made(MarkKind.ACKNOWLEDGED, "lee"), "Acknowledged by {}, 12 February, 09:30.", "lee", "Lee Boss"),
        (made(MarkKind.ACKNOWLEDGED, "eve"), "Acknowledged by {}, 12 February, 09:30.", "eve", ""),
        (made(MarkKind.SNOOZED), "Snoozed until 1 March 2027 by you, 12 February, 09:30.", "", ""),
        (made(MarkKind.ASSIGNED, "boss", "lee"), "Assigned to {} by you, 12 February, 09:30.", "lee", "Lee Boss"),
        (made(MarkKind.ASSIGNED, "lee", "boss"), "Assigned to you by Lee Boss, 12 February, 09:30.", "", ""),
        (made(MarkKind.ASSIGNED, "eve", "boss"), "Assigned to you by somebody, 12 February, 09:30.", "", ""),
        (
            made(MarkKind.OFFERED, "boss", "lee"),
            "{} was asked to act on it, 12 February, 09:30, and has not answered yet.",
            "lee",
            "Lee Boss",
        ),
        (
            made(MarkKind.OFFERED, "lee", "boss"),
            "You were asked to act on it, 12 February, 09:30, and have not answered yet.",
            "",
            "",
        ),
        (
            made(MarkKind.DECLINED, "lee"),
            "{} was asked to act on it and declined, 12 February, 09:30.",
            "lee",
            "Lee Boss",
        ),
    ],
)
def test_what_was_done_is_said_in_the_reader_s_own_time_and_they_are_you(mark, text, who, name):
    found = item_state(mark, snoozed(due()), digesting(notice(), history=history(mark)))

    assert (text, who, name) == (found.text, found.who, found.name)


def test_a_snooze_that_is_over_was_until_the_day_of_the_message():
    found = item_state(made(MarkKind.SNOOZED), due(), digesting(notice(), history=history()))

    assert found.text.startswith("Snoozed until 12 February 2027 by you")


def test_each_is_undone_by_a_button_but_a_refusal():
    found = [[(each.label, each.command) for each in undo_action(made(kind), "AIDA-2026-1234")] for kind in KINDS]

    assert [
        [("Undo", "ack AIDA-2026-1234 undo")],
        [("Undo", "snooze AIDA-2026-1234 off")],
        [("Undo", "assign AIDA-2026-1234 to me")],
        [("Withdraw", "assign AIDA-2026-1234 to me")],
        [],
    ] == found


def test_what_is_no_longer_so_is_followed_by_what_is():
    renewed = due(reading=read(expires_on=END.replace(year=2029)))
    gone = due(reading=read(status=RegistryStatus.REVOKED, gone_since=READ))

    assert "" == changed_since(notice(), due(), digesting(notice()))
    assert changed_since(notice(), renewed, digesting(notice())).startswith("no longer so: ")
    assert "14 March 2029" in changed_since(notice(), renewed, digesting(notice()))
    assert "12 February 2027" in changed_since(notice(), gone, digesting(notice()))


def verdict(outcome):
    error = Unavailable("away") if outcome is Outcome.COULD_NOT_CHECK else None
    return Verdict(Question("AIDA-2026-1234"), outcome, Provenance("Register"), error=error)


def checked(found=None, *, sent=None, read_at=READ, watch=None):
    watch = watch or due()
    watch = replace(watch, watched=replace(watch.watched, reading=replace(watch.watched.reading, read_at=read_at)))
    past = history(checked={"AIDA-2026-1234": found} if found else {})
    content = digesting(notice(), history=past)
    return checked_since(watch, replace(content, message=replace(content.message, changed_at=sent)))


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (Outcome.NOT_FOUND, "Checked just now: its registry has no such record."),
        (Outcome.CHECK_BY_HAND, "No registry can be asked about it."),
        (
            Outcome.COULD_NOT_CHECK,
            "It could not be checked just now; that says nothing about the certificate.",
        ),
    ],
)
def test_the_four_outcomes_of_a_check_are_told_apart(outcome, text):
    assert text == checked(verdict(outcome))
    assert checked(verdict(Outcome.FOUND)).startswith("Checked 12 February, 07:00: ")


def test_what_was_read_is_told_only_where_it_was_read_after_the_message_was_sent():
    second = timedelta(seconds=1)

    assert ["", "", ""] == [checked(), checked(sent=READ), checked(sent=READ - second, read_at=None)]
    assert checked(sent=READ - second).startswith("Checked 12 February, 07:00: ")
    assert "" == checked_since(due(), digesting(notice()))
    assert TODAY == digesting(notice()).message.day
