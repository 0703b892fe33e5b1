"""Words, pairs, beginnings and letters of a text as features; other people's words and names of codes say nothing."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from role_guide.matching.negation import Stance
from role_guide.matching.tokens import CODES

if TYPE_CHECKING:
    from role_guide.matching.feature_builder import Features, Span
    from role_guide.matching.signals import Reading

HEAD = 0.5  # what a word of a title or a short text weighs beside a signal of the lexicon
LEAST = 0.1  # what a word of a long text weighs at least; its pairs are not looked at
LETTERS = 0.2  # what letters within a word weigh
FEW = 25  # words up to which a text is short
BEGINNING, GRAM = 5, 4  # letters
BEGIN, END = "^", "$"


class _Place(NamedTuple):
    """A word as it counts, with the word before it."""

    text: str
    before: str
    mark: str
    span: Span
    pair: Span


def add_words(to: Features, reading: Reading) -> None:
    """Add the features of a text's words, each once; denied words are other words than those that are not."""
    count = len(reading.words)
    usual = HEAD if count <= FEW else max(LEAST, round(HEAD * sqrt(FEW / count), 1))
    for number, (sentence, stance) in enumerate(reading.sentences):
        value = HEAD if number == 0 and len(sentence) <= FEW else usual
        before, start = BEGIN, sentence[0].start
        for word, whose in zip(sentence, stance, strict=True):
            if whose is Stance.OTHERS:
                before, start = BEGIN, word.end
                continue
            mark = "!" if whose is Stance.DENIED else ""
            text = "#" if word.text in CODES else "0" if word.text.isdigit() else word.text
            place = _Place(text, before, mark, (word.start, word.end), (start, word.end))
            _add_word(to, place, value, title=number == 0 and reading.advert)
            if value > LEAST:
                to.add(f"{mark}{before} {text}", (place.pair,), value)
            if count <= FEW:
                _add_letters(to, place)
            before, start = text, word.start
        to.add(f"{before} {END}", ((start, sentence[-1].end),), value)


def _add_word(to: Features, place: _Place, value: float, *, title: bool) -> None:
    text, _, mark, span, _ = place
    to.add(f"{mark}{text}", (span,), value)
    if title:
        to.add(f"T {text}", (span,), HEAD)
    if len(text) > BEGINNING:
        to.add(f"{mark}{text[:BEGINNING]}*", (span,), value)


def _add_letters(to: Features, place: _Place) -> None:
    if len(place.text) >= GRAM:
        edged = f"_{place.text}_"
        for at in range(len(edged) - GRAM + 1):
            to.add(f"{place.mark}~{edged[at : at + GRAM]}", (place.span,), LETTERS)
