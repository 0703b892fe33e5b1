"""Letters of names: cleaning text, reading a word as letters with marks, and the closed list of letter pairs."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

APOSTROPHES = "’‘ʼʻ`´ʹ′‛＇ꞌˊʾʿ"  # noqa: RUF001 - they are what is folded
DASHES = "‐‑‒–—―−﹘﹣－־"  # noqa: RUF001

# What a special letter may be written as; the first is its plain form.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "ß": ("ss",),
    "ö": ("o", "oe"),
    "ø": ("o", "oe"),
    "ü": ("u", "ue"),
    "ä": ("a", "ae"),
    "æ": ("ae", "a"),
    "å": ("a", "aa"),
    "œ": ("oe", "o"),
    "ł": ("l",),
    "đ": ("d", "dj"),
    "þ": ("th",),
    "ð": ("d",),
    "ı": ("i",),  # noqa: RUF001 - Turkish
    "ħ": ("h",),
    "ŋ": ("n", "ng"),
    "ə": ("e",),
    "ɛ": ("e",),
    "ɔ": ("o",),
    "ɗ": ("d",),
    "ɓ": ("b",),
    "ƙ": ("k",),
}
TWINS = ({"ö", "ø"}, {"ä", "æ"})  # one letter, two alphabets

LAST_ARABIC_MARK = 0x670  # Latin, Cyrillic, Hebrew and Arabic marks stand below it, Indic and kana ones above

# Where a walk through two words stands: letters read on either side, and whether either side alone wrote a mark.
_Place = tuple[int, int, bool, bool]


def cleaned(text: str) -> str:
    """The text with compatibility characters folded, invisible ones gone, one kind of dash and of apostrophe."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(c for c in folded if c.isspace() or unicodedata.category(c)[0] != "C")
    same = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DASHES, "-"))
    return kept.translate(same)


@lru_cache(maxsize=4096)
def letters(word: str) -> tuple[str, ...]:
    """The small letters of a word, each with its marks; whatever is no letter is left out."""
    small = unicodedata.normalize("NFC", word.replace("İ", "i").lower().replace("ς", "σ"))  # noqa: RUF001 - Greek
    found: list[str] = []
    for char in small:
        if unicodedata.category(char).startswith("M"):
            if found:
                found[-1] += char
        elif char.isalpha():
            found.append(char)
    return tuple(found)


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """The word without marks, each special letter in its first spelling: `Strauß` is `strauss`."""
    return "".join(_base(letter) for letter in letters(word))


@lru_cache(maxsize=4096)
def spelled_out(word: str) -> str:
    """The word with each special letter in its longest spelling: `Jörg` is `joerg`."""
    return "".join(max(SPELLINGS.get(letter, (_base(letter),)), key=len) for letter in letters(word))


def is_marked(word: str) -> bool:
    """Whether a letter of the word carries a mark or is a special letter."""
    return any(letter != _base(letter) for letter in letters(word))


@lru_cache(maxsize=4096)
def same_letters(one: str, other: str) -> bool:
    """
    Return whether two words are the same up to case, the letter pairs, and marks that only one of them writes.

    Args:
        one: One word.
        other: The word that it is compared with.
    """
    left, right = letters(one), letters(other)
    if left == right:
        return bool(left)
    reached: set[_Place] = {(0, 0, False, False)}
    while reached:
        if any(place[:2] == (len(left), len(right)) for place in reached):
            return True
        reached = {step for place in reached for step in _steps(left, right, place)}
    return False


def _steps(one: tuple[str, ...], other: tuple[str, ...], place: _Place) -> list[_Place]:
    i, j, one_reduced, other_reduced = place
    if i >= len(one) or j >= len(other):
        return []
    steps = []
    if one[i] == other[j] or {one[i], other[j]} in TWINS or _spells(one[i], other[j]):
        steps.append((i + 1, j + 1, one_reduced, other_reduced))
    elif _base(one[i]) == other[j] and not other_reduced:
        steps.append((i + 1, j + 1, True, other_reduced))
    elif _base(other[j]) == one[i] and not one_reduced:
        steps.append((i + 1, j + 1, one_reduced, True))
    steps += [
        (i + 1, j + len(spelling), one_reduced, other_reduced)
        for spelling in SPELLINGS.get(one[i], ())
        if len(spelling) > 1 and "".join(other[j : j + len(spelling)]) == spelling
    ]
    steps += [
        (i + len(spelling), j + 1, one_reduced, other_reduced)
        for spelling in SPELLINGS.get(other[j], ())
        if len(spelling) > 1 and "".join(one[i : i + len(spelling)]) == spelling
    ]
    return steps


def _spells(one: str, other: str) -> bool:
    return other in SPELLINGS.get(one, ()) or one in SPELLINGS.get(other, ())


@lru_cache(maxsize=2048)
def _base(letter: str) -> str:
    """The letter without its marks; Indic and kana marks are sounds of their own and stay."""
    if letter in SPELLINGS:
        return SPELLINGS[letter][0]
    parts = unicodedata.normalize("NFD", letter)
    bare = "".join(c for c in parts if not (unicodedata.combining(c) and ord(c) <= LAST_ARABIC_MARK)) or parts
    return SPELLINGS[bare][0] if bare in SPELLINGS else bare
