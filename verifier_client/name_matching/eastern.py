"""Names of East Asia in Latin letters: which language a name reads as, and where its family name stands."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier_client.name_matching import data_files
from verifier_client.name_matching.letters import plain

if TYPE_CHECKING:
    from verifier_client.name_matching.parts import Name, Part

CHINESE, KOREAN, VIETNAMESE, JAPANESE = "chinese", "korean", "vietnamese", "japanese"
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_VIETNAMESE_MARKS = frozenset("\u0302\u0306\u031b\u0309\u0323đ")


def language_of(*names: Name) -> str | None:
    """The East Asian language that one of the names reads as, when the others do not speak against it."""
    if any(not 2 <= len(name.parts) <= 4 or any(part.is_initial for part in name.parts) for name in names):
        return None
    for language in (VIETNAMESE, KOREAN, CHINESE, JAPANESE):
        if language == JAPANESE and any(len(name.parts) > 2 for name in names):
            return None  # there are no middle names
        reads = [_reads(language, name) for name in names]
        if any(reads) and all(read or _has_family(language, name) for name, read in zip(names, reads, strict=True)):
            if language == VIETNAMESE and not _is_vietnamese([[part.joined for part in n.parts] for n in names]):
                continue
            if language == KOREAN and not _is_korean(names):
                continue
            return language
    return None


def family_ends(language: str, name: Name) -> set[str]:
    """
    Return where the family name may stand: ``front``, ``end``, or both.

    Args:
        language: One of the East Asian languages of ``eastern``.
        name: The name, taken apart.
    """
    if name.order_is_known:
        return {"end"}
    front, end = (_is_family(language, name.parts[i]) for i in (0, -1))
    if front and end and language != JAPANESE and len(name.parts) > 2:
        return {"front", "end"}
    found = {side for side, there in (("front", front), ("end", end)) if there}
    if language == JAPANESE and len(found) != 1:
        return {"end"}
    return found or {"front"}


def may_be_turned(language: str, name: Name) -> bool:
    """
    Return whether a name can be read from either end, because both ends serve as family and as given name.

    Args:
        language: One of the East Asian languages of ``eastern``.
        name: The name, taken apart.
    """
    if language == JAPANESE or name.order_is_known:
        return False
    ends = {plain(name.parts[i].joined) for i in (0, -1)}
    families = _words(language, "families")
    if language == CHINESE:
        families |= _words(KOREAN, "families")
    if ends & _words("double", "families"):
        return False
    return ends <= families and len(ends & _words(language, "sure")) != 1


def is_sure_at_both_ends(language: str, name: Name) -> bool:
    """
    Return whether first and last part are both very common family names, as of two different people.

    Args:
        language: One of the East Asian languages of ``eastern``.
        name: The name, taken apart.
    """
    if language == JAPANESE:
        return False
    return {plain(name.parts[i].joined) for i in (0, -1)} <= _words(language, "sure")


def is_full_name(name: Name) -> bool:
    """Whether the parts read as family and given name in one of the languages."""
    return any(_reads(language, name) for language in (VIETNAMESE, KOREAN, CHINESE, JAPANESE))


def is_reading(language: str, word: str) -> bool:
    """
    Return whether the word is built of the syllables of the language.

    Args:
        language: One of the East Asian languages of ``eastern``.
        word: A word in Latin letters.
    """
    small = plain(word)
    if language == JAPANESE:
        return bool(_moras().fullmatch(small))
    return bool(_syllables(language).fullmatch(small))


def is_same_vietnamese(one: Part, other: Part) -> bool:
    """
    Return whether two parts that are both written with marks have the same vowels and tones.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    return _tones(one.joined) == _tones(other.joined)


def is_one_sound(language: str, one: str, other: str) -> bool:
    """
    Return whether two words are spellings of one sound: ``Jeong`` and ``Chung``, ``Shinji`` and ``Sinji``.

    Args:
        language: One of the East Asian languages of ``eastern``.
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    return language in {KOREAN, JAPANESE} and _loosely(language, one) == _loosely(language, other)


def _loosely(language: str, word: str) -> str:
    out = plain(word)
    for spelling, sound in data_files.spellings(data_files.eastern()[language]["loose"]):
        out = out.replace(spelling, sound)
    return out


def share_a_spelling(one: str, other: str) -> bool:
    """
    Return whether two Chinese family names are romanisations of one, such as ``Zhang`` and ``Chang``.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    groups = _romanisations()
    return not groups.get(plain(one), frozenset()).isdisjoint(groups.get(plain(other), ()))


