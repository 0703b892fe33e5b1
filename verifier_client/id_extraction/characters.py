"""
The closed lists of characters that the rule book names: dashes, spaces, invisible ones, letters that attach.

Code points are written as numbers because most of these characters cannot be seen or told apart in a listing.
"""

from __future__ import annotations

from functools import cache

from verifier_client.id_extraction.late_pattern import late_pattern as pattern

EDGE = "\x1f"
"""Stands where markup separates: cell borders, mentions, Slack links. Nothing is read across it."""
SEAM = "\x1c"
"""Stands where markup neither joins nor separates (struck out, raised, pictures): not read across, yet attached."""
SYMBOL = "\x1e"
"""Stands for an ASCII character inside a keycap or circle."""

Ranges = tuple[tuple[int, int], ...]

_DASHES: Ranges = (
    (0x2D, 0x2D), (0x58A, 0x58A), (0x5BE, 0x5BE), (0x1400, 0x1400), (0x1806, 0x1806), (0x2010, 0x2015),
    (0x2212, 0x2212), (0x2E17, 0x2E17), (0x2E1A, 0x2E1A), (0x2E3A, 0x2E3B), (0x2E40, 0x2E40), (0x2E5D, 0x2E5D),
    (0x301C, 0x301C), (0x3030, 0x3030), (0x30A0, 0x30A0), (0xFE31, 0xFE32), (0xFE58, 0xFE58), (0xFE63, 0xFE63),
    (0xFF0D, 0xFF0D), (0x10D6E, 0x10D6E), (0x10EAD, 0x10EAD),
)  # fmt: skip
_SPACES: Ranges = (
    (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F),
    (0x3000, 0x3000),
)  # fmt: skip
_LINE_BREAKS: Ranges = ((0x85, 0x85), (0x2028, 0x2029))
_INVISIBLE: Ranges = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0000, 0xE0FFF),
)  # fmt: skip
_MARKS: Ranges = (
    (0x300, 0x34E), (0x350, 0x36F), (0x483, 0x489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0),
    (0x2DE0, 0x2DFF), (0xA66F, 0xA67D), (0xFE20, 0xFE2F),
)  # fmt: skip
_LATIN_GREEK_CYRILLIC: Ranges = (
    (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2AF), (0x370, 0x373), (0x376, 0x37D),
    (0x37F, 0x37F), (0x386, 0x386), (0x388, 0x481), (0x48A, 0x52F), (0x1C80, 0x1C8F), (0x1D00, 0x1D2B),
    (0x1D6B, 0x1D77), (0x1D79, 0x1D9A), (0x1E00, 0x1FBC), (0x1FBE, 0x1FBE), (0x1FC2, 0x1FCC), (0x1FD0, 0x1FDB),
    (0x1FE0, 0x1FEC), (0x1FF2, 0x1FFC), (0x2126, 0x2126), (0x212A, 0x212B), (0x2132, 0x2132), (0x214E, 0x214E),
    (0x2160, 0x2188), (0x2C60, 0x2C7B), (0x2C7E, 0x2C7F), (0xA640, 0xA66E), (0xA680, 0xA69B), (0xA722, 0xA76F),
    (0xA771, 0xA787), (0xA78B, 0xA7F1), (0xA7F5, 0xA7F7), (0xA7FA, 0xA7FF), (0xAB30, 0xAB5A), (0xAB60, 0xAB68),
    (0xFB00, 0xFB06), (0x10140, 0x10178), (0x1D400, 0x1D7CB), (0x1DF00, 0x1DFFF),
)  # fmt: skip


def _each(ranges: Ranges) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


def _class(ranges: Ranges) -> str:
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"


_ATTACHING = pattern(_class(_LATIN_GREEK_CYRILLIC))
"""Letters that make a longer token: Latin, Greek, Cyrillic, and the mathematical alphabets made of them."""
_COMBINING = pattern(_class(_MARKS))
INVISIBLE = pattern(_class(_INVISIBLE) + "+")
"""Zero-width characters, bidirectional marks, soft hyphens: deleted (rule 2)."""
ENCLOSED = pattern("[!-~](?=" + _class(_INVISIBLE) + "{0,4}[\\u20dd-\\u20e0\\u20e2-\\u20e4])")
"""An ASCII character inside a keycap or circle: a symbol (rule 2)."""


@cache
def one_to_one() -> dict[int, str]:
    """Return what is exchanged one for one: full-width ASCII, dashes, spaces, line breaks (rules 2 to 4)."""
    return {
        **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys(
            map(ord, "\uff01\uff02\uff08\uff09\uff0c\uff1b\uff3b\uff3d\uff5b\uff5c\uff5d"), SYMBOL
        ),  # these end a link
        **dict.fromkeys(_each(_DASHES), "-"),
        **dict.fromkeys(_each(_SPACES), " "),
        **dict.fromkeys(_each(_LINE_BREAKS), "\n"),
    }


def attaches(character: str) -> bool:
    """Whether ``character`` beside an ID makes it part of a longer token: a letter of three scripts or any digit."""
    if character.isascii():
        return character.isalnum()
    return character.isdecimal() or _ATTACHING.match(character) is not None


def combines(character: str) -> bool:
    """Whether ``character`` is a mark on a Latin, Greek or Cyrillic letter, which is looked through."""
    return not character.isascii() and _COMBINING.match(character) is not None
