"""Answers of the dialogues and of the gallery: as plain text, as Slack's blocks and as Teams' cards."""

import json
import re
from dataclasses import asdict

from bots.conversation.plain_text import reply_as_text
from bots.slack.cards import cards as slack_cards
from bots.storage.store import Store
from bots.teams.cards import cards as teams_cards
from tests.bots.storage.databases import fresh_again, opened
from tests.dialogues.test_dialogues import DIALOGUES, Text
from tests.gallery.answers import ANSWERS
from verifier_client.testing import ManualClock

CODE = re.compile(r"(?<=claim )[0-9A-Z]{4}-[0-9A-Z]{4}\b")  # drawn by lot
WORDS = {answer.name: answer.words.removeprefix("/certguide ").removeprefix("/") for answer in ANSWERS if answer.words}


async def of_gallery():
    """Give each answer of the gallery, by its name there."""
    found = {}
    for name, words in WORDS.items():
        async with Text.opened(None) as desk:
            await desk.say(words)
            found[name] = _drawn(desk.reply)
    return found


async def of_dialogues():
    """Give each answer of the dialogues, by its dialogue and turn."""
    found = {}
    for name, dialogue in DIALOGUES.items():
        store = Store.of(opened(fresh_again()), now=ManualClock().now) if dialogue.get("watched") else None
        async with Text.opened(store) as desk:
            for at, turn in enumerate(dialogue["turns"]):
                await _turn(desk, turn)
                found[f"{name} {at}"] = _drawn(desk.reply)
        if store is not None:
            await store.close()
    return found


async def _turn(desk, turn):
    if "said" in turn:
        await desk.say(turn["said"])
    else:
        await desk.press(turn["pressed"])


def _drawn(reply):
    slack = [asdict(each) for sharing in (True, False) for each in slack_cards.messages(reply, sharing=sharing)]
    slack += [asdict(slack_cards.single_message(reply))]
    teams = [asdict(each) for each in teams_cards.messages(reply)]
    teams += [teams_cards.single_card(reply, teams_cards.CardOptions(window=True, share=True, back="help"))]
    shown = "\n\n".join((reply_as_text(reply, details=True), json.dumps(slack, indent=1), json.dumps(teams, indent=1)))
    return CODE.sub("CODE", shown)


DRAWN = {"gallery": of_gallery, "dialogues": of_dialogues}
