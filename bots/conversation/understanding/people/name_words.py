"""What single words say about names: titles, particles, filler, roles, firms, places; read from the data files once."""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache

from bots.conversation.understanding.people.sorted_words import FOLDER, AnyOf, SortedWords
from verifier_client import late_pattern as pattern

_ACCENTS = pattern("[\u0300-\u036f]+")
_APOSTROPHES = "\u2019\u02bc\u2018\u00b4`\u02bb\uff07"


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return ``word`` in lower case, without accents on Latin, Greek and Cyrillic letters, with plain apostrophes."""
    return _folded(word)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")
    for mark in _APOSTROPHES:
        text = text.replace(mark, "'")
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", parts))


class Sections(dict[str, frozenset[str]]):
    """
    A data file of words or phrases below headings, each section cut up when it is first asked for.

    A message needs few of them. The files are written folded, for folding them takes longer than reading a message.
    """

    def __init__(self, name: str, *, separator: str | None) -> None:
        """
        Cut a file into its sections.

        Args:
            name: the file in the folder of data.
            separator: what parts two entries of a line; None for white space.
        """
        super().__init__()
        self._separator = separator
        self._bodies: dict[str, bytes] = {}
        with open(f"{FOLDER}/{name}", "rb") as file:  # noqa: PTH123 - loading pathlib takes longer than reading
            parts = (b"\n" + file.read()).split(b"\n[")[1:]
        for part in parts:
            heading, _, body = part.partition(b"]\n")
            section = heading.decode()
            self._bodies[section] = self._bodies.get(section, b"") + body + b"\n"

    def __missing__(self, section: str) -> frozenset[str]:
        """Cut up a section."""
        body, separator = _without_comments(self._bodies[section].decode()), self._separator
        entries = (body.replace("\n", separator) if separator else body).split(separator)
        found = self[section] = frozenset(entries) - {""}
        return found


def _without_comments(body: str) -> str:
    if "#" not in body:
        return body
    first, *behind_comments = f"\n{body}".split("\n#")
    return "\n".join([first, *(part.partition("\n")[2] for part in behind_comments)])


class _Section:
    """A section of the words, cut up at its first use; from then on it is an ordinary attribute."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, words: NameWords, owner: type) -> frozenset[str]:
        found = words.__dict__[self._name] = words.sections[self._name]
        return found


class NameWords:
    """Sets of folded words, each made when it is first asked for; see ``data/name_words.txt`` for what each means."""

    titles = _Section()
    degrees = _Section()
    honorifics = _Section()
    particles = _Section()
    turned = _Section()
    either = _Section()
    calendar = _Section()
    acronyms = _Section()
    roles = _Section()
    firms = _Section()
    places = _Section()
    companies = _Section()
    office = _Section()
    place_surnames = _Section()
    family_first = _Section()
    closed_surnames = _Section()
    closed_given = _Section()
    closed_syllables = _Section()

    def __init__(self) -> None:
        self.sections = Sections("name_words.txt", separator=None)

    @cached_property
    def closed(self) -> frozenset[str]:
        """Words that are never part of a name."""
        return (self.sections["closed"] | self._closed_foreign) - self.either

    @cached_property
    def foreign(self) -> frozenset[str]:
        """Those of them that only other languages than English have."""
        return self._closed_foreign - self.sections["closed"]

    @cached_property
    def foreign_exact(self) -> frozenset[str]:
        """Closed words of other languages with their accents."""
        return self.sections["closed_foreign"] | self.sections["closed_accented"]

    @cached_property
    def _closed_foreign(self) -> frozenset[str]:
        return self.sections["closed_foreign"] | self.sections["closed_unaccented"]

    @cached_property
    def common(self) -> AnyOf:
        """Ordinary words of all languages that are known."""
        return AnyOf(self.english, self.german, SortedWords.read("other_words.txt"))

    @cached_property
    def nouns(self) -> AnyOf:
        """Words of the languages in which an ordinary word with a capital is no surprise."""
        return AnyOf(self.english, self.german)

    @cached_property
    def english(self) -> SortedWords:
        """Ordinary English words."""
        return SortedWords.read("english_words.txt")

    @cached_property
    def german(self) -> SortedWords:
        """Ordinary German words."""
        return SortedWords.read("german_words.txt")

    @cached_property
    def given(self) -> SortedWords:
        """Given names."""
        return SortedWords.read("given_names.txt")

    @cached_property
    def place_names(self) -> SortedWords:
        """Names of places, of one word or more."""
        return SortedWords.read("place_names.txt")

    @cached_property
    def han(self) -> frozenset[str]:
        """Ordinary words in Han characters."""
        return self.sections["han_words"]

    @cached_property
    def hangul(self) -> frozenset[str]:
        """Ordinary words in Hangul."""
        return self.sections["hangul_words"]

    @cached_property
    def other(self) -> frozenset[str]:
        """Ordinary words in the other scripts without capitals."""
        return self.sections["other_words"]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """Return the words, which are read from the data files once."""
    return NameWords()


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
            and (ending != "d" or stem.endswith("e"))  # wood is no form of woo
            and len(stem) >= _SHORTEST_HALF - 1
            and (stem in english or (ending == "ing" and f"{stem}e" in english))
        ):
            return True
    return False


BEGIN_PLACES = frozenset(
    {"san", "santa", "santo", "sao", "saint", "los", "las", "new", "fort", "port", "rio", "puerto", "costa"}
)
_SAINTS = frozenset({"st", "saint"})


def is_neutral(key: str) -> bool:
    """Say whether a folded word is in no list but those of ordinary words and of given names."""
    return not any(key in each for each in _lists())


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], ...]:
    words, sections = name_words(), cues()
    return (
        *(words.closed, words.either, words.titles, words.degrees, words.honorifics, words.particles, words.turned),
        *(words.calendar, words.acronyms, words.roles, words.firms, words.places, words.companies, words.office),
        *(labels()["holder"], labels()["other"], sections["closing"], sections["addresses"], sections["plain_titles"]),
        *(BEGIN_PLACES, _SAINTS),
    )


@lru_cache(maxsize=1)
def beside_names() -> frozenset[str]:
    """Return what may stand beside a name in a line of its own: titles, degrees, honorifics, roles, places."""
    words = name_words()
    return words.titles | words.degrees | words.honorifics | words.roles | words.places


@lru_cache(maxsize=1)
def labels() -> Sections:
    """Return headings and labels by kind: holder, given, family, certificate, other."""
    return Sections("labels.txt", separator=", ")


@lru_cache(maxsize=1)
def cues() -> Sections:
    """Return phrases around names by kind, such as ``holder_before``; see ``data/cues.txt``."""
    return Sections("cues.txt", separator=", ")


@lru_cache(maxsize=8)
def edge_words(sections: tuple[str, ...], at: int) -> frozenset[str]:
    """
    Return the first or last words of all phrases of some sections of the cues.

    Args:
        sections: names of sections.
        at: 0 for the first words, -1 for the last.
    """
    return frozenset().union(*(_edge_words_of(section, at) for section in sections))


@lru_cache(maxsize=16)
def _edge_words_of(section: str, at: int) -> frozenset[str]:
    return frozenset([words[at] for words in map(str.split, cues()[section])])
