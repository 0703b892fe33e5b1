"""The verb of a duty and the noun of a title are features of their own, and rest on their word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.matching.features.assembly import features_of
from role_guide.matching.signals import read

KINDS = ("do:", "do!:", "called:", "field:")


def doing_in(text):
    return {name: spans for name, spans in features_of(read(text)).spans.items() if name.startswith(KINDS)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("compliance manager who codes the assistant", "do:code"),
        ("He now mostly codes the assistant", "do:code"),
        ("On paper a manager, but she codes", "do:code"),
        ("Head of Data. You lead nine people. You also code.", "do:lead"),
        ("Engineer, Claims\nResponsibilities\n- Build agents\nRequirements\n- Python\nYou like it here", "do:build"),
        ("a manager who does not code", "do!:code"),
    ],
)
def test_the_verb_of_a_duty_is_named(text, name):
    assert name in doing_in(text)


@pytest.mark.parametrize(
    "text", ["She leads engineers who code", "boss of those who code", "codes", "who", "who is he"]
)
def test_where_nobody_is_said_to_do_something_there_is_no_verb(text):
    assert not any(name.startswith("do:code") for name in doing_in(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Executive assistant", "called:assistant"),
        ("Process engineer, paper mill", "called:engineer"),
        ("Head of Procurement", "called:head"),
        ("compliance manager who codes", "called:manager"),
    ],
)
def test_the_noun_of_a_title_is_named(text, name):
    called = {each for each in doing_in(text) if each.startswith("called:") and "%" not in each}

    assert called == {name}


@pytest.mark.parametrize("text", ["Tell me about CAIM", "she holds AIDA", "AIMA, CAIP", "who CPAP"])
def test_codes_say_nothing(text):
    assert not any(code in name for name in doing_in(text) for code in ("caim", "aida", "aima", "caip", "cpap"))


def test_a_question_and_a_long_sentence_are_no_title():
    assert not any(name.startswith("called:") for name in doing_in("Executive assistant?"))
    assert not any(name.startswith("called:") for name in doing_in("one two three four five six seven eight assistant"))


def test_a_verb_rests_on_its_word():
    text = "manager who now codes"

    assert doing_in(text)["do:code"] == ((text.index("codes"), len(text)),)


@given(st.text())
def test_any_text_is_read(text):
    for [(start, end)] in doing_in(text).values():
        assert start < end
