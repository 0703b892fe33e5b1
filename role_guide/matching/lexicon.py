"""
The lexicon, read once: phrases with their groups, how words are written, which codes answer what.

People write it in ``data/signals``; ``tests/training/lexicon_file.py`` makes the one file of it that is read here.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from role_guide.matching.phrase_matcher import Phrases
from role_guide.matching.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_FILE = f"{__file__.rpartition('matching')[0]}data/lexicon.json"


class Lexicon(NamedTuple):
    """
    Everything that is known about words.

    ``spelt`` gives what short and foreign words are looked for as, ``wishes`` what is said of those that are not
    weighed.
    """

    phrases: Phrases
    spelling: Spelling
    short: Collection[str]
    spelt: Mapping[str, tuple[str, ...]]
    anyone: frozenset[str]
    undeniable: frozenset[str]
    scopes: frozenset[str]
    wishes: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """Give the phrases and words."""
    found = _file()
    short = found["short"]
    spelt = {left: tuple(right) for left, right in (found["foreign"] | short).items()}
    anyone, undeniable, scopes = (frozenset(found[name]) for name in ("anyone", "undeniable", "scopes"))
    spelling = Spelling(found["meant"], found["real"])
    return Lexicon(Phrases(**found["tree"]), spelling, short.keys(), spelt, anyone, undeniable, scopes, found["wishes"])


def answers() -> Mapping[str, Mapping[str, str]]:
    """Give for each set of equally right codes what it rests on, and what would have made it the answer."""
    known: Mapping[str, Mapping[str, str]] = _file()["answers"]
    return known


def sentences() -> Mapping[str, Any]:
    """Give what is said to the asker: clarifying questions, reasons for none, notes on languages."""
    known: Mapping[str, Any] = _file()["sentences"]
    return known


@cache
def _file() -> dict[str, Any]:
    with open(_FILE, encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading it
        found: dict[str, Any] = json.load(file)
    return found
