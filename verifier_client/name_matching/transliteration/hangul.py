"""Hangul: a family name of one syllable or two, a given name after it, each syllable spelled by several systems."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier_client.name_matching import data_files

if TYPE_CHECKING:
    from verifier_client.name_matching.transliteration.pattern import Pattern, Place

FIRST, SYLLABLES = 0xAC00, 11172
VOWELS, CODAS = 21, 28


def syllables(text: str) -> list[str]:
    """Return the words of a text; none when there is anything but syllables of Hangul."""
    words = unicodedata.normalize("NFC", text).replace(",", " ").replace("-", "").replace("·", " ").split()
    return words if all(_is_syllable(char) for word in words for char in word) else []


def cuts(words: list[str]) -> list[tuple[str, str]]:
    """Return each way to read the words as family and given name."""
    joined = "".join(words)
    sizes = [1, 2] if len(words) == 1 else [len(words[0])]
    return [
        (joined[:size], joined[size:])
        for size in sizes
        if joined[size:] and (size == 1 or len(words) > 1 or joined[:size] in _table("family"))
    ]


def is_family(name: str) -> bool:
    """Return whether it is a Korean family name in use."""
    return name in _table("family")


@lru_cache(maxsize=256)
def family_pattern(name: str) -> Pattern:
    """Return the spellings of a family name in passports and in everyday use."""
    known = _table("family").get(name)
    if not known:
        return given_pattern(name)
    by_letters = given_pattern(name)
    return (((len(name), known), *by_letters[0]), *by_letters[1:])


@lru_cache(maxsize=512)
def given_pattern(name: str) -> Pattern:
    """Return the spellings of a given name, syllable by syllable."""
    special = _table("special")
    return tuple(tuple((1, place) for place in (special.get(char), _spelled(char)) if place) for char in name)


def _is_syllable(char: str) -> bool:
    return 0 <= ord(char) - FIRST < SYLLABLES


def _spelled(char: str) -> Place:
    """Every combination of the spellings of its letters."""
    index = ord(char) - FIRST
    onset, vowel, coda = index // (VOWELS * CODAS), index // CODAS % VOWELS, index % CODAS
    letters = _letters()
    return tuple(
        first + middle + last
        for first in letters["onsets"][onset]
        for middle in letters["vowels"][vowel]
        for last in letters["codas"][coda]
    )


@cache
def _letters() -> dict[str, list[Place]]:
    table = data_files.romanisations()["hangul"]["syllable"]
    return {name: [tuple(one.split("|")) for one in table[name].split(" ")] for name in ("onsets", "vowels", "codas")}


@cache
def _table(name: str) -> dict[str, Place]:
    written = data_files.romanisations()["hangul"]["syllable"][name]
    return {letters: tuple(spelled.split("|")) for letters, spelled in data_files.spellings(written)}
