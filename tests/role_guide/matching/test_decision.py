"""How likelihoods become an answer: what is worth most, what stands beside it, and what else it could have been."""

import pytest

from role_guide import Outcome
from role_guide.matching.verdict import ASK, NONE, CodeShares, decide

SHARES = {
    "AIDA": CodeShares({"AIDA": 1.0}, {"AIDA": 1.0}, {"AIMA": 1.0}),
    "CPAP": CodeShares({"CPAP": 1.0}, {"CPAP": 1.0, "AIDA": 0.6}, {"CAI": 1.0}),
    "AIMA": CodeShares({"AIMA": 1.0}, {"AIMA": 1.0}, {"AIDA": 1.0}),
    "CVAE": CodeShares({"CVAE": 1.0}, {"CVAE": 1.0}, {}),
    "AIDA+CPAP": CodeShares({"AIDA": 1.0, "CPAP": 1.0}, {}, {}),
    ASK: CodeShares({}, {}, {}),
    NONE: CodeShares({}, {}, {"AIDA": 1.0, "CPAP": 1.0, "AIMA": 1.0}),
}


def decided(**likely):
    """Decide where a forbidden first answer costs two and a half missed ones."""
    return decide({name.replace("_", "+"): share for name, share in likely.items()}, SHARES, blunder=2.5)


@pytest.mark.parametrize(
    ("likely", "outcome", "codes"),
    [
        ({"AIDA": 1.0}, Outcome.RECOMMEND, ("AIDA",)),
        ({"AIDA": 0.6, "CPAP": 0.4}, Outcome.RECOMMEND, ("AIDA", "CPAP")),
        ({"AIDA": 0.4, "CPAP": 0.6}, Outcome.RECOMMEND, ("CPAP", "AIDA")),
        ({"AIDA": 0.8, "ask": 0.2}, Outcome.RECOMMEND, ("AIDA",)),  # 0.8 - 2.5 * 0.2 is more than 0.2
        ({"AIDA": 0.78, "ask": 0.22}, Outcome.RECOMMEND, ("AIDA",)),
        ({"AIDA": 0.77, "ask": 0.23}, Outcome.ASK, ()),
        ({"AIDA": 0.77, "none": 0.23}, Outcome.NONE, ()),
        ({"ask": 0.5, "none": 0.5}, Outcome.ASK, ()),
        ({"ask": 0.49, "none": 0.51}, Outcome.NONE, ()),
        ({"none": 1.0}, Outcome.NONE, ()),
        ({"AIDA": 0.5, "AIMA": 0.5}, Outcome.ASK, ()),  # each must never be the other's answer
    ],
)
def test_the_answer_that_is_worth_most_is_given(likely, outcome, codes):
    said = decided(**{**likely, "ask": likely.get("ask", 0.0), "none": likely.get("none", 0.0)})

    assert (outcome, codes) == (said.outcome, said.codes)


def test_what_is_hardly_likely_changes_nothing():
    assert ("AIDA",) == decided(AIDA=0.9991, CPAP=0.0009).codes
    assert ("AIDA", "CPAP") == decided(AIDA=0.999, CPAP=0.001).codes


def test_of_codes_that_are_alike_the_narrower_comes_first():
    assert "CVAE" == decided(AIDA=0.515, CVAE=0.485).codes[0]
    assert "AIDA" == decided(AIDA=0.516, CVAE=0.484).codes[0]


@pytest.mark.parametrize(
    ("likely", "decided_on", "runner_up"),
    [
        ({"AIDA": 1.0}, "AIDA", ""),
        ({"AIDA": 0.7, "CPAP": 0.3}, "AIDA", "CPAP"),
        ({"AIDA": 0.5, "AIDA_CPAP": 0.4, "CPAP": 0.1}, "AIDA", "CPAP"),  # the second would have said the same
        ({"AIDA": 0.81, "CPAP": 0.09, "ask": 0.1}, "AIDA", "ask"),
        ({"AIDA": 0.82, "CPAP": 0.09, "ask": 0.09}, "AIDA", "CPAP"),
        ({"AIDA": 0.85, "CPAP": 0.05, "none": 0.1}, "AIDA", "none"),
        ({"AIDA": 0.95, "ask": 0.05}, "AIDA", "ask"),
    ],
)
def test_the_runner_up_would_have_been_another_answer_and_asking_only_where_it_is_likely(likely, decided_on, runner_up):
    said = decided(**likely)

    assert (decided_on, runner_up) == (said.decided, said.runner_up)
