"""Where a text names certifications: whole words only, never a part of an ID, never the letters' other meanings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from role_guide.catalogue.catalogue import catalogue, find
from role_guide.catalogue.issuers import issuers_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from role_guide.catalogue.models import Certification, Namesake
    from role_guide.hiring.review_rules import Rules

NEAR = 300
MOST_MENTIONS = 100  # of one certification that are read in one text
BESIDE = 4  # signs between a code and its full name
_ATTACHED = "certif|qualif|accredit|credential|holder|holding|level"
_JOINED = re.compile(r"\s*(?:\([^()]{0,120}\))?\s*(?:,|and|or|&|/|\+|,\s*(?:and|or))\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A certification in a sentence, from ``start`` to ``end``, by its code or (``is_spelled_out``) by its full name.

    What the sentence says behind it is about it up to ``reach``: up to the next certification, unless the two are
    named in one breath ("AIDA and AIMA"). ``namesake`` is set where the letters are another issuer's here.
    """

    certification: Certification
    sentence: str
    start: int
    end: int
    reach: int
    is_spelled_out: bool = False
    namesake: Namesake | None = None

    @property
    def offset(self) -> int:
        """Where ``around`` begins in the sentence."""
        return max(0, self.start - NEAR)

    @property
    def around(self) -> str:
        """The sentence, or the words near the code where the sentence has no end."""
        return self.sentence[self.offset : self.end + NEAR]


class _Name(NamedTuple):
    """A code or a full name in a sentence."""

    start: int
    end: int
    certification: Certification
    is_spelled_out: bool


def mentions(sentence: str, book: Rules) -> Iterator[Mention]:
    """
    Yield the certifications that a sentence names, as the issuer writes them or with a word about certification.

    Args:
        sentence: One sentence.
        book: The catalogue.
    """
    names = _names(sentence)
    reach, reaches = len(sentence), list[int]()
    for at in range(len(names) - 1, -1, -1):
        reaches.append(reach)
        joined = at and _JOINED.fullmatch(sentence, names[at - 1].end, names[at].start)
        reach = reach if joined else names[at].start
    seen: Counter[str] = Counter()
    for name, reach in zip(names, reversed(reaches), strict=True):
        seen[name.certification.code] += 1
        if seen[name.certification.code] > MOST_MENTIONS:
            continue
        mention = Mention(name.certification, sentence, name.start, name.end, reach, name.is_spelled_out)
        written = sentence[name.start : name.end]
        as_written = name.is_spelled_out or written in {name.certification.display, name.certification.code}
        if not as_written and not book.certification_words.search(mention.around):
            continue
        if not book.is_elsewhere(name.certification.display, mention.around):
            yield mention
        elif other := _namesake(name.certification, mention.around):
            yield replace(mention, namesake=other)


def _namesake(certification: Certification, around: str) -> Namesake | None:
    """Return whose letters they are where a sentence names another issuer of the very same code."""
    issuers = issuers_named(around, certification.code)
    same = (each for each in certification.namesakes if each.code == certification.display)
    return next((each for each in same if each.issuer in issuers), None)


def _names(sentence: str) -> list[_Name]:
    """Return the codes of a sentence, and the full names that do not stand beside their own code."""
    codes = [_Name(*found.span(), find(found[1]), is_spelled_out=False) for found in _codes().finditer(sentence)]
    pattern, by_title = _titles()
    titles = [
        _Name(*found.span(), by_title[" ".join(found[0].lower().split())], is_spelled_out=True)
        for found in pattern.finditer(sentence)
    ]
    alone = [title for title in titles if not any(_is_beside(title, code, sentence) for code in codes)]
    return sorted([*codes, *alone])


def _is_beside(title: _Name, code: _Name, sentence: str) -> bool:
    first, second = sorted([title, code])
    between = sentence[first.end : second.start]
    return title.certification == code.certification and len(between) <= BESIDE and not re.search(r"\w", between)


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes that stand in a text as whole words, in whatever case, each once and in the order named."""
    return tuple(dict.fromkeys(find(found[1]).display for found in _codes().finditer(text)))


@cache
def _codes() -> re.Pattern[str]:
    longest_first = sorted(catalogue().codes(), key=len, reverse=True)
    codes = "|".join(code.replace(" ", r"\s") for code in longest_first)
    return re.compile(rf"(?<![\w-])({codes})(?![\w&]|-(?!{_ATTACHED})\w)", re.IGNORECASE | re.ASCII)


@cache
def _titles() -> tuple[re.Pattern[str], dict[str, Certification]]:
    """Return what finds full names of three words and more; "Architect" is an ordinary word."""
    named = {each.title.lower(): each for each in catalogue().certifications if each.title.count(" ") >= 2}
    longest_first = sorted(named, key=len, reverse=True)
    joined = "|".join(re.escape(title).replace(r"\ ", r"\s+") for title in longest_first)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE), named
