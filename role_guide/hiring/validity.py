"""What a sentence claims about how long a certification stands, in years; ``inf`` for ever."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from role_guide.hiring.code_mentions import Mention

_WORDS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})"
_LENGTH = rf"{_NUMBER}[\s-]*(?P<unit>years?|months?)\b(?!['\u2019]?\s*(?:of\b|experience\b|'))"
_VALID = r"(?:valid(?:ity)?|stands?|expir\w+|renew\w*|recertif\w*|lasts?|lapses?)"
_AFTER = re.compile(rf"\b{_VALID}\W+(?:\w+\W+){{0,4}}?{_LENGTH}", re.IGNORECASE)
_BEFORE = re.compile(rf"\b{_LENGTH}\W+(?:\w+\W+){{0,2}}?(?:validity|certificat\w+|credential|term)\b", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:renew\w*|recertif\w*)\W+(?:\w+\W+){0,3}?(?:annually|yearly|every year|each year)\b", re.IGNORECASE
)
_FOREVER = re.compile(
    r"\b(?:lifetime|life-?long|permanent(?:ly)?|indefinite(?:ly)?|for life"
    r"|(?:never|(?:does|do)(?: not|n't)) expires?)\b",
    re.IGNORECASE,
)


def claimed_years(mention: Mention) -> float | None:
    """Return the years that the words after the code claim, or None where they claim none."""
    behind = mention.sentence[mention.end : mention.end + 160]
    before = mention.sentence[max(0, mention.start - 40) : mention.start]
    if _FOREVER.search(behind) or re.search(r"\b(?:lifetime|permanent)\s+$", before, re.IGNORECASE):
        return inf
    if _YEARLY.search(behind):
        return 1
    found = _AFTER.search(behind) or _BEFORE.search(behind)
    if found is None:
        return None
    number = float(_WORDS.get(found["number"].lower()) or found["number"])
    return number / 12 if found["unit"].lower().startswith("month") else number
