"""
Phrases looked for in words: how the data files write them, and how all of them are found in one walk.

``word`` is itself, ``word*`` also what begins so, ``a|b*`` one of several, and ``..`` up to five words between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GAP = 5


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


@dataclass(slots=True)
class _Node:
    """How a phrase may go on: with the next word, or with one a little further."""

    near: dict[str, _Node] = field(default_factory=dict)
    far: dict[str, _Node] = field(default_factory=dict)
    ends: list[Phrase] = field(default_factory=list)


class Phrases:
    """All phrases, as one tree over the parts that they are written of."""

    def __init__(self, short: Mapping[str, tuple[str, ...]]) -> None:
        """Start empty; ``short`` are the words that texts are rid of, so that phrases must be too."""
        self._short = short
        self._root = _Node()
        self._exact: dict[str, set[str]] = {}
        self._starts: dict[str, set[str]] = {}
        self.parts_of = lru_cache(maxsize=8192)(self._parts_of)

    def add(self, written: str, phrase: Phrase) -> None:
        """Take up one phrase as the data files write it."""
        node, far = self._root, False
        for part in self._spelt_out(written):
            if part == "..":
                far = True
                continue
            self._know(part)
            branches = node.far if far else node.near
            node = branches.setdefault(part, _Node())
            far = False
        node.ends.append(phrase)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield every phrase in the words of one sentence."""
        parts = [self.parts_of(word) for word in words]
        for start in range(len(words)):
            yield from self._walk(self._root, parts, start, ())

    def _walk(self, node: _Node, parts: list[tuple[str, ...]], at: int, places: tuple[int, ...]) -> Iterator[Hit]:
        for phrase in node.ends:
            yield Hit(phrase, places)
        if at < len(parts) and node.near:
            for part in parts[at]:
                if part in node.near:
                    yield from self._walk(node.near[part], parts, at + 1, (*places, at))
        if node.far:
            for place in range(at, min(at + GAP + 1, len(parts))):
                for part in parts[place]:
                    if part in node.far:
                        yield from self._walk(node.far[part], parts, place + 1, (*places, place))

    def _parts_of(self, word: str) -> tuple[str, ...]:
        found = set(self._exact.get(word, ()))
        for length in range(1, len(word) + 1):
            found |= self._starts.get(word[:length], set())
        return tuple(sorted(found))

    def _know(self, part: str) -> None:
        for one in part.split("|"):
            if one.endswith("*"):
                self._starts.setdefault(one[:-1], set()).add(part)
            else:
                self._exact.setdefault(one, set()).add(part)

    def _spelt_out(self, written: str) -> Iterator[str]:
        for part in written.split():
            yield from self._short.get(part, (part,))
