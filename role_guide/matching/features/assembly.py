"""
What the verdict is made of: features of a reading, each with the places of the words that it rests on.

The words of the text itself; the lexicon's signals by stance; what they weigh by duty and level; how AI is in sight;
the rung of a ladder that is asked for; and what the rules alone would say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from role_guide.matching.ai_presence import ai_in_sight
from role_guide.matching.features.builder import Features, kind_of, spans_of
from role_guide.matching.features.choices import add_choices
from role_guide.matching.features.clauses import add_clauses
from role_guide.matching.features.doing import add_doing
from role_guide.matching.features.firms import add_firms
from role_guide.matching.features.turns import add_turns
from role_guide.matching.features.words import add_words
from role_guide.matching.ladder import rungs
from role_guide.matching.negation import Stance
from role_guide.matching.scoring import BUILDING, FIRMS, LEADING, TOUCH, duty_of, firm_of, weigh
from role_guide.matching.triage import stop_of

if TYPE_CHECKING:
    from role_guide.matching.features.builder import Spans
    from role_guide.matching.scoring import Weights
    from role_guide.matching.signals import Reading

STEPS = (0.1, 1.5, 2.5, 4.0, 6.0, 9.0, 13.0)  # of what a duty weighs; each step reached is a feature
SOME, MANY = 1, 3  # different phrases of a group
TELLING, SILENCE = 1.4, 1.05  # what AI in sight, and its absence, weigh beside a single signal
FEW, LONG, FULL = 10, 16, 60  # words of a text that says something, of one that says much, of a full advertisement
LONG_SILENCE, FULL_SILENCE = 2.4, 4.2  # what it weighs that none of them names AI (rule 14)
RUNG = 1.6
SEVERAL = 2  # codes
MOST_NAMES = 3  # different names of AI that are told apart
_STANCES = tuple((stance, stance.value) for stance in Stance)


class _Weighed(NamedTuple):
    """A reading with what its signals weigh."""

    reading: Reading
    weights: Weights
    level: str
    kind: str
    spans: dict[str, Spans]

    @property
    def side(self) -> str:
        """Whether building or leading weighs more."""
        if max(self.weights.building, self.weights.leading) <= 0:
            return "none"
        return "build" if self.weights.building > self.weights.leading else "lead"

    def places(self, duties: tuple[str, ...]) -> Spans:
        """Give the places of several duties' signals."""
        return tuple(span for duty in duties for span in self.spans[duty])


def features_of(reading: Reading) -> Features:
    """
    Give the features of a reading.

    Args:
        reading: what ``signals.read`` gives.

    Returns:
        the features' values, and for each the places that it rests on.
    """
    to = Features({}, {})
    own = Stance.OWN
    spans = {
        duty: spans_of(signal for signal in reading.of(duty) if signal.stance is own)
        for duty in (*BUILDING, *LEADING, *FIRMS)
    }
    weighed = _Weighed(reading, weigh(reading), str(reading.level), kind_of(reading), spans)
    to.add("bias:" + weighed.kind)
    _add_signals(to, reading)
    _add_duties(to, weighed)
    _add_sides(to, weighed)
    _add_rules(to, weighed)
    _add_presence(to, weighed)
    add_turns(to, reading)
    add_choices(to, reading)
    add_doing(to, reading)
    add_clauses(to, reading)
    add_firms(to, reading)
    add_words(to, reading)
    return to


def _add_signals(to: Features, reading: Reading) -> None:
    for group, found in reading.signals.items():
        if group.startswith("near_"):
            continue
        present = {signal.stance for signal in found} if len(found) > SOME else (found[0].stance,)
        for stance, number in _STANCES:
            if stance not in present:
                continue
            those = [signal for signal in found if signal.stance is stance] if len(present) > 1 else found
            spans, name = spans_of(those), f"s:{group}:{number}"
            to.add(name, spans)
            different = len({signal.quote.lower() for signal in those}) if len(those) > SOME else SOME
            if different > SOME:
                to.add(f"{name}:2", spans)
            if different > MANY:
                to.add(f"{name}:4", spans)
            to.add(f"{name}:w{max([signal.weight for signal in those])}", spans)
            if those[0].sentence == 0:
                to.add(f"{name}:first", spans[:1])


def _add_duties(to: Features, weighed: _Weighed) -> None:
    level = weighed.level
    to.add(f"level:{level}", (weighed.reading.level_at,) if weighed.reading.level_at[1] else ())
    for duty, weight in weighed.weights.duties.items():
        spans = weighed.spans[duty]
        for step in STEPS:
            if weight >= step:
                to.add(f"w:{duty}:{step}", spans)
        if weight >= TOUCH:
            to.add(f"wl:{duty}:{level}", spans)
        if duty in weighed.weights.named:
            to.add(f"t:{duty}", spans)
            to.add(f"tl:{duty}:{level}", spans)


