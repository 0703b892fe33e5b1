"""What single words say about names: titles, particles, filler, roles, firms, places; read from the data files once."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from verifier_client import late_pattern as pattern

Sections = dict[str, frozenset[str]]
_FOLDER = f"{__file__.rpartition('people')[0]}data"
_ACCENTS = pattern("[\u0300-\u036f]+")
_APOSTROPHES = pattern("[\u2019\u02bc\u2018\u00b4`\u02bb\uff07]")


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return ``word`` in lower case, without accents on Latin, Greek and Cyrillic letters, with plain apostrophes."""
    return _folded(word)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")
    parts = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", text).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", parts))


class SortedWords:
    """
    A long list of words in a file, sorted by code point, one to a line below a heading.

    Nothing is parsed or decoded at the start: that would take longer than all the look-ups of a message. The words
    with the same first letters are taken apart when one of them is first asked for.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._begin = lines.find(b"\n") + 1
        self._by_head: dict[str, frozenset[str]] = {}

    @classmethod
    def read(cls, name: str) -> SortedWords:
        """Read the list in the data file ``name``."""
        with open(f"{_FOLDER}/{name}", "rb") as file:  # noqa: PTH123 - loading pathlib takes longer than reading
            return cls(file.read())

    def __contains__(self, word: object) -> bool:
        """Say whether a folded word is in the list."""
        if not isinstance(word, str) or not word:
            return False
        head = word[:_HEAD]
        words = self._by_head.get(head)
        if words is None:
            if len(self._by_head) > _MOST_HEADS:
                self._by_head.clear()
            words = self._by_head[head] = self._with_head(head)
        return word in words

    def _with_head(self, head: str) -> frozenset[str]:
        start = self._first_from(head)
        end = self._first_from(head[:-1] + chr(ord(head[-1]) + 1))
        return frozenset(self._lines[start:end].decode().split("\n"))

    def _first_from(self, head: str) -> int:
        """Return where the first word stands that is not before ``head``, by halving; UTF-8 sorts like code points."""
        lines, sought = self._lines, head.encode("utf-8", "surrogatepass")
        low, high = self._begin, len(lines)
        while low < high:
            middle = (low + high) // 2
            start = lines.rfind(b"\n", low, middle) + 1 or low
            end = lines.find(b"\n", middle, high)
            end = high if end < 0 else end
            if lines[start:end] < sought:
                low = end + 1
            else:
                high = start
        return low


_HEAD = 2
_MOST_HEADS = 10_000
_MOST_KNOWN = 4_000


class AnyOf:
    """Several lists as one."""

    def __init__(self, *lists: SortedWords) -> None:
        self._lists = lists
        self._known: dict[object, bool] = {}

    def __contains__(self, word: object) -> bool:
        """Say whether a folded word is in one of the lists."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = any(word in each for each in self._lists)
        return known


class NameWords(NamedTuple):
    """Sets of folded words; a word may be in several. See ``data/name_words.txt`` for what each means."""

    titles: frozenset[str]
    degrees: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    turned: frozenset[str]
    closed: frozenset[str]
    foreign: frozenset[str]
    foreign_exact: frozenset[str]
    either: frozenset[str]
    calendar: frozenset[str]
    acronyms: frozenset[str]
    roles: frozenset[str]
    firms: frozenset[str]
    places: frozenset[str]
    place_surnames: frozenset[str]
    common: AnyOf
    english: SortedWords
    nouns: AnyOf
    """Words of the languages in which an ordinary word with a capital is no surprise."""
    given: SortedWords
    place_names: SortedWords
    han: frozenset[str]
    hangul: frozenset[str]
    other: frozenset[str]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """Return the words, read from the data files at the first call (about 10 ms)."""
    read = _sections("name_words.txt", separator=None)
    english, german = SortedWords.read("english_words.txt"), SortedWords.read("german_words.txt")
    return NameWords(
        titles=read["titles"],
        degrees=read["degrees"],
        honorifics=read["honorifics"],
        particles=read["particles"],
        turned=read["turned"],
        closed=(read["closed"] | read["closed_foreign"]) - read["either"],
        foreign=read["closed_foreign"] - read["closed"],
        foreign_exact=_exact("name_words.txt", "closed_foreign"),
        either=read["either"],
        calendar=read["calendar"],
        acronyms=read["acronyms"],
        roles=read["roles"],
        firms=read["firms"],
        places=read["places"],
        place_surnames=read["place_surnames"],
        common=AnyOf(english, german, SortedWords.read("other_words.txt")),
        nouns=AnyOf(english, german),
        english=english,
        given=SortedWords.read("given_names.txt"),
        place_names=SortedWords.read("place_names.txt"),
        han=read["han_words"],
        hangul=read["hangul_words"],
        other=read["other_words"],
    )


