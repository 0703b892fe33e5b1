"""A possible name: where it stands and how much it looks like one."""

from __future__ import annotations

from enum import IntEnum


class Quality(IntEnum):
    """How much a stretch looks like a person's name by itself."""

    QUIET = 1
    """Small letters only."""
    WEAK = 2
    """Capitals on ordinary words, a name only behind a label."""
    POSSIBLE = 3
    """Every word is an ordinary word too: Will May."""
    SINGLE = 4
    """One word that is not known otherwise."""
    FULL = 5
    """Two words or more, or one after a title."""


SINGLE, FULL = Quality.SINGLE, Quality.FULL


class Span:
    """A possible name: tokens ``first`` to ``last``, the text as written, its quality, and whether ``'s`` follows."""

    __slots__ = ("first", "last", "possessive", "quality", "text", "titled")

    def __init__(
        self, first: int, last: int, text: str, quality: Quality, *, possessive: bool = False, titled: bool = False
    ) -> None:
        self.first = first
        self.last = last
        self.text = text
        self.quality = quality
        self.possessive = possessive
        self.titled = titled
