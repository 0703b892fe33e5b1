"""What a clause says is done counts beside the title, and which way a firm's AI goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.matching.features.assembly import features_of
from role_guide.matching.negation import Stance
from role_guide.matching.signals import read


def named(text, beginning):
    return {name for name in features_of(read(text)).values if name.startswith(beginning)}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("compliance manager who codes the features", "act:leader>make it"),
        ("called team manager, has no team, programs the agent himself", "act:leader>make it"),
        ("VP of engineering building agents", "act:leader>make it"),
        ("risk officer - yes, writes the AI software", "act:leader>make it"),
        ("risk officer, writes policies", "act:leader>write"),
        ("marketing lead, builds agents without code", "act:leader>click"),
        ("developer by contract, leads the project", "act:maker>lead"),
        ("manager, does not code", "act!:leader>make"),
        ("he has no reports and codes the ranking service", "act:make it"),
    ],
)
def test_what_a_title_goes_on_to_do_is_named(text, act):
    assert act in named(text, "act")


@pytest.mark.parametrize("text", ["She heads engineers who code", "manager", "the team codes", "the role of code"])
def test_what_others_do_is_no_act(text):
    assert not any("make" in name for name in named(text, "act"))


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Can a hospital be certified for the AI it uses for itself?", "house:in"),
        ("The bank runs copilots for its own staff", "house:in"),
        ("The bank sells nothing", "house:in"),
        ("We do not use AI ourselves, the firm delivers it", "house:out"),
        ("We run AI for dental practices. Can the company be certified?", "house:out"),
        ("The firm uses it internally and sells it", "house:in+out"),
    ],
)
def test_which_way_the_ai_of_a_firm_goes_is_named(text, way):
    assert way in named(text, "house:")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("We are an AI consultancy. What is there for our senior engineers?", "for:person"),
        ("consultancy for AI: what should everybody hold?", "for:person"),
        ("MSP; can the company itself be certified?", "for:firm"),
    ],
)
def test_whom_a_firm_asks_for_is_named(text, whom):
    assert whom in named(text, "for:")


def test_a_long_text_that_never_names_ai_is_told_apart():
    duties = "Keeps the books of nine shops, writes the yearly statement, sees to the wages and leads three clerks."

    assert named(duties, "quiet")
    assert not named(f"{duties} Builds AI.", "quiet")


def test_without_a_firm_no_way_is_named():
    assert not named("She builds our own agents for customers", "house:")


@given(st.text(max_size=120))
def test_whatever_is_written_names_rest_on_words_of_the_text(text):
    reading = read(text)

    for name, spans in features_of(reading).spans.items():
        if name.startswith(("act", "house:")) and ":" in name:
            assert all(0 <= start < end <= len(reading.shown) for start, end in spans)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Java developer; the client has forbidden any AI", "ai_letters"),
        ("He was on our LLM team until May and runs a bakery now", "ai_sure"),
        ("data engineer, machine learning isn't planned", "ai_sure"),
        ("no reports", "people"),
    ],
)
def test_what_is_forbidden_or_over_is_denied(text, denied):
    assert [signal.stance for signal in read(text).of(denied)] == [Stance.DENIED]
