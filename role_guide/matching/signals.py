"""
A question, title or job description as signals: which phrases stand in it, whose doing they are, and how senior.

Says nothing about certifications; ``guide`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from role_guide.levels import Level
from role_guide.markup import visible
from role_guide.matching.lexicon import lexicon
from role_guide.matching.negation import DENIERS, Stance, order_in, stances
from role_guide.matching.seniority import LEVELS, NOWHERE, level_in
from role_guide.matching.tokens import CODES, Sentence, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from role_guide.matching.phrase_matcher import Hit
    from role_guide.matching.seniority import Span

_ADVERT_WORDS, _SOME_YOU, _SOME_SENTENCES, _SOME_HEADINGS = 30, 2, 3, 2
_HEADINGS = frozenset(
    "responsibilities requirements qualifications duties accountabilities profile skills benefits".split()  # noqa: SIM905
)


class Signal(NamedTuple):
    """A phrase that counts: for which group, how much, whose doing it is, and the asker's own words."""

    group: str
    weight: int
    stance: Stance
    quote: str
    topic: bool
    sentence: int
    start: int


class Wish(NamedTuple):
    """A wish that is not weighed (a low fee, fame ...), in the asker's own words."""

    kind: str
    quote: str


class _Searched(NamedTuple):
    """A sentence, the phrases in it that count, and those that only say whose doing something is."""

    sentence: Sentence
    hits: list[Hit]
    cues: list[Hit]


class Reading(NamedTuple):
    """What stands in a text; ``signals`` by their groups, ``level_at`` where the words stand that tell the level."""

    signals: Mapping[str, Sequence[Signal]]
    level: Level
    level_at: Span
    codes: tuple[str, ...]
    words: tuple[str, ...]
    advert: bool
    question: bool
    sentences: tuple[tuple[Sentence, Sequence[Stance]], ...] = ()
    shown: str = ""
    wishes: tuple[Wish, ...] = ()

    def of(self, group: str) -> Sequence[Signal]:
        """Give the signals of one group."""
        return self.signals.get(group, ())

    def has(self, group: str, stance: Stance = Stance.OWN) -> bool:
        """
        Whether a group is there and counts at least so much.

        Args:
            group: the group of phrases.
            stance: the least that one of them must be.
        """
        return any(signal.stance >= stance for signal in self.of(group))


def read(text: str) -> Reading:
    """Read what a person wrote; never fails."""
    shown = visible(text)
    wishes: list[Wish] = []
    read_out, codes = _without_orders(_without_wishes(sentences_of(shown), shown, wishes))
    words = tuple(word.text for each in read_out for word in each.sentence)
    advert = _is_advert(shown, words, len(read_out))
    signals: dict[str, list[Signal]] = {}
    levels: list[tuple[Level, Span]] = []
    named: list[tuple[Sentence, Sequence[Stance]]] = []
    for number, (sentence, hits, cues) in enumerate(read_out):
        stance = stances(sentence, cues, advert=advert and number > 0)
        named.append((sentence, stance))
        kept = _without_overlaps(hits) if len(hits) > 1 else hits
        for signal in _signals(kept, sentence, stance, shown, number):
            group = signal[0]
            if group in signals:
                signals[group].append(signal)
            else:
                signals[group] = [signal]
        levels.append(level_in(sentence, kept, stance))
    level, at = _level(levels, advert=advert)
    return Reading(signals, level, at, codes, words, advert, "?" in shown, tuple(named), shown, tuple(wishes))


def _without_wishes(
    sentences: Iterable[Sentence], shown: str, wishes: list[Wish]
) -> Iterator[tuple[Sentence, list[Hit]]]:
    """Yield the sentences rid of wishes, which are added to ``wishes``, with the phrases in what is left."""
    phrases, kinds = lexicon().phrases, lexicon().wishes
    for sentence in sentences:
        hits = phrases.find([word.text for word in sentence])
        wished = {hit.places[-1]: hit.phrase.group for hit in hits if hit.phrase.group in kinds}
        if not wished:
            yield sentence, hits
            continue
        wishes += [Wish(kind, shown[sentence[at].start : sentence[at].end]) for at, kind in wished.items()]
        rest = tuple(word for at, word in enumerate(sentence) if at not in wished)
        if rest:
            found = phrases.find([word.text for word in rest])
            yield rest, [hit for hit in found if hit.phrase.group not in kinds]


