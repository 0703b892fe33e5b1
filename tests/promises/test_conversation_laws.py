"""The laws of docs/architecture.md as far as the conversation can break them."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import ActionKind
from bots.conversation.plain_text import card_as_text, reply_as_text
from bots.conversation.text import general as phrases
from bots.conversation.text import verdicts as wording
from bots.conversation.verify.verdict_cards import verdict_card
from tests.promises.source_files import nodes
from verifier_client import Agreement, Finding, FindingKind, Freshness, Outcome, Policy, Standing, VerifierClient
from verifier_client.sandbox.register import cards
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def verdicts():
    """What the client says about every certificate of the sandbox, trouble included."""
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        yield [await client.settle(card.id, holder="Jane Doe") for card in cards()]


async def test_law_3_the_four_outcomes_never_blur(verdicts):
    """An outage is never "no record", "no record" is never a forgery, and none of them is a found certificate."""
    telling = {
        Outcome.FOUND: r"Holder:",
        Outcome.NOT_FOUND: r"has no record of",
        Outcome.CHECK_BY_HAND: r"has to be checked by hand",
        Outcome.COULD_NOT_CHECK: r"could not be checked\.",
    }
    assert set(telling) == {verdict.outcome for verdict in verdicts}
    for verdict in verdicts:
        text = card_as_text(verdict_card(verdict), details=True)
        told = {outcome for outcome, words in telling.items() if re.search(words, text)}
        assert {verdict.outcome} == told, text
        assert not re.search(r"\b(fake|fraud|forged|invalid|genuine)\b", text, re.IGNORECASE)


async def test_law_4_id_and_name_are_two_lines_and_limits_are_said(verdicts):
    for verdict in verdicts:
        card = verdict_card(verdict)
        if verdict.outcome is Outcome.FOUND:
            about_name = [line for line in card.gist if "Name: " in line]
            echoed = FindingKind.OTHER_ID_ECHOED in {each.kind for each in verdict.findings}
            assert len(about_name) == (0 if echoed else 1), card.gist
            assert all("Jane Doe" in line for line in about_name)
            assert 1 == len(card.limits)


async def test_law_2_a_stale_copy_says_so_first():
    clock = ManualClock()
    async with VerifierClient.from_config(None, clock=clock, policy=Policy(breaker_failures=5)) as client:
        verdict = await client.verify("AIDA-2026-0503")
        clock.advance(3 * 3600)
        stale = await _until_stale(client)

    assert Freshness.LIVE is verdict.provenance.freshness
    assert verdict_card(stale).first.startswith("Old copy, read 3 hours ago")
    assert card_as_text(verdict_card(stale)).splitlines()[1].startswith("Old copy")


async def _until_stale(client):
    """The sandbox's AIDA-2026-9503 fails for ever; its breaker then rests the whole registry."""
    for _ in range(3):
        await client.settle("AIDA-2026-9503")
    return await client.verify("AIDA-2026-0503")


def is_pattern(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"


def test_law_5_nothing_orders_people():
    """No command, setting or sentence ranks, scores or compares persons; a pattern only reads who asks for that."""
    words = re.compile(r"\b(rank|score|rating|leaderboard|best candidate|shortlist|top \d+)", re.IGNORECASE)
    for path in (ROOT / "bots").rglob("*.py"):
        read = {id(part) for node in nodes(path) if is_pattern(node) for part in ast.walk(node)}
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in read:
                found = words.search(node.value)
                denied = re.search(r"never rank|nothing here|never a score|no marks", node.value, re.IGNORECASE)
                assert not found or denied, f"{path}: {node.value}"


async def test_law_6_what_may_be_shared_names_nobody(verdicts):
    for verdict in verdicts:
        for action in verdict_card(verdict).actions:
            if action.kind is ActionKind.SHARE:
                assert "Jane" not in action.text
                assert (verdict.record.holder or "Jane") not in action.text


@given(name=st.text(min_size=1, max_size=60))
async def test_law_7_a_name_is_data(name):
    """Whatever is given as a name stays text: it changes neither outcome nor standing."""
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        verdict = await client.verify("AIDA-2024-5512", holder=name)
        text = reply_as_text(await Desk(client).answer(Desk(client).read("help"), Asker("test")))

    assert (Outcome.FOUND, Standing.EXPIRED) == (verdict.outcome, verdict.standing)
    assert text.startswith(phrases.HELP_HEADLINE)


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_finding_has_its_sentence(kind):
    assert wording.finding(Finding(kind, "seen", "2")).endswith(".")


@pytest.mark.parametrize("agreement", list(Agreement))
def test_every_agreement_has_its_sentence(agreement):
    sentences = {wording.agreement(agreement, "Jane Doe", holder) for holder in ("Jane", None)}

    assert all("Jane Doe" in sentence for sentence in sentences)
