"""A digest in Teams lives: a press is answered by the card as it stands, and what Teams keeps is changed too."""

import json
import time
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bots.app.container import build_container
from bots.app.server import application
from bots.config.settings import Settings
from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.storage.store import Store
from bots.teams.surface import PATH
from tests.bots.conversation.factories import START
from tests.bots.notifications.fakes import Clock, DueMessages
from tests.bots.storage.databases import fresh
from tests.bots.teams.cards.adaptive_card_rules import problems
from tests.bots.teams.factories import shown
from tests.bots.teams.fakes import TENANT, activity, invoke
from tests.bots.teams.microsoft import Microsoft
from verifier_client import CertificateId
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
REVOKED, EXPIRED = CertificateId.parse("CPAP-2026-6660"), CertificateId.parse("AIDA-2024-5512")
ADA, BOB = "0000-ada", "0000-bob"
CHATS = {ADA: "a:1", BOB: "a:2"}


class Teams(Microsoft):
    """Keeps the messages of each chat, changed in place."""

    def __init__(self):
        super().__init__()
        self.messages = {}

    async def _activity(self, request):
        body, chat = await request.json(), request.match_info["chat"]
        name = request.match_info.get("id") or f"{chat}-{len(self.messages)}"
        if body["type"] == "message":
            assert request.method == "POST" or (chat, name) in self.messages
            self.messages[chat, name] = [each["content"] for each in body.get("attachments", [])]
        return web.json_response({"id": name}, status=201)

    def card_of(self, person, certificate):
        """The message in somebody's chat that tells of a certificate."""
        return next(
            (name, cards[0])
            for (chat, name), cards in self.messages.items()
            if chat == CHATS[person] and cards and row(cards[0], certificate)
        )


def row(card, certificate):
    return next((each for each in card["body"] if certificate.text in json.dumps(each) and each.get("separator")), None)


def buttons(card, certificate):
    """The buttons beside a certificate, by title."""
    sets = [each["actions"] for each in row(card, certificate)["items"] if each["type"] == "ActionSet"]
    return {each["title"]: each for group in sets for each in group}


def said(card, certificate):
    return shown({"card": {"type": "AdaptiveCard", "body": row(card, certificate)["items"]}})


class Process:
    def __init__(self, microsoft, container, client, store, clock):
        self.microsoft, self.container, self.client, self.store, self.clock = microsoft, container, client, store, clock
        self.due = DueMessages(container, clock)

    async def says(self, person, text):
        return await self.post(person, activity(text=text))

    async def post(self, person, body):
        name = {"id": f"29:{person}", "name": person.removeprefix("0000-").title(), "aadObjectId": person}
        where = {"id": CHATS[person], "conversationType": "personal", "tenantId": TENANT}
        sent = body | {"from": name, "conversation": where, "serviceUrl": self.microsoft.url, "id": f"{time.time_ns()}"}
        response = await self.client.post(PATH, json=sent, headers=self.microsoft.signed())
        answer = await response.text()
        await self.container.background_tasks.drain(5)
        return json.loads(answer) if answer else None

    async def press(self, person, certificate, title, **inputs):
        """Press a button of the card as Teams keeps it; the card that takes its place."""
        name, card = self.microsoft.card_of(person, certificate)
        return await self.press_in(person, name, buttons(card, certificate)[title], **inputs)

    async def press_in(self, person, name, button, **inputs):
        action = {"type": "Action.Execute", "verb": button["verb"], "data": button["data"] | inputs}
        body = invoke("adaptiveCard/action", {"action": action}, replyToId=name)
        answer = await self.post(person, body)
        assert [] == problems(answer["value"])
        return answer["value"]


@asynccontextmanager
async def process(tmp_path, clock, microsoft):
    store = await Store.open(fresh(tmp_path), now=clock)
    settings = Settings.from_env(**microsoft.settings)
    container = build_container(settings, store, now=clock, clock=ManualClock())
    async with TestClient(TestServer(application(container))) as client:
        for surface in container.surfaces:
            await surface.start()
        yield Process(microsoft, container, client, store, clock)
        await container.background_tasks.drain(5)
    for surface in container.surfaces:
        await surface.stop_listening()
        await surface.close()
    await container.verifier.aclose()
    await store.close()


async def watched(here, *certificates):
    await here.says(ADA, "hello")
    await here.store.watch_stores.watches.add([StoredWatch(Asker("teams", TENANT, ADA), each) for each in certificates])
    await here.due.send()


@pytest.fixture
def clock():
    return Clock(START.replace(hour=10))


