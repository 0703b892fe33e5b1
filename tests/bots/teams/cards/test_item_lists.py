"""What a card lists: one message whatever its size, at most six buttons, and presses that leave it usable."""

import json

import pytest
from msgspec.structs import replace

from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item, ItemState, Reply
from bots.conversation.text.delivery import NOT_FOR_THIS_ONE
from bots.teams.cards.cards import CardOptions, messages, single_card
from bots.teams.cards.digest_cards import permanent_cards
from tests.bots.notifications.rendered_digests import HEADINGS, digest, run
from tests.bots.teams.cards.adaptive_card_rules import problems
from tests.bots.teams.factories import BOT, CHANNEL, shown, teams

pytestmark = pytest.mark.anyio


def card_of(reply):
    (card,) = permanent_cards(reply, also="Ref 7F3A")
    assert problems(card) == []
    return card


def words(card):
    return json.dumps(card["body"], ensure_ascii=False)


def inline(card):
    return [
        each
        for element in card["body"]
        for inner in element.get("items", [])
        for each in (inner["actions"] if inner["type"] == "ActionSet" else [])
    ]


def test_a_digest_of_any_size_is_one_card_that_teams_takes():
    for count in (0, 1, 4, 13, 60):
        for text in ("", "*_<at>{{x}}" * 60, "line\n" * 500):
            card = card_of(digest(count, text))

            assert "Ref 7F3A" in words(card) or "more: ask" in words(card)
            assert card["fallbackText"]


def test_t22_twenty_items_have_their_buttons_beside_them_and_no_choice():
    card = card_of(digest(20, own=2))

    assert all(heading in words(card) for heading in HEADINGS)
    assert 20 == words(card).count("Last safe day")
    assert ["Check now", "Snooze a week", "Acknowledge", "Stop watching"] * 20 == [
        each["title"] for each in inline(card)
    ]
    assert ["All 0", "All 1"] == [each["title"] for each in card["actions"]]
    assert "Input.ChoiceSet" not in words(card)


def test_t22_what_fits_stands_beside_its_item():
    card = card_of(digest(1, own=2))

    assert 4 == len(inline(card))
    assert ["All 0", "All 1"] == [each["title"] for each in card["actions"]]
    assert "Input.ChoiceSet" not in words(card)


def test_what_does_not_fit_is_counted_and_where_all_of_it_is_is_said():
    card = card_of(digest(60))
    left = 60 - len(inline(card)) // 4

    assert 20 <= 60 - left < 60
    assert f"… and {left} more. Write watches to see all that you watch." in shown_on(card)


def shown_on(card):
    return shown({"card": card})


def test_a_set_has_six_buttons_at_most():
    page = Action(ActionKind.OPEN, "View at the registry", url="https://registry.example.org/1")
    many = tuple(run(f"Do {number}", f"ack {number}") for number in range(8))
    card = card_of(Reply((Card("h", groups=(Group("g", (Item("a", actions=(page, *many)), Item("b"))),)),)))

    assert ["View at the registry", *(f"Do {number}" for number in range(5))] == [
        each["title"] for each in inline(card)
    ]


def test_a_person_is_picked_in_the_row_of_the_item_and_what_was_done_names_them():
    state = ItemState("Acknowledged by {}, 2 March.", "teams:t:x", "Rita Lead")
    item = Item("AIDA-2026-1234: ends", actions=(run("Undo", "ack AIDA-2026-1234 undo"),), state=state)
    picking = replace(item, picks_for="assign AIDA-2026-1234")
    card = card_of(Reply((Card("h", groups=(Group("g", (item, picking)),)),)))
    (picker,) = [each for row in card["body"] for each in row.get("items", []) if each["type"] == "Input.ChoiceSet"]

    assert "Acknowledged by Rita Lead, 2 March." in shown_on(card)
    assert ["Undo", "Ask", "Cancel"] == [each["title"] for each in inline(card)]
    assert {"type": "Data.Query", "dataset": "graph.microsoft.com/users"} == picker["choices.data"]


def test_windows_and_answers_draw_them_too():
    for card in (
        single_card(digest(20), CardOptions(window=True)),
        *(each for m in messages(digest(20)) for each in m.cards),
    ):
        assert problems(card) == []
        assert 80 == len(inline(card))
    assert {"Action.Submit"} == {each["type"] for each in inline(single_card(digest(20), CardOptions(window=True)))}


OLD_BOX = {"item0": "verify AIDA-2026-0009 fresh\nack AIDA-2026-0009"}
"""What a choice of older builds sends, whose cards are in chats still: an item's commands, one for each button."""


def old_button(at):
    data = {"do": "item", "box": "item0", "at": at}
    return {"type": "Action.Execute", "title": "Check now", "verb": "item", "data": data}


async def test_s14_t21_what_is_pressed_in_an_old_card_applies_to_what_was_chosen_and_the_card_stays():
    async with teams() as here:
        await here.install()
        before = len(here.sent)
        answer = await here.press(old_button("0"), inputs=OLD_BOX)
        (where, said), *more = here.sent[before:]

    assert [] == more
    assert "application/vnd.microsoft.activity.message" == answer.body["type"]
    assert "AIDA-2026-0009" in shown([(where, said)])


async def test_a_client_without_universal_actions_is_answered_the_same():
    plain = inline(card_of(digest(20)))[0]["fallback"]
    async with teams() as here:
        old = await here.turn(value=old_button("0")["data"] | OLD_BOX, text=None)
        sent = await here.turn(value=plain["data"], text=None)

    assert "AIDA-2026-0009" in shown(old)
    assert "AIDA-2026-0001" in shown(sent)


async def test_what_does_not_apply_or_is_made_up_is_refused_with_a_sentence():
    async with teams() as here:
        last = await here.press(old_button("7"), inputs=OLD_BOX)
        strange = await here.press(old_button("²"), inputs=OLD_BOX)
        none = await here.press(old_button("0"))
        elsewhere = await here.press(
            old_button("0"), inputs=OLD_BOX, conversation={"id": CHANNEL, "conversationType": "channel"}
        )

    assert [NOT_FOR_THIS_ONE] * 2 == [each.body["value"]["message"] for each in (last, strange)]
    assert 400 <= none.body["statusCode"] < 500
    assert BOT not in json.dumps(elsewhere.body)
