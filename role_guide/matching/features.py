"""
What the verdict is made of: features of a reading, each with the places of the words that it rests on.

Words, pairs, beginnings and letters of the text itself; the lexicon's signals by stance, and their weights; the level;
the rungs of a ladder that stand near a code; how AI is in sight; and what the rules alone would say.
"""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from role_guide.levels import Level
from role_guide.matching.ai_presence import ai_in_sight
from role_guide.matching.ladder import rungs
from role_guide.matching.negation import Stance
from role_guide.matching.scoring import BUILDING, FIRMS, LEADING, duty_of, firm_of, weigh
from role_guide.matching.tokens import CODES
from role_guide.matching.triage import stop_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from role_guide.matching.scoring import Weights
    from role_guide.matching.signals import Reading, Signal
    from role_guide.matching.tokens import Sentence

Span = tuple[int, int]
Spans = tuple[Span, ...]

STEPS = (0.1, 1.5, 2.5, 4.0, 6.0, 9.0, 13.0)
FEW = 25  # words up to which letters inside words are looked at
BEGINNING = 5
GRAM = 4
_CUES = {
    word: cue
    for cue, words in {
        "after": "after beyond above past beside besides following follows on top",
        "has": "has have holds hold holder passed got have had already did done earned finished owns with",
        "before": "before below prior towards toward to until preparing prepares aiming step",
        "next": "next then upwards higher further following",
        "not": "not no never instead without rather than nor neither",
        "or": "or versus vs either",
    }.items()
    for word in words.split()
}


class Features(NamedTuple):
    """Features with their values, and for each the places in the visible text of the words that it rests on."""

    values: dict[str, float]
    spans: dict[str, Spans]


class _Builder:
    def __init__(self) -> None:
        self.values: dict[str, float] = {}
        self.spans: dict[str, Spans] = {}

    def add(self, name: str, spans: Spans = (), value: float = 1.0) -> None:
        if name not in self.values:
            self.values[name] = value
            self.spans[name] = spans


def features_of(reading: Reading) -> Features:
    """Give the features of a reading."""
    to = _Builder()
    weights = weigh(reading)
    to.add("bias:" + _kind(reading))
    _signals(to, reading)
    _weights(to, reading, weights)
    _words(to, reading)
    _ladder(to, reading)
    return Features(to.values, to.spans)


def _kind(reading: Reading) -> str:
    if reading.advert:
        return "advert"
    return "question" if reading.question else f"text{min(len(reading.words) // 8, 4)}"


def _spans_of(signals: Iterable[Signal]) -> Spans:
    return tuple((signal.start, signal.start + len(signal.quote)) for signal in signals)


def _signals(to: _Builder, reading: Reading) -> None:
    for group, found in reading.signals.items():
        if group.startswith("near_"):
            continue
        for stance in Stance:
            those = [signal for signal in found if signal.stance is stance]
            if not those:
                continue
            spans = _spans_of(those)
            name = f"s:{group}:{stance.value}"
            to.add(name, spans)
            different = len({signal.quote.lower() for signal in those})
            if different > 1:
                to.add(f"{name}:2", spans)
            if different > 3:
                to.add(f"{name}:4", spans)
            most = max(signal.weight for signal in those)
            to.add(f"{name}:w{most}", spans)
            if those[0].sentence == 0:
                to.add(f"{name}:first", spans[:1])


def _weights(to: _Builder, reading: Reading, weights: Weights) -> None:
    spans = {
        duty: _spans_of(signal for signal in reading.of(duty) if signal.stance is Stance.OWN)
        for duty in (*BUILDING, *LEADING, *FIRMS)
    }
    level = str(reading.level)
    shown = reading.level_quote
    at = reading.shown.find(shown) if shown else -1
    level_span: Spans = ((at, at + len(shown)),) if at >= 0 else ()
    to.add(f"level:{level}", level_span)
    for duty, weight in weights.duties.items():
        for step in STEPS:
            if weight >= step:
                to.add(f"w:{duty}:{step}", spans[duty])
        if weight >= 1.5:
            to.add(f"wl:{duty}:{level}", spans[duty])
        if duty in weights.told:
            to.add(f"t:{duty}", spans[duty])
            to.add(f"tl:{duty}:{level}", spans[duty])
    build = tuple(span for duty in BUILDING for span in spans[duty])
    lead = tuple(span for duty in LEADING for span in spans[duty])
    for step in STEPS:
        if weights.building >= step:
            to.add(f"b:{step}", build)
        if weights.leading >= step:
            to.add(f"l:{step}", lead)
        if weights.building - weights.leading >= step:
            to.add(f"b-l:{step}", build)
        if weights.leading - weights.building >= step:
            to.add(f"l-b:{step}", lead)
    side = "none"
    if max(weights.building, weights.leading) > 0:
        side = "build" if weights.building > weights.leading else "lead"
    to.add(f"side:{side}:{level}", build if side == "build" else lead)
    best_b, best_l = weights.best(BUILDING), weights.best(LEADING)
    if weights.duties[best_b] > 0:
        to.add(f"bb:{best_b}:{level}", spans[best_b])
    if weights.duties[best_l] > 0:
        to.add(f"bl:{best_l}", spans[best_l])
        to.add(f"bbl:{best_l}:{side}", spans[best_l])
    firm = firm_of(reading, weights)
    duty = firm or duty_of(weights, reading.level)
    stop = stop_of(reading, weights)
    to.add(f"rule:{duty}:{level if duty in BUILDING else ''}", spans[duty])
    ai = _sight(reading)
    _presence(to, reading, side, level)
    if stop:
        to.add(f"stop:{stop.outcome.value}")
        to.add(f"stop:{stop.outcome.value}:{stop.why}")
    else:
        to.add("go", spans[duty])
        to.add(f"go:{duty}", spans[duty])
        to.add(f"go:{duty}:{level}", spans[duty])
    to.add(f"sight:{ai}")
    to.add(f"sight:{ai}:{side}")
    to.add(f"sight:{ai}:{duty}:{bool(stop)}", spans[duty])
    to.add(f"sight:{ai}:{_kind(reading)}")


