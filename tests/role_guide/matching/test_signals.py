"""The parts of the guide: phrases, spelling, stances, years, and the data files that they read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import role_guide
from role_guide.levels import Level
from role_guide.markup import READ_AT_MOST, visible
from role_guide.matching.lexicon import lexicon
from role_guide.matching.negation import Stance
from role_guide.matching.phrase_matcher import Phrase
from role_guide.matching.signals import read
from role_guide.matching.tokens import MOST_WORDS, sentences_of
from tests.training.lexicon_file import LEXICON, PhraseTree, made, phrases_of

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DATA = Path(role_guide.__file__).parent / "data"


def places(written, text):
    tree = PhraseTree()
    tree.add(written, Phrase("group", 1))
    return [hit.places for hit in phrases_of(tree).find(text.split())]


@pytest.mark.parametrize(
    ("written", "text", "expected"),
    [
        ("model", "a model here", [(1,)]),
        ("model", "a modeller here", []),
        ("model*", "a modeller here", [(1,)]),
        ("train|tune model*", "tune models", [(0, 1)]),
        ("train .. model", "train a b c d e model", [(0, 6)]),
        ("train .. model", "train a b c d e f model", []),
        ("mod* of;model|models* of", "modelss of", [(0, 1)]),
        ("model;model of;model .. of", "model of", [(0,), (0, 1), (0, 1)]),
    ],
)
def test_phrases(written, text, expected):
    assert expected == places(written, text)


def test_the_lexicon_is_made_of_its_sources():
    """After a change of ``role_guide/data/signals``: ``python -m tests.training.lexicon_file``."""
    assert made() == LEXICON.read_text(encoding="utf-8")


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    "word", ["sensor", "principles", "execution", "leaning", "product", "analyse", "caim", "x" * 900]
)
def test_words_and_codes_are_left_alone(word):
    assert word == lexicon().spelling.right(word)


def stance_of(group, text):
    return {signal.stance for signal in read(text).of(group)}


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    ("text", "advert"),
    [
        ("Responsibilities: " + "welds seams, " * 15 + "Requirements: a licence.", True),
        ("Responsibilities: " + "welds seams, " * 15, False),
        ("Responsibilities and requirements of a welder", False),
        ("You weld. You check seams. You work in shifts.", True),
        ("Do you weld?", False),
    ],
)
def test_an_advert_speaks_to_somebody_or_has_the_headings_of_one(text, advert):
    assert read(text).advert is advert


def test_other_peoples_work_does_not_count():
    advert = (
        "AI Risk Officer. You keep the register of your systems. Our data scientists train models. You write rules."
    )

    assert {Stance.OTHERS} == stance_of("model", advert)


@pytest.mark.parametrize(
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
