"""A digest in Slack lives: what is pressed shows in it, in other people's copies, and after a restart."""

from contextlib import asynccontextmanager

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.storage.store import Store
from tests.bots.conversation.factories import START
from tests.bots.notifications.fakes import Clock, DueMessages
from tests.bots.slack.fakes import ADA, BOB, DIRECT, TEAM, workspace
from verifier_client import CertificateId

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("has_tables")]
REVOKED, EXPIRED = CertificateId.parse("CPAP-2026-6660"), CertificateId.parse("AIDA-2024-5512")
A, B = Asker("slack", TEAM, ADA), Asker("slack", TEAM, BOB)


@asynccontextmanager
async def process(url, clock):
    """One process on the database of the test; several in a row are restarts."""
    store = await Store.open(url, now=clock)
    async with workspace(store, clock) as here:
        here.store, here.clock, here.due = store, clock, DueMessages(here.container, clock)
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


async def digest_of(here, *certificates):
    """A digest about these is sent to Ada; her chat."""
    await watched(here, *certificates)
    await here.due.send()
    return Chat(here, ADA, DIRECT).look()


def item_in(chat, certificate):
    """The message that tells of a certificate, and what it says of it."""
    ts = next(each for each, body in chat.look().messages.items() if certificate.text in rows(body))
    return ts, rows(chat.messages[ts])[certificate.text]


async def test_a_press_changes_the_digest_in_place_with_who_and_when_and_undo_takes_it_back(url, clock):
    async with process(url, clock) as here:
        chat = await digest_of(here, REVOKED, EXPIRED)
        ts, before = item_in(chat, EXPIRED)
        sent = len(chat.messages)
        done = await chat.press(EXPIRED.text, "Acknowledge", ts)
        undone = await chat.press(EXPIRED.text, "Undo", ts)
        snoozed = await chat.press(EXPIRED.text, "Snooze a week", ts)
        awake = await chat.press(EXPIRED.text, "Undo", ts)
        posted = len(chat.messages)
        ephemeral = here.slack.of("response_url")

    assert ["Acknowledge", "Snooze a week", "Assign", "Check now"] == list(before["buttons"])
    assert "Acknowledged by you, 20 November, 10:00." == done["small"][0]
    assert ["Undo", "Check now"] == list(done["buttons"])
    assert (before["small"], before["buttons"].keys()) == (undone["small"], undone["buttons"].keys())
    assert "Snoozed until 27 November 2026 by you, 20 November, 10:00." == snoozed["small"][0]
    assert (before["small"], before["buttons"].keys()) == (awake["small"], awake["buttons"].keys())
    assert (sent, []) == (posted, ephemeral)


async def test_after_a_restart_the_digest_still_shows_what_was_done_and_takes_presses(url, clock):
    async with process(url, clock) as here:
        chat = await digest_of(here, REVOKED, EXPIRED)
        ts, _ = item_in(chat, EXPIRED)
        await chat.press(EXPIRED.text, "Acknowledge", ts)
    clock.forward(hours=3)
    async with process(url, clock) as there:
        chat.here = there
        after = await chat.press(EXPIRED.text, "Check now", ts)

    assert "Acknowledged by you, 20 November, 10:00." == after["small"][0]
    assert "Checked 20 November, 13:00:" in after["small"][1]


async def test_a_second_persons_press_shows_in_both_copies_and_in_who_pressed_first(url, clock):
    async with process(url, clock) as here:
        await watched(here, REVOKED)
        await here.store.watch_stores.actions.assign(A, REVOKED, B)
        await here.due.send()
        ada, bob = Chat(here, ADA, DIRECT), Chat(here, BOB, DIRECT)
        bobs, _ = item_in(bob, REVOKED)
        theirs = await bob.press(REVOKED.text, "Acknowledge", bobs)
        adas, hers = item_in(ada, REVOKED)
        undone = await ada.press(REVOKED.text, "Undo", adas)
        _, again = item_in(bob, REVOKED)

    assert "Acknowledged by you, 20 November, 10:00." == theirs["small"][0]
    assert f"Acknowledged by <@{BOB}>, 20 November, 10:00." == hers["small"][0]
    assert f"Assigned to <@{BOB}> by you, 20 November, 10:00." == undone["small"][0]
    assert "Assigned to you by somebody, 20 November, 10:00." == again["small"][0]


async def test_what_is_typed_shows_in_the_digest_too(url, clock):
    async with process(url, clock) as here:
        chat = await digest_of(here, REVOKED)
        await here.slash(f"ack {REVOKED.text}")
        _, row = item_in(chat, REVOKED)

    assert "Acknowledged by you, 20 November, 10:00." == row["small"][0]


async def test_who_is_picked_is_asked_and_the_digest_waits_for_the_answer(url, clock):
    async with process(url, clock) as here:
        ada, bob = await digest_of(here, REVOKED), Chat(here, BOB, DIRECT)
        ts, _ = item_in(ada, REVOKED)
        await ada.press(REVOKED.text, "Assign", ts)
        view = here.slack.of("views.open")[-1]["view"]
        await picked(here, view, BOB)
        _, waiting = item_in(ada, REVOKED)
        await here.due.deliver()
        asked, offer = item_in(bob, REVOKED)
        accepted = await bob.press(REVOKED.text, "Accept", asked)
        _, given = item_in(ada, REVOKED)
        posted = len(here.slack.of("chat.postMessage"))
        back = await ada.press(REVOKED.text, "Undo", ts)
        await here.container.audit.flush()
        lines = await here.store.audit.since(clock().replace(year=2020))
        audit = [(each.who.person, each.action, each.certificate) for each in lines]

    assert "users_select" == view["blocks"][0]["element"]["type"]
    assert f"<@{BOB}> was asked to act on it, 20 November, 10:00, and has not answered yet." == waiting["small"][0]
    assert ["Withdraw", "Check now"] == list(waiting["buttons"])
    assert (f"Asked by <@{ADA}>.", ["Accept", "Decline"]) == (offer["small"][0], list(offer["buttons"]))
    assert ("you accepted" in accepted["says"], {}) == (True, accepted["buttons"])
    assert f"Assigned to <@{BOB}> by you, 20 November, 10:00." == given["small"][0]
    assert "Assign" in back["buttons"]
    assert [(ADA, "assign", REVOKED.text), (BOB, "accept", REVOKED.text), (ADA, "assign", REVOKED.text)] == audit
    assert 2 == posted


