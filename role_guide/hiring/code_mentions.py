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


@dataclass(frozen=True, slots=True)
class Mention:
    """A certification in a sentence; ``around`` is the part of a very long sentence that can be about it."""

    certification: Certification
    sentence: str
    start: int
    end: int

    @property
    def around(self) -> str:
        """The sentence, or the words near the code where the sentence has no end."""
        return self.sentence[max(0, self.start - NEAR) : self.end + NEAR]


def mentions(sentence: str, book: Rules) -> Iterator[Mention]:
    """
    Yield the certifications that a sentence names, as the issuer writes them or with a word about certification.

    Args:
        sentence: One sentence.
        book: The catalogue.
    """
    for found in _codes().finditer(sentence):
        certification = find(found[1])
        mention = Mention(certification, sentence, found.start(), found.end())
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
