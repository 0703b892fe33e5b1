"""From a question to a recommendation, a question back, or "none fits". READ THIS FIRST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from role_guide.matching.lexicon import profiles, sentences
from role_guide.matching.negation import Stance
from role_guide.matching.recommendation import Clarification, Fit, Outcome, Reason, Recommendation
from role_guide.matching.scoring import BUILDING, FIRMS, LEADING, duty_of, weigh
from role_guide.matching.signals import read
from role_guide.matching.triage import Stop, stop_of

if TYPE_CHECKING:
    from role_guide.levels import Level
    from role_guide.matching.scoring import Weights
    from role_guide.matching.signals import Reading

REASONS_SHOWN = 5
NO_PERSON = 4.0
FIRM_WORDS = 5.0  # a telling phrase and another: most texts name some company


def recommend(question: str) -> Recommendation:
    """Say which certification fits the role that ``question`` describes; never fails, never guesses a code."""
    reading = read(question)
    weights = weigh(reading)
    stop = stop_of(reading, weights)
    if stop:
        return _stopped(stop)
    firm = _firm(reading, weights)
    duty = firm or duty_of(weights, reading.level)
    return _recommended(reading, duty)


def _firm(reading: Reading, weights: Weights) -> str | None:
    """Whether a firm is to be certified, and which kind: by a telling phrase, or because no person is in sight."""
    best = weights.best(FIRMS)
    weight, persons = weights.duties[best], max(weights.building, weights.leading)
    if best in weights.told and weight >= FIRM_WORDS and weight >= 0.8 * persons:
        return best
    return best if weight >= NO_PERSON and weight > persons and not reading.has("persons") else None


def _stopped(stop: Stop) -> Recommendation:
    said = sentences()
    if stop.outcome is Outcome.NONE:
        return Recommendation(Outcome.NONE, because=said["none"][stop.why])
    ask = said["ask"][stop.why]
    return Recommendation(Outcome.ASK, question=Clarification(ask["text"], tuple(ask["options"])))


def _recommended(reading: Reading, duty: str) -> Recommendation:
    profile = profiles()[duty]
    codes = profile.get("codes") or profile[reading.level]
    reasons = _reasons(reading, duty)
    fits = tuple(Fit(code, reasons, profile["basis"]) for code in codes.split())
    return Recommendation(Outcome.RECOMMEND, fits, would_change=_would_change(duty, reading.level))


def _reasons(reading: Reading, duty: str) -> tuple[Reason, ...]:
    """Quote what was said of the duty first, then what spoke for its side, then the level."""
    side = next((side for side in (BUILDING, LEADING, FIRMS) if duty in side), ())
    found: dict[str, Reason] = {}
    for group in (duty, *(other for other in side if other != duty)):
        own = [signal for signal in reading.of(group) if signal.stance is Stance.OWN]
        for signal in sorted(own, key=lambda signal: (-signal.weight, signal.sentence, signal.start)):
            if len(found) == REASONS_SHOWN or (group != duty and signal.weight <= 1):
                break
            if not any(signal.quote.lower() in quote.lower() for quote in found):
                found[signal.quote] = Reason(signal.quote, sentences()["why"][group])
    if reading.level_quote and duty in BUILDING:
        found.setdefault(reading.level_quote, Reason(reading.level_quote, f"level: {reading.level}"))
    return tuple(found.values())


def _would_change(duty: str, level: Level) -> str:
    said = sentences()["would_change"]
    match duty:
        case "firm" | "enterprise":
            return str(said[duty])
        case "voice" | "security":
            return str(said["special"])
        case "gov":
            return str(said["govern"])
        case "audit":
            return str(said["judge"])
        case _ if duty in BUILDING:
            return str(said[level])
        case _:
            return str(said["lead"])