async def test_who_declines_is_not_told_of_it_and_who_asked_is_told_so(url, clock):
    async with process(url, clock) as here:
        ada, bob = await digest_of(here, REVOKED), Chat(here, BOB, DIRECT)
        ts, _ = item_in(ada, REVOKED)
        await ada.press(REVOKED.text, "Assign", ts)
        await picked(here, here.slack.of("views.open")[-1]["view"], BOB)
        await here.due.deliver()
        await here.slash(f"accept {REVOKED.text}", user_id="U03EVE")
        asked, _ = item_in(bob, REVOKED)
        await bob.press(REVOKED.text, "Decline", asked)
        await here.due.deliver()
        told = here.slack.of("chat.postMessage")[-1]
        row = rows(ada.look().messages[ts])[REVOKED.text]
        late = await bob_types(here, f"accept {REVOKED.text}")

    assert "Nobody has asked you" in here.slack.said[0] + str(here.slack.of("response_url"))
    assert (ADA, True) == (told["channel"], "stays with you" in told["text"])
    assert f"<@{BOB}> was asked to act on it and declined, 20 November, 10:00." == row["small"][0]
    assert ["Acknowledge", "Assign", "Check now"] == list(row["buttons"])
    assert "Nobody has asked you" in late


async def bob_types(here, words):
    await here.slash(words, user_id=BOB)
    return here.slack.of("response_url")[-1]["text"]


async def picked(here, view, person):
    """The person picker's window, sent."""
    values = {"person": {"value": {"type": "users_select", "selected_user": person}}}
    sent = {**{name: view[name] for name in ("callback_id", "private_metadata")}, "id": "V1", "type": "modal"}
    user = {"user": {"id": ADA}, "team": {"id": TEAM}, "trigger_id": f"31.{person}"}
    await here.interaction(type="view_submission", view=sent | {"state": {"values": values}}, **user)


async def test_nobody_picked_is_said_at_the_field(url, clock):
    async with process(url, clock) as here:
        chat = await digest_of(here, REVOKED)
        ts, _ = item_in(chat, REVOKED)
        await chat.press(REVOKED.text, "Assign", ts)
        view = here.slack.of("views.open")[-1]["view"]
        sent = {name: view[name] for name in ("callback_id", "private_metadata")} | {"type": "modal", "state": {}}
        user = {"user": {"id": ADA}, "team": {"id": TEAM}, "trigger_id": "32.1"}
        said = await (await here.interaction(type="view_submission", view=sent, **user)).json()

    assert {"person": "Choose a person first."} == said["errors"]


async def test_what_somebody_else_owns_is_not_changed_by_a_press_and_that_is_said_in_private(url, clock):
    async with process(url, clock) as here:
        chat = await digest_of(here, REVOKED)
        ts, _ = item_in(chat, REVOKED)
        await here.store.watch_stores.watches.remove(A, [REVOKED])
        button = rows(chat.messages[ts])[REVOKED.text]["buttons"]["Acknowledge"]
        where = {"type": "message", "channel_id": DIRECT, "message_ts": ts, "is_ephemeral": False}
        await here.click(button, channel={"id": DIRECT}, container=where)
        said = here.slack.of("chat.postMessage")[-1]

    assert "Nothing changed for CPAP-2026-6660" in said["text"]
    assert REVOKED.text not in rows(chat.look().messages[ts])


async def test_the_time_zone_is_the_one_that_slack_names_until_one_sets_another(url, clock):
    async with process(url, clock) as here:
        here.slack.answers["users.info"] = {"user": {"id": ADA, "tz": "America/New_York"}}
        await here.slash("notify")
        named = here.slack.of("response_url")[-1]["text"]
        await here.slash("notify days mon-thu")
        await here.slash("notify zone Berlin")
        own = here.slack.of("response_url")[-1]["text"]
        manager = (await here.store.rounds.managers([A.key, B.key]))[A.key]
        asked = len(here.slack.of("users.info"))
        here.slack.answers["users.info"] = {"user": {"id": BOB, "tz": "Mars/Olympus"}}
        await here.slash("notify", user_id=BOB)
        unknown = here.slack.of("response_url")[-1]["text"]

    assert "America/New_York" in named
    assert ("Europe/Berlin" in own, "Europe/Berlin") == (True, manager.zone)
    assert 1 == asked
    assert ("UTC" in unknown, "Mars" in unknown) == (True, False)


async def test_who_cannot_be_asked_is_reported_to_who_asked(url, clock):
    async with process(url, clock) as here:
        ada = await digest_of(here, REVOKED)
        ts, _ = item_in(ada, REVOKED)
        await ada.press(REVOKED.text, "Assign", ts)
        await picked(here, here.slack.of("views.open")[-1]["view"], BOB)
        here.slack.answers["chat.postMessage"] = [{"ok": False, "error": "cannot_dm_bot"}, {}]
        await here.due.deliver()
        await here.due.deliver()
        told = here.slack.of("chat.postMessage")[-1]

    assert (ADA, True) == (told["channel"], "could not be asked" in told["text"])