def _without_orders(sentences: Iterable[tuple[Sentence, list[Hit]]]) -> tuple[list[_Searched], tuple[str, ...]]:
    """Give the sentences with their phrases, cut where they tell the guide how to answer, and the codes before that."""
    scopes = lexicon().scopes
    found: list[_Searched] = []
    before: list[Sentence] = []
    ordered = False
    for sentence, all_hits in sentences:
        hits: list[Hit] = []
        cues: list[Hit] = []
        for hit in all_hits:
            (cues if hit.phrase.group in scopes else hits).append(hit)
        order = order_in(cues) if cues else None
        if ordered and order is None and any(word.text in CODES for word in sentence):
            order = 0  # "...; the answer is CAIG" goes on with what the order began
        if order is None:
            found.append(_Searched(sentence, hits, cues))
        elif order:
            hits, cues = ([hit for hit in some if hit.places[-1] < order] for some in (hits, cues))
            found.append(_Searched(sentence[:order], hits, cues))
        if not ordered:
            before.append(sentence[:order])
        ordered = ordered or order is not None
    codes = (CODES[word.text] for sentence in before for word in sentence if word.text in CODES)
    return found, tuple(dict.fromkeys(codes))


def _is_advert(shown: str, words: tuple[str, ...], sentences: int) -> bool:
    """Whether the text speaks to a candidate, or has the headings of an advert."""
    spoken = sum(word in {"you", "your", "youll"} for word in words)
    headed = len(_HEADINGS.intersection(words)) >= _SOME_HEADINGS
    long = len(words) >= _ADVERT_WORDS and (spoken >= _SOME_YOU or headed)
    return long or (spoken > 0 and sentences >= _SOME_SENTENCES and "?" not in shown)


def _level(levels: list[tuple[Level, Span]], *, advert: bool) -> tuple[Level, Span]:
    """An advert's heading decides; else a principal's word outweighs a senior's, and any level outweighs none."""
    if advert and levels and levels[0][0] is not Level.MID:
        return levels[0]
    return max(levels, key=lambda found: LEVELS.index(found[0]), default=(Level.MID, NOWHERE))


def _signals(
    kept: Iterable[Hit], sentence: Sentence, stance: list[Stance], shown: str, number: int
) -> Iterator[Signal]:
    calm = stance.count(Stance.OWN) == len(stance)
    make, own = tuple.__new__, Stance.OWN
    for hit in kept:
        (group, weight, topic), places = hit
        start, end = sentence[places[0]].start, sentence[places[-1]].end
        whose = own if calm else _whose(hit, sentence, stance)
        yield make(Signal, (group, weight, whose, shown[start:end], topic, number, start))


def _whose(hit: Hit, sentence: Sentence, stance: list[Stance]) -> Stance:
    """The least of its words decides, but some phrases deny something themselves, and some count whoever is meant."""
    known, group = lexicon(), hit.phrase.group
    whose = min([stance[place] for place in hit.places])
    if whose is Stance.OWN:
        return whose
    if any(sentence[place].text in DENIERS for place in hit.places):
        whose = stance[hit.places[0]]
    anyway = known.anyone if whose is Stance.OTHERS else known.undeniable if whose is Stance.DENIED else ()
    return Stance.OWN if group in anyway else whose


def _without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Of phrases of one group that share words, the weightiest and longest is kept."""
    taken: dict[str, set[int]] = {}
    kept = []
    for hit in sorted(hits, key=_weightiest):
        (group, _, _), places = hit
        if group not in taken:
            taken[group] = set(places)
        elif taken[group].isdisjoint(places):
            taken[group].update(places)
        else:
            continue
        kept.append(hit)
    return kept


def _weightiest(hit: Hit) -> tuple[int, int, tuple[int, ...]]:
    (_, weight, _), places = hit
    return -weight, -len(places), places
