"""
Which script a name is written in, and how the standard tables spell it in Latin letters.

anyascii carries Unihan's Mandarin readings and jaconv the Hepburn table; no kept library has the other tables whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from verifier_client.name_matching import data_files

LATIN, CYRILLIC, GREEK, KANA, HANGUL, HAN = "LATIN", "CYRILLIC", "GREEK", "KANA", "HANGUL", "CJK"
GEORGIAN, ARMENIAN, DEVANAGARI, THAI = "GEORGIAN", "ARMENIAN", "DEVANAGARI", "THAI"
COMPARABLE = frozenset({CYRILLIC, GREEK, KANA, HANGUL, HAN, GEORGIAN, ARMENIAN, DEVANAGARI, THAI})
SPELLED_BY_TABLE = frozenset({CYRILLIC, GREEK, KANA, HANGUL, HAN})
_KINDS = {"HIRAGANA": KANA, "KATAKANA": KANA, "KATAKANA-HIRAGANA": KANA}


def scripts_of(text: str) -> frozenset[str]:
    """The scripts of the letters of a text."""
    return frozenset(_script(char) for char in text if char.isalpha())


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    if char in "ªº":
        return LATIN
    first = unicodedata.name(char, "UNKNOWN").split()[0]
    return _KINDS.get(first, first)


def is_disguised(text: str) -> bool:
    """Whether one word mixes Latin letters with look-alikes of another alphabet."""
    return any(LATIN in found and found & {CYRILLIC, GREEK} for found in map(scripts_of, text.split()))


def latin_spellings(text: str) -> list[str]:
    """The text in Latin letters, once for each standard table that can read it."""
    found = scripts_of(text)
    if HANGUL in found:
        return _hangul(text)
    if KANA in found:
        return _kana(text)
    if HAN in found:
        return _han(text)
    spellings = [text]
    if CYRILLIC in found:
        spellings = _by_tables(text, "cyrillic")
    elif GREEK in found:
        spellings = _by_tables(text, "greek")
    return list(dict.fromkeys(spellings))


def _by_tables(text: str, script: str) -> list[str]:
    tables = data_files.scripts()[script]
    small = unicodedata.normalize("NFC", text.lower()).replace("ё", "е")  # noqa: RUF001 - Cyrillic
    if script == "greek":
        small = _without_tonos(small)
    spelled = []
    for name, table in tables.items():
        if name in {"base", "voicing"} or (name.startswith("serbian") and not set(small) & set("ђјљњћџ")):
            continue
        joined = tables["base"] | ({} if script == "cyrillic" else _voiced(name)) | table
        spelled.append(" ".join(_cased(_spell(word, joined), word, text) for word in small.split(" ")))
    return spelled


def _spell(word: str, table: dict[str, str]) -> str:
    out, at = "", 0
    while at < len(word):
        starts = at == 0 or not word[at - 1].isalpha()
        for length in (3, 2, 1):
            piece = word[at : at + length]
            if starts and "^" + piece in table:
                out += table["^" + piece]
                break
            if piece in table:
                out += table[piece]
                break
        else:
            length, out = 1, out + word[at]
        at += length
    return out


def _cased(spelled: str, small: str, text: str) -> str:
    """Family names in capitals say where the family name stands, so capitals are carried over."""
    if len(small) > 1 and small.upper() in text.replace("Ё", "Е"):  # noqa: RUF001 - Cyrillic
        return spelled.upper()
    return spelled.title()


def _without_tonos(text: str) -> str:
    """Greek without accents, but with the dialytika that keeps two vowels apart."""
    parts = unicodedata.normalize("NFD", text)
    kept = "".join(c for c in parts if c not in "\u0301\u0300\u0342\u0313\u0314\u0345")
    return unicodedata.normalize("NFC", kept).replace("ϊ", "i").replace("ϋ", "y")


@lru_cache(maxsize=4)
def _voiced(name: str) -> dict[str, str]:
    """Before a voiced sound alpha, epsilon and eta take `v` for their ypsilon, elsewhere `f`."""
    if name == "classical":
        return {}
    tables = data_files.scripts()["greek"]
    base, voicing = tables["base"], tables["voicing"]
    ypsilon = voicing["ypsilon"]
    table = {vowel + ypsilon: base[vowel] + "f" for vowel in voicing["vowels"]}
    for vowel in voicing["vowels"]:
        for sound in voicing["before"]:
            table[vowel + ypsilon + sound] = base[vowel] + "v" + base[sound]
    return table


def _hangul(text: str) -> list[str]:
    """Revised Romanization, syllable by syllable as it is for names; and with the sound carried over to a vowel."""
    letters = {name: value.split() for name, value in data_files.scripts()["hangul"]["letters"].items()}
    words = unicodedata.normalize("NFC", text).split()
    if len(words) == 1:
        cut = 2 if len(text) > 3 and words[0][:2] in letters["double"] else 1
        words = [words[0][:cut], words[0][cut:]]
    spelled = [[_syllable(char, letters) for char in word] for word in words if word]
    return _both_ways(" ".join(map("".join, spelled))) + _both_ways(" ".join(map(_linked, spelled)))


def revised_romanization(word: str) -> set[str]:
    """Return the Revised Romanization of a word in Hangul, syllable by syllable and with sounds carried over."""
    letters = {name: value.split() for name, value in data_files.scripts()["hangul"]["letters"].items()}
    syllables = [_syllable(char, letters) for char in word]
    return {"".join(syllables), _linked(syllables)}


def _both_ways(spelled: str) -> list[str]:
    """A family name may stand in front or behind."""
    words = spelled.title().split()
    return [" ".join(words), " ".join(words[1:] + words[:1])]


def _syllable(char: str, tables: dict[str, list[str]]) -> str:
    index = ord(char) - 0xAC00
    if not 0 <= index < 11172:
        return char
    onset, vowel, coda = index // 588, index % 588 // 28, index % 28
    return (tables["onsets"][onset] + tables["vowels"][vowel] + tables["codas"][coda]).replace("-", "")


def _linked(syllables: list[str]) -> str:
    out = ""
    for syllable in syllables:
        if out and syllable[0] in "aeiouwy" and out[-1] in "ktpl" and not out.endswith("ng"):
            out = out[:-1] + {"k": "g", "t": "d", "p": "b", "l": "r"}[out[-1]]
        out += syllable
    return out


def _kana(text: str) -> list[str]:
    """Hepburn, with long vowels short as in passports; a name that also has kanji cannot be read."""
    if HAN in scripts_of(text):
        return []
    import jaconv  # noqa: PLC0415 - only for kana

    spelled = str(jaconv.kana2alphabet(jaconv.kata2hira(text.replace("・", " ")).replace("ー", "")))
    choices = [dict.fromkeys((_shortened(word), word, _with_m(word))) for word in spelled.split()][:3]
    return [way for words in product(*choices) for way in _both_ways(" ".join(words))]


def _shortened(word: str) -> str:
    for long, short in (("ou", "o"), ("oo", "o"), ("uu", "u")):
        word = word.replace(long, short)
    return word


def _with_m(word: str) -> str:
    """The older Hepburn of passports: Shimpei for Shinpei."""
    return re.sub("n(?=[bpm])", "m", _shortened(word))


def _han(text: str) -> list[str]:
    """The Mandarin reading: family name of one character, or two where such a name exists, then the given name."""
    from anyascii import anyascii  # noqa: PLC0415 - only for Han

    chars = [char for char in text if char.isalpha()]
    readings = [anyascii(char).lower() for char in chars]
    double = data_files.scripts()["han"]["letters"]["double"].split()
    cut = 2 if len(chars) > 2 and "".join(chars[:2]) in double else 1
    special = data_files.scripts()["han"]["families"].get(chars[0]) if chars else None
    spellings = []
    for first in dict.fromkeys([readings[0], special or readings[0]] if readings else []):
        family = "".join([first, *readings[1:cut]])
        spellings += _both_ways(f"{family} {''.join(readings[cut:])}")
    return spellings
