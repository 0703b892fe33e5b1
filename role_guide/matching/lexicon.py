"""The signals' data files, read once: phrases with their groups, how words are written, which codes answer what."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from role_guide.matching.phrase_matcher import Phrase, Phrases
from role_guide.matching.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FOLDER = f"{__file__.rpartition('matching')[0]}data/signals"
_PHRASE_FILES = ("presence", "scopes", "level", "building", "leading", "wishes")
_WEIGHTS = {"strong": 3, "plain": 2, "weak": 1, "topics": 3, "crowd": 2}
_NAMES = {"topics", "crowd"}  # fields and people: they weigh little beside somebody who leads


class Lexicon(NamedTuple):
    """Everything that is known about words; ``wishes`` gives what is said of those that are not weighed."""

    phrases: Phrases
    spelling: Spelling
    short: Mapping[str, tuple[str, ...]]
    foreign: Mapping[str, tuple[str, ...]]
    anyone: frozenset[str]
    undeniable: frozenset[str]
    scopes: frozenset[str]
    wishes: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """Read the files of phrases and words."""
    words = _table("words")
    short = dict(_pairs(words["short"]))
    phrases = Phrases(short)
    marked: dict[str, set[str]] = {"anyone": set(), "undeniable": set()}
    for file in _PHRASE_FILES:
        for group, table in _table(file).items():
            for key, weight in _WEIGHTS.items():
                if key in table:
                    phrases.add(table[key], Phrase(group, weight, topic=key in _NAMES))
            for mark in marked.keys() & table.keys():
                marked[mark].add(group)
    scopes = frozenset(_table("scopes"))
    wishes = {kind: table["says"] for kind, table in _table("wishes").items()}
    spelling = Spelling(words["often_misspelt"].split(), words["no_slips"].split())
    anyone, undeniable = (frozenset(groups) for groups in marked.values())
    return Lexicon(phrases, spelling, short, dict(_pairs(words["foreign"])), anyone, undeniable, scopes, wishes)


@cache
def answers() -> Mapping[str, Mapping[str, str]]:
    """Give for each set of equally right codes what it rests on, and what would have made it the answer."""
    return _table("answers")


@cache
def sentences() -> Mapping[str, Any]:
    """Give what is said to the asker: clarifying questions, reasons for none, notes on languages."""
    return _table("sentences")


def _table(name: str) -> dict[str, Any]:
    with open(f"{_FOLDER}/{name}.toml", "rb") as file:  # noqa: PTH123 - loading pathlib takes longer than all files
        return tomllib.load(file)


def _pairs(block: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pair in block.replace("\n", ";").split(";"):
        left, equals, right = pair.partition("=")
        if equals:
            yield left.strip(), tuple(right.split())
