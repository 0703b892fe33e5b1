"""What a card lists: one message whatever its size, at most six buttons, and presses that leave it usable."""

import json

import pytest

from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item, Reply
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


def choice(card):
    (found,) = [element for element in card["body"] if element["type"] == "Input.ChoiceSet"]
    return found


def picked(card, number):
    return {choice(card)["id"]: choice(card)["choices"][number]["value"]}


def button(card, title):
    return next(each for each in card["actions"] if each["title"] == title)


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


def test_t22_twenty_items_share_one_choice_and_each_kind_of_button_stands_once():
    card = card_of(digest(20, own=2))

    assert all(heading in words(card) for heading in HEADINGS)
    assert 20 == words(card).count("Last safe day")
    assert ["Check now", "Snooze a week", "Acknowledge", "Stop watching", "All 0", "All 1"] == [
        each["title"] for each in card["actions"]
    ]
    assert ("About which certificate?", 20, True) == (
        choice(card)["label"],
        len(choice(card)["choices"]),
        choice(card)["isRequired"],
    )
    assert card["body"][-1] == choice(card)
    assert [None] * 4 + ["none"] * 2 == [each.get("associatedInputs") for each in card["actions"]]
    assert "none" == card["actions"][-1]["fallback"]["associatedInputs"]


def test_t22_what_fits_stands_beside_its_item():
    card = card_of(digest(1, own=2))

    assert 4 == len(inline(card))
    assert ["All 0", "All 1"] == [each["title"] for each in card["actions"]]
    assert "Input.ChoiceSet" not in words(card)


def test_what_does_not_fit_is_counted_and_where_all_of_it_is_is_said():
    card = card_of(digest(60))
    left = 60 - len(choice(card)["choices"])

    assert f"… and {left} more. Write watches to see all that you watch." in shown_on(card)


def shown_on(card):
    return shown({"card": card})


def test_what_no_choice_carries_is_said_in_words():
    page = Action(ActionKind.OPEN, "View at the registry", url="https://registry.example.org/1")
    many = tuple(run(f"Do {number}", f"ack {number}") for number in range(8))
    card = card_of(Reply((Card("h", groups=(Group("g", (Item("a", actions=(page, *many)), Item("b"))),)),)))

    assert ["View at the registry: https://registry.example.org/1", "Do 6: ack 6", "Do 7: ack 7"] == [
        line for line in shown_on(card).splitlines() if ": " in line
    ]
    assert ["a"] == [each["title"] for each in choice(card)["choices"]]


def test_windows_and_answers_draw_them_too():
    for card in (
        single_card(digest(20), CardOptions(window=True)),
        *(each for m in messages(digest(20)) for each in m.cards),
    ):
        assert problems(card) == []
        assert "Input.ChoiceSet" in words(card)
    assert {"Action.Submit"} == {each["type"] for each in single_card(digest(20), CardOptions(window=True))["actions"]}


async def test_s14_t21_what_is_pressed_applies_to_what_was_chosen_and_the_card_stays():
    card = card_of(digest(20))
    async with teams() as here:
        await here.install()
        before = len(here.sent)
        answer = await here.press(button(card, "Check now"), inputs=picked(card, 2))
        (where, said), *more = here.sent[before:]

    assert [] == more
    assert "application/vnd.microsoft.activity.message" == answer.body["type"]
    assert "AIDA-2026-0009" in shown([(where, said)])


async def test_a_client_without_universal_actions_is_answered_the_same():
    card = card_of(digest(20))
    plain = button(card, "Check now")["fallback"]
    async with teams() as here:
        sent = await here.turn(value=plain["data"] | picked(card, 0), text=None)

    assert "AIDA-2026-0001" in shown(sent)


async def test_what_does_not_apply_or_is_made_up_is_refused_with_a_sentence():
    odd = Item("x", actions=(run("Only", "help"),))
    mixed = Reply((Card("h", groups=(*digest(19).cards[0].groups, Group("g", (odd,)))),))
    card = card_of(mixed)
    async with teams() as here:
        last = await here.press(button(card, "Check now"), inputs=picked(card, -1))
        made_up = button(card, "Check now") | {"data": {"do": "item", "box": "item0", "at": "²"}}
        strange = await here.press(made_up, inputs=picked(card, 0))
        none = await here.press(button(card, "Check now"))
        elsewhere = await here.press(
            button(card, "Check now"),
            inputs=picked(card, 0),
            conversation={"id": CHANNEL, "conversationType": "channel"},
        )

    assert [NOT_FOR_THIS_ONE] * 2 == [each.body["value"]["message"] for each in (last, strange)]
    assert 400 <= none.body["statusCode"] < 500
    assert BOT not in json.dumps(elsewhere.body)
