"""Regular expressions out of lists in data files, compiled once; a fault names file and key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from role_guide.errors import DataFault

if TYPE_CHECKING:
    from collections.abc import Iterable

Pattern = re.Pattern[str]
NEVER = re.compile(r"(?!)")


def any_of(patterns: Iterable[str], *, file: str, key: str) -> Pattern:
    """
    Return the expression that finds any of the patterns, whatever the case; of none, nothing.

    Args:
        patterns: Regular expressions.
        file: The name of the data file, for messages.
        key: Where it stands in the file, for messages.
    """
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    try:
        return re.compile(joined, re.IGNORECASE) if joined else NEVER
    except re.error as error:
        raise DataFault(file, "", key, f"is no regular expression: {error}") from error


def any_word(words: Iterable[str]) -> Pattern:
    """Return what matches any of the words as a whole, whatever the case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
