"""The learned verdict: AI in sight, rungs of a ladder, the decision, and what is said besides."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import role_guide
from role_guide import find, recommend
from role_guide.matching.ai_presence import AiPresence, ai_in_sight
from role_guide.matching.features.assembly import features_of
from role_guide.matching.ladder import rungs
from role_guide.matching.lexicon import answers, sentences
from role_guide.matching.scoring import BUILDING, FIRMS, LEADING
from role_guide.matching.signals import read
from role_guide.matching.verdict import CodeShares, code_shares, decide, verdict_model

DATA = Path(role_guide.__file__).parent / "data"
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_every_class_of_the_model_is_answered_for():
    """Each has codes of the catalogue in the issuer's spelling, a basis, and what would have made it the answer."""
    assert {*verdict_model().classes} == {*code_shares()} == {*answers()} & {*code_shares()}
    for name, shares in code_shares().items():
        assert answers()[name]["basis"].startswith(("docs/facts.md", "the guide's own rule"))
        assert answers()[name]["if_so"].endswith(".")
        for code in {*shares.best, *shares.top3, *shares.never}:
            assert code == find(code).display, name


def test_every_duty_has_its_sentence():
    assert {*BUILDING, *LEADING, *FIRMS} == set(sentences()["why"])


def test_weights_are_small_enough():
    assert (DATA / "verdict.weights").stat().st_size <= 700_000


# What AI is in a text


@pytest.mark.parametrize(
    ("text", "presence"),
    [
        ("She builds AI agents for our search", AiPresence.WORK),
        ("He governs the use of AI in all departments", AiPresence.WORK),
        ("Florist; an app with AI suggests slogans", AiPresence.USE),
        ("He sells licences of an AI product", AiPresence.FIELD),
        ("Cook in the canteen of an AI company", AiPresence.FIELD),
        ("A.I.", AiPresence.NAMED),
        ("A role without AI", AiPresence.DENIED),
        ("Estate agent, network of vendors, pipeline of launches, a vision", AiPresence.SILENT),
    ],
)
def test_how_ai_is_in_sight(text, presence):
    assert presence is ai_in_sight(read(text)).presence


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("which one comes after AIDA", "cpap"),
        ("I hold CPAP, what is next", "cpaa"),
        ("the step before CAiEP", "aie"),
        ("he outgrew AiE and wants to go up", "caiep"),
        ("what is between AIDA and CPAA", "cpap"),
        ("CPAP is done, how does it go on", "cpaa"),
        ("AiE habe ich schon, was kommt danach", "caiep"),
        ("the top certificate of PAI", "cpaa"),
        ("PAI's certificate for managers", "aima"),
        ("the entry at ARTiBA", "aie"),
    ],
)
def test_rungs_of_a_ladder(text, rung):
    assert rung in {found.code for found in rungs(read(text))}


@pytest.mark.parametrize(
    "text", ["is AIDA better than CAIP?", "junior ML developer, CAIM", "machine learning engineer"]
)
def test_a_code_alone_is_no_rung(text):
    assert [] == list(rungs(read(text)))


# The decision

SHARES = {
    "A": CodeShares({"AIDA": 1.0}, {"AIDA": 1.0}, {"CAIM": 1.0}),
    "A+B": CodeShares({"AIDA": 1.0, "CAIP": 1.0}, {"CAIP": 1.0}, {"CAIM": 1.0}),
    "M": CodeShares({"CAIM": 1.0}, {"CAIM": 1.0}, {"AIDA": 1.0, "CAIP": 1.0}),
    "ask": CodeShares({}, {}, {}),
    "none": CodeShares({}, {}, {"AIDA": 1.0, "CAIP": 1.0, "CAIM": 1.0}),
}


@pytest.mark.parametrize(
    ("likely", "outcome", "codes"),
    [
        ({"A": 0.6, "A+B": 0.4}, "recommend", ("AIDA", "CAIP")),
        ({"A": 0.5, "M": 0.45, "ask": 0.05}, "ask", ()),
        ({"A": 0.5, "M": 0.44, "none": 0.06}, "ask", ()),
        ({"A": 0.9, "none": 0.1}, "recommend", ("AIDA",)),
        ({"A": 0.4, "none": 0.6}, "none", ()),
        ({"M": 0.95, "A": 0.05}, "recommend", ("CAIM", "AIDA")),
    ],
)
def test_the_answer_is_the_one_with_the_best_expected_worth(likely, outcome, codes):
    said = decide(likely, SHARES)

    assert (outcome, codes) == (said.outcome, said.codes)


@quick
@given(st.dictionaries(st.sampled_from(list(SHARES)), st.floats(0.01, 1), min_size=1))
def test_a_decision_never_fails_and_names_different_classes(weights):
    total = sum(weights.values())
    said = decide({name: weight / total for name, weight in weights.items()}, SHARES)

    assert bool(said.codes) == (said.outcome == "recommend")
    assert said.decided != said.runner_up


# What is said besides


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("cheapest certificate for a data scientist", "cheapest"),
        ("easiest exam for an AI auditor", "easiest"),
        ("junior ML developer, CAIM", "CAIM"),
    ],
)
def test_what_was_read_and_not_used_is_said(text, quote):
    assert quote in {reason.quote for reason in recommend(text).not_used}


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Welches Zertifikat passt zu der Leiterin für unser KI-Programm?", "Ich lese Deutsch"),
        ("Quelle certification pour le responsable de la conformité IA ?", "Je ne lis le français"),
        ("Qué certificado es el mejor para una ingeniera de IA", "Leo el español"),
        ("Which certificate fits the lead of our AI programme?", ""),
        ("Data Scientist, Die Mobiliar", ""),
    ],
)
def test_other_languages_are_said_to_be_read_poorly_in_that_language(text, begins):
    said = recommend(text).language_note

    assert said.startswith(begins)
    assert bool(said) == bool(begins)


def test_quotes_are_those_that_decided():
    """A word that turns the answer is quoted before one that does not."""
    quotes = [reason.quote for reason in recommend("Penetration tester for LLM agents, based in Oslo").fits[0].reasons]

    assert "Oslo" not in quotes
    assert "Penetration tester" in quotes[0] or "LLM" in " ".join(quotes)


# Duties before titles


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("compliance manager who codes the LLM features", "turn:lead>build"),
        ("AI engineer on paper, but she leads the team and its budget", "turn:build>lead"),
        ("Head of AI. He has no reports; he trains the models.", "turn:lead>build"),
        ("AI engineer", None),
    ],
)
def test_where_a_text_turns_from_a_title_to_what_is_done(text, turn):
    found = [name for name in features_of(read(text)).values if name.startswith("turn:")]

    assert ([turn] if turn else []) == found
