"""Alphabets: Cyrillic, Greek, Georgian, Armenian, each by the systems of `romanisations.toml`."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier_client.name_matching import data_files

if TYPE_CHECKING:
    from verifier_client.name_matching.transliteration.pattern import Pattern, Place, Step

LONGEST_KEY = 4  # letters that are spelled together, such as the Greek -giou-

Table = dict[str, "Place"]


@lru_cache(maxsize=512)
def patterns(word: str, script: str, needs_met: frozenset[str] = frozenset()) -> tuple[Pattern, ...]:
    """
    Return one pattern for each system of the script that may have spelled the word.

    Args:
        word: A word in the script.
        script: A section of ``romanisations.toml``.
        needs_met: Further letters of the name, by which a system may show.
    """
    small = unicodedata.normalize("NFC", word.lower())
    if script == "greek":
        small = _without_accent(small)
    systems = data_files.romanisations()[script]
    found = []
    for name, system in systems.items():
        needed = system.get("needs", "")
        if not needed or set(needed) & (set(small) | needs_met):
            found.append(_pattern(small, table(script, name)))
    return tuple(dict.fromkeys(found))


@cache
def table(script: str, system: str) -> Table:
    """
    Return the spellings of each letter group by a system, ``^`` and ``$`` for the ends of a word.

    Args:
        script: A section of ``romanisations.toml``.
        system: A system of that script, ``usual`` for all of them.
    """
    systems = data_files.romanisations()[script]
    written = systems["usual"]["letters"] + " " + (systems[system]["letters"] if system != "usual" else "")
    return {letters: tuple(spelled.split("|")) for letters, spelled in data_files.spellings(written)}


def _pattern(word: str, letters: Table) -> Pattern:
    return tuple(_steps(word, at, letters) for at in range(len(word)))


def _steps(word: str, at: int, letters: Table) -> tuple[Step, ...]:
    """The longest group of letters first; a letter that no table knows stands for itself."""
    found: list[Step] = []
    for length in range(min(LONGEST_KEY, len(word) - at), 0, -1):
        piece = word[at : at + length]
        place = letters.get("^" + piece) if at == 0 else letters.get(piece + "$") if at + length == len(word) else None
        place = place or letters.get(piece)
        if place:
            found.append((length, place))
    return tuple(found) or ((1, (word[at],)),)


def _without_accent(word: str) -> str:
    """Greek without accents, but with the dialytika that keeps two vowels apart."""
    kept = "".join(c for c in unicodedata.normalize("NFD", word) if c not in "\u0301\u0300\u0342\u0313\u0314\u0345")
    return unicodedata.normalize("NFC", kept)
