"""Which certificate "it" is: the one that the same person asked about last in the same place, for a while."""

from dataclasses import replace

import pytest

from bots.conversation.desk import Desk
from bots.conversation.grammar.back_references import asks_of_last
from bots.conversation.model.intents import Asker
from bots.conversation.plain_text import reply_as_text
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.verify.last_questions import KEPT_SECONDS, LastQuestions
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ANN = Asker("slack", "T1", "U1", place="C1")
WHICH = "Which certificate?"


class Conversation:
    def __init__(self, client, clock, **given):
        self.desk = Desk(client, last_questions=LastQuestions(clock.monotonic), **given)

    async def say(self, text, asker=ANN):
        return reply_as_text(await self.desk.answer(self.desk.read(text), asker), details=True)


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
async def client(clock):
    async with VerifierClient.from_config(None, clock=clock) as client:
        yield client


@pytest.mark.parametrize(
    "text",
    [
        "is it valid?", "and is that one real?", "still valid?", "has it been revoked?", "check it again",
        "ist das zertifikat noch aktiv?", "c'est valide ?", "est-il toujours valable ?", "¿es válido?",
    ],
)  # fmt: skip
def test_questions_about_what_was_just_spoken_of_are_known(text):
    assert asks_of_last(text)


@pytest.mark.parametrize(
    "text",
    [
        "is that job real?", "is your database valid?", "is my passport still valid?", "is Jane certified?", "hello",
        "remind me about it", "stop watching it", "is it on my list?", "keep an eye on it", "", "?", "it " * 40,
    ],
)  # fmt: skip
def test_other_things_and_watches_are_not_meant_by_it(text):
    assert not asks_of_last(text)


async def test_the_answer_says_which_certificate_and_compares_the_same_name(client, clock):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234 John Smith on 2028-12-01")
    answer = await said.say("is it still valid?")

    assert "AIDA-2026-1234" in answer
    assert "differs from “John Smith”" in answer
    assert "2028-12-01" not in answer
    assert "1 December 2028" not in answer  # "still" is about today


@pytest.mark.parametrize(
    "asker",
    [replace(ANN, person="U2"), replace(ANN, place="C2"), replace(ANN, place="")],
    ids=["somebody else", "another place", "no place"],
)
async def test_what_others_asked_or_was_asked_elsewhere_is_not_meant(client, clock, asker):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234")

    assert WHICH in await said.say("is it valid?", asker)
    assert "AIDA-2026-1234 is active" in await said.say("is it valid?")


async def test_it_is_forgotten_after_a_while_and_where_several_were_asked_about(client, clock):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234")
    clock.advance(KEPT_SECONDS + 1)
    assert WHICH in await said.say("is it valid?")

    await said.say("AIDA-2026-1234")
    await said.say("AIDA-2026-1234 CPAP-2026-8841")
    assert WHICH in await said.say("is it valid?")


async def test_it_counts_against_the_quota_like_any_question(client, clock):
    said = Conversation(client, clock, quota=Quota(QuotaRule(ids=1), clock.monotonic))
    await said.say("AIDA-2026-1234")

    assert "is active" not in await said.say("is it valid?")


async def test_a_desk_that_remembers_nothing_asks_back(client):
    desk = Desk(client)
    await desk.answer(desk.read("AIDA-2026-1234"), ANN)

    assert WHICH in reply_as_text(await desk.answer(desk.read("is it valid?"), ANN))


async def test_who_is_forgotten_is_forgotten_here_in_every_place_and_nobody_else(client, clock):
    said = Conversation(client, clock)
    places = [ANN, replace(ANN, place="C2"), replace(ANN, person="U2")]
    for asker in places:
        await said.say("AIDA-2026-1234", asker)
    await said.say("forget me")  # only asks
    assert "AIDA-2026-1234 is active" in await said.say("is it valid?")
    await said.say("forget me yes")

    found = [WHICH in await said.say("is it valid?", asker) for asker in places]
    assert [True, True, False] == found


@pytest.mark.parametrize(
    "text",
    [
        "is it still good?", "does it still stand?", "and does that still hold?", "still good?", "gilt das noch?",
        "steht es noch?", "c'est encore bon ?", "¿sigue vigente?",
    ],
)  # fmt: skip
async def test_how_it_stands_can_be_asked_in_words_of_all_days(client, clock, text):
    said = Conversation(client, clock)
    assert WHICH in await said.say("is it still good?")
    await said.say("AIDA-2026-1234")

    assert "AIDA-2026-1234" in await said.say(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("and for John Smith?", "John Smith"), ("what about John Smith?", "John Smith"),
        ("is it Jane Doe's?", "Jane Doe"), ("und gehört es Jane Doe?", "Jane Doe"),
        ("et pour Anne Dupont ?", "Anne Dupont"), ("does it belong to Jane?", "Jane"),
        ("¿y para Ana López?", "Ana López"),
    ],
)  # fmt: skip
async def test_another_name_is_compared_with_the_same_certificate(client, clock, text, name):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234 Sam Poe")
    answer = await said.say(text)

    assert "AIDA-2026-1234" in answer
    assert name in answer
    assert "Sam Poe" not in answer


@pytest.mark.parametrize(
    "text", ["and for Python?", "what about GDPR?", "is it still raining?", "what about Data Science?"]
)
async def test_other_things_are_no_name_and_no_question_of_standing(client, clock, text):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234")

    assert "AIDA-2026-1234 is" not in await said.say(text)


@pytest.mark.parametrize(
    "text", ["watch AIMA-2026-2207", "unwatch AIMA-2026-2207", "snooze AIMA-2026-2207 2w", "ack AIMA-2026-2207"]
)
async def test_it_is_the_certificate_that_was_watched_or_acted_on_since(client, clock, text):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234 Jane Doe")
    await said.say(text)
    answer = await said.say("is it valid?")

    assert "AIMA-2026-2207" in answer
    assert "AIDA-2026-1234" not in answer


async def test_a_watch_on_the_same_certificate_keeps_the_name_that_was_asked_about(client, clock):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234 John Smith")
    await said.say("watch AIDA-2026-1234")

    assert "John Smith" in await said.say("is it valid?")


@pytest.mark.parametrize(
    "text",
    [
        "watch AIMA-2026-2207, CPAP-2026-8841", "watches", "unwatch all", "what is CPAP?", "guide senior ML engineer",
        "AIDA-2026-12 Jane Doe", "compare CAIP CAIM", "verify CAIP",
    ],
)  # fmt: skip
async def test_what_is_about_other_certificates_or_certifications_ends_it(client, clock, text):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234")
    await said.say(text)

    assert WHICH in await said.say("is it valid?")


@pytest.mark.parametrize("text", ["thanks!", "help", "who can see what I asked?", "notify", "how is the weather?"])
async def test_talk_and_settings_leave_it(client, clock, text):
    said = Conversation(client, clock)
    await said.say("AIDA-2026-1234")
    await said.say(text)

    assert "AIDA-2026-1234 is active" in await said.say("is it valid?")
