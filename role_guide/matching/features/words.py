"""Words, pairs, beginnings, letters and clusters of a text's words as features; others' words and codes say nothing."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from role_guide.matching.features.clusters import cluster_of
from role_guide.matching.negation import Stance
from role_guide.matching.tokens import CODES

if TYPE_CHECKING:
    from role_guide.matching.features.builder import Features, Spans
    from role_guide.matching.signals import Reading

HEAD = 0.5  # what a word of a title or a short text weighs beside a signal of the lexicon
LEAST = 0.1  # what a word of a long text weighs at least; its pairs are not looked at
LETTERS = 0.2  # what letters within a word weigh
FEW = 25  # words up to which a text is short
BEGINNING, GRAM = 5, 4  # letters
BEGIN, END = "^", "$"


def add_words(to: Features, reading: Reading) -> None:
    """
    Add the features of a text's words, each once; denied words are other words than those that are not.

    Args:
        to: the features so far.
        reading: what was read.
    """
    count, values, spans = len(reading.words), to.values, to.spans
    others, denied = Stance.OTHERS, Stance.DENIED
    done: set[str] = set()
    usual = HEAD if count <= FEW else max(LEAST, round(HEAD * sqrt(FEW / count), 1))
    for number, (sentence, stance) in enumerate(reading.sentences):
        value = HEAD if number == 0 and len(sentence) <= FEW else usual
        before, start, title = BEGIN, sentence[0].start, number == 0 and reading.advert
        for word, whose in zip(sentence, stance, strict=True):
            text, begins, ends, _ = word
            if whose is others:
                before, start = BEGIN, ends
                continue
            mark = "!" if whose is denied else ""
            text = "#" if text in CODES else "0" if text.isdigit() else text
            marked = f"{mark}{text}"
            if title or marked not in done:
                done.add(marked)
                here = ((begins, ends),)
                for name in _names_in_title(mark, text) if title else _names_of(mark, text):
                    if name not in values:
                        values[name] = HEAD if name[:2] == "T " else value
                        spans[name] = here
            if value > LEAST:
                pair = f"{mark}{before} {text}"
                if pair not in values:
                    values[pair] = value
                    spans[pair] = ((start, ends),)
            if count <= FEW:
                _add_letters(to, mark, text, ((begins, ends),))
            before, start = text, begins
        last = sentence[-1].end
        to.add(f"{before} {END}", ((start, last),) if start < last else (), value)


def _add_letters(to: Features, mark: str, text: str, spans: Spans) -> None:
    for name in _letters_of(mark, text):
        to.add(name, spans, LETTERS)


@lru_cache(maxsize=8192)
def _names_of(mark: str, text: str) -> tuple[str, ...]:
    """Name the features of one word: itself, how it begins, and the words that are used alike."""
    names = [f"{mark}{text}"]
    if len(text) > BEGINNING:
        names.append(f"{mark}{text[:BEGINNING]}*")
    cluster = cluster_of(text)
    if cluster:
        names.append(f"{mark}%{cluster}")
    return tuple(names)


def _names_in_title(mark: str, text: str) -> tuple[str, ...]:
    """Name those of a word in a title: they say that it stands there, too."""
    cluster = cluster_of(text)
    return (*_names_of(mark, text), f"T {text}", *((f"T %{cluster}",) if cluster else ()))


@lru_cache(maxsize=8192)
def _letters_of(mark: str, text: str) -> tuple[str, ...]:
    """Name the runs of letters within one word."""
    edged = f"_{text}_"
    last = len(edged) - GRAM + 1 if len(text) >= GRAM else 0
    return tuple([f"{mark}~{edged[at : at + GRAM]}" for at in range(last)])
