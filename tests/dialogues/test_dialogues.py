"""
The dialogues of ``*.toml``, held on every surface: what is said in one must be said in all.

What is said is an answer's gist and its details: where details are behind a button, it is pressed.
"""

import html
import json
import tomllib
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import ActionKind
from bots.conversation.plain_text import reply_as_text
from bots.conversation.text import general as phrases
from bots.conversation.verify.last_questions import LastQuestions
from bots.storage.store import Store
from tests.bots.slack.fakes import buttons, workspace
from tests.bots.storage.databases import fresh_again, opened
from tests.bots.teams import factories as teams_kit
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio

DIALOGUES = {
    name: dialogue
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for name, dialogue in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


class Text:
    """The desk and its plain text, as the terminal shows it."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, store):
        async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
            surface = cls()
            last = LastQuestions(ManualClock().monotonic)
            surface.desk = Desk(verifier, stores=store and store.watch_stores, last_questions=last)
            yield surface

    async def say(self, text):
        self.reply = await self.desk.answer(self.desk.read(text), Asker("text", "", "somebody"))
        return reply_as_text(self.reply, details=True)

    async def press(self, label):
        shown = self.reply.unfolded().cards
        [action] = {action for card in shown for action in card.actions if action.label == label}
        return await self.say(action.command) if action.kind is ActionKind.RUN else action.text


class Slack:
    """Direct messages to the bot, by the front door; what people see is what the fake Slack was sent."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, store):
        async with workspace(store) as running:
            surface = cls()
            surface.slack = running
            yield surface

    async def say(self, text):
        return await self._shown_by(self.slack.direct(text))

    async def press(self, label):
        return await self._shown_by(self._click(self.buttons[label]))

    async def _click(self, button):
        await self.slack.click(button, channel={"id": "D03ADA"})

    async def _shown_by(self, doing):
        before = len(self.slack.slack.calls)
        await doing
        gist = self.slack.slack.calls[-1][1]
        self.buttons = buttons(gist)
        if "Details" in self.buttons:
            await self._click(self.buttons["Details"])
            self.buttons |= buttons(self.slack.slack.calls[-1][1])
        bodies = [body for _, body in self.slack.slack.calls[before:] if {"blocks", "view"} & body.keys()]
        return "\n".join(_visible(body.get("view", body)) for body in bodies)


class SlackCommands(Slack):
    """The same by ``/verify``, or the dialogue's ``command``, where the command is named outside the text."""

    command = "/verify"

    async def say(self, text):
        return await self._shown_by(self.slack.slash(text, command=self.command))


def _visible(body):
    texts = []

    def walk(value):
        if isinstance(value, dict):
            if value.get("type") in {"plain_text", "mrkdwn", "raw_text"}:
                texts.append(html.unescape(value["text"]))
            elif value.get("type") == "text":
                texts.append(value["text"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(json.loads(json.dumps(body["blocks"])))
    return "\n".join(texts)


class Teams:
    """A personal chat with the bot; what people see is on the cards, checked by the kit."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, store):
        async with teams_kit.teams(desk={"stores": store and store.watch_stores}) as running:
            surface = cls()
            surface.teams = running
            await running.install()
            yield surface

    async def say(self, text):
        return await self._shown_by(self.teams.say(text))

    async def press(self, label):
        return await self._shown_by(self.teams.press(teams_kit.buttons(self.last)[label]))

    async def _shown_by(self, doing):
        before = len(self.teams.sent)
        answer = await doing
        found = teams_kit.cards(answer) if not isinstance(answer, list) else []
        self.sent = self.teams.sent[before:]
        self.last = [*found, *teams_kit.cards(self.sent)]
        return teams_kit.shown(self.last)


class TeamsChannel(Teams):
    """A mention in a channel: the answer comes in the asker's own chat, and the channel hears of nothing in it."""

    async def say(self, text):
        said = await self._shown_by(self.teams.mention(text))
        aloud = teams_kit.shown([each for each in self.sent if each[0] != teams_kit.PERSONAL])
        was_private = any(where == teams_kit.PERSONAL for where, _ in self.sent)

        if was_private:
            assert phrases.ANSWERED_PRIVATELY == aloud
        else:  # usage and questions back may be said aloud: they name nobody and judge nothing
            assert "Holder" not in aloud
            assert any(part in aloud for part in ("verify AIDA", "guide ", "Help", "AIDA-2026-1234", "Profiles: small"))
        return said


SURFACES = {
    "text": Text,
    "slack": Slack,
    "slack commands": SlackCommands,
    "teams": Teams,
    "teams_channel": TeamsChannel,
}


HELD = [
    (name, surface)
    for name, dialogue in DIALOGUES.items()
    for surface in SURFACES
    if surface in dialogue.get("on", SURFACES)
]


@asynccontextmanager
async def taken_up(surface, store):
    try:
        async with SURFACES[surface].opened(store) as here:
            yield here
    finally:
        if store is not None:
            await store.close()


@pytest.mark.parametrize(("name", "surface"), HELD)
async def test_dialogue(name, surface):
    store = None
    if DIALOGUES[name].get("watched"):
        store = Store.of(opened(fresh_again()))
    async with taken_up(surface, store) as here:
        here.command = DIALOGUES[name].get("command", "/verify")
        for turn in DIALOGUES[name]["turns"]:
            answer = await (here.say(turn["said"]) if "said" in turn else here.press(turn["pressed"]))
            assert [] == [part for part in turn["answered"] if part not in answer], answer
            assert [] == [part for part in turn.get("never", []) if part in answer], answer
