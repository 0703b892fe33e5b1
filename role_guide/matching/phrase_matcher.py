"""
Phrases looked for in words: how the data files write them, and how all of them are found in one walk.

``word`` is itself, ``word*`` also what begins so (with three letters at least), ``a|b*`` one of several, and ``..`` up
to five words between. Most phrases are never come near to: each is read one word further than the walk has come.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GAP = 5
HEAD = 3  # letters by which beginnings of words are looked up


class Phrase(NamedTuple):
    """What a phrase belongs to, and how much it counts there."""

    group: str
    weight: int
    topic: bool = False


class Hit(NamedTuple):
    """A phrase found: the places of its words."""

    phrase: Phrase
    places: tuple[int, ...]


class _Branches(NamedTuple):
    """Where one more word leads: by the word itself, or, looked up by its first letters, by how it begins."""

    exact: Mapping[str, Sequence[_Node]]
    starts: Mapping[str, Sequence[tuple[str, _Node]]]

    def after(self, word: str) -> Sequence[_Node]:
        """Give every node that the word leads to."""
        found = self.exact.get(word, ())
        begun = self.starts.get(word[:HEAD])
        if begun is None:
            return found
        nodes = [node for start, node in begun if word.startswith(start)]
        return tuple(dict.fromkeys([*found, *nodes])) if nodes else found


class _Node:
    """Phrases that begin alike: what they have left, and, once a walk has come here, how they go on and what ends."""

    __slots__ = ("left", "onward")

    def __init__(self) -> None:
        self.left: list[tuple[str, Phrase]] = []
        self.onward: tuple[list[Phrase], _Branches | None, _Branches | None] | None = None


class Phrases:
    """All phrases, as one tree over the parts that they are written of, which grows where it is walked."""

    def __init__(self, short: Mapping[str, tuple[str, ...]]) -> None:
        """Start empty; ``short`` are the words that texts are rid of, so that phrases must be too."""
        self._short = short
        self._root = _Node()
        self._begun_with = lru_cache(maxsize=8192)(self._first)

    def add(self, written: str, phrase: Phrase) -> None:
        """
        Add phrases, before any is looked for.

        Args:
            written: the phrases as the data files write them, parted by semicolons or lines.
            phrase: what all of them belong to.
        """
        self._root.left += [(each, phrase) for each in written.replace("\n", ";").split(";") if each]

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Give every phrase in the words of one sentence."""
        hits: list[Hit] = []
        walk = self._walk
        for start, nodes in enumerate(map(self._begun_with, words)):
            for node in nodes:
                walk(node, words, (start,), hits)
        return hits

    def _first(self, word: str) -> Sequence[_Node]:
        _, near, _ = self._root.onward or self._grow(self._root)
        return near.after(word) if near else ()

    def _walk(self, node: _Node, words: Sequence[str], places: tuple[int, ...], hits: list[Hit]) -> None:
        ends, near, far = node.onward or self._grow(node)
        if ends:
            hits += [Hit(phrase, places) for phrase in ends]
        at = places[-1] + 1
        if at == len(words):
            return
        if near:
            exact, starts = near
            word = words[at]
            if word in exact or word[:HEAD] in starts:
                for onward in near.after(word):
                    self._walk(onward, words, (*places, at), hits)
        if far:
            exact, starts = far
            for place in range(at, min(at + GAP + 1, len(words))):
                word = words[place]
                if word in exact or word[:HEAD] in starts:
                    for onward in far.after(word):
                        self._walk(onward, words, (*places, place), hits)

    def _grow(self, node: _Node) -> tuple[list[Phrase], _Branches | None, _Branches | None]:
        """Read one more word of every phrase that comes this way."""
        ends: list[Phrase] = []
        near: dict[str, _Node] = {}
        far: dict[str, _Node] = {}
        for written, phrase in node.left:
            part, _, rest = written.lstrip().partition(" ")
            branches = near
            if part == "..":
                part, _, rest = rest.lstrip().partition(" ")
                branches = far
            if not part:
                ends.append(phrase)
                continue
            if part in self._short:
                part, *more = self._short[part]
                rest = " ".join((*more, rest))
            onward = branches.get(part)
            if onward is None:
                onward = branches[part] = _Node()
            onward.left.append((rest, phrase))
        node.onward = ends, _branches(near) if near else None, _branches(far) if far else None
        return node.onward


def _branches(nodes: Mapping[str, _Node]) -> _Branches:
    """Keep nodes by the words that their parts name."""
    exact: dict[str, list[_Node]] = {}
    starts: dict[str, list[tuple[str, _Node]]] = {}
    for part, node in nodes.items():
        for one in part.split("|"):
            if one[-1] == "*":
                starts.setdefault(one[:HEAD], []).append((one[:-1], node))
            else:
                exact.setdefault(one, []).append(node)
    return _Branches(exact, starts)
