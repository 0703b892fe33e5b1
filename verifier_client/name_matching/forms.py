"""
Other forms of one name: nicknames, other languages, feminine family names, spellings that sound alike, slips.

rapidfuzz counts letters that differ, transpositions as one; nicknames knows the long tail of English short forms.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier_client.name_matching import data_files
from verifier_client.name_matching.letters import plain, spelled_out

if TYPE_CHECKING:
    from nicknames import NickNamer

    from verifier_client.name_matching.parts import Part


def are_one_given_name(one: Part, other: Part) -> bool:
    """
    Return whether both are forms of one given name: a short form, a nickname, another language's form.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    if any(_share_a_line(a, b) for a in _spellings(one) for b in _spellings(other)):
        return True
    if len(one.words) != len(other.words):
        single, double = sorted((one, other), key=lambda part: len(part.words))
        return any(_share_a_line(plain(word), plain(single.joined)) for word in double.words)
    return _is_english_nickname(plain(one.joined), plain(other.joined))


def _share_a_line(one: str, other: str) -> bool:
    groups = data_files.name_groups()
    return not set(groups.get(one, ())).isdisjoint(groups.get(other, ()))


def are_one_family(one: Part, other: Part) -> bool:
    """
    Return whether both are the masculine and the feminine form of one family name.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    return any(_is_pair(a, b, "family") or _is_pair(b, a, "family") for a in _spellings(one) for b in _spellings(other))


def _is_pair(man: str, woman: str, kind: str) -> bool:
    if man[:3] != woman[:3]:
        return False
    for his, hers in _pairs(kind):
        stem = man[: len(man) - len(his)] if his else man
        if man.endswith(his) and len(stem) > 2 and woman == stem + hers:
            return True
    return False


def differ_in_gender(one: str, other: str) -> bool:
    """
    Return whether one given name is the other with a feminine ending: ``Samir`` and ``Samira``.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    short, long = sorted((one, other), key=len)
    for ending in data_files.forms()["feminine"].split() if len(short) > 2 else ():
        if long == short + ending or (long == short[:-1] + ending and short[-1] in "oeiysu" and ending[-1] in "ae"):
            return True
    return any(_is_pair(a, b, "given") for a, b in ((one, other), (other, one)))


def is_short_form(one: Part, other: Part) -> bool:
    """
    Return whether the short name begins or ends the long one, as ``Tunde`` ends ``Babatunde``.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    short, long = sorted((one, other), key=lambda part: len(part.joined))
    few, many = plain(short.joined), plain(long.joined)
    more = len(many) - len(few)
    if len(few) < 3 or more < 2:
        return False
    if many.endswith(few):
        return True
    is_name = is_established(short, "given") and is_established(long, "given")
    return many.startswith(few) and (more > 3 or (more > 2 and not is_name))


def sound_alike(one: str, other: str) -> bool:
    """
    Return whether two words are spellings of one sound; another vowel in front makes another name.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    first = {plain(one)[:1], plain(other)[:1]}
    if len(first) > 1 and first & set("aeou"):
        return False
    return bool(_sounds(one) & _sounds(other))


@lru_cache(maxsize=2048)
def _sounds(word: str) -> frozenset[str]:
    keys = set()
    for table in _traditions():
        for key in {plain(word), spelled_out(word)}:
            spelled = re.sub(r"^mac(?=[^aeiouhk])", "mc", key)
            for spelling, sound in table:
                spelled = spelled.replace(spelling, sound)
            spelled = re.sub(r"(.)\1+", r"\1", spelled)
            spelled = (
                re.sub(r"(?<=[^cs])h$|h(?=[^aeiou]|$)", "", spelled) if not spelled.endswith(("ch", "sh")) else spelled
            )
            keys.add(re.sub(r"(?<=...)d$", "t", spelled))
    return frozenset(keys)


def distance(one: str, other: str) -> int:
    """
    Return how many letters must change between two words, a transposition counted once; at most 4.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded when letters must be counted

    return int(OSA.distance(one, other, score_cutoff=3))


def slips_allowed(one: str, other: str) -> int:
    """
    Return how many letters a slip may change: fewer where the name is short.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    longest = max(len(one), len(other))
    return 2 if longest > 5 else 1


def is_swap(one: str, other: str) -> bool:
    """
    Return whether two letters changed places.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    return sorted(one) == sorted(other)


def is_family_slip(one: str, other: str) -> bool:
    """
    Return whether both are long enough to be family names and differ in voicing only: ``-saka``, ``-zaka``.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    merge = str.maketrans("kstgzd", "gzdgzd")
    return one.translate(merge) == other.translate(merge) and len(one) > 6


def ends_in_another_vowel(one: str, other: str) -> bool:
    """
    Return whether only the last vowel differs, which in many traditions is the gender.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    return one[:-1] == other[:-1] and one[-1] != other[-1] and one[-1] in "aeiou" and other[-1] in "aeiou"


def has_another_consonant(one: str, other: str) -> bool:
    """
    Return whether one consonant stands for a quite different one: slips and spellings rarely do that, other names do.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    if len(one) != len(other):
        return False
    changed = [{a, b} for a, b in zip(one, other, strict=True) if a != b]
    near = data_files.forms()["near"].split()
    return len(changed) == 1 and not changed[0] & set("aeiouy") and not any(changed[0] <= set(pair) for pair in near)


def is_established(part: Part, kind: str) -> bool:
    """
    Return whether the part is a name in use.

    Args:
        part: A part of a name.
        kind: ``given``, ``family``, ``iberian``, ``firm`` or ``rarely_given``.
    """
    return any(
        data_files.is_established(kind, word) or (kind == "given" and word in data_files.name_groups())
        for word in _spellings(part)
    )


def has_other_forms(part: Part) -> bool:
    """Whether other forms of the part are known, which only the most usual given names have."""
    return any(word in data_files.name_groups() for word in _spellings(part))


def _spellings(part: Part) -> set[str]:
    return {plain(part.joined), spelled_out(part.joined), part.core}


@lru_cache(maxsize=1024)
def _is_english_nickname(one: str, other: str) -> bool:
    names = _english()
    if distance(one, other) <= slips_allowed(one, other):
        return False  # the list also knows neighbours, such as Marion and Marian
    return other in names.nicknames_of(one) or one in names.nicknames_of(other)


@cache
def _english() -> NickNamer:
    from nicknames import NickNamer  # noqa: PLC0415 - loaded when forms are asked for

    return NickNamer()


@cache
def _pairs(kind: str) -> list[tuple[str, str]]:
    endings = (pair.partition("/") for pair in data_files.forms()[kind].split())
    return [(his, hers) for his, _, hers in endings]


@cache
def _traditions() -> list[list[tuple[str, str]]]:
    table = data_files.forms()
    return [data_files.spellings(f"{tradition} {table['sounds']}") for tradition in table["traditions"]]
