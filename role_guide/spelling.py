"""
Slips of the finger in the words that matter, put right; certification codes never are.

Two words count as one slip apart when leaving out one letter on either side makes them equal: that covers a letter
changed, missing, added or swapped with its neighbour. Long words may have two. A library would do the same, but
loading one costs most of the role guide's 50 ms.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SHORTEST, _LONG = 6, 11  # letters from which one slip, and two slips, still leave no doubt
_LONGEST = 20


class Spelling:
    """The words that are worth putting right, and those that only look like them."""

    def __init__(self, meant: Collection[str], real: Collection[str]) -> None:
        """``meant`` are put in the place of their misspellings, ``real`` words are left alone."""
        self._real = frozenset(real) | frozenset(meant)
        self._one: dict[str, str] = {}
        self._two: dict[str, str] = {}
        for word in meant:
            if len(word) >= _SHORTEST:
                for rest in _without(word, 1):
                    self._one.setdefault(rest, word)
            if len(word) >= _LONG:
                for rest in _without(word, 2):
                    self._two.setdefault(rest, word)
        self.right = lru_cache(maxsize=8192)(self._right)

    def _right(self, word: str) -> str:
        """Give the word that is meant, or the word itself."""
        if not _SHORTEST - 1 <= len(word) <= _LONGEST or word in self._real or not word.isalpha():
            return word
        found = self._near(word, self._one, 1)
        if found is None and len(word) >= _LONG:
            found = self._near(word, self._two, 2)
        return found or word

    @staticmethod
    def _near(word: str, rests: dict[str, str], slips: int) -> str | None:
        for rest in (word, *_without(word, slips)):
            found = rests.get(rest)
            if found and found[:slips] == word[:slips] and abs(len(found) - len(word)) <= slips:
                return found
        return None


def _without(word: str, letters: int) -> Iterator[str]:
    """Yield the word with so many letters left out, wherever they stand."""
    for gone in combinations(range(len(word)), letters):
        yield "".join(letter for at, letter in enumerate(word) if at not in gone)
