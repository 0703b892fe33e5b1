"""Kana: Japanese names mora by mora, and names of other languages by what katakana makes of their sounds."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from verifier_client.name_matching import data_files
from verifier_client.name_matching.transliteration.pattern import Pattern, Place, Step, in_a_row

LONG = "ー"
HIRAGANA, KATAKANA, APART = 0x3041, 0x30A1, 0x3097 - 0x3041
_TO_KATAKANA = {HIRAGANA + n: KATAKANA + n for n in range(APART)}
_TO_HIRAGANA = {KATAKANA + n: HIRAGANA + n for n in range(APART)}

# Each row of the syllabary: the consonant, then its kana with a, i, u, e, o.
_ROWS = """
vowel アイウエオ/k カキクケコ/s サ・スセソ/sh ・シ・・・/t タ・・テト
ch ・チ・・・/ts ・・ツ・・/n ナニヌネノ/h ハヒ・ヘホ/f ・・フ・・
m マミムメモ/y ヤ・ユ・ヨ/r ラリルレロ/w ワヰ・ヱヲ/g ガギグゲゴ
z ザ・ズゼゾ/j ・ジ・・・/d ダ・・デド/j ・ヂ・・・/z ・・ヅ・・
b バビブベボ/p パピプペポ/v ・・ヴ・・
"""
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
_BEFORE_I = {"sh", "ch", "j"}  # sha, shu, sho: no y is heard
_PAIRS = {"eイ": "ei", "aイ": "ai", "oウ": "ou", "aウ": "au", "oイ": "oi", "eア": "ea", "iア": "ia", "uア": "ua"}
_BARE = {
    "o": {"t", "d"},
    "i": {"ch", "j", "sh", "k", "h"},
    "yu": {"sh", "ch", "j"},
}  # vowels that only carry a consonant

Mora = tuple[str, str, bool]  # consonant, vowel, and whether the vowel is long or a diphthong
_KU, _GU = ("k", "u", False), ("g", "u", False)
_JOINED = {(_KU, "s"): "ks", (_KU, "sh"): "ks", (_GU, "z"): "gz"}


def to_katakana(text: str) -> str:
    """Return the text with katakana for hiragana."""
    return text.translate(_TO_KATAKANA)


def words(text: str) -> list[str]:
    """Return the words of a name in kana, in katakana."""
    folded = unicodedata.normalize("NFKC", text).translate(_TO_KATAKANA)
    return re.findall(r"[ァ-ヺーヽヾ]+", folded)


def is_foreign(text: str) -> bool:
    """Return whether something in the name is not written in Japanese names: a dot, a long vowel, a foreign sound."""
    return any(char in "ーヴ・=ァィゥェォ" for char in unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=512)
def japanese(word: str) -> Pattern:
    """Return the spellings of a word of a Japanese name."""
    small = word.translate(_TO_HIRAGANA)
    letters = _table("japanese")
    found: list[tuple[Step, ...]] = []
    for at, kana in enumerate(small):
        before = _vowel_before(small, at)
        if kana == LONG:
            found.append(((1, ("", before, "h")),))
        elif kana == "っ":
            found.append(((1, ("k", "s", "t", "p", "c", "")),))
        else:
            steps = [
                (n, letters[small[at : at + n]])
                for n in (2, 1)
                if len(small) >= at + n and small[at : at + n] in letters
            ]
            if (before, kana) in {("o", "う"), ("u", "う"), ("o", "お"), ("i", "い")}:
                steps.append((1, ("", "h") if before == "o" else ("",)))
            found.append(tuple(steps) or ((1, (kana,)),))
    return tuple(found)


def _vowel_before(word: str, at: int) -> str:
    """The vowel that the kana before ends in."""
    place = _table("japanese").get(word[at - 1]) if at else None
    return place[0][-1] if place else {"ゃ": "a", "ゅ": "u", "ょ": "o"}.get(word[at - 1 : at], "")


@lru_cache(maxsize=512)
def foreign(word: str) -> tuple[Pattern, Pattern]:
    """Return what a word in katakana may be in another language: by the tables, and with what is only close."""
    strict, loose = _places(word), in_a_row(_places(word, is_loose=True))
    known = _table("words").get(word)
    return (in_a_row([known]) if known else in_a_row(strict)), loose


def _places(word: str, *, is_loose: bool = False) -> list[Place]:
    found: list[Place] = []
    moras = _with_x(_moras(word))
    for number, (consonant, vowel, is_long) in enumerate(moras):
        found.append(_place(consonant, "onsets", is_loose=is_loose))
        if vowel:
            is_last = number == len(moras) - 1
            is_murmured = is_last and number > 0 and moras[number] == ("vowel", "a", False) and moras[number - 1][2]
            found.append(_vowel("re" if is_murmured else vowel, consonant, is_long=is_long, is_loose=is_loose))
    return found


def _vowel(vowel: str, consonant: str, *, is_long: bool, is_loose: bool) -> Place:
    if is_long:
        return _table("long")[vowel]
    place = _place("wo" if (consonant, vowel) == ("w", "o") else vowel, "vowels", is_loose=is_loose)
    is_bare = consonant != "vowel" and (vowel == "u" or consonant in _BARE.get(vowel, ()))
    return (*place, *_table("vowels")["bare"]) if is_bare else place


def _place(key: str, table: str, *, is_loose: bool) -> Place:
    return (*_table(table)[key], *(_table("loose").get(key, ()) if is_loose else ()))


def _moras(word: str) -> list[Mora]:
    found: list[Mora] = []
    for kana, after in pairwise([*word.replace("イエ", "イェ"), ""]):
        consonant, vowel, is_long = found[-1] if found else ("", "", True)
        if kana == LONG and found and vowel:
            found[-1] = (consonant, vowel, True)
        elif kana in _SMALL and found:
            found[-1] = _with_small(consonant, vowel, _SMALL[kana])
        elif found and not is_long and after not in _SMALL and vowel + kana in _PAIRS:
            found[-1] = (consonant, _PAIRS[vowel + kana], True)
        elif kana == "ン":
            found.append(("nasal", "", True))
        elif kana in _kana():
            found.append((*_kana()[kana], False))
    return found


def _with_x(moras: list[Mora]) -> list[Mora]:
    """`ku` before a hissing sound is the first half of an x."""
    found: list[Mora] = []
    for mora in moras:
        joined = _JOINED.get((found[-1], mora[0])) if found else None
        if joined:
            found[-1] = (joined, *mora[1:])
        else:
            found.append(mora)
    return found


def _with_small(consonant: str, vowel: str, small: str) -> Mora:
    if len(small) == 1 and consonant == "vowel" and vowel in {"u", "i"}:
        return "w" if vowel == "u" else "y", small, False
    if len(small) == 1 and consonant == "k" and vowel == "u":
        return "kw", small, False
    if len(small) == 2 and consonant in _BEFORE_I and small != "yu":
        return consonant, small[1], False
    return consonant, small, False


@cache
def _kana() -> dict[str, tuple[str, str]]:
    rows = (row.split() for line in _ROWS.split("\n") for row in line.split("/") if row)
    return {
        kana: (consonant, vowel)
        for consonant, line in rows
        for kana, vowel in zip(line, "aiueo", strict=True)
        if kana != "・"
    }


@cache
def _table(name: str) -> dict[str, Place]:
    written = data_files.romanisations()["kana"][name]["letters"]
    return {letters: tuple(spelled.split("|")) for letters, spelled in data_files.spellings(written)}
