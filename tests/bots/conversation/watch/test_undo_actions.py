"""What changes watches says what it did, and the button below it takes it back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.grammar.watch import read_watching
from bots.conversation.model.watch_models import StoredWatch
from bots.conversation.watch.undo_actions import stop_watching, watch_again
from tests.bots.conversation.factories import ANNA, BEN, A, B, desk_with_stores
from verifier_client import VerifierClient, find_ids
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
NOTED = "for Jane Doe until 2099-03-01 team Risk manager: Rita Lead because for the Oslo client"


async def test_stop_watching_is_taken_back_with_all_that_was_noted():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A} {NOTED}")
        [before] = await here.watch_stores.watches.of_owner(ANNA)
        stopped = await here.card(f"stop watching {A}")
        back = await here.press(stopped, "Watch again")
        [after] = await here.watch_stores.watches.of_owner(ANNA)

    assert f"You no longer watch {A}." == stopped.headline
    assert f"You watch {A} now." == back.headline
    assert ("Jane Doe", "Risk", "Rita Lead", "for the Oslo client", date(2099, 3, 1)) == (
        after.holder, after.team, after.manager, after.purpose, after.until,
    )  # fmt: skip
    assert before.certificate == after.certificate


async def test_several_with_other_details_come_back_each_with_its_own():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A} for Jane Doe")
        await here.text_of_reply(f"watch {B} team Risk")
        stopped = await here.card(f"unwatch {A} {B}")
        for action in stopped.actions:
            await here.text_of_reply(action.command)
        kept = await here.watch_stores.watches.of_owner(ANNA)

    assert [f"Watch {A} again", f"Watch {B} again"] == [each.label for each in stopped.actions]
    assert {(A, "Jane Doe", ""), (B, "", "Risk")} == {(each.certificate.text, each.holder, each.team) for each in kept}


async def test_nothing_is_offered_where_nothing_was_stopped():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A}")

        assert () == (await here.card(f"unwatch {A}", BEN)).actions


async def test_watching_says_what_was_noted_and_stops_all_that_it_began():
    async with desk_with_stores() as here:
        begun = await here.card(f"watch {A} {B} for Jane Doe until 2099-03-01")
        stopped = await here.press(begun, "Stop watching")

    assert ("Noted: for Jane Doe, until 1 March 2099.",) == begun.lines
    assert f"You no longer watch {A} and {B}." == stopped.headline


async def test_what_was_watched_already_can_be_stopped_too():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A}")
        again = await here.card(f"remind me about {A}")

    assert f"{A} was watched already." == again.headline
    assert ["Stop watching"] == [each.label for each in again.actions]


async def test_a_snooze_is_ended_by_its_button():
    async with desk_with_stores() as here:
        await here.text_of_reply(f"watch {A}")
        await here.read(A)
        snoozed = await here.card(f"snooze {A} 2w")
        listed = (await here.watch_stores.actions.page(ANNA)).watches
        ended = await here.press(snoozed, "Remind me again")
        after = (await here.watch_stores.actions.page(ANNA)).watches
        strange = await here.card(f"snooze {B} off")

    assert [date(2026, 12, 4)] == [each.snoozed_until for each in listed]
    assert f"I remind you of the end of {A} again." == ended.headline
    assert [None] == [each.snoozed_until for each in after]
    assert f"Nothing changed for {B}" in strange.headline


async def test_notices_turned_off_are_turned_on_by_the_button():
    async with desk_with_stores() as here:
        off = await here.card("notify off")
        on = await here.press(off, "Turn on")

    assert "I write to you about nothing" in off.headline
    assert "When I write to you about what you watch" in on.headline


def test_too_many_for_a_button_get_none():
    assert () == stop_watching([f"AIDA-2026-{number:04}" for number in range(500)])


WORDS = st.text(st.sampled_from("abcdefgABCXYZ éüß"), min_size=1, max_size=40).map(str.strip).filter(bool)


@given(
    holder=st.one_of(st.just(""), WORDS), team=st.one_of(st.just(""), WORDS),
    manager=st.one_of(st.just(""), WORDS), purpose=st.one_of(st.just(""), WORDS),
    until=st.one_of(st.none(), st.dates(date(2027, 1, 1), date(2090, 1, 1))),
)  # fmt: skip
def test_the_command_says_what_the_watch_said(holder, team, manager, purpose, until):
    [certificate] = find_ids(A)
    watch = StoredWatch(ANNA, certificate, holder, manager, team, purpose, until)
    [action] = watch_again([watch])
    verifier = VerifierClient.from_config(None, clock=ManualClock())

    read = read_watching("watch", action.command.removeprefix("watch "), verifier)

    said = (read.person, read.manager, read.team, read.purpose, read.until)
    assert tuple(" ".join(each.split()) for each in (holder, manager, team, purpose)) == said[:4]
    assert until == said[4]
