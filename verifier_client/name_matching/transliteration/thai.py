"""Thai: vowels are written before, above, below or after their consonant, or not at all."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from verifier_client.name_matching import data_files
from verifier_client.name_matching.transliteration.pattern import Pattern, Place, in_a_row

TONES = "\u0e47\u0e48\u0e49\u0e4a\u0e4b"
SILENCER = "\u0e4c"
SILENT_R_AFTER = "สศซจ"
LEADING = "เแโใไ"
SHORT_AT_END = "ิุ"  # spoken in the middle of a word, silent at its end
UNWRITTEN: Place = ("o", "a", "", "or", "ar", "aw", "orn")
_A, _I, _UE, _O, _W, _Y, _SHORT = "า", "ี", "ื", "อ", "ว", "ย", "ะ"


@lru_cache(maxsize=512)
def pattern(word: str) -> Pattern:
    """Return the spellings of a word by the Royal system and in passports."""
    text = unicodedata.normalize("NFKC", word).replace("\u0e4d" + _A, "\u0e33")
    text = "".join(c for c in text if c not in TONES)
    initials, finals, vowels = (_table(name) for name in ("initials", "finals", "vowels"))
    found: list[Place] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in LEADING and at + 1 < len(text):
            at = _leading(text, at, found)
        elif char in initials:
            is_initial = text[at + 1 : at + 2] in vowels and text[at + 1] not in LEADING + SHORT_AT_END
            at = _consonant(text, at, found, initials[char] + (() if is_initial else finals.get(char, ())))
        else:
            at_end = at == len(text) - 1 and char in SHORT_AT_END
            found.append((*vowels.get(char, ("",)), *(("",) if at_end else ())))
            at += 1
    return in_a_row(found)


def _consonant(text: str, at: int, found: list[Place], spelled: Place) -> int:
    rest = text[at + 1 :]
    if rest[:1] == SILENCER or (rest[1:2] == SILENCER and rest[:1] in SHORT_AT_END):
        found.append(("", *spelled))
        return at + (2 if rest[:1] == SILENCER else 3)
    if text[at : at + 2] == "รร":
        found.append(("an", "a", "un", "ar"))
        return at + 2
    if text[at] == _O and at:
        found.append(("o", "or", "aw", "a", ""))
        return at + 1
    if text[at : at + 3] == "ทร" + SILENCER:
        found.append(("", "tr", "thr"))
        return at + 3
    if text[at : at + 2] == "ทร":
        found.append(("s", "thr", "tr", "ntr", "t"))
        return at + 2
    found.append((*spelled, *(piece[0] + piece for piece in spelled if piece[1:] in {"", "h"} and piece)))
    if text[at] in SILENT_R_AFTER and rest[:1] == "ร" and at == 0:
        found.append(("", "r"))
        return at + 2
    if rest[:1] == "ั" and rest[1:2] == _W:
        found.append(("ua", "uo", "oua"))
        return at + 3
    if rest and (rest[0] not in _table("vowels") or rest[0] in LEADING):
        found.append(UNWRITTEN)
    return at + 1


def _leading(text: str, at: int, found: list[Place]) -> int:
    """A vowel written before its consonant or cluster is spoken after it."""
    vowel, rest = text[at], text[at + 1 :]
    initials = _table("initials")
    size = 2 if rest[1:2] in tuple("รลว") and rest[2:3] and _is_cluster(rest) else 1
    found.append(initials.get(rest[0], ("",)))
    if size > 1:
        found.append(("", *initials[rest[1]]) if rest[0] in SILENT_R_AFTER else initials[rest[1]])
    after = rest[size:]
    for ending, spelled in _ROUND[vowel]:
        if after.startswith(ending):
            found.append(spelled)
            return at + 1 + size + len(ending)
    found.append(_table("vowels")[vowel])
    return at + 1 + size


def _is_cluster(text: str) -> bool:
    """`กร`, `พล` and the like begin a syllable; with a vowel sign behind the first they do not."""
    return text[0] in "กขคตทปผพสศ" and text[2] != SILENCER


_ROUND: dict[str, tuple[tuple[str, Place], ...]] = {
    "เ": (
        (_I + _Y, ("ia", "ea", "ie")),
        (_UE + _O, ("uea", "ua", "eua", "ue", "uer")),
        (_A + _SHORT, ("o", "or")),
        (_A, ("ao", "ow", "au", "aow")),
        (_O, ("oe", "er", "ur", "eu", "o", "ir")),
        ("ิ", ("oe", "er", "ir", "ur", "eu", "e", "o")),
        (_Y, ("oei", "oey", "ey", "oi")),
        (_SHORT, ("e",)),
    ),
    "แ": ((_SHORT, ("ae",)),),
    "โ": ((_SHORT, ("o",)),),
    "ใ": (),
    "ไ": ((_Y, ("ai", "i", "ay")),),
}


@cache
def _table(name: str) -> dict[str, Place]:
    written = data_files.romanisations()["thai"]["usual"][name]
    return {char: tuple(spelled.split("|")) for char, spelled in data_files.spellings(written)}
