"""The parts of the guide: phrases, spelling, stances, years, and the data files that they read."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import role_guide
from role_guide import find, recommend
from role_guide.levels import Level
from role_guide.markup import READ_AT_MOST, visible
from role_guide.matching.ai_presence import AiPresence, ai_in_sight
from role_guide.matching.ladder import rungs
from role_guide.matching.lexicon import answers, lexicon, sentences
from role_guide.matching.negation import Stance
from role_guide.matching.phrase_matcher import Phrase, Phrases
from role_guide.matching.scoring import BUILDING, FIRMS, LEADING
from role_guide.matching.signals import read
from role_guide.matching.tokens import MOST_WORDS, sentences_of
from role_guide.matching.verdict import CodeShares, code_shares, decide, verdict_model
from tests.cases import cases

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DATA = Path(role_guide.__file__).parent / "data"


def places(written, text):
    phrases = Phrases({})
    phrases.add(written, Phrase("group", 1))
    return [hit.places for hit in phrases.find(text.split())]


@cases(
    ("written", "text", "expected"),
    [
        ("model", "a model here", [(1,)]),
        ("model", "a modeller here", []),
        ("model*", "a modeller here", [(1,)]),
        ("train|tune model*", "tune models", [(0, 1)]),
        ("train .. model", "train a b c d e model", [(0, 6)]),
        ("train .. model", "train a b c d e f model", []),
    ],
)
def test_phrases(written, text, expected):
    assert expected == places(written, text)


@cases(
    ("written", "meant"),
    [
        ("enginer", "engineer"),
        ("archtect", "architect"),
        ("platfrom", "platform"),
        ("governence", "governance"),
        ("archietcture", "architecture"),
    ],
)
def test_slips_are_put_right(written, meant):
    assert meant == lexicon().spelling.right(written)


@cases("word", ["sensor", "principles", "execution", "leaning", "product", "analyse", "caim", "x" * 900])
def test_words_and_codes_are_left_alone(word):
    assert word == lexicon().spelling.right(word)


def stance_of(group, text):
    return {signal.stance for signal in read(text).of(group)}


@cases(
    "text",
    [
        "She does not train models.",
        "Training models is out of scope.",
        "He never builds, tunes or trains models.",
        "Anything but training models.",
        "We expect no model training.",
    ],
)
def test_what_is_denied(text):
    assert {Stance.DENIED} == stance_of("model", text)


@cases(
    "text",
    [
        "He is not a lawyer, he trains models.",
        "Not only does she train models.",
        "No lawyers, but she trains models.",
        "Neither old nor famous; trains models.",
    ],
)
def test_a_denial_ends(text):
    assert Stance.OWN in stance_of("model", text)


def test_other_peoples_work_does_not_count():
    advert = (
        "AI Risk Officer. You keep the register of your systems. Our data scientists train models. You write rules."
    )

    assert {Stance.OTHERS} == stance_of("model", advert)


@cases(
    ("text", "level"),
    [
        ("7 years of practice", Level.SENIOR),
        ("six to ten years of Kafka", Level.SENIOR),
        ("12+ y", Level.SENIOR),
        ("since 2012 in charge of clusters", Level.SENIOR),
        ("2-4 years with PyTorch", Level.MID),
        ("a fixed-term contract of six years", Level.MID),
        ("over the next five years", Level.MID),
        ("our firm is ten years old", Level.MID),
        ("one year of practice", Level.JUNIOR),
        ("chief of staff", Level.MID),
        ("staff engineer", Level.SENIOR),
        ("not junior", Level.MID),
        ("coaches two junior colleagues", Level.MID),
        ("principal engineer", Level.PRINCIPAL),
    ],
)
def test_levels(text, level):
    assert level is read(text).level


def test_sentences_end_where_they_should():
    text = "Sr. Eng. with Node.js, e.g. servers! Second.\n- third item\n• fourth"

    assert 4 == len(list(sentences_of(text)))


def test_what_is_repeated_is_read_once():
    twice = [[word.text for word in each] for each in sentences_of("Audits. Audits! Builds agents. Audits.")]
    [round_and_round] = sentences_of("senior not junior " * 90)

    assert [["audits"], ["builds", "agents"], ["audits"]] == twice
    assert 100 == len(round_and_round)


def test_visible_text():
    html = "a&amp;b<br>c <b>d</b> <https://x.example|label> https://y.example :wave: <!-- no --><style>p{}</style>"

    assert "a&b\nc d label" == visible(html)
    assert "R&D of tooling, engineer" == visible("R&D of <b>tool</b>ing, engi\u00adneer")
    assert READ_AT_MOST == len(visible("word " * 9_999))


def test_no_text_has_so_many_words_that_an_answer_takes_long():
    for text in ("a " * 9_999, "sre.\n" * 9_999, "x" * 9_999):
        assert len(read(text).words) <= MOST_WORDS + 2


# The data files


def test_beginnings_of_words_have_three_letters_at_least():
    """By three letters they are looked up."""
    files = [path.read_text(encoding="utf-8") for path in (DATA / "signals").iterdir()]

    assert files
    assert [] == [found for text in files for found in re.findall(r"(?:^|[\s;|'\"])([a-z0-9]{0,2}\*)", text)]


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


@cases(
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


@cases(
    ("text", "rung"),
    [
        ("which one comes after AIDA", "cpap"),
        ("I hold CPAP, what is next", "cpaa"),
        ("the step before CAiEP", "aie"),
        ("he outgrew AiE and wants to go up", "caiep"),
        ("what is between AIDA and CPAA", "cpap"),
        ("the top certificate of PAI", "cpaa"),
        ("PAI's certificate for managers", "aima"),
        ("the entry at ARTiBA", "aie"),
    ],
)
def test_rungs_of_a_ladder(text, rung):
    assert rung in {found.code for found in rungs(read(text))}


@cases("text", ["is AIDA better than CAIP?", "junior ML developer, CAIM", "machine learning engineer"])
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


@cases(
    ("likely", "outcome", "codes"),
    [
        ({"A": 0.6, "A+B": 0.4}, "recommend", ("AIDA", "CAIP")),
        ({"A": 0.5, "M": 0.45, "ask": 0.05}, "ask", ()),
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


@cases(
    ("text", "quote"),
    [
        ("cheapest certificate for a data scientist", "cheapest"),
        ("easiest exam for an AI auditor", "easiest"),
        ("junior ML developer, CAIM", "CAIM"),
    ],
)
def test_what_was_read_and_not_used_is_said(text, quote):
    assert quote in {reason.quote for reason in recommend(text).not_used}


@cases(
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
