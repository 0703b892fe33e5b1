"""Signals weighed against each other: which duty a text is about. Pure; knows no codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from role_guide.levels import Level
from role_guide.matching.negation import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from role_guide.matching.signals import Reading

BUILDING = ("model", "app", "safe", "infra", "arch", "evidence", "voice", "security")
FAMILIES = (
    ("audit",),
    ("gov",),
    ("depth",),
    ("oversee",),
    ("lowcode",),
    ("biz", "value", "transform"),
    ("delivery", "exec", "people"),
)
LEADING = tuple(duty for family in FAMILIES for duty in family)
_LED = (*LEADING, "security", "voice", "infra")
SIDES = {"model", "app", "people", "exec"}  # who does none of these is not on that side
FIRMS = ("firm", "enterprise")

STRONG = 3.0  # one telling phrase
A_HEAD = 2.0  # a noun or verb that says what somebody does
TOPIC_ALONE = 0.2  # "head of data science" does no data science
HEADING = 2.0  # the first line of an advert names the role
TOUCH = 1.5  # more than a word in passing
NO_PERSON = 4.0
FIRM_WORDS = 5.0  # a telling phrase and another: most texts name some company
SIDE_DUTY = 0.4  # what the lesser duties of a side add to its main one


class Weights(NamedTuple):
    """
    How much a text speaks of each duty and of the two sides; ``named`` are the duties with a telling phrase.

    ``specific`` is the most that is said of a duty without the bare names of jobs ("lead", "manager").
    """

    duties: dict[str, float]
    named: frozenset[str]
    specific: float
    building: float
    leading: float

    def best(self, duties: Iterable[str]) -> str:
        """The duty that is spoken of most; the first named wins a tie."""
        return max(duties, key=lambda duty: self.duties[duty])

    @property
    def most(self) -> float:
        """The weight of the weightiest duty of a person."""
        return max(self.duties[duty] for duty in (*BUILDING, *LEADING))


def weigh(reading: Reading) -> Weights:
    """Add up what counts, each of the asker's words once for a duty."""
    said = {duty: _said(reading, duty) for duty in (*BUILDING, *LEADING, *FIRMS)}
    led = max(map(said.__getitem__, _LED)) >= STRONG or max(map(said.__getitem__, BUILDING)) < A_HEAD
    worth = {duty: _worth(reading, duty, led=led) for duty in (*BUILDING, *LEADING, *FIRMS)}
    duties = {duty: sum(words.values()) for duty, words in worth.items()}
    named = frozenset(duty for duty in duties if said[duty] >= STRONG)
    jobs = {signal.quote.lower() for signal in reading.of("bare_roles")}
    specific = max(
        sum(weight for words, weight in worth[duty].items() if words not in jobs) for duty in (*BUILDING, *LEADING)
    )
    return Weights(duties, named, specific, _side(duties, BUILDING), _side(duties, LEADING))


def firm_of(reading: Reading, weights: Weights) -> str | None:
    """
    Say whether a firm is to be certified, and which kind.

    Args:
        reading: what was read.
        weights: how much it speaks of each duty.

    Returns:
        the duty of a firm, if a phrase says so or no person is in sight; else nothing.
    """
    best = weights.best(FIRMS)
    weight, persons = weights.duties[best], max(weights.building, weights.leading)
    if best in weights.named and weight >= FIRM_WORDS and weight >= 0.8 * persons:
        return best
    return best if weight >= NO_PERSON and weight > persons and not reading.has("persons") else None


def _said(reading: Reading, duty: str) -> float:
    """Give the most that a duty's own phrases weigh which are more than a field's name."""
    own = Stance.OWN
    return max([signal.weight for signal in reading.of(duty) if signal.stance is own and not signal.topic], default=0)


def _worth(reading: Reading, duty: str, *, led: bool) -> dict[str, float]:
    """Give the asker's words that speak of a duty, with what they weigh."""
    each: dict[str, float] = {}
    for signal in reading.of(duty):
        worth = signal.weight * signal.stance * (TOPIC_ALONE if signal.topic and led else 1.0)
        if reading.advert and signal.sentence == 0 and signal.weight >= STRONG:
            worth *= HEADING
        key = signal.quote.lower()
        if key not in each or abs(worth) > abs(each[key]):
            each[key] = worth
    return each


def _side(duties: dict[str, float], side: Iterable[str]) -> float:
    weights = [duties[duty] for duty in side]
    most = max(weights)
    others = sum(weight for weight in weights if weight > 0) - max(most, 0.0)
    return most + SIDE_DUTY * (others + sum(min(duties[duty], 0.0) for duty in side if duty in SIDES))


def duty_of(weights: Weights, level: Level) -> str:
    """
    Choose the duty that decides on the certification.

    Args:
        weights: how much the text speaks of each duty.
        level: how far along the person is.
    """
    least = STRONG if level is Level.JUNIOR else 0.0
    if "lowcode" in weights.named and weights.duties["lowcode"] >= max(weights.building, weights.leading):
        return "lowcode"
    if weights.leading > max(weights.building, 0.0) and weights.leading >= least:
        return _leading_duty(weights)
    return _building_duty(weights, level)


def _building_duty(weights: Weights, level: Level) -> str:
    duties = weights.duties
    main = max(duties["model"], duties["app"], duties["safe"], duties["infra"])
    for special in ("security", "voice"):
        if special in weights.named and duties[special] >= 0.5 * main:
            return special
    if level is not Level.JUNIOR:
        if duties["arch"] >= STRONG and duties["arch"] >= 0.5 * max(main, duties["evidence"]):
            return "arch"
        if duties["evidence"] >= STRONG and duties["evidence"] >= 0.5 * main and level is not Level.PRINCIPAL:
            return "evidence"
    best = weights.best(("app", "model", "safe", "infra"))
    return "model" if best == "app" and duties["model"] > max(duties["safe"], TOUCH) else best


def _leading_duty(weights: Weights) -> str:
    """Duties of one family speak for each other: who counts benefits also carries the change."""
    return weights.best(max(FAMILIES, key=lambda family: _side(weights.duties, family)))
