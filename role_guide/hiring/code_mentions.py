"""Where a text names certifications: whole words only, never a part of an ID, never the letters' other meanings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import catalogue, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from role_guide.catalogue.models import Certification
    from role_guide.hiring.review_rules import Rules

NEAR = 300
_ATTACHED = "certif|qualif|accredit|credential|holder|holding|level"
_JOINED = re.compile(r"\s*(?:\([^()]{0,120}\))?\s*(?:,|and|or|&|/|\+|,\s*(?:and|or))\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A certification in a sentence, from ``start`` to ``end``.

    What the sentence says behind it is about it up to ``reach``: up to the next certification, unless the two are
    named in one breath ("AIDA and AIMA").
    """

    certification: Certification
    sentence: str
    start: int
    end: int
    reach: int

    @property
    def offset(self) -> int:
        """Where ``around`` begins in the sentence."""
        return max(0, self.start - NEAR)

    @property
    def around(self) -> str:
        """The sentence, or the words near the code where the sentence has no end."""
        return self.sentence[self.offset : self.end + NEAR]


def mentions(sentence: str, book: Rules) -> Iterator[Mention]:
    """
    Yield the certifications that a sentence names, as the issuer writes them or with a word about certification.

    Args:
        sentence: One sentence.
        book: The catalogue.
    """
    matches = list(_codes().finditer(sentence))
    reach = len(sentence)
    reaches = []
    for at in range(len(matches) - 1, -1, -1):
        reaches.append(reach)
        joined = at and _JOINED.fullmatch(sentence, matches[at - 1].end(), matches[at].start())
        reach = reach if joined else matches[at].start()
    for found, reach in zip(matches, reversed(reaches), strict=True):
        certification = find(found[1])
        mention = Mention(certification, sentence, found.start(), found.end(), reach)
        as_written = found[1] in {certification.display, certification.code}
        if not as_written and not book.certification_words.search(mention.around):
            continue
        if not book.is_elsewhere(certification.display, mention.around):
            yield mention


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes that stand in a text as whole words, in whatever case, each once and in the order named."""
    return tuple(dict.fromkeys(find(found[1]).display for found in _codes().finditer(text)))


@cache
def _codes() -> re.Pattern[str]:
    longest_first = sorted(catalogue().codes(), key=len, reverse=True)
    codes = "|".join(code.replace(" ", r"\s") for code in longest_first)
    return re.compile(rf"(?<![\w-])({codes})(?![\w&]|-(?!{_ATTACHED})\w)", re.IGNORECASE | re.ASCII)
