"""How far along the person is: titles and years of practice, one's own only."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from role_guide.levels import Level
from role_guide.matching.negation import DENIERS, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from role_guide.matching.phrase_matcher import Hit
    from role_guide.matching.tokens import Sentence

LEVELS = (
    Level.MID,
    Level.JUNIOR,
    Level.SENIOR,
    Level.PRINCIPAL,
)  # what changes an answer; the first if nothing is said
_CALLED: tuple[str, ...] = LEVELS[1:]
SENIOR_YEARS, JUNIOR_YEARS, MOST_YEARS = 5, 1, 45  # more is a firm's age

Span = tuple[int, int]
NOWHERE = (0, 0)

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()  # noqa: SIM905
    )
} | {"twenty": 20, "a": 1}
_BETWEEN = frozenset("to or and more plus at least bis a".split())  # noqa: SIM905
_YEARS = frozenset({"years", "year", "y"})


def level_in(sentence: Sentence, hits: Sequence[Hit], stance: list[Stance]) -> tuple[Level, Span]:
    """
    Give the level that one sentence speaks of, and where the words stand that say so: offsets in the visible text.

    Args:
        sentence: its words.
        hits: the phrases in it.
        stance: whose doing each of its words is.
    """
    found = _named(sentence, hits, stance)
    for fewest, most, span in _years(sentence, hits, stance):
        if fewest >= SENIOR_YEARS:
            found.setdefault(Level.SENIOR, span)
        elif most <= JUNIOR_YEARS:
            found.setdefault(Level.JUNIOR, span)
    if not found:
        return Level.MID, NOWHERE
    begins = _first(hits, Level.JUNIOR) < _first(hits, Level.SENIOR)
    lower = Level.JUNIOR if begins or Level.SENIOR not in found else Level.SENIOR
    for level in (Level.PRINCIPAL, lower, Level.SENIOR):
        if level in found:
            return level, found[level]
    return Level.MID, NOWHERE


def _named(sentence: Sentence, hits: Sequence[Hit], stance: list[Stance]) -> dict[str, Span]:
    """Levels called by their names, each with its place; other meanings and other people's levels left out."""
    found: dict[str, Span] = {}
    called = [hit for hit in hits if hit.phrase.group in _CALLED]
    spoilt = {level: _places(hits, f"not_{level}") for level in _CALLED} if called else {}
    for hit in called:
        level, first = hit.phrase.group, hit.places[0]
        if not spoilt[level].isdisjoint(hit.places):
            continue
        if sentence[first].text in DENIERS or min(stance[place] for place in hit.places) is Stance.OWN:
            found.setdefault(level, (sentence[first].start, sentence[hit.places[-1]].end))
    return found


def _first(hits: Sequence[Hit], group: str) -> int:
    return min((hit.places[0] for hit in hits if hit.phrase.group == group), default=999)


def _places(hits: Sequence[Hit], group: str) -> set[int]:
    return {place for hit in hits if hit.phrase.group == group for place in hit.places}


def _years(sentence: Sentence, hits: Sequence[Hit], stance: list[Stance]) -> Iterator[tuple[int, int, Span]]:
    """Years of practice: the fewest and the most that are meant, and where the words stand that say so."""
    texts = [word.text for word in sentence]
    if "since" in texts:
        for since, year in pairwise(sentence):
            if since.text == "since" and re.fullmatch(r"19\d\d|20[01]\d|2020", year.text):
                yield SENIOR_YEARS, SENIOR_YEARS, (since.start, year.end)
    if _YEARS.isdisjoint(texts):
        return
    spans = [place for place, text in enumerate(texts) if text in _YEARS and stance[place] is Stance.OWN]
    before, after = _places(hits, "not_years"), _places(hits, "not_years_after")
    for place in spans:
        start = place
        while (
            start and place - start < 6 and (_number(sentence[start - 1].text) or sentence[start - 1].text in _BETWEEN)
        ):
            start -= 1
        numbers = [number for number in map(_number, (each.text for each in sentence[start:place])) if number]
        spoilt = {start - 1, start - 2, start} & before or place + 1 in after
        if numbers and max(numbers) <= MOST_YEARS and not spoilt and not _is_a_span_to_come(sentence, start, place):
            yield numbers[0], numbers[-1], (sentence[start].start, sentence[place].end)


def _is_a_span_to_come(sentence: Sentence, start: int, place: int) -> bool:
    """Whether it says "over three years you will ...", not "over ten years of practice"."""
    goes_on = sentence[place + 1].text if place + 1 < len(sentence) else ""
    return start > 0 and sentence[start - 1].text == "over" and goes_on not in {"of", "in", "as", "experience", "with"}


def _number(text: str) -> int | None:
    if text.isdecimal() and len(text) <= 2:
        return int(text)
    return _NUMBERS.get(text) if text != "a" else None
