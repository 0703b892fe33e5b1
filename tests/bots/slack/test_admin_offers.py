"""Who is picked as an admin is asked first: a message with two buttons, and no rights before a yes."""

import json
from datetime import timedelta

import pytest

from tests.bots.conversation.factories import START
from tests.bots.notifications.fakes import Clock
from tests.bots.slack.fakes import ADA, BOB, DIRECT, TEAM, buttons
from tests.bots.slack.test_digest import A, B, Chat, process

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("has_tables")]


@pytest.fixture
def clock():
    return Clock(START.replace(hour=10))


async def asked(here, people=BOB):
    """Ada, the workspace's admin, picks admins; the messages that ask are delivered."""
    here.slack.answers["users.info"] = {"user": {"id": ADA, "is_admin": True, "is_owner": False}}
    await here.slash(f"settings admins {people}")
    said = here.slack.of("response_url")[-1]["text"]
    await here.due.deliver()
    return said


async def pressed(chat, label):
    ts = chat.last
    where = {"type": "message", "channel_id": DIRECT, "message_ts": ts, "is_ephemeral": False}
    await chat.here.click(
        buttons(chat.messages[ts])[label], user={"id": chat.person}, channel={"id": DIRECT}, container=where
    )
    return chat.look().messages[ts]


async def is_admin(here, who):
    return await here.container.desk.is_admin(who)


async def test_nobody_is_an_admin_before_they_accept(url, clock):
    async with process(url, clock) as here:
        said = await asked(here)
        bob = Chat(here, BOB, DIRECT).look()
        question, before = bob.messages[bob.last], await is_admin(here, B)
        answered = await pressed(bob, "Accept")
        after = await is_admin(here, B)

    assert "I ask the person you picked first." in said
    assert f"asked, and not an admin yet: {BOB}" in said
    assert ("You are asked to be an admin" in question["text"], f"<@{ADA}>" in json.dumps(question)) == (True, True)
    assert ("you accepted" in json.dumps(answered), {}) == (True, buttons(answered))
    assert (False, True) == (before, after)


async def test_who_declines_is_no_admin_and_who_picked_them_is_told(url, clock):
    async with process(url, clock) as here:
        await asked(here)
        bob, ada = Chat(here, BOB, DIRECT).look(), Chat(here, ADA, DIRECT)
        answered = await pressed(bob, "Decline")
        await here.due.deliver()
        told = ada.look().messages[ada.last]
        late = await is_admin(here, B)
        await here.slash("accept admin", user_id=BOB)

    assert "you declined" in json.dumps(answered)
    assert f"<@{BOB}> was asked to be an admin and declined." in json.dumps(told)
    assert late is False
    assert "Nobody has asked you to be an admin" in here.slack.of("response_url")[-1]["text"]


async def test_a_yes_can_be_typed_and_comes_too_late_after_a_week(url, clock):
    async with process(url, clock) as here:
        await asked(here)
        clock.now += timedelta(days=8)
        await here.slash("accept admin", user_id=BOB)
        late = (here.slack.of("response_url")[-1]["text"], await is_admin(here, B))
        again = await asked(here)
        await here.slash("accept admin", user_id=BOB)
        accepted = await is_admin(here, B)

    assert ("Nobody has asked you" in late[0], late[1]) == (True, False)
    assert "I ask the person you picked first." in again
    assert accepted is True


async def test_who_picks_themselves_or_was_an_admin_before_is_not_asked(url, clock):
    async with process(url, clock) as here:
        await here.store.watch_stores.settings.change(A, {"admins": BOB})
        said = await asked(here, f"{BOB}, {ADA}")
        admins = (await is_admin(here, A), await is_admin(here, B))

    assert "I ask" not in said
    assert (True, True) == admins
    assert [] == here.slack.of("chat.postMessage")


async def test_who_is_forgotten_leaves_no_offer(url, clock):
    async with process(url, clock) as here:
        await asked(here)
        await here.store.privacy.forget_asker(B, by=B)
        clock.now += timedelta(minutes=1)  # settings are remembered for half a minute
        settings = await here.store.watch_stores.settings.settings("slack", TEAM)

    assert BOB not in json.dumps(settings.texts)
