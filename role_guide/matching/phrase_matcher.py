"""
Phrases looked for in words: all of them are found in one walk through a tree that lies in the lexicon's file.

``tests/training/lexicon_file.py`` makes the tree. A node is a text of keys and what they lead to, by turns: the next
word or how it begins (``engineer*``), ``+`` for the node in which the words after that are looked up, and ``.`` for the
phrases that end here. A key leads to the number of a node, or to ``=`` with that of a phrase which ends there and does
not go on. Most nodes are never come near to, and are never read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 5
HEAD = 3  # letters by which beginnings of words are looked up
STAR, FAR, ENDS, END = "*", "+", ".", "="  # as said above


class Phrase(NamedTuple):
    """What a phrase belongs to, and how much it counts there."""

    group: str
    weight: int
    topic: bool = False


class Hit(NamedTuple):
    """A phrase found: the places of its words."""

    phrase: Phrase
    places: tuple[int, ...]


Node = dict[str, str]
_Keys = tuple[str, "Sequence[str]"]
_MAKE = tuple.__new__  # twice as fast as the class itself


class Phrases:
    """All phrases, and the tree over the parts that they are written of."""

    def __init__(self, *, phrases: Sequence[Sequence[Any]], starts: str, root: str, nodes: str) -> None:
        """
        Keep the tree as its file has it, to be read where it is walked.

        Args:
            phrases: groups, weights and topics.
            starts: all beginnings of words that stand in the tree.
            root: the node that a phrase's first word is looked up in.
            nodes: all others.
        """
        self._phrases = {f"{END}{number}": Phrase(*each) for number, each in enumerate(phrases)}
        self._starts: dict[str, list[str]] = {}
        for start in starts.split():
            self._starts.setdefault(start[:HEAD], []).append(start)
        self._root = _node(root)
        self._nodes = nodes.split(";")
        self._read: dict[str, Node] = {}
        self._keys_of = lru_cache(maxsize=8192)(self._keys)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Give every phrase in the words of one sentence."""
        keys = list(map(self._keys_of, words))
        hits: list[Hit] = []
        for start, (begun, _) in enumerate(keys):
            if begun:
                self._walk(begun, keys, (start,), hits)
        return hits

    def _keys(self, word: str) -> _Keys:
        """Give where a phrase's first word leads to, and what it is looked up by: itself, then how it begins."""
        root, keys = self._root, [word]
        for start in self._starts.get(word[:HEAD], ()):
            if word.startswith(start):
                keys.insert(1, f"{start}{STAR}")
        for key in keys:
            if key in root:
                return root[key], keys
        return "", keys

    def _walk(self, to: str, keys: Sequence[_Keys], places: tuple[int, ...], hits: list[Hit]) -> None:
        if to in self._phrases:
            hits.append(_MAKE(Hit, (self._phrases[to], places)))
            return
        node = self._read[to] if to in self._read else self._node(to)
        if ENDS in node:
            hits += [_MAKE(Hit, (self._phrases[end], places)) for end in node[ENDS].split(",")]
        at = places[-1] + 1
        if at == len(keys):
            return
        for key in keys[at][1]:
            if key in node:
                self._walk(node[key], keys, (*places, at), hits)
                break
        if FAR in node:
            further = node[FAR]
            node = self._read[further] if further in self._read else self._node(further)
            for place in range(at, min(at + GAP + 1, len(keys))):
                for key in keys[place][1]:
                    if key in node:
                        self._walk(node[key], keys, (*places, place), hits)
                        break

    def _node(self, number: str) -> Node:
        node = self._read[number] = _node(self._nodes[int(number)])
        return node


def _node(written: str) -> Node:
    parts = iter(written.split(" "))
    return dict(zip(parts, parts, strict=True))