_LINKS = ("", "s", "n", "en", "er", "e", "-")
_SHORTEST_HALF = 4
_LONGEST_WORD = 40


@lru_cache(maxsize=4096)
def is_derived(word: str) -> bool:
    """Say whether a folded word is made of known ones: a German compound (Elternzeit), a form (onboarding)."""
    words = name_words()
    if len(word) > _LONGEST_WORD:
        return False
    for ending in ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ung", "ungen", "en", "n", "e", "es"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_HALF and (stem in words.nouns or f"{stem}e" in words.english):
            return True
    return _is_compound(word, more=1)


def _is_compound(word: str, *, more: int) -> bool:
    nouns = name_words().nouns
    for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        if word[cut:] not in nouns:
            continue
        stems = [word[:cut].removesuffix(link) for link in _LINKS if word[:cut].endswith(link)]
        if any(
            len(stem) >= _SHORTEST_HALF - 1 and (stem in nouns or (more and _is_compound(stem, more=0)))
            for stem in stems
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def is_inflected(word: str) -> bool:
    """Say whether a folded word is a form of an English verb or a plural: swears, forwarded, audits."""
    english = name_words().english
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = word.removesuffix(ending)
        if (
            stem != word
            and len(stem) >= _SHORTEST_HALF - 1
            and (stem in english or (ending == "ing" and f"{stem}e" in english))
        ):
            return True
    return False


@lru_cache(maxsize=1)
def beside_names() -> frozenset[str]:
    """Return what may stand beside a name in a line of its own: titles, degrees, honorifics, roles, places."""
    words = name_words()
    return words.titles | words.degrees | words.honorifics | words.roles | words.places


@lru_cache(maxsize=1)
def labels() -> Sections:
    """Return headings and labels by kind: holder, given, family, certificate, other."""
    return _sections("labels.txt", separator=",")


@lru_cache(maxsize=1)
def cues() -> Sections:
    """Return phrases around names by kind, such as ``holder_before``; see ``data/cues.txt``."""
    return _sections("cues.txt", separator=",")


@lru_cache(maxsize=8)
def edge_words(sections: tuple[str, ...], at: int) -> frozenset[str]:
    """
    Return the first or last words of all phrases of some sections of the cues.

    Args:
        sections: names of sections.
        at: 0 for the first words, -1 for the last.
    """
    return frozenset(phrase.split()[at] for section in sections for phrase in cues()[section])


def _sections(name: str, *, separator: str | None) -> Sections:
    """Read a file of words below headings; each section is folded as a whole, which is quicker than by word."""
    found: dict[str, str] = {}
    for part in f"\n{_without_comments(name)}".split("\n[")[1:]:
        heading, _, body = part.partition("]\n")
        found[heading] = found.get(heading, "") + body
    joint = separator or ""
    return {
        key: frozenset(filter(None, map(str.strip, _folded(body.replace("\n", f"{joint}\n")).split(separator))))
        for key, body in found.items()
    }


def _exact(name: str, section: str) -> frozenset[str]:
    text = _text(name).partition(f"[{section}]\n")[2].partition("\n[")[0]
    return frozenset(text.casefold().split())


def _without_comments(name: str) -> str:
    return "\n".join(line for line in _text(name).split("\n") if not line.startswith("#"))


def _text(name: str) -> str:
    with open(f"{_FOLDER}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading
        return file.read()