def _presence(to: _Builder, reading: Reading, side: str, level: str) -> None:
    """How AI is in sight, together with what the text says of duties."""
    sighting = ai_in_sight(reading)
    kind, ai = _kind(reading), sighting.presence.value
    named = _spans_of(sighting.named)
    many = min(len({signal.quote.lower() for signal in sighting.named}), 3)
    to.add(f"ai:{ai}", named)
    to.add(f"ai:{ai}:{kind}", named)
    to.add(f"ai:{ai}:{side}:{level}", named)
    to.add(f"named:{many}:{kind}", named)
    to.add(f"named:{bool(many)}:{reading.advert}", named, 2.0)
    to.add(f"named:{bool(many)}:{bool(reading.of('letters_elsewhere'))}", named)
    if any(signal.sentence == 0 for signal in sighting.named):
        to.add(f"named first:{kind}", named)
    if any(signal.stance is Stance.OTHERS for signal in sighting.named):
        to.add("named others", named)
    for relation, signals in sighting.near.items():
        to.add(f"near:{relation}", _spans_of(signals))
        to.add(f"near:{relation}:{kind}", _spans_of(signals))
    if named:
        to.add("near:" + "+".join(sighting.near), named)
    bare = "bare" if reading.of("bare_roles") else ""
    jobs = "job" if reading.of("plain_jobs") or reading.of("other_fields") else ""
    to.add(f"silent:{not many}:{bare}:{jobs}:{kind}", (), 1.5)
    to.add(f"ai:{ai}:{reading.advert}", named, 1.5)
    for rung in rungs(reading):
        span = ((rung.start, rung.end),)
        to.add(f"rung:{rung.code}", span, 1.5)
        to.add(f"rung:{rung.code}:{rung.how}", span)


def _sight(reading: Reading) -> str:
    if reading.has("ai_sure"):
        return "sure"
    if reading.has("ai_letters"):
        return "letters"
    if reading.has("ai_soft"):
        return "soft"
    if reading.has("ai_sure", Stance.DENIED) or reading.has("no_ai"):
        return "denied"
    return "none"


def _words(to: _Builder, reading: Reading) -> None:
    count = len(reading.words)
    value = 0.5 if count <= FEW else max(0.1, round(0.5 * sqrt(FEW / count), 1))
    for number, (sentence, stance) in enumerate(reading.sentences):
        first = number == 0 and reading.advert
        last = "^"
        last_start = sentence[0].start
        for word, whose in zip(sentence, stance, strict=True):
            if whose is Stance.OTHERS:
                last, last_start = "^", word.start
                continue
            text = word.text
            if text in CODES:
                text = "#"
            elif text.isdigit():
                text = "0"
            span = ((word.start, word.end),)
            mark = "!" if whose is Stance.DENIED else ""
            to.add(f"{mark}{text}", span, value)
            if first:
                to.add(f"T {text}", span, 0.5)
            if len(text) > BEGINNING:
                to.add(f"{mark}{text[:BEGINNING]}*", span, value)
            to.add(f"{mark}{last} {text}", ((last_start, word.end),), value)
            if count <= FEW and len(text) > 3:
                for at in range(-1, len(text) - GRAM + 2):
                    piece = f"_{text}_"[at + 1 : at + 1 + GRAM]
                    to.add(f"{mark}~{piece}", span, 0.2)
            last, last_start = text, word.start
        to.add(f"{last} $", ((last_start, sentence[-1].end),), value)


def _ladder(to: _Builder, reading: Reading) -> None:
    for sentence, _stance in reading.sentences:
        for place, word in enumerate(sentence):
            if word.text not in CODES:
                continue
            for near in range(max(0, place - 4), min(len(sentence), place + 5)):
                cue = _CUES.get(sentence[near].text)
                if cue and near != place:
                    side = "<" if near < place else ">"
                    span = ((sentence[min(near, place)].start, sentence[max(near, place)].end),)
                    to.add(f"lad:{cue}{side}{word.text}", span)