def _add_sides(to: Features, weighed: _Weighed) -> None:
    weights, build, lead = weighed.weights, weighed.places(BUILDING), weighed.places(LEADING)
    for name, weight, spans in (
        ("b", weights.building, build),
        ("l", weights.leading, lead),
        ("b-l", weights.building - weights.leading, build),
        ("l-b", weights.leading - weights.building, lead),
    ):
        for step in STEPS:
            if weight >= step:
                to.add(f"{name}:{step}", spans)
    side = weighed.side
    to.add(f"side:{side}:{weighed.level}", build if side == "build" else lead)
    builds, leads = weights.best(BUILDING), weights.best(LEADING)
    if weights.duties[builds] > 0:
        to.add(f"bb:{builds}:{weighed.level}", weighed.spans[builds])
    if weights.duties[leads] > 0:
        to.add(f"bl:{leads}", weighed.spans[leads])
        to.add(f"bbl:{leads}:{side}", weighed.spans[leads])


def _add_rules(to: Features, weighed: _Weighed) -> None:
    """What the rules by themselves would say: a duty, or that nothing can be recommended."""
    reading, weights, level = weighed.reading, weighed.weights, weighed.level
    duty = firm_of(reading, weights) or duty_of(weights, reading.level)
    spans, stop = weighed.spans[duty], stop_of(reading, weights)
    to.add(f"rule:{duty}:{level if duty in BUILDING else ''}", spans)
    if stop:
        to.add(f"stop:{stop.outcome.value}")
        to.add(f"stop:{stop.outcome.value}:{stop.why}")
    else:
        to.add("go", spans)
        to.add(f"go:{duty}", spans)
        to.add(f"go:{duty}:{level}", spans)
    seen = _seen(reading)
    to.add(f"sight:{seen}")
    to.add(f"sight:{seen}:{weighed.side}")
    to.add(f"sight:{seen}:{duty}:{bool(stop)}", spans)
    to.add(f"sight:{seen}:{weighed.kind}")
    to.add(f"codes:{min(len(reading.codes), SEVERAL)}:{weighed.kind}")


def _seen(reading: Reading) -> str:
    """Say how sure the lexicon's wider words for AI make it."""
    for group in ("ai_sure", "ai_letters", "ai_soft"):
        if reading.has(group):
            return group
    return "denied" if reading.has("ai_sure", Stance.DENIED) or reading.has("no_ai") else "none"


def _add_presence(to: Features, weighed: _Weighed) -> None:
    """How AI is in sight, together with the kind of text and what it says of duties; and the rung that is asked for."""
    reading, kind = weighed.reading, weighed.kind
    sighting = ai_in_sight(reading)
    spans, presence = spans_of(sighting.named), sighting.presence.value
    many = min(len({signal.quote.lower() for signal in sighting.named}), MOST_NAMES)
    to.add(f"ai:{presence}", spans)
    to.add(f"ai:{presence}:{kind}", spans)
    to.add(f"ai:{presence}:{weighed.side}:{weighed.level}", spans)
    to.add(f"ai:{presence}:{reading.advert}", spans, SILENCE)
    to.add(f"named:{many}:{kind}", spans)
    to.add(f"named:{bool(many)}:{reading.advert}", spans, TELLING)
    to.add(f"named:{bool(many)}:{bool(reading.of('letters_elsewhere'))}", spans)
    if any(signal.sentence == 0 for signal in sighting.named):
        to.add(f"named first:{kind}", spans)
    if any(signal.stance is Stance.OTHERS for signal in sighting.named):
        to.add("named others", spans)
    for relation, signals in sighting.near.items():
        to.add(f"near:{relation}", spans_of(signals))
        to.add(f"near:{relation}:{kind}", spans_of(signals))
    to.add("near:" + "+".join(sighting.near), spans)
    bare = "bare" if reading.of("bare_roles") else ""
    job = "job" if reading.of("plain_jobs") or reading.of("other_fields") else ""
    to.add(f"silent:{not many}:{bare}:{job}:{kind}", (), SILENCE)
    if not (many or reading.has("ai_sure") or reading.has("ai_letters")):
        _add_silence(to, reading)
    for rung in rungs(reading):
        named = ((rung.start, rung.end),) if rung.end else ()
        to.add(f"rung:{rung.code}", named, RUNG)
        to.add(f"rung:{rung.code}:{rung.how}", named)


def _add_silence(to: Features, reading: Reading) -> None:
    """That a text which says something of a role does not name AI: the longer it is, the more that says."""
    count, hinted = len(reading.words), reading.has("ai_soft")
    if count >= FULL:
        to.add("full and silent", (), FULL_SILENCE)
    elif reading.advert:
        to.add("short advert and silent", (), TELLING)
        to.add(f"short advert and silent:{hinted}", (), TELLING)
    elif count >= FEW:
        asks, long = reading.question or reading.has("asks"), count >= LONG
        to.add(f"quiet:{asks}:{hinted}:{long}", (), TELLING)
        if long and not (asks or hinted or reading.codes):
            to.add("quiet text", (), LONG_SILENCE)
