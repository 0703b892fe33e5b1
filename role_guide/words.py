"""Text as sentences of words, each word as it is looked for and where it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from role_guide.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = {
    code.lower(): code
    for code in "AIDA AIMA CPAP CPAA CAIP CAIM CAiEP AiE CAIS CAIG CAIA CAiBP CVAE CAI CAE".split()  # noqa: SIM905
}
_WORD = re.compile(r"\d+(?=\s?\+?\s?(?:y|yrs?|years?)\b)|[A-Za-z0-9\u00c0-\u024f]+(?:['\u2019][A-Za-z]+)?|[^\W_]+")
_ENDS_SENTENCE = re.compile(r"[!?;\n\u2022\u00b7]|\.\s|\.\.")
_CUTS = re.compile(r"[:()\[\]\u2013\u2014\u2026]|\s-\s")
_ELIDED = re.compile(r"^(?:l|d|qu|un|dell|all|nell)'(?=[aeiouh])")
_ABBREVIATED = frozenset("dr st no approx vs e g i eg ie etc incl min max ca resp ref dept".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is looked for, its place in the visible text, and the mark before it (``,`` or ``:`` for a cut)."""

    text: str
    start: int
    end: int
    mark: str


Sentence = tuple[Word, ...]


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yield the sentences, lines and list items of visible text."""
    sentence: list[Word] = []
    last = 0
    for found in _WORD.finditer(text):
        between, mark = text[last : found.start()], ""
        if between not in {"", " "}:
            if sentence and _ends_sentence(between, text[sentence[-1].start : last]):
                yield tuple(sentence)
                sentence = []
            mark = ":" if _CUTS.search(between) else "," if "," in between else ""
        for spelt in _as_looked_for(found.group()):
            sentence.append(Word(spelt, found.start(), found.end(), mark))
            mark = ""
        last = found.end()
    if sentence:
        yield tuple(sentence)


def _ends_sentence(between: str, before: str) -> bool:
    if not _ENDS_SENTENCE.search(between):
        return False
    abbreviated = before.lower() in _ABBREVIATED or before.lower() in lexicon().short
    return not (abbreviated and between.strip() in {".", ".,", ". -"} and "\n" not in between)


@lru_cache(maxsize=8192)
def _as_looked_for(written: str) -> tuple[str, ...]:
    word = folded(written)
    if word in CODES:
        return (word,)
    known = lexicon()
    if word in known.short:
        return known.short[word]
    if word in known.foreign:
        return known.foreign[word]
    return (known.spelling.right(word),)


def folded(written: str) -> str:
    """Give a word in lower case, without marks on letters, apostrophes and possessive s."""
    word = unicodedata.normalize("NFKD", written.lower().replace("\u00df", "ss"))
    word = "".join(letter for letter in word if not unicodedata.combining(letter)).replace("\u2019", "'")
    return _ELIDED.sub("", word.removesuffix("'s")).replace("'", "")
