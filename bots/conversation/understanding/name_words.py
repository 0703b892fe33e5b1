"""What single words say about names: titles, particles, filler, roles, firms, places; read from the data files once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Sections = dict[str, frozenset[str]]
_DATA = files("bots.conversation.understanding") / "data"
_APOSTROPHES = str.maketrans("\u2019\u02bc\u2018\u00b4`\u02bb\uff07", "'''''''")


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return ``word`` in lower case, without accents on Latin, Greek and Cyrillic letters, with plain apostrophes."""
    if word.isascii():
        return word.lower().replace("`", "'")
    parts = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


class SortedWords:
    """
    A long list of words in a file, sorted by code point, one to a line below a heading; looked up by halving.

    Nothing is parsed at the start: that would take longer than all the look-ups of a message.
    """

    def __init__(self, lines: str) -> None:
        self._lines = lines
        self._known: dict[str, bool] = {}

    @classmethod
    def read(cls, name: str) -> SortedWords:
        """Read the list in the data file ``name``."""
        return cls((_DATA / name).read_text(encoding="utf-8").partition("\n")[2])

    def __contains__(self, word: object) -> bool:
        """Say whether a folded word is in the list."""
        if not isinstance(word, str) or not word:
            return False
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._find(word)
        return known

    def _find(self, word: str) -> bool:
        lines = self._lines
        low, high = 0, len(lines)
        while low < high:
            middle = (low + high) // 2
            start = lines.rfind("\n", low, middle) + 1 or low
            end = lines.find("\n", middle, high)
            end = high if end < 0 else end
            entry = lines[start:end]
            if entry == word:
                return True
            if entry < word:
                low = end + 1
            else:
                high = start
        return False


_MOST_REMEMBERED = 20_000


class AnyOf:
    """Several lists as one."""

    def __init__(self, *lists: SortedWords) -> None:
        self._lists = lists

    def __contains__(self, word: object) -> bool:
        """Say whether a folded word is in one of the lists."""
        return any(word in each for each in self._lists)


@dataclass(frozen=True, slots=True)
class NameWords:
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


@lru_cache(maxsize=4096)
def is_derived(word: str) -> bool:
    """Say whether a folded word is made of known ones: a German compound (Elternzeit), an English form (shortlisting)."""
    words = name_words()
    for ending in ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ung", "ungen", "en", "n", "e", "es"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_HALF and (stem in words.nouns or f"{stem}e" in words.english):
            return True
    for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        if word[cut:] in words.nouns and any(_is_half(word[:cut], link) for link in _LINKS):
            return True
    return False


def _is_half(half: str, link: str) -> bool:
    stem = half.removesuffix(link) if link else half
    return (not link or stem != half) and len(stem) >= _SHORTEST_HALF - 1 and stem in name_words().nouns


@lru_cache(maxsize=1)
def labels() -> Sections:
    """Return headings and labels by kind: holder, given, family, certificate, other."""
    return _sections("labels.txt", separator=",")


@lru_cache(maxsize=1)
def cues() -> Sections:
    """Return phrases around names by kind, such as ``holder_before``; see ``data/cues.txt``."""
    return _sections("cues.txt", separator=",")


def _sections(name: str, *, separator: str | None) -> Sections:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.extend(line.split(separator))
    return {key: frozenset(folded(word.strip()) for word in words if word.strip()) for key, words in found.items()}


def _exact(name: str, section: str) -> frozenset[str]:
    text = (_DATA / name).read_text(encoding="utf-8").partition(f"[{section}]\n")[2].partition("\n[")[0]
    return frozenset(text.casefold().split())
