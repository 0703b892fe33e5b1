"""
Other forms of one name: nicknames, other languages, feminine family names, spellings that sound alike, slips.

rapidfuzz counts letters that differ, transpositions as one; nicknames knows the long tail of English short forms.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier_client.naming import shelves
from verifier_client.naming.letters import plain, spelled_out

if TYPE_CHECKING:
    from nicknames import NickNamer

    from verifier_client.naming.parts import Part

# Endings that make a feminine given name of a masculine one.
_FEMININE_GIVEN = (
    "a",
    "e",
    "ia",
    "ina",
    "ine",
    "ette",
    "etta",
    "elle",
    "ella",
    "iya",
    "iye",
    "ye",
    "ya",
    "ka",
    "nna",
    "ne",
    "le",
    "h",
)
_NEVER_GENDER = {"h"}
# Masculine and feminine endings of one family name; the stem must be the same.
_FAMILY_PAIRS = (
    ("ov", "ova"), ("ev", "eva"), ("in", "ina"), ("yn", "yna"), ("sky", "ska"), ("sky", "skaya"), ("skiy", "skaya"), ("skii", "skaia"),
    ("ski", "ska"), ("cki", "cka"), ("ckij", "cka"), ("zki", "zka"), ("dzki", "dzka"), ("skyi", "ska"), ("y", "a"), ("oy", "aya"),
    ("yy", "aya"), ("yi", "a"), ("ny", "na"), ("", "ova"), ("a", "ova"), ("o", "ova"), ("e", "ova"), ("ek", "kova"), ("ec", "cova"),
    ("ets", "tsova"), ("el", "lova"), ("en", "nova"), ("er", "rova"), ("is", "i"), ("is", "ou"), ("os", "ou"), ("as", "a"), ("es", "i"),
    ("us", "ou"), ("as", "aite"), ("as", "iene"), ("is", "yte"), ("is", "iene"), ("us", "iene"), ("us", "ute"), ("as", "iute"),
    ("ys", "yte"), ("ys", "iene"), ("s", "a"), ("son", "sdottir"), ("sson", "sdottir"), ("son", "dottir"), ("sen", "datter"),
    ("yan", "yana"), ("oglu", "qizi"), ("oghlu", "qizi"), ("ow", "owa"), ("ow", "owna"), ("ou", "os"), ("eff", "effa"), ("off", "offa"),
    ("ic", "iceva"), ("", "ne"), ("awan", "awati"),
)  # fmt: skip
_NOT_FAMILY_PAIRS = {frozenset({"kumar", "kumari"})}
_SOUNDS = (
    ("tsch", "ch"), ("sch", "sh"), ("cz", "ch"), ("sz", "sh"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("dh", "d"), ("bh", "b"), ("kh", "k"),
    ("chr", "kr"), ("ck", "k"), ("x", "ks"), ("qu", "kw"), ("q", "k"), ("w", "v"), ("dt", "t"), ("ee", "i"), ("oo", "u"), ("aa", "a"),
    ("y", "i"), ("ie", "i"), ("ij", "i"), ("z", "s"),
)  # fmt: skip
_VOWELS = (
    (("ou", "u"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai")),
    (("ou", "au"), ("ow", "au"), ("aw", "au"), ("ai", "ei"), ("ae", "ei"), ("ay", "ei"), ("ea", "i")),
    (("oe", "u"), ("dj", "j"), ("tj", "c"), ("j", "y")),
    (("ca", "ka"), ("co", "ko"), ("cu", "ku"), ("cl", "kl"), ("cr", "kr"), ("ce", "se"), ("ci", "si"), ("ch", "k")),
    (("ca", "ka"), ("co", "ko"), ("cu", "ku"), ("cl", "kl"), ("cr", "kr"), ("ce", "se"), ("ci", "si"), ("j", "i")),
)


def are_one_given_name(one: Part, other: Part) -> bool:
    """Whether both are forms of one given name: a short form, a nickname, another language's form."""
    groups = shelves.name_groups()
    for a in _spellings(one):
        for b in _spellings(other):
            if groups.get(a, frozenset()) & groups.get(b, frozenset()):
                return True
    if len(one.words) != len(other.words):
        double, single = (one, other) if len(one.words) > len(other.words) else (other, one)
        return any(
            groups.get(plain(word), frozenset()) & groups.get(plain(single.joined), frozenset())
            for word in double.words
        )
    return _is_english_nickname(plain(one.joined), plain(other.joined))


