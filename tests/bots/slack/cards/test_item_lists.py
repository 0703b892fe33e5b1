"""What a card lists: one message whatever its size, every item with what can be done about it, and clicks on that."""

import json

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item, ItemState, Reply
from bots.slack.cards import cards
from tests.bots.notifications.rendered_digests import HEADINGS, digest, run
from tests.bots.slack.cards.block_kit_rules import problems, view_problems
from tests.bots.slack.fakes import ADA, DIRECT, TEAM

pytestmark = pytest.mark.anyio
LASTING = {
    "container": {"type": "message", "channel_id": DIRECT, "is_ephemeral": False},
    "channel": {"id": DIRECT},
}


def menus(blocks):
    return [block["accessory"] for block in blocks if block.get("accessory", {}).get("type") == "overflow"]


def headings(blocks):
    return [block["text"]["text"] for block in blocks if block["type"] == "header"]


def shown(reply, also="Ref 7F3A"):
    return json.loads(json.dumps(cards.single_message(reply, also=also).body()))


def test_a_digest_of_any_size_is_one_message_that_slack_takes():
    for count in (0, 1, 4, 13, 21, 60):
        for text in ("", "<&>" * 200, "line\n" * 300):
            body = shown(digest(count, text))
            words = json.dumps(body["blocks"], ensure_ascii=False)

            assert problems(body["blocks"]) == [], (count, text[:3])
            assert len(body["text"]) <= 3000
            assert "Ref 7F3A" in words or "more than fits" in words
            assert "1 certificates need" in words or count != 1


def rows(blocks):
    """The labels of each row of buttons below an item."""
    found, item = [], None
    for block in blocks:
        if block["type"] == "actions" and item is not None:
            found.append([each["text"]["text"] for each in block["elements"]])
        item = block if block["type"] == "section" else None
    return found


def test_twenty_items_are_shown_whole_below_their_headings_each_with_its_buttons_and_no_menu():
    blocks = shown(digest(20))["blocks"]

    assert list(HEADINGS) == headings(blocks)
    assert [] == menus(blocks)
    assert [["Check now", "Snooze a week", "Acknowledge", "Stop watching"]] * 20 == rows(blocks)[:20]
    assert 20 == json.dumps(blocks).count("Last safe day")
    assert " more." not in json.dumps(blocks)


def test_what_does_not_fit_is_counted_and_where_all_of_it_is_is_said():
    blocks = shown(digest(60))["blocks"]
    count = sum("Acknowledge" in row for row in rows(blocks))

    assert 18 <= count < 60
    assert f"… and {60 - count} more. Write watches to see all that you watch." in json.dumps(
        blocks, ensure_ascii=False
    )


def test_what_was_done_names_the_person_as_slack_does_and_nobody_who_is_elsewhere():
    here, elsewhere = ItemState("Acknowledged by {}, 2 March.", "slack:T1:U02BOB"), ItemState("{} <!here>", "teams:t:x")
    card = Card("h", groups=(Group("g", (Item("a", "small", state=here), Item("b", state=elsewhere))),))
    first, second = [block for block in shown(Reply((card,)))["blocks"] if block["type"] == "section"][1:]

    assert ["Acknowledged by <@U02BOB>, 2 March.", "small"] == [each["text"] for each in first["fields"]]
    assert ["Somebody &lt;!here&gt;"] == [each["text"] for each in second["fields"]]
    assert "plain_text" == second["fields"][0]["type"]


def test_buttons_of_every_kind_stand_beside_their_item():
    long = run("Check now", "verify " + "A" * 200)
    page = Action(ActionKind.OPEN, "View at the registry", url="https://registry.example.org/1")
    ask = Action(ActionKind.ASK_HOLDER, "Ask the holder", text="Dear Jane")
    six = tuple(run(f"Do {number}", f"ack {number}") for number in range(6))
    items = [Item("a", actions=(long, page, ask)), Item("b", actions=six), Item("c"), Item("d", actions=(page,))]
    blocks = cards.single_message(Reply((Card("h", groups=(Group("g", tuple(items)), Group("empty", ()))),))).blocks

    assert problems(blocks) == []
    assert [
        ["Check now", "View at the registry", "Ask the holder"],
        [f"Do {number}" for number in range(6)],
        ["View at the registry"],
    ] == rows(blocks)
    assert ["g"] == headings(blocks)


def test_a_window_holds_them_too():
    view = {"type": "modal", "title": {"type": "plain_text", "text": "t"}, "close": {"type": "plain_text", "text": "c"}}
    blocks = [block for each in cards.messages(digest(30), sharing=False) for block in each.blocks]

    assert view_problems(view | {"blocks": blocks[:100]}) == []


async def sent(slack, reply):
    sender = slack.container.surfaces[0].sender
    await sender.send(Asker("slack", TEAM, ADA), sender.render(reply, key="k"))
    return slack.slack.of("chat.postMessage")[-1]["blocks"]


OLD_MENU = {
    "type": "overflow",
    "action_id": "item:3",
    "options": [
        {"text": {"type": "plain_text", "text": "Check now"}, "value": "verify AIDA-2026-0001 fresh"},
        {"text": {"type": "plain_text", "text": "View"}, "value": "nowhere", "url": "https://registry.example.org/1"},
    ],
}
"""What stood behind three dots in messages of older builds, which are in chats still."""


async def test_s14_a_choice_in_an_old_menu_is_answered_below_the_message_which_stays(slack):
    await slack.choose(OLD_MENU, "Check now", **LASTING)
    [answer] = slack.slack.of("chat.postMessage")

    assert (ADA, True) == (answer["channel"], "AIDA-2026-0001" in answer["text"])
    assert not slack.slack.of("response_url")
    assert not slack.slack.of("chat.update")


async def test_the_digest_s_own_buttons_leave_it_where_it_is_too(slack):
    blocks = await sent(slack, digest(2))
    buttons = [button for block in blocks if block["type"] == "actions" for button in block["elements"]]
    for button in buttons:
        await slack.click(button, **LASTING)

    assert len(buttons) + 1 == len(slack.slack.of("chat.postMessage"))
    assert not slack.slack.of("response_url")


async def test_a_page_opened_from_an_old_menu_asks_for_nothing(slack):
    await slack.choose(OLD_MENU, "View", **LASTING)

    assert ["auth.test"] == [name for name, _ in slack.slack.calls]
