"""
Phrases looked for in words: how the data files write them, and how all of them are found in one walk.

``word`` is itself, ``word*`` also what begins so, ``a|b*`` one of several, and ``..`` up to five words between.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GAP = 5
LONGEST = 24  # letters at which a word's beginnings are told apart


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase belongs to, and how much it counts there."""

    group: str
    weight: int
    topic: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: the places of its words."""

    phrase: Phrase
    places: tuple[int, ...]


class _Node:
    """How a phrase may go on: with the next word, or with one a little further; and what ends here."""

    __slots__ = ("ends", "far", "near")

    def __init__(self) -> None:
        self.near: dict[str, _Node] | None = None
        self.far: dict[str, _Node] | None = None
        self.ends: tuple[Phrase, ...] = ()

    def onward(self, part: str, *, far: bool) -> _Node:
        """Give the node that follows with ``part``, new if need be."""
        branches = self.far if far else self.near
        if branches is None:
            branches = {}
            if far:
                self.far = branches
            else:
                self.near = branches
        node = branches.get(part)
        if node is None:
            node = branches[part] = _Node()
        return node


class Phrases:
    """All phrases, as one tree over the parts that they are written of."""

    def __init__(self, short: Mapping[str, tuple[str, ...]]) -> None:
        """Start empty; ``short`` are the words that texts are rid of, so that phrases must be too."""
        self._short = short
        self._root = _Node()
        self._known: set[str] = set()
        self._exact: dict[str, list[str]] = {}
        self._starts: dict[str, list[str]] = {}
        self._parts_of = lru_cache(maxsize=8192)(self._parts)

    def add(self, written: str, phrase: Phrase) -> None:
        """Take up one phrase as the data files write it."""
        node, far = self._root, False
        for word in written.split():
            for part in self._short.get(word, (word,)):
                if part == "..":
                    far = True
                    continue
                if part not in self._known:
                    self._know(part)
                node, far = node.onward(part, far=far), False
        node.ends += (phrase,)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield every phrase in the words of one sentence."""
        parts = [self._parts_of(word) for word in words]
        first = self._root.near or {}
        for start, at_start in enumerate(parts):
            for part in at_start:
                if part in first:
                    yield from self._walk(first[part], parts, start + 1, (start,))

    def _walk(self, node: _Node, parts: list[tuple[str, ...]], at: int, places: tuple[int, ...]) -> Iterator[Hit]:
        for phrase in node.ends:
            yield Hit(phrase, places)
        if node.near and at < len(parts):
            yield from self._step(node.near, parts, at, places)
        if node.far:
            for place in range(at, min(at + GAP + 1, len(parts))):
                yield from self._step(node.far, parts, place, places)

    def _step(
        self, branches: dict[str, _Node], parts: list[tuple[str, ...]], place: int, places: tuple[int, ...]
    ) -> Iterator[Hit]:
        for part in parts[place]:
            if part in branches:
                yield from self._walk(branches[part], parts, place + 1, (*places, place))

    def _parts(self, word: str) -> tuple[str, ...]:
        """Give every part of a phrase that ``word`` can stand for."""
        found = dict.fromkeys(self._exact.get(word, ()))
        for length in range(1, min(len(word), LONGEST) + 1):
            found.update(dict.fromkeys(self._starts.get(word[:length], ())))
        return tuple(found)

    def _know(self, part: str) -> None:
        self._known.add(part)
        for one in part.split("|"):
            if one.endswith("*"):
                self._starts.setdefault(one[:-1], []).append(part)
            else:
                self._exact.setdefault(one, []).append(part)