def are_one_family(one: Part, other: Part) -> bool:
    """Whether both are the masculine and the feminine form of one family name."""
    return any(_is_family_pair(a, b) or _is_family_pair(b, a) for a in _spellings(one) for b in _spellings(other))


def _is_family_pair(man: str, woman: str) -> bool:
    if frozenset({man, woman}) in _NOT_FAMILY_PAIRS:
        return False
    for his, hers in _FAMILY_PAIRS:
        stem = man[: len(man) - len(his)] if his else man
        if man.endswith(his) and len(stem) > 2 and woman == stem + hers:
            return True
    return False


def differ_in_gender(one: str, other: str) -> bool:
    """Whether one given name is the other with a feminine ending: `Samir` and `Samira`."""
    short, long = sorted((one, other), key=len)
    for ending in _FEMININE_GIVEN:
        if ending in _NEVER_GENDER or len(short) < 3:
            continue
        if long == short + ending or (long == short[:-1] + ending and short[-1] in "oeiysu" and ending[-1] in "ae"):
            return True
    return False


def is_short_form(one: str, other: str) -> bool:
    """Whether the short name begins or ends the long one, as `Tunde` ends `Babatunde`."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or len(long) - len(short) < 2:
        return False
    if long.endswith(short):
        return len(long) - len(short) > 1
    return long.startswith(short) and (len(long) - len(short) > 2 or long[len(short) :] in {"ny", "do"})


def sound_alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one sound."""
    return bool(_sounds(one) & _sounds(other))


@lru_cache(maxsize=2048)
def _sounds(word: str) -> frozenset[str]:
    keys = set()
    for table in _VOWELS:
        for key in {plain(word), spelled_out(word)}:
            spelled = re.sub(r"^mac(?=[^aeiouhk])", "mc", key)
            for spelling, sound in (*table, *_SOUNDS):
                spelled = spelled.replace(spelling, sound)
            spelled = re.sub(r"(.)\1+", r"\1", spelled)
            spelled = (
                re.sub(r"(?<=[^cs])h$|h(?=[^aeiou]|$)", "", spelled) if not spelled.endswith(("ch", "sh")) else spelled
            )
            keys.add(re.sub(r"(?<=...)d$", "t", spelled))
    return frozenset(keys)


def distance(one: str, other: str) -> int:
    """Letters to change between two words, a transposition counted once."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded when letters must be counted

    return int(OSA.distance(one, other, score_cutoff=3))


def slips_allowed(one: str, other: str) -> int:
    """How many letters a slip may change: fewer where the name is short."""
    longest = max(len(one), len(other))
    return 2 if longest > 5 else 1


def is_swap(one: str, other: str) -> bool:
    """Whether two letters changed places."""
    return sorted(one) == sorted(other)


def is_family_slip(one: str, other: str) -> bool:
    """Whether both are long enough to be family names and differ in voicing only: `-saka`, `-zaka`."""
    merge = str.maketrans("kstgzd", "gzdgzd")
    return one.translate(merge) == other.translate(merge) and len(one) > 6


def ends_in_another_vowel(one: str, other: str) -> bool:
    """Whether only the last vowel differs, which in many traditions is the gender."""
    return one[:-1] == other[:-1] and one[-1] != other[-1] and one[-1] in "aeiou" and other[-1] in "aeiou"


def is_established(part: Part, shelf: str) -> bool:
    """Whether the part is a name in use."""
    known = shelves.established(shelf)
    return any(
        spelling in known or (shelf == "given" and spelling in shelves.name_groups()) for spelling in _spellings(part)
    )


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
