"""
All spellings of one word as a pattern.

A pattern holds, for each letter of the word, the steps that may be taken there: how many letters a step reads, and the
Latin spellings that may stand for them. Walking it takes time in the product of both lengths, whatever the number of
spellings, which a regular expression does not promise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from verifier_client.name_matching.letters import letters, plain

Place = tuple[str, ...]
Step = tuple[int, Place]
Pattern = tuple[tuple[Step, ...], ...]

KEPT = frozenset("āēīōūăĕĭŏŭëïžščŝđćǵḱûâêèėğñöüéżł")  # letters that stand in a table beside their plain forms


def in_a_row(places: list[Place]) -> Pattern:
    """Return the pattern of a word whose letters are spelled one by one."""
    return tuple(((1, place),) for place in places)


def accepts(pattern: Pattern, word: str) -> bool:
    """
    Return whether the word is one of the spellings.

    Args:
        pattern: All spellings of a word.
        word: A word in Latin letters, with marks or without.
    """
    return any(_is_reached(pattern, spelled) for spelled in _readings(word))


def default(pattern: Pattern, initials: str = "") -> str:
    """
    Return the first spelling at each place.

    Args:
        pattern: All spellings of a word.
        initials: Letters one of which the spelling should begin with, where a spelling does.
    """
    spelled, at = "", 0
    while at < len(pattern):
        length, place = pattern[at][0]
        fitting = [piece for piece in place if piece[:1] in initials and piece] if not at else []
        spelled += (fitting or place)[0]
        at += length
    return spelled


@lru_cache(maxsize=512)
def _readings(word: str) -> tuple[str, ...]:
    """The word in small letters with the marks that stand in a table, and without any."""
    marked = "".join(letter if letter in KEPT else plain(letter) for letter in letters(word))
    return tuple(dict.fromkeys((marked, plain(word))))


def _is_reached(pattern: Pattern, word: str) -> bool:
    reached: list[set[int]] = [set() for _ in range(len(pattern) + 1)]
    reached[0].add(0)
    for number, steps in enumerate(pattern):
        for at in reached[number]:
            for length, place in steps:
                reached[number + length].update(at + len(piece) for piece in place if word.startswith(piece, at))
    return bool(word) and len(word) in reached[-1]


def spans(words: int, *, longest: int = 3) -> list[tuple[int, int]]:
    """
    Return every run of neighbouring words as start and end, the longest first.

    Args:
        words: How many words there are.
        longest: How many words a run has at most.
    """
    found = [span for span in combinations(range(words + 1), 2) if span[1] - span[0] <= longest]
    return sorted(found, key=lambda span: span[0] - span[1])


def expression(pattern: Pattern) -> re.Pattern[str]:
    """Return the spellings as an expression that finds whole words between blanks; one step for each letter only."""
    places = ("|".join(map(re.escape, steps[0][1])) for steps in pattern)
    return re.compile("(?<= )" + "".join(f"(?:{place})" for place in places) + "(?= )")


def first_letters(pattern: Pattern) -> set[str]:
    """Return the letters that a spelling may begin with; one step for each letter only."""
    found: set[str] = set()
    for steps in pattern:
        found |= {piece[0] for piece in steps[0][1] if piece}
        if "" not in steps[0][1]:
            break
    return found
