"""
A question, title or job description as signals: which phrases stand in it, whose doing they are, and how senior.

Says nothing about certifications; ``guide`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from role_guide.lexicon import lexicon
from role_guide.plain import visible
from role_guide.scopes import DENIERS, Stance, order_in, stances
from role_guide.seniority import Level, level_of
from role_guide.words import CODES, Sentence, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from role_guide.phrases import Hit

_ADVERT_WORDS, _SOME_YOU, _SOME_SENTENCES = 30, 2, 3


@dataclass(frozen=True, slots=True)
class Signal:
    """A phrase that counts: for which group, how much, whose doing it is, and the asker's own words."""

    group: str
    weight: int
    stance: Stance
    quote: str
    topic: bool
    sentence: int
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a text."""

    signals: tuple[Signal, ...]
    level: Level
    level_quote: str
    codes: tuple[str, ...]
    words: tuple[str, ...]
    advert: bool
    question: bool

    def of(self, group: str) -> Iterator[Signal]:
        """Yield the signals of one group."""
        return (signal for signal in self.signals if signal.group == group)

    def has(self, group: str, stance: Stance = Stance.OWN) -> bool:
        """Whether a group is there and counts at least so much."""
        return any(signal.stance >= stance for signal in self.of(group))


def read(text: str) -> Reading:
    """Read what a person wrote; never fails."""
    shown = visible(text)
    read_out, codes = _without_orders(tuple(sentences_of(shown)))
    words = tuple(word.text for sentence, _ in read_out for word in sentence)
    advert = _is_advert(shown, words, len(read_out))
    signals: list[Signal] = []
    levels: list[tuple[Level, str]] = []
    for number, (sentence, hits) in enumerate(read_out):
        stance = stances(sentence, hits, advert=advert and number > 0)
        kept = list(_without_overlaps(hits))
        signals += (_signal(hit, sentence, stance, shown, number) for hit in kept)
        levels.append(level_of(sentence, kept, stance, shown))
    level, quote = _level(levels, advert=advert)
    return Reading(tuple(signals), level, quote, codes, words, advert, "?" in shown)


def _without_orders(sentences: tuple[Sentence, ...]) -> tuple[list[tuple[Sentence, list[Hit]]], tuple[str, ...]]:
    """Give the sentences with their phrases, cut where they tell the guide how to answer, and the codes before that."""
    found: list[tuple[Sentence, list[Hit]]] = []
    codes: dict[str, None] = {}
    ordered = False
    for sentence in sentences:
        hits = list(lexicon().phrases.find([word.text for word in sentence]))
        order = order_in(hits)
        if order != 0:
            found.append((sentence[:order], [hit for hit in hits if order is None or hit.places[-1] < order]))
        if not ordered:
            codes |= {CODES[word.text]: None for word in sentence[:order] if word.text in CODES}
        ordered = ordered or order is not None
    return found, tuple(codes)


def _is_advert(shown: str, words: tuple[str, ...], sentences: int) -> bool:
    """Whether the text speaks to a candidate."""
    spoken = sum(word in {"you", "your", "youll"} for word in words)
    long = len(words) >= _ADVERT_WORDS and spoken >= _SOME_YOU
    return long or (spoken > 0 and sentences >= _SOME_SENTENCES and "?" not in shown)


def _level(levels: list[tuple[Level, str]], *, advert: bool) -> tuple[Level, str]:
    """An advert's heading decides; else a principal's word outweighs a senior's, and any level outweighs none."""
    if advert and levels[0][0] is not Level.MID:
        return levels[0]
    order = (Level.MID, Level.ENTRY, Level.SENIOR, Level.PRINCIPAL)
    return max(levels, key=lambda found: order.index(found[0]), default=(Level.MID, ""))


def _signal(hit: Hit, sentence: Sentence, stance: list[Stance], shown: str, number: int) -> Signal:
    known = lexicon()
    phrase, places = hit.phrase, hit.places
    denies = any(sentence[place].text in DENIERS for place in places)
    whose = stance[places[0]] if denies else min(stance[place] for place in places)
    if phrase.group in known.anyone and whose is Stance.OTHERS:
        whose = Stance.OWN
    if phrase.group in known.undeniable and whose is Stance.DENIED:
        whose = Stance.OWN
    start, end = sentence[places[0]].start, sentence[places[-1]].end
    return Signal(phrase.group, phrase.weight, whose, shown[start:end], phrase.topic, number, start)


def _without_overlaps(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of phrases of one group that share words, the weightiest and longest is kept."""
    taken: dict[str, set[int]] = {}
    scopes = lexicon().scopes
    for hit in sorted(hits, key=lambda hit: (-hit.phrase.weight, -len(hit.places), hit.places)):
        if hit.phrase.group in scopes:
            continue
        places = taken.setdefault(hit.phrase.group, set())
        if places.isdisjoint(hit.places):
            places.update(hit.places)
            yield hit
