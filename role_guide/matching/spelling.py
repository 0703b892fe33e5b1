"""
Slips of the finger in the words that matter, put right; certification codes never are.

Two words count as one slip apart when leaving out one letter on either side makes them equal: that covers a letter
changed or swapped with its neighbour; a letter may also be missing. Long words may have two. A library would do
the same, but loading one takes a fifth as long again as a first answer does with all else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_SHORTEST, _LONG = 6, 11  # letters from which one slip, and two slips, still leave no doubt
_LONGEST = 20


class Spelling:
    """The words that are worth putting right, and those that only look like them."""

    def __init__(self, meant: Collection[str], real: Collection[str]) -> None:
        """
        Know words, and put misspellings of some of them right.

        Args:
            meant: words that are put in the place of their misspellings.
            real: words that only look like those; they are left alone.
        """
        self._real = frozenset(real) | frozenset(meant)
        self._alike: dict[tuple[str, int], list[tuple[str, frozenset[str]]]] = {}
        for word in meant:
            for slips, shortest in ((1, _SHORTEST), (2, _LONG)):
                if len(word) >= shortest:
                    self._alike.setdefault((word[:slips], len(word)), []).append((word, frozenset(word)))
        self.right = lru_cache(maxsize=8192)(self._right)

    def _right(self, word: str) -> str:
        """Give the word that is meant, or the word itself."""
        if not _SHORTEST - 1 <= len(word) <= _LONGEST or word in self._real or not word.isalpha():
            return word
        return self._near(word, 1) or (len(word) >= _LONG and self._near(word, 2)) or word

    def _near(self, word: str, slips: int) -> str | None:
        known = frozenset(word)
        for missing in (slips, 0):
            for meant, letters in self._alike.get((word[:slips], len(word) + missing), ()):
                if len(letters - known) <= slips and _equal_without(word, slips - missing, meant, slips):
                    return meant
        return None


def _equal_without(one: str, from_one: int, other: str, from_other: int) -> bool:
    """Whether two words are equal once so many letters are left out of each."""
    alike = 0
    while alike < len(one) and alike < len(other) and one[alike] == other[alike]:
        alike += 1
    one, other = one[alike:], other[alike:]
    if len(one) <= from_one and len(other) <= from_other:
        return True
    return (from_one > 0 and len(one) > 0 and _equal_without(one[1:], from_one - 1, other, from_other)) or (
        from_other > 0 and len(other) > 0 and _equal_without(one, from_one, other[1:], from_other - 1)
    )
