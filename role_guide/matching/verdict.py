"""
The learned verdict: what a small linear model says of a text's features, and the answer with the best expected worth.

The model's classes are sets of equally right codes ("AIDA+CAIP"), ``ask`` and ``none``. A first answer that the rules
forbid costs ``BLUNDER`` times a missed one, so a text that could mean opposite things is asked back.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from role_guide.linear_model import LinearModel, softmax
from role_guide.matching.recommendation import Outcome
from role_guide.matching.tokens import CODES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BLUNDER = 3.0  # what a forbidden first answer costs, a missed one being 1
LEAST = 1e-3  # classes less likely than this change nothing
SHOWN = 3
CLOSE = 0.1  # probability from which "none" is answered, and asking back or "none" is named as the other answer
ALIKE = 0.03  # codes whose worth differs by less are alike: first the one that is needed, then in a fixed order
NEEDED = 0.6  # probability of having to be among the first three
ASK, NONE = Outcome.ASK.value, Outcome.NONE.value
_SPECIAL = ("CVAE", "CAIS", "CAIA")  # of alike codes the narrower comes first (rule 2)
_ORDER = (*_SPECIAL, *(code for code in CODES.values() if code not in _SPECIAL))
_DATA = f"{__file__.rpartition('matching')[0]}data"


class CodeShares(NamedTuple):
    """How often a code is a right first answer, must be among three, or must never be first, in one class's texts."""

    best: Mapping[str, float]
    top3: Mapping[str, float]
    never: Mapping[str, float]


class Verdict(NamedTuple):
    """
    What was decided.

    ``codes`` are best first, none unless ``outcome`` is ``recommend``; ``decided`` is the class that the answer rests
    on, ``runner_up`` the likeliest class that would have been answered otherwise.
    """

    outcome: Outcome
    codes: tuple[str, ...]
    decided: str
    runner_up: str


@cache
def verdict_model() -> LinearModel:
    """Give the model's weights, read once."""
    return LinearModel.from_file(f"{_DATA}/verdict.weights")


@cache
def code_shares() -> Mapping[str, CodeShares]:
    """Give for each class which codes answer it, read once."""
    with open(f"{_DATA}/verdict_codes.json", encoding="utf-8") as file:  # noqa: PTH123 - pathlib loads slowly
        return {name: CodeShares(**shares) for name, shares in json.load(file).items()}


def judge(features: Mapping[str, float], rows: Sequence[bytes] | None = None) -> Verdict:
    """
    Decide on the answer to a text.

    Args:
        features: the values of ``features_of``.
        rows: their weights in the model, where the caller has them already.
    """
    return decide(softmax(verdict_model().scores(features, rows)), code_shares())


def decide(likely: Mapping[str, float], shares: Mapping[str, CodeShares], *, blunder: float = BLUNDER) -> Verdict:
    """
    Choose the answer with the best expected worth.

    Args:
        likely: each class with its probability; they add up to 1.
        shares: each class with the codes that answer it.
        blunder: what a forbidden first answer costs, a missed one being 1.
    """
    some = sorted((name for name in likely if likely[name] >= LEAST), key=lambda name: (-likely[name], name))
    first, worth = _best_code(likely, shares, some, blunder=blunder)
    ask, none = likely.get(ASK, 0.0), likely.get(NONE, 0.0)
    if worth < max(ask, none):
        outcome = Outcome.NONE if none > ask and none >= CLOSE else Outcome.ASK  # readings that contradict each other
        return Verdict(outcome, (), outcome.value, _likeliest(some, {outcome.value}))
    right = {name for name in some if first in shares[name].best}
    decided = _likeliest(some, set(some) - right) or some[0]
    return Verdict(
        Outcome.RECOMMEND, _ranked(likely, shares, some, first), decided, _runner_up(likely, shares, first, decided)
    )


def _runner_up(likely: Mapping[str, float], shares: Mapping[str, CodeShares], first: str, decided: str) -> str:
    """Give the likeliest other answer; asking and "none" only where they are likely, since they tell an asker less."""
    others = [name for name in likely if name != decided and first not in shares[name].best]
    codes = [name for name in others if name not in {ASK, NONE} or likely[name] >= CLOSE]
    return min(codes or others, key=lambda name: (-likely[name], name), default="")


def _best_code(
    likely: Mapping[str, float], shares: Mapping[str, CodeShares], some: Sequence[str], *, blunder: float
) -> tuple[str, float]:
    """Give the code that is worth most as the first answer, and its worth."""
    worths: dict[str, float] = {}
    for name in some:
        for code, share in shares[name].best.items():
            worths[code] = worths.get(code, 0.0) + likely[name] * share
    for name in some:
        never = dict.fromkeys(worths, 1.0) if name == ASK else shares[name].never
        for code, share in never.items():
            if code in worths:
                worths[code] -= blunder * likely[name] * share
    if not worths:
        return "", -blunder
    most = max(worths.values())
    alike = [code for code in worths if worths[code] >= most - ALIKE]
    needed = {code: sum(likely[name] * shares[name].top3.get(code, 0.0) for name in some) for code in alike}
    return min(alike, key=lambda code: (needed[code] < NEEDED, _ORDER.index(code))), most


def _ranked(
    likely: Mapping[str, float], shares: Mapping[str, CodeShares], some: Sequence[str], first: str
) -> tuple[str, ...]:
    """Give the first code and the two that are likeliest to have to stand beside it."""
    worths: dict[str, float] = {}
    for name in some:
        for code, share in shares[name].top3.items():
            worths[code] = worths.get(code, 0.0) + likely[name] * share
        for code, share in shares[name].best.items():
            worths[code] = worths.get(code, 0.0) + 0.3 * likely[name] * share
    worths.pop(first, None)
    return (first, *sorted(worths, key=lambda code: (-round(worths[code], 1), _ORDER.index(code)))[: SHOWN - 1])


def _likeliest(some: Sequence[str], without: set[str]) -> str:
    return next((name for name in some if name not in without), "")
