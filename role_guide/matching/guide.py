"""
From a question to a recommendation, a question back, or "none fits". Start reading here.

``signals.read`` reads a text with the lexicon, ``features.assembly.features_of`` makes features of the reading,
``verdict.judge`` decides, ``explanation`` says why in the asker's words. ``docs/role-guide.md`` is the specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from role_guide.matching.ai_presence import AiPresence, ai_in_sight
from role_guide.matching.explanation import language_note, not_used, reasons_of, would_change
from role_guide.matching.features.assembly import features_of
from role_guide.matching.lexicon import answers, sentences
from role_guide.matching.recommendation import Clarification, Fit, Outcome, Recommendation
from role_guide.matching.scoring import weigh
from role_guide.matching.signals import read
from role_guide.matching.triage import stop_of
from role_guide.matching.verdict import judge, verdict_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from role_guide.matching.features.builder import Features
    from role_guide.matching.signals import Reading
    from role_guide.matching.verdict import Verdict

LOOKED_AT = 60  # words by which the script of a text is told
FEWEST_LATIN = 0.5  # share of words in Latin letters below which a text is asked back


def recommend(question: str) -> Recommendation:
    """
    Say which certification fits the role that a text describes.

    Args:
        question: a question, a title or a job advertisement; of a long one the first 2,000 characters are read.

    Returns:
        certifications that fit, best first, or a question back, or that none fits; the same text always gets
            the same answer, and nothing in it is obeyed.
    """
    reading = read(question)
    note = language_note(reading.shown, reading.words)
    some = reading.words[:LOOKED_AT]
    if not any(word.isalpha() for word in some):
        return _asked("empty", note)
    if sum(word.isascii() for word in some) < FEWEST_LATIN * len(some):
        return _asked("role", note)
    features = features_of(reading)
    rows = verdict_model().rows(features.values)
    verdict = judge(features.values, rows)
    unused = not_used(reading, codes_counted=_is_on_a_ladder(reading, features))
    match verdict.outcome:
        case Outcome.RECOMMEND:
            said = _recommended(reading, features, rows, verdict)
        case Outcome.ASK:
            said = _asked(_what_to_ask(reading), note)
        case _:
            said = Recommendation(Outcome.NONE, because=sentences()["none"][_why_none(reading)])
    return said._replace(not_used=unused, language_note=note)


def _is_on_a_ladder(reading: Reading, features: Features) -> bool:
    """Whether codes in the text count as rungs; few texts name one."""
    return bool(reading.codes) and any(name.startswith("rung:") for name in features.values)


def _asked(why: str, note: str) -> Recommendation:
    ask = sentences()["ask"][why]
    clarification = Clarification(ask["text"], tuple(ask["options"]))
    return Recommendation(Outcome.ASK, question=clarification, language_note=note)


def _recommended(reading: Reading, features: Features, rows: Sequence[bytes], verdict: Verdict) -> Recommendation:
    reasons = reasons_of(reading, features, rows, verdict)
    basis = answers()[verdict.decided]["basis"]
    return Recommendation(
        Outcome.RECOMMEND,
        tuple(Fit(code, reasons, basis) for code in verdict.codes),
        would_change=would_change(verdict),
    )


def _what_to_ask(reading: Reading) -> str:
    """Choose the question that parts the readings which compete."""
    stop = stop_of(reading, weigh(reading))
    if stop and stop.outcome is Outcome.ASK:
        return stop.why
    if len(reading.codes) > 1:
        return "codes"
    return "duty" if ai_in_sight(reading).named else "role"


def _why_none(reading: Reading) -> str:
    stop = stop_of(reading, weigh(reading))
    if stop and stop.outcome is Outcome.NONE and stop.why != "no_match":
        return stop.why
    presence = ai_in_sight(reading).presence
    if presence is AiPresence.DENIED:
        return "no_ai"
    return "no_match" if presence is AiPresence.SILENT else "use"
