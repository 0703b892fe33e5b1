"""A digest in Slack lives: what is pressed shows in it, in other people's copies, and after a restart."""

from contextlib import asynccontextmanager

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.storage.store import Store
from tests.bots.conversation.factories import START
from tests.bots.notifications.fakes import Clock
from tests.bots.slack.fakes import ADA, BOB, DIRECT, TEAM, workspace
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio
REVOKED, EXPIRED = CertificateId.parse("CPAP-2026-6660"), CertificateId.parse("AIDA-2024-5512")
A, B = Asker("slack", TEAM, ADA), Asker("slack", TEAM, BOB)


class Queue:
    """Delivers at once what is to be delivered."""

    def __init__(self):
        self.keys = {}

    async def enqueue(self, keys):
        self.keys |= keys


@asynccontextmanager
async def process(tmp_path, clock, *, url=None):
    """One process on the database of the test; several in a row are restarts."""
    store = await Store.open(url or fresh(tmp_path), now=clock)
    async with workspace(store, clock) as here:
        notifier, queue = here.container.notifier, Queue()
        notifier.messages.deliver_by(queue)
        here.store, here.clock = store, clock

        async def send_what_is_due():
            await notifier.rounds(queue).read()
            await notifier.rounds(queue).plan()
            await deliver()

        async def deliver():
            deliverer = notifier.deliverer(queue, here.container.senders)
            for key in [key for key, when in queue.keys.items() if when <= clock()]:
                del queue.keys[key]
                await deliverer.deliver(key)

        here.send_what_is_due, here.deliver = send_what_is_due, deliver
        yield here
    await store.close()


@pytest.fixture
def clock():
    return Clock(START.replace(hour=10))


def rows(body):
    """Each item's certificate: what it says, what was done about it, and its buttons by label."""
    found, at = {}, ""
    for block in body["blocks"]:
        if block["type"] == "section" and "-" in block["text"]["text"].split(" ")[0]:
            at = block["text"]["text"].split(" ")[0].rstrip(":")
            found[at] = {"says": block["text"]["text"], "small": [], "buttons": {}}
            found[at]["small"] = [each["text"] for each in block.get("fields", [])]
        elif block["type"] == "actions" and at:
            found[at]["buttons"] |= {each["text"]["text"]: each for each in block["elements"]}
            at = ""
    return found


class Chat:
    """One person's direct message with the bot, as Slack keeps it: what was posted there, changed in place."""

    def __init__(self, here, person, channel):
        self.here, self.person, self.channel = here, person, channel
        self.messages = {}

    def look(self):
        for at, (method, body) in enumerate(self.here.slack.calls):
            if method == "chat.postMessage" and body["channel"] in {self.person, self.channel}:
                self.messages.setdefault(f"{at + 1}.1", body)
            if method == "chat.update" and body["ts"] in self.messages and body["channel"] == self.channel:
                self.messages[body["ts"]] = body
        return self

    @property
    def last(self):
        return list(self.look().messages)[-1]

    async def press(self, certificate, label, ts=None):
        ts = ts or self.last
        button = rows(self.messages[ts])[certificate]["buttons"][label]
        await self.here.click(
            button,
            user={"id": self.person},
            channel={"id": self.channel},
            container={"type": "message", "channel_id": self.channel, "message_ts": ts, "is_ephemeral": False},
        )
        return rows(self.look().messages[ts])[certificate]


async def watched(here, *certificates, owner=A):
    await here.store.watch_stores.watches.add([StoredWatch(owner, each, team="Risk") for each in certificates])


async def test_a_press_changes_the_digest_in_place_with_who_and_when_and_undo_takes_it_back(tmp_path, clock):
    async with process(tmp_path, clock) as here:
        await watched(here, REVOKED, EXPIRED)
        await here.send_what_is_due()
        chat = Chat(here, ADA, DIRECT)
        sent = len(chat.look().messages)
        first = chat.last
        before = {name: list(row["buttons"]) for name, row in rows(chat.messages[first]).items()}
        done = await chat.press(EXPIRED.text, "Acknowledge", first) if EXPIRED.text in before else None
        assert done is not None, before
        undone = await chat.press(EXPIRED.text, "Undo", first)

    assert done["small"][0] == "Acknowledged by you, 20 November, 10:00."
    assert list(done["buttons"]) == ["Undo", "Check now"]
    assert "Acknowledged" not in str(undone["small"])
    assert list(undone["buttons"]) == before[EXPIRED.text]
    assert sent == len(chat.messages)
