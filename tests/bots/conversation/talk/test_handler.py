"""The bot about itself: a line or two, the next button, help in the surface's own grammar, never a table."""

import pytest

from bots.conversation.grammar.commands import read
from bots.conversation.model.intents import Asker, Guide, Unclear
from bots.conversation.model.talk_intents import (
    AskBack,
    AskPrivacy,
    Help,
    HelpTopic,
    Missing,
    OffTopic,
    PrivacyKind,
    SmallTalk,
    TalkKind,
)
from bots.conversation.plain_text import reply_as_text
from bots.conversation.talk.handler import Abilities, answer_talk
from verifier_client import VerifierClient

ALL = Abilities(watches=True, files=True, support="#hr-tools")
EVERYTHING = [
    *map(SmallTalk, TalkKind),
    *map(AskPrivacy, PrivacyKind),
    *map(Help, HelpTopic),
    *map(AskBack, Missing),
    OffTopic(),
]


def card(intent, surface="slack", abilities=ALL):
    [card] = answer_talk(intent, Asker(surface), abilities).cards
    return card


@pytest.mark.parametrize("abilities", [ALL, Abilities()])
@pytest.mark.parametrize("surface", ["slack", "teams", "terminal"])
@pytest.mark.parametrize("intent", EVERYTHING, ids=str)
def test_nothing_takes_more_than_six_lines(intent, surface, abilities):
    said = card(intent, surface, abilities)

    assert 1 + len(said.facts) + len(said.lines) <= 6


@pytest.mark.parametrize(
    ("surface", "verify", "compare"),
    [
        ("slack", "/verify AIDA-2026-1234 Jane Doe", "/certguide compare CAIP CAIM"),
        ("teams", "verify AIDA-2026-1234 Jane Doe", "compare CAIP CAIM"),
        ("terminal", "certdesk verify AIDA-2026-1234 Jane Doe", "certdesk compare CAIP CAIM"),
    ],
)
def test_help_speaks_the_grammar_of_its_surface(surface, verify, compare):
    assert verify in dict(card(Help(HelpTopic.VERIFY), surface).facts).values()
    assert compare in dict(card(Help(HelpTopic.GUIDE), surface).facts).values()


def test_help_on_one_part_differs_from_help_on_another():
    said = {topic: reply_as_text(answer_talk(Help(topic), Asker("teams"), ALL)) for topic in HelpTopic}

    assert len(set(said.values())) == len(HelpTopic)


def test_what_cannot_be_done_here_is_not_taught():
    said = card(Help(HelpTopic.ALL), "teams", Abilities())

    assert not [example for _, example in said.facts if "watch" in example or "file" in example]
    assert "help watching" not in {each.command for each in said.actions}


def test_a_human_is_who_the_operator_named():
    assert ("#hr-tools",) == card(SmallTalk(TalkKind.HUMAN)).lines
    assert "ask whoever brought me here" in card(SmallTalk(TalkKind.HUMAN), abilities=Abilities()).headline


@pytest.mark.parametrize(("kind", "command"), [(PrivacyKind.DELETE, "forget me yes"), (PrivacyKind.STOP, "notify off")])
def test_nothing_is_deleted_or_turned_off_before_a_button_is_pressed(kind, command):
    assert command in {each.command for each in card(AskPrivacy(kind)).actions}


@pytest.mark.parametrize("written", ["AIDA-YYYY-NNNN", "AIDA-2026-XXXX", "AIPA-CAIP-YYYY-NNNNNN"])
def test_the_pattern_of_an_id_is_called_one(written):
    assert f"“{written}” is the pattern that issuers print" in card(AskBack(Missing.ID, unread=(written,))).headline


def test_what_looked_like_an_id_is_named_and_never_corrected():
    said = card(AskBack(Missing.ID, unread=("AIDA-2026-1",)))

    assert "“AIDA-2026-1” has no certificate ID's form" in said.headline
    assert () == said.actions


@pytest.mark.parametrize("written", ["\u0410IDA-2026-1234", "AID\u0391-2026-1234"])
def test_a_letter_of_another_alphabet_is_named(written):
    said = card(AskBack(Missing.ID, unread=(written,)))

    assert "is from another alphabet: type the ID with Latin letters." in said.headline
    assert "alphabet" not in card(AskBack(Missing.ID, unread=("ÄIDA-2026-1",))).headline


def test_at_most_two_guesses_are_offered_and_never_a_table():
    said = card(AskBack(Missing.MEANING, guesses=("watches", "notify", "help watching")))

    assert ["watches", "notify"] == [each.command for each in said.actions]
    assert () == said.facts


