"""What must never be understood, whatever is written: a name that is none, a change that nobody asked for."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation import named_ids
from bots.conversation.desk import Desk
from bots.conversation.model.intents import Verify
from bots.conversation.model.watch_intents import (
    ChangePreferences,
    ForgetMe,
    ImportRoster,
    SetSettings,
    Unwatch,
    UnwatchAll,
    Watch,
)
from bots.conversation.understanding.people.name_words import name_words
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio

ID = "AIDA-2026-1234"
SETS = Path(__file__).parent / "sets"
FILLER = sorted(
    word
    for word in (name_words().closed - name_words().foreign) | name_words().office
    if word.isascii() and len(word) > 1 and word not in name_words().given and word not in name_words().titles
)
WORDS = st.lists(
    st.sampled_from(FILLER).flatmap(lambda word: st.sampled_from([word, word.title(), word.upper()])), max_size=5
)
QUESTIONS = [
    "why do I watch {}?",
    "who added {} to my list?",
    "is {} still on my list?",
    "since when am I watching {}?",
    "did you remove {}?",
    "has somebody deleted {}?",
    "was {} removed?",
    "hast du {} gelöscht?",
    "avez-vous retiré {} ?",
    "steht {} auf meiner Liste?",
    "warum beobachte ich {}?",
    "est-ce que je surveille {} ?",
    "¿vigilo {}?",
    "am I told when {} ends?",
]
DENIED = [
    "don't check {}, check {}",
    "not {} but {}",
    "nicht {}, sondern {}",
    "{1}, not {0}",
    "instead of {} verify {}",
    "pas {} mais {}",
    "ignore {}, look up {}",
]


def _texts():
    """Every fourth text of the sets, for all of them would take a minute."""
    for path in sorted(SETS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines()[::4]:
            yield json.loads(line)["text"]


@given(before=WORDS, behind=WORDS)
def test_words_that_are_no_names_are_compared_with_nobody(before, behind):
    text = f"{' '.join(before)} {ID} {' '.join(behind)}"
    [(_, name)] = named_ids(text).pairs
    assert name is None, text


async def test_no_sentence_of_anybody_deletes_or_sets_without_being_asked_back():
    """Commands may; a sentence is answered with a button first, or with the way back."""
    async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
        desk = Desk(verifier)
        for text in _texts():
            intent = desk.read(text)
            assert not isinstance(intent, (ImportRoster, SetSettings)), text
            assert not (isinstance(intent, (UnwatchAll, ForgetMe)) and intent.sure), text
            assert not (isinstance(intent, ChangePreferences) and intent.opted_out), text


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_changes_no_watch(question):
    async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
        assert not isinstance(Desk(verifier).read(question.format(ID)), (Watch, Unwatch, UnwatchAll))


@pytest.mark.parametrize("denied", DENIED)
async def test_an_id_that_is_ruled_out_gets_no_verdict(denied):
    async with VerifierClient.from_config(None, clock=ManualClock()) as verifier:
        intent = Desk(verifier).read(denied.format("CPAP-2026-8841", ID))
    assert isinstance(intent, Verify)
    assert [each.text for each in intent.ids] == [ID]
