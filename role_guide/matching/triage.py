"""Whether there is anything to recommend: no AI at all, other letters, or too little said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from role_guide.levels import Level
from role_guide.matching.negation import Stance
from role_guide.matching.recommendation import Outcome
from role_guide.matching.scoring import FIRMS, STRONG

if TYPE_CHECKING:
    from role_guide.matching.scoring import Weights
    from role_guide.matching.signals import Reading

IMPLYING = ("evidence", "safe", "voice", "model", "lowcode")  # asked of this guide, such words are about AI
A_WORD, SHORT, LETTERS = 2.0, 8, 4
FEW_WORDS = 6  # content words up to which a role without AI may still be one with AI


class Stop(NamedTuple):
    """Why nothing is recommended; ``why`` names the sentence."""

    outcome: Outcome
    why: str


def stop_of(reading: Reading, weights: Weights) -> Stop | None:
    """
    Say why nothing can be recommended, or nothing if something can.

    Args:
        reading: what was read.
        weights: how much it speaks of each duty.
    """
    if not any(word.isalpha() for word in reading.words):
        return Stop(Outcome.ASK, "empty")
    if reading.has("letters_elsewhere") and not _is_sure(reading):
        means_ai = reading.has("ai_letters") and weights.duties["app"] >= STRONG
        return Stop(Outcome.ASK, "letters") if means_ai else Stop(Outcome.NONE, "letters")
    if reading.has("ai_sure"):
        return _too_little(reading, weights)
    if reading.has("no_ai") and weights.building < 2 * STRONG:
        return Stop(Outcome.NONE, "no_ai")
    if reading.has("ai_letters", Stance.DENIED) or reading.has("ai_sure", Stance.DENIED):
        return _too_little(reading, weights)
    return _without_ai(reading, weights)


def _is_sure(reading: Reading) -> bool:
    """Whether AI is named by more than letters that also mean something else."""
    return any(signal.stance > Stance.DENIED and len(signal.quote) > LETTERS for signal in reading.of("ai_sure"))


def _too_little(reading: Reading, weights: Weights) -> Stop | None:
    if reading.has("plain_jobs") and reading.has("ai_as_place") and weights.most < A_WORD:
        return Stop(Outcome.NONE, "no_match")
    beside = reading.has("beside_ai") and len(reading.words) <= SHORT and weights.building < 2 * STRONG
    compares = len(reading.codes) > 1 and len(reading.words) <= 2 * SHORT and weights.most < 2 * STRONG
    either = "or" in reading.words and len(reading.words) <= SHORT
    if (either or not weights.named) and _is_a_tie(weights) and reading.level is not Level.JUNIOR:
        return Stop(Outcome.ASK, "build_or_lead")
    builds = weights.building >= A_WORD and weights.building > weights.leading
    enough = _says_enough(weights) or builds or weights.specific >= A_WORD or reading.level is Level.JUNIOR
    if enough and not (beside or compares):
        return None
    return Stop(Outcome.ASK, "codes" if reading.codes else "duty")


def _without_ai(reading: Reading, weights: Weights) -> Stop | None:
    asks = reading.has("asks") or bool(reading.codes)
    elsewhere = _is_elsewhere(reading, weights)
    compares = len(reading.codes) > 1 and weights.most < 2 * STRONG
    if _implies_ai(reading, weights, asks=asks) and not (elsewhere or compares):
        return None
    if elsewhere or reading.has("trades"):
        return Stop(Outcome.NONE, "no_match")
    if reading.codes:
        return Stop(Outcome.ASK, "codes")
    bare = reading.has("bare_roles") and len(reading.words) <= FEW_WORDS
    if asks or bare or not _is_latin(reading):
        return Stop(Outcome.ASK, "role")
    return Stop(Outcome.NONE, "no_match")


def _is_elsewhere(reading: Reading, weights: Weights) -> bool:
    """Whether the work is in a field without AI; much building outweighs a word in passing."""
    at_work = weights.building >= STRONG or weights.duties["lowcode"] >= STRONG
    if reading.has("plain_jobs") and not at_work:
        return True
    return reading.has("other_fields") and weights.building < 2 * STRONG


def _implies_ai(reading: Reading, weights: Weights, *, asks: bool) -> bool:
    """Whether AI is meant though not named: this guide was asked, and the duties are those of its certifications."""
    if not weights.named.isdisjoint({"model", "voice"}) and weights.building >= 1.5 * STRONG:
        return True
    if reading.level is Level.SENIOR and weights.duties["infra"] >= 2 * STRONG:
        return True
    if (asks or reading.question) and not weights.named.isdisjoint(IMPLYING):
        return True
    hinted = reading.has("ai_soft") or bool(reading.codes)
    return hinted and _says_enough(weights) and (asks or weights.building >= STRONG)


def _is_latin(reading: Reading) -> bool:
    """Whether most words are in letters that the data files know."""
    return sum(word.isascii() for word in reading.words) * 2 >= len(reading.words)


def _is_a_tie(weights: Weights) -> bool:
    return weights.building >= A_WORD and abs(weights.building - weights.leading) < 1


def _says_enough(weights: Weights) -> bool:
    firms = max(weights.duties[firm] for firm in FIRMS)
    return max(weights.building, weights.leading, weights.most, firms) >= STRONG