@cache
def _romanisations() -> dict[str, frozenset[int]]:
    groups: dict[str, frozenset[int]] = {}
    for number, line in enumerate(data_files.eastern()[CHINESE]["spellings"].split("/")):
        for word in line.split():
            groups[plain(word)] = groups.get(plain(word), frozenset()) | {number}
    return groups


def _tones(word: str) -> tuple[str, frozenset[str]]:
    parts = unicodedata.normalize("NFD", word.lower())
    kept = "".join(c for c in parts if c not in TONES)
    return unicodedata.normalize("NFC", kept), frozenset(c for c in parts if c in TONES)


def _reads(language: str, name: Name) -> bool:
    if not _has_family(language, name):
        return False
    if language == JAPANESE:
        pair = name.parts if _is_family(JAPANESE, name.parts[-1]) else name.parts[::-1]
        return len(pair) == 2 and _japanese_given().fullmatch(plain(pair[0].joined)) is not None
    words = [plain(word) for part in name.parts for word in part.words]
    return _is_short(name) and all(is_reading(language, word) or word in _words(language, "families") for word in words)


def _is_short(name: Name) -> bool:
    """A Chinese or Korean given name has one or two syllables, so it is short."""
    return all(len(part.joined) < 13 for part in name.parts)


def _has_family(language: str, name: Name) -> bool:
    return any(_is_family(language, name.parts[i]) for i in (0, -1))


def _is_vietnamese(names: list[list[str]]) -> bool:
    """Vietnamese marks, a middle Thị or Văn, or a family name that is neither Chinese nor Korean."""
    for words in names:
        if _VIETNAMESE_MARKS & set(unicodedata.normalize("NFD", "".join(words).lower())):
            return True
        if any(plain(word) in _words(VIETNAMESE, "middles") for word in words[1:-1]):
            return True
    elsewhere = _words(CHINESE, "families") | _words(KOREAN, "families")
    return all(
        any(plain(words[i]) in _words(VIETNAMESE, "families") - elsewhere for i in (0, -1)) for words in names if words
    )


def _is_korean(names: tuple[Name, ...]) -> bool:
    """Not when all can be Hanyu Pinyin as well and nothing Korean is seen."""
    words = [word for name in names for part in name.parts for word in part.words]
    if not all(_pinyin().fullmatch(plain(word)) for word in words):
        return True
    return all(not _is_family(CHINESE, name.parts[0]) for name in names)


def _is_family(language: str, part: Part) -> bool:
    word = plain(part.joined)
    if language == JAPANESE and not is_reading(JAPANESE, word):
        return False
    if language == JAPANESE:
        return word in _words(JAPANESE, "families") or (len(word) > 5 and _japanese_family().search(word) is not None)
    if language == CHINESE and word in _words(CHINESE, "others"):
        return True
    return word in _words(language, "families")


@cache
def _words(language: str, section: str) -> frozenset[str]:
    return frozenset(plain(word) for word in data_files.eastern()[language][section].split())


@lru_cache(maxsize=8)
def _syllables(language: str) -> re.Pattern[str]:
    table = data_files.eastern()[language]
    onset = f"(?:{_any(table['onsets'])})"
    if language == CHINESE:
        return re.compile(f"{_pinyin().pattern}|(?:{onset}(?:{_any(table['rhymes'])})){{1,2}}")
    if language == KOREAN:
        return re.compile(f"(?:{onset}?(?:{_any(table['vowels'])})(?:{_any(table['codas'])})?){{1,3}}")
    return re.compile(f"{onset}?(?:{_any(table['rhymes'])})")


@cache
def _pinyin() -> re.Pattern[str]:
    table = data_files.eastern()["pinyin"]
    return re.compile(f"(?:(?:{_any(table['initials'])})(?:{_any(table['finals'])})|{_any(table['alone'])}){{1,3}}")


@cache
def _moras() -> re.Pattern[str]:
    onsets = _any(data_files.eastern()[JAPANESE]["onsets"])
    return re.compile(
        f"(?:(?:(?:kk|pp|tt|ss|tch|ssh)|{onsets})?(?:[aeou]|(?<![st])i|(?<=sh)i)|n|m(?=[bpm])|oh(?![aeiou])){{1,9}}"
    )


@cache
def _japanese_given() -> re.Pattern[str]:
    table = data_files.eastern()[JAPANESE]
    return re.compile(f"(?:{_any(table['stems'])})(?:{_any(table['ends'])}){{0,2}}")


@cache
def _japanese_family() -> re.Pattern[str]:
    return re.compile(f"(?:{_any(data_files.eastern()[JAPANESE]['family_endings'])})$")


def _any(words: str) -> str:
    return "|".join(sorted((plain(word) for word in words.split()), key=len, reverse=True))
