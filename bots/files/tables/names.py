"""Whether a cell under a heading that promises a name holds one: the rule of messages, with the cell as it is."""

from __future__ import annotations

import re
from functools import lru_cache

from bots.conversation.understanding.pairing.tables import name_in
from bots.conversation.understanding.people.name_words import folded, name_words
from bots.conversation.understanding.people.word_kinds import is_filler
from bots.files.tables.word_lists import words

LONGEST_NAME = 100
MOST_WORDS = 7
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_PLAIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")
_WRITTEN = re.compile(r"[^\W\d_][^\W\d_.'\u2019`\u00b4\u02bc\u2010-]*(?:['\u2019`\u00b4\u02bc\u2010.-]+[^\W\d_]*)*")


@lru_cache(maxsize=2048)
def person_in(cell: str) -> str:
    """Return the name in a cell, empty where what stands there cannot be one: a title, an address, a stand-in."""
    if not cell or len(cell) > LONGEST_NAME:
        return ""
    if _PLAIN.fullmatch(cell) and _is_plain_name(cell):
        return cell
    bare = _BRACKETS.sub("", cell).strip()
    if all(word in words()["stand_ins"] for word in _words(bare)):
        return ""
    found = name_in(bare, sure=True)
    if found and _beside_titles(found, bare):
        return found
    return bare if _is_written_like_name(bare) else ""


def _is_plain_name(cell: str) -> bool:
    """Say at once what holds for most cells: a known given name and further words that mean nothing else."""
    first, *others = map(str.lower, cell.split())
    odd = _other_words()
    return first in name_words().given and first not in odd and not any(other in odd for other in others)


@lru_cache(maxsize=1)
def _other_words() -> frozenset[str]:
    known = name_words()
    return known.titles | known.degrees | known.honorifics | known.roles | known.firms | words()["certified"]


def _beside_titles(found: str, cell: str) -> bool:
    """Say whether nothing but titles, degrees and the like is left of the cell beside the name."""
    known = name_words()
    left = _words(cell.replace(found, " ", 1))
    return all(word in known.titles or word in known.degrees or word in known.honorifics for word in left)


def _is_written_like_name(cell: str) -> bool:
    known = name_words()
    parts = re.split(r"[\s,]+", cell.strip(" ,"))
    if not 1 <= len(parts) <= MOST_WORDS or not all(map(_WRITTEN.fullmatch, parts)):
        return False
    keys = _words(cell)
    if any(key in words()["certified"] | words()["stand_ins"] for key in keys) or (len(keys) == 1 and is_filler(cell)):
        return False
    if any(key in known.given for key in keys):
        return True
    return len(keys) > 1 and not any(key in known.roles or key in known.firms for key in keys)


def _words(text: str) -> list[str]:
    return [folded(word.strip(".,")) for word in re.split(r"[\s,]+", text) if word.strip(".,")]


def joined(given: str, family: str) -> str:
    """Return a whole name of its two parts, in the order of its script."""
    if given and family and not given.isascii() and _is_han(given) and _is_han(family):
        return f"{family}{given}"
    return " ".join(part for part in (given, family) if part)


def _is_han(text: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" for character in text)
