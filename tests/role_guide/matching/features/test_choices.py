"""What a text leaves open is a feature of its own: two duties, or two codes, with an "or" between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.matching.features.assembly import features_of
from role_guide.matching.signals import read


def choices_in(text):
    return {name: spans for name, spans in features_of(read(text)).spans.items() if name.startswith("or:")}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("AI developer or head of department?", "build-lead"),
        ("head of department or AI developer?", "build-lead"),
        ("AIMA or CPAP?", "code-code"),
        ("tea or coffee", "other-other"),
    ],
)
def test_both_sides_of_an_or_are_named(text, pair):
    assert f"or:{pair}" in choices_in(text)


def test_that_it_is_undecided_is_said_too():
    assert "or:build-lead:open" in choices_in("AI developer or head of department, undecided")
    assert "or:build-lead:open" not in choices_in("AI developer or head of department")


@pytest.mark.parametrize(
    "text", ["AI developer and head of department", "or AI developer", "AI developer or", "orange"]
)
def test_nothing_is_chosen_without_two_sides(text):
    assert choices_in(text) == {}


@pytest.mark.parametrize("text", ["something with AI", "no idea yet", "my duties are not settled", "AI, undecided"])
def test_that_little_is_known_is_said_too(text):
    assert "doubt" in features_of(read(text)).values


@pytest.mark.parametrize("text", ["She has an idea", "It is settled: she leads", "AI engineer", "no engineer"])
def test_what_is_known_is_no_doubt(text):
    assert "doubt" not in features_of(read(text)).values


def test_a_choice_rests_on_its_or():
    text = "AI developer or head of department?"

    assert choices_in(text)["or:build-lead"] == ((text.index("or "), text.index("or ") + 2),)


@given(st.text())
def test_any_text_is_read(text):
    for [(start, end)] in choices_in(text).values():
        assert start < end