@pytest.mark.parametrize("command", [None, "guide"])
@pytest.mark.parametrize(
    "question",
    [
        "is Jane Doe certified?",
        "Is Jane Doe AIDA certified?",
        "hi, does Jane Doe hold an AIDA?",
        "has John Smith a certificate?",
        "Ist Jane Doe zertifiziert?",
        "is Zoë O'Neill still certified as a platform engineer?",
    ],
)
def test_who_asks_about_a_person_without_an_id_is_told_that_certificates_are_looked_up_by_id(question, command):
    intent = read(question, VerifierClient.from_config(None), command=command)

    said = card(intent, "slack", ALL)
    assert intent == AskBack(Missing.ID_OF_NAMED, language=intent.language)
    assert "AIDA-2026-1234" in said.lines[0]
    if intent.language == "en":
        assert said.headline.startswith("I look certificates up by their ID, not by name.")


@pytest.mark.parametrize(
    "question",
    ["is AIDA certified?", "is Senior AiE certified?", "is AIDA-2026-1234 Jane Doe certified?", "who is certified?"],
)
def test_a_certification_or_an_id_is_not_taken_for_a_person(question):
    intent = read(question, VerifierClient.from_config(None))

    assert not (isinstance(intent, AskBack) and intent.missing is Missing.ID_OF_NAMED)


@pytest.mark.parametrize("surface", ["slack", "teams", "terminal"])
def test_help_names_the_commands_that_its_examples_leave_out(surface):
    said = reply_as_text(answer_talk(Help(), Asker(surface), ALL))

    for command in ("compare", "jd", "review-jd", "kit", "team", "receipt", "privacy"):
        assert command in said
        assert isinstance(read(command, VerifierClient.from_config(None)), Unclear | AskPrivacy)


@pytest.mark.parametrize(
    "text",
    [
        "who is the best of my candidates",
        "rank these applicants",
        "wer ist der beste Bewerber?",
        "classe mes candidats",
        "is the candidate any good?",
        "is she a good engineer?",
        "should I hire Jane Doe?",
        "Ist der Bewerber geeignet?",
    ],
)
@pytest.mark.anyio
async def test_whoever_asks_for_an_order_of_people_is_told_that_there_is_none(text):
    async with VerifierClient.from_config(None) as client:
        assert read(text, client) == SmallTalk(TalkKind.WHO_IS_BEST)


@pytest.mark.parametrize(
    "text",
    [
        "which certificate is best for engineers",
        "best certification for a hire in ML",
        "is the certification suitable for a junior engineer",
    ],
)
@pytest.mark.anyio
async def test_which_certification_is_best_for_a_role_is_no_ranking_of_people(text):
    async with VerifierClient.from_config(None) as client:
        assert isinstance(read(text, client), Guide)


@pytest.mark.anyio
async def test_letters_taken_for_digits_are_named_and_the_id_is_not_corrected():
    async with VerifierClient.from_config(None) as client:
        said = reply_as_text(answer_talk(read("AIDA-2O26-4911", client), Asker("teams"), ALL))
    assert "l and I are not 1, O is not 0" in said
    assert "AIDA-2026-4911" not in said


@pytest.mark.anyio
async def test_twenty_thousand_words_get_a_sentence_of_their_own():
    async with VerifierClient.from_config(None) as client:
        intent = read("word " * 20_000, client)
        one = read("x" * 30_000, client)
    assert "20,000 words without a certificate ID" in intent.problem
    assert "This is one very long word without a certificate ID" in one.problem


@pytest.mark.parametrize(
    "text", ["undo", "oops, undo that", "Take it back please", "rückgängig", "annuler", "deshacer"]
)
@pytest.mark.anyio
async def test_who_wants_something_undone_is_told_where_the_button_is(text):
    async with VerifierClient.from_config(None) as client:
        assert read(text, client) == SmallTalk(TalkKind.UNDO)


@pytest.mark.parametrize(
    "text",
    [
        "why should I trust you?",
        "how do you know?",
        "where do you get this from",
        "can I rely on this",
        "woher weißt du das",
    ],
)
@pytest.mark.anyio
async def test_who_doubts_an_answer_is_told_where_it_comes_from(text):
    async with VerifierClient.from_config(None) as client:
        assert read(text, client) == SmallTalk(TalkKind.TRUST)


@pytest.mark.parametrize("text", ["can I trust AIDA", "ack AIDA-2026-1234 undo", "how do I get to a CPAP"])
@pytest.mark.anyio
async def test_what_is_about_a_certificate_is_no_word_about_the_bot(text):
    async with VerifierClient.from_config(None) as client:
        assert not isinstance(read(text, client), SmallTalk)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("how do I import our list of certificates", HelpTopic.WATCHING),
        ("can I upload a spreadsheet of IDs", HelpTopic.VERIFY),
        ("what file types do you read", HelpTopic.VERIFY),
    ],
)
@pytest.mark.anyio
async def test_who_asks_how_many_go_at_once_is_told_about_files(text, topic):
    async with VerifierClient.from_config(None) as client:
        intent = read(text, client)

    assert intent == Help(topic)
    assert "Drop a" in reply_as_text(answer_talk(intent, Asker("slack"), ALL))


def test_a_guess_is_a_button_with_a_label_and_never_a_bare_command():
    said = card(AskBack(Missing.MEANING, guesses=("notify", "help")))

    assert [("My notices", "notify"), ("Help", "help")] == [(each.label, each.command) for each in said.actions]
