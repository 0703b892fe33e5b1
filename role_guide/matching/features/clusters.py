"""
Which words are used alike: a table from words to clusters, so that "welder" learns from "plumber" and "fitter".

The table was made once by ``tests/training/word_clusters.py`` from vectors of words that are in the public domain. It
keeps no words: a word is hashed into a slot of two bytes, the cluster's number and a check.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

SLOTS = 1 << 16
NO_CLUSTER = 0
_FILE = f"{__file__.rpartition('matching')[0]}data/words.clusters"


def cluster_of(word: str) -> int:
    """
    Give the number of the cluster that a word is in.

    Args:
        word: in lower case, without marks on letters.

    Returns:
        1 to 255, or ``NO_CLUSTER`` for a word that the table does not know.
    """
    table = _table()
    at, check = place_of(word)
    return table[at] if table[at + 1] == check else NO_CLUSTER


def place_of(word: str) -> tuple[int, int]:
    """Give where a word's two bytes stand in the table, and the check that the second of them holds."""
    number = crc32(word.encode("utf-8", "surrogatepass"))
    return number % SLOTS * 2, number >> 24


@cache
def _table() -> bytes:
    with open(_FILE, "rb") as file:  # noqa: PTH123 - loading pathlib takes longer than reading the table
        return file.read()
