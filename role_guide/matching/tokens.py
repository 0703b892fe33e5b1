"""Text as sentences of words, each word as it is looked for and where it stands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from role_guide.matching.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = {
    code.lower(): code
    for code in "AIDA AIMA CPAP CPAA CAIP CAIM CAiEP AiE CAIS CAIG CAIA CAiBP CVAE CAI CAE".split()  # noqa: SIM905
}
_WORD = re.compile(  # each part begins with a set of signs, so that most parts are passed over at once
    r"([B-Zb-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f]*(?:['\u2019][A-Za-z]+)?"
    r"|[Aa](?<=\b.)\.[Ii]\b\.?"
    r"|\d\d*(?=\s?\+?\s?(?:y|yrs?|years?)\b)"
    r"|[A0-9a][A-Za-z0-9\u00c0-\u024f]*(?:['\u2019][A-Za-z]+)?"
    r"|[^\W_]+)"
)
_ENDS_SENTENCE = frozenset("!?;\n\u2022\u00b7")
_CUTS = frozenset(":()[]\u2013\u2014\u2026")
_ELIDED = r"^(?:l|d|qu|un|dell|all|nell)'(?=[aeiouh])"
_ABBREVIATED = frozenset("dr st no approx vs e g i eg ie etc incl min max ca resp ref dept".split())  # noqa: SIM905


class Word(NamedTuple):
    """A word as it is looked for, its place in the visible text, and the mark before it (``,`` or ``:`` for a cut)."""

    text: str
    start: int
    end: int
    mark: str


Sentence = tuple[Word, ...]
LONGEST_WORD = 50  # letters; what is longer is no word of ours, and one sign can stand for eighteen letters
LONG, GOES_ROUND = 100, 8  # words; and how often each of them stands in it on average
MOST_WORDS = 340  # READ_AT_MOST letters of any text that people write; of one-letter words there could be thousands


def sentences_of(text: str) -> Iterator[Sentence]:
    """
    Yield the sentences, lines and list items of visible text.

    What is repeated says no more: of sentences that follow each other word for word one is left, and of a long one
    that goes round in a few words its beginning.
    """
    before: list[str] = []
    for sentence in _sentences(text):
        words = [word.text for word in sentence]
        if words != before:
            before = words
            goes_round = len(words) > LONG and len(set(words)) * GOES_ROUND < len(words)
            yield sentence[:LONG] if goes_round else sentence


def _sentences(text: str) -> Iterator[Sentence]:
    sentence: list[Word] = []
    last, read = 0, 0
    make, looked_for = tuple.__new__, _as_looked_for
    parts = iter(_WORD.split(text))  # what stands between words, and the words, by turns
    for between, written in zip(parts, parts, strict=False):
        if read >= MOST_WORDS:
            break
        start = last + len(between)
        mark = ""
        if between and between != " ":
            mark, ends = _between(between)
            if ends and sentence and not _is_abbreviated(text[sentence[-1].start : last], between):
                yield tuple(sentence)
                sentence = []
        last = start + len(written)
        for spelt in looked_for(written):
            sentence.append(make(Word, (spelt, start, last, mark)))
            mark = ""
            read += 1
    if sentence:
        yield tuple(sentence)


@lru_cache(maxsize=1024)
def _between(between: str) -> tuple[str, bool]:
    """Give the mark that stands between two words, and whether a sentence may end there."""
    shape = "".join([" " if sign.isspace() else sign for sign in between])
    cuts = " - " in shape or not _CUTS.isdisjoint(between)
    ends = ". " in shape or ".." in shape or not _ENDS_SENTENCE.isdisjoint(between)
    return ":" if cuts else "," if "," in between else "", ends


def _is_abbreviated(word: str, between: str) -> bool:
    if between.strip() not in {".", ".,", ". -"} or "\n" in between:
        return False
    return word.lower() in _ABBREVIATED or word.lower() in lexicon().short


@lru_cache(maxsize=8192)
def _as_looked_for(written: str) -> tuple[str, ...]:
    word = folded(written)
    if word in CODES:
        return (word,)
    known = lexicon()
    return known.spelt[word] if word in known.spelt else (known.spelling.right(word),)


def folded(written: str) -> str:
    """Give a word in lower case, without marks on letters, apostrophes and possessive s."""
    word = written.lower()
    if word.startswith("a.i"):
        return "ai"
    if not word.isascii() and len(word) <= LONGEST_WORD:
        word = unicodedata.normalize("NFKD", word.replace("\u00df", "ss").replace("\u2019", "'"))
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    if "'" not in word:
        return word
    return re.sub(_ELIDED, "", word.removesuffix("'s")).replace("'", "")
