"""Watching is offered where somebody keeps the watches, and nowhere else."""

import json

import pytest

from bots.conversation.desk import Desk
from bots.conversation.intents import Asker, Unclear, Unwatch, Watch, Watches
from bots.conversation.plain_text import reply_as_text
from bots.slack import cards as slack_cards
from bots.teams import cards as teams_cards
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ANNA, BEN = Asker("test", "T1", "U1"), Asker("test", "T1", "U2")


class Kept:
    """Keeps the promise of the port ``Watching``, in memory."""

    def __init__(self):
        self.watches = {}

    async def watch(self, asker, certificate):
        mine = self.watches.setdefault(asker.key, [])
        new = certificate.text not in mine
        if new:
            mine.append(certificate.text)
        return new

    async def unwatch(self, asker, certificate):
        mine = self.watches.get(asker.key, [])
        kept = certificate.text in mine
        if kept:
            mine.remove(certificate.text)
        return kept

    async def watched_by(self, asker):
        return tuple(self.watches.get(asker.key, ()))


@pytest.fixture
async def client():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        yield client


async def said(desk, text, asker=ANNA):
    return reply_as_text(await desk.answer(desk.read(text), asker))


async def test_the_grammar_reads_it(client):
    desk = Desk(client)
    ids = desk.read("verify AIDA-2026-1234").ids

    assert Watch(ids) == desk.read("watch AIDA-2026-1234")
    assert Unwatch(ids) == desk.read("unwatch aida-2026-1234")
    assert Watches() == desk.read("watches")
    assert isinstance(desk.read("watch the game"), Unclear)


async def test_what_is_watched_is_the_askers_own(client):
    desk = Desk(client, watching=Kept())

    assert "You watch AIDA-2026-1234 and CPAP-2026-8841 now." in await said(desk, "watch AIDA-2026-1234 CPAP-2026-8841")
    assert "AIDA-2026-1234 was watched already." in await said(desk, "watch AIDA-2026-1234")
    assert "You watch 2 certificates." in await said(desk, "watches")
    assert "You watch no certificate." in await said(desk, "watches", BEN)
    assert "was not watched by you" in await said(desk, "unwatch AIDA-2026-1234", BEN)
    assert "You watch AIDA-2026-1234 no more." in await said(desk, "unwatch AIDA-2026-1234")


async def test_where_nothing_is_kept_nothing_is_promised(client):
    desk = Desk(client)
    card = (await desk.answer(desk.read("verify AIDA-2026-1234"), ANNA)).cards[0]

    assert "cannot be watched here" in await said(desk, "watch AIDA-2026-1234")
    assert "Watch" not in [action.label for action in card.actions]


@pytest.mark.parametrize(("certificate", "offered"), [("AIDA-2026-1234", True), ("CPAP-2026-6660", False)])
async def test_a_verdict_offers_to_watch_what_still_stands(client, certificate, offered):
    desk = Desk(client, watching=Kept())
    card = (await desk.answer(desk.read(f"verify {certificate}"), ANNA)).cards[0]

    assert offered is ("Watch" in [action.label for action in card.actions])


async def test_pressing_watch_leaves_the_verdict_standing_on_both_platforms(client):
    desk = Desk(client, watching=Kept())
    reply = await desk.answer(desk.read("verify AIDA-2026-1234"), ANNA)
    slack = json.dumps([message.body() for message in slack_cards.messages(reply, sharing=False)])
    teams = json.dumps([message.cards for message in teams_cards.messages(reply)])

    assert '"watch AIDA-2026-1234"' in slack
    assert '"do": "more", "command": "watch AIDA-2026-1234"' in teams
