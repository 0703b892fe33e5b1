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


@dataclass(frozen=True, slots=True)
class NameWords:
    """Sets of folded words; a word may be in several. See ``data/name_words.txt`` for what each means."""

    titles: frozenset[str]
    degrees: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    turned: frozenset[str]
    closed: frozenset[str]
    either: frozenset[str]
    roles: frozenset[str]
    firms: frozenset[str]
    places: frozenset[str]
    common: frozenset[str]
    given: frozenset[str]
    han: frozenset[str]
    hangul: frozenset[str]
    other: frozenset[str]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """Return the words, read from the data files at the first call (about 10 ms)."""
    read = _sections("name_words.txt", separator=None)
    return NameWords(
        titles=read["titles"],
        degrees=read["degrees"],
        honorifics=read["honorifics"],
        particles=read["particles"],
        turned=read["turned"],
        closed=read["closed"] - read["either"],
        either=read["either"],
        roles=read["roles"],
        firms=read["firms"],
        places=read["places"],
        common=_plain_list("common_words.txt"),
        given=_plain_list("given_names.txt"),
        han=read["han_words"],
        hangul=read["hangul_words"],
        other=read["other_words"],
    )


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


def _plain_list(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