async def test_a_press_is_answered_by_the_changed_card_and_so_is_what_teams_keeps_after_a_restart_too(tmp_path, clock):
    microsoft = Teams()
    async with microsoft.open():
        async with process(tmp_path, clock, microsoft) as here:
            await watched(here, REVOKED, EXPIRED)
            name, before = microsoft.card_of(ADA, EXPIRED)
            count = len(microsoft.messages)
            answered = await here.press(ADA, EXPIRED, "Acknowledge")
            kept = microsoft.messages[CHATS[ADA], name][0]
        clock.forward(hours=3)
        async with process(tmp_path, clock, microsoft) as there:
            checked = await there.press(ADA, EXPIRED, "Check now")
            undone = await there.press(ADA, EXPIRED, "Undo")
            after = len(microsoft.messages)

    assert ["Acknowledge", "Snooze a week", "Assign", "Check now"] == list(buttons(before, EXPIRED))
    assert "Acknowledged by you, 20 November, 10:00." in said(answered, EXPIRED)
    assert ["Undo", "Check now"] == list(buttons(answered, EXPIRED))
    assert answered == kept
    assert "Checked 20 November, 13:00:" in said(checked, EXPIRED)
    assert "Acknowledged by you, 20 November, 10:00." in said(checked, EXPIRED)
    assert "Acknowledged" not in said(undone, EXPIRED)
    assert count == after


async def test_a_person_is_picked_in_the_row_asked_and_accepts_or_declines(tmp_path, clock):
    microsoft = Teams()
    async with microsoft.open(), process(tmp_path, clock, microsoft) as here:
        await watched(here, REVOKED)
        await here.says(BOB, "hello")
        name, _ = microsoft.card_of(ADA, REVOKED)
        picking = await here.press(ADA, REVOKED, "Assign")
        nobody = await here.press_in(ADA, name, buttons(picking, REVOKED)["Ask"])
        cancelled = await here.press_in(ADA, name, buttons(picking, REVOKED)["Cancel"])
        asked = await here.press_in(ADA, name, buttons(picking, REVOKED)["Ask"], who=BOB)
        await here.due.deliver()
        offer = microsoft.card_of(BOB, REVOKED)[1]
        declined = await here.press(BOB, REVOKED, "Decline")
        await here.due.deliver()
        kept = microsoft.messages[CHATS[ADA], name][0]
        again = await here.press(ADA, REVOKED, "Assign")
        await here.press_in(ADA, name, buttons(again, REVOKED)["Ask"], who=BOB)
        await here.due.deliver()
        last = [each for each in microsoft.messages if each[0] == CHATS[BOB]][-1]
        accepted = await here.press_in(BOB, last[1], buttons(microsoft.messages[last][0], REVOKED)["Accept"])
        given = microsoft.messages[CHATS[ADA], name][0]

    (picker,) = [each for each in row(picking, REVOKED)["items"] if each["type"] == "Input.ChoiceSet"]
    assert "graph.microsoft.com/users" == picker["choices.data"]["dataset"]
    assert ["Ask", "Cancel"] == list(buttons(nobody, REVOKED))
    assert ["Acknowledge", "Assign", "Check now"] == list(buttons(cancelled, REVOKED))
    assert "was asked to act on it, 20 November, 10:00, and has not answered yet." in said(asked, REVOKED)
    assert "Asked by" in said(offer, REVOKED)
    assert "you declined" in said(declined, REVOKED)
    assert "was asked to act on it and declined, 20 November, 10:00." in said(kept, REVOKED)
    assert "you accepted" in said(accepted, REVOKED)
    assert "by you, 20 November, 10:00." in said(given, REVOKED)


async def test_whom_the_bot_never_met_is_handed_a_code(tmp_path, clock):
    microsoft = Teams()
    async with microsoft.open(), process(tmp_path, clock, microsoft) as here:
        await watched(here, REVOKED)
        name, _ = microsoft.card_of(ADA, REVOKED)
        picking = await here.press(ADA, REVOKED, "Assign")
        await here.press_in(ADA, name, buttons(picking, REVOKED)["Ask"], who="0000-stranger")
        last = json.dumps(list(microsoft.messages.values())[-1])

    assert "they have not met me yet" in last
    assert "claim " in last


async def test_the_time_zone_and_the_name_are_those_that_teams_gives(tmp_path, clock):
    microsoft = Teams()
    client = [{"type": "clientInfo", "timezone": "Asia/Tokyo", "locale": "ja-JP"}]
    async with microsoft.open(), process(tmp_path, clock, microsoft) as here:
        await here.post(ADA, activity(text="notify", entities=client))
        told = json.dumps(list(microsoft.messages.values())[-1])
        key = Asker("teams", TENANT, ADA).key
        manager = (await here.store.rounds.managers([key]))[key]
        names = await here.store.marks.names([key])

    assert "Asia/Tokyo" in told
    assert ("Asia/Tokyo", {key: "Ada"}) == (manager.zone, names)
