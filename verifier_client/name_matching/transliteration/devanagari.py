"""Devanagari: a consonant carries an `a` that is spoken or not, by its place in the word."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier_client.name_matching.transliteration import alphabets
from verifier_client.name_matching.transliteration.pattern import in_a_row

if TYPE_CHECKING:
    from verifier_client.name_matching.transliteration.pattern import Pattern, Place

VIRAMA, NUKTA = "\u094d", "\u093c"
SPOKEN, MAYBE, CLUSTER = ("a", "u", "aa", "e"), ("a", "", "u", "e"), ("", "a")
LONGEST_KEY = 4


@lru_cache(maxsize=512)
def pattern(word: str) -> Pattern:
    """Return the Hunterian and everyday spellings of a word."""
    text = unicodedata.normalize("NFD", word)
    letters = {
        unicodedata.normalize("NFD", key): place for key, place in alphabets.table("devanagari", "usual").items()
    }
    found: list[Place] = []
    at = 0
    while at < len(text):
        if text[at] == VIRAMA:
            at += 1
            continue
        length = next((n for n in range(min(LONGEST_KEY, len(text) - at), 0, -1) if text[at : at + n] in letters), 0)
        if not length:
            found.append((text[at],) if text[at].isalpha() else ("",))
            at += 1
            continue
        found.append(letters[text[at : at + length]])
        at += length
        if _is_consonant(text[at - 1]):
            found += _vowel(text, at, is_first=len(found) == 1)
    return in_a_row(found)


def _is_consonant(char: str) -> bool:
    return "\u0915" <= char <= "\u0939" or char == NUKTA


def _vowel(text: str, at: int, *, is_first: bool) -> list[Place]:
    """The vowel that a consonant carries when no sign follows: spoken first, silent last, between them either."""
    following = text[at : at + 1]
    if following == VIRAMA or "\u093e" <= following <= "\u094c":
        return []
    if is_first:
        return [SPOKEN]
    if at >= len(text):
        return [CLUSTER] if VIRAMA in text[-3:] else []
    return [MAYBE]
