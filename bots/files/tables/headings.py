"""What a column's heading says, in the languages that offices write; the words stand in data files."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_words import folded, labels
from bots.files.tables.word_lists import sections, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 60  # characters of a heading
_FROM_LABELS = {
    "person": "holder",
    "given": "given",
    "family": "family",
    "certificate": "certificate",
    "other": "other",
    "either_given": "either_given",
}
_SHORTEST_TO_MISSPELL = 6
_CERTIFICATE = re.compile(
    r"\b(?:certificate|certification|cert|credential|badge|zertifikat\w*|certificat\w*|certyfikat\w*)\b"
)
_NUMBER = re.compile(r"\b(?:id|ids|no|nr|number|num|code|ref|url|link|#|nummer|numero|numer)\b|#|n[°º]")
NONE: frozenset[str] = frozenset()


def kinds_of(heading: str) -> frozenset[str]:
    """
    Return all that a heading can mean, the likeliest meaning being told by ``main_kind``; nothing when unknown.

    A word in brackets, a star or a number sign beside the heading, and one wrong letter in a longer word do not matter.
    """
    if not heading or len(heading) > LONGEST:
        return NONE
    for plain in _forms(heading):
        if plain in _kinds():
            return _kinds()[plain]
    plain = next(_forms(heading), "")
    if _CERTIFICATE.search(plain) and _NUMBER.search(plain):
        return frozenset({"certificate"})
    said, people = set(plain.split()), words()["people"]
    if "name" in said and said & people and said <= people | words()["around_name"]:
        return frozenset({"person"})
    if said & words()["managers"] and said <= people | words()["around_name"] | words()["managers"]:
        return frozenset({"manager"})
    return _misspelt(plain)


ORDER = (
    *("until", "manager", "team", "purpose", "title", "issuer", "own_end", "other"),
    *("person", "certificate", "given", "family", "middle"),
)


def main_kind(kinds: frozenset[str]) -> str:
    """Return the meaning that counts, empty for none."""
    return next((each for each in ORDER if each in kinds), "")


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, frozenset[str]]:
    """Return the meanings of every known heading; what stands in our own file is not looked for in the labels."""
    own: dict[str, set[str]] = {}
    for section, headings in sections("headings.txt", ",").items():
        for word in headings:
            own.setdefault(_plain(word), set()).add(section)
    further: dict[str, set[str]] = {}
    for section, label in _FROM_LABELS.items():
        for word in map(_plain, labels()[label]):
            if own.get(word, set()) <= {"either_given"} or section in {"either_given", "family"}:
                further.setdefault(word, set()).add(section)
    known = {*own, *further} - {""}
    return {word: frozenset(own.get(word, set()) | further.get(word, set())) for word in known}


def _plain(heading: str) -> str:
    """Return a heading in small letters, its words parted by one space."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[\s_*:?.,;\"'\u2019\u201c\u201d/()\[\]-]+", " ", folded(text)).split())


def _forms(heading: str) -> Iterator[str]:
    """Yield the heading, without what stands in brackets, and the halves of one in two languages."""
    yield _plain(heading)
    yield _plain(heading).replace(" ", "")
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading)
    if bare != heading:
        yield _plain(bare)
    halves = [part for part in re.split(r"\s*[/|\n]\s*|\s+[-\u2013]\s+", bare) if part.strip()]
    if len(halves) == 2:
        yield from map(_plain, halves)


@lru_cache(maxsize=512)
def _misspelt(plain: str) -> frozenset[str]:
    """Return what a heading with one wrong, missing or turned letter means, where that is one thing."""
    if len(plain) < _SHORTEST_TO_MISSPELL or any(character.isdigit() for character in plain):
        return NONE
    from rapidfuzz import process  # noqa: PLC0415 - the reader's process needs it, the one that answers does not
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    near = process.extract(plain, _kinds().keys(), scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=5)
    meant = {_kinds()[word] for word, *_ in near}
    return meant.pop() if len({main_kind(each) for each in meant}) == 1 else NONE
