"""A written name taken apart: titles off, the order of its parts, and what is an initial or a suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from verifier_client.name_matching import data_files
from verifier_client.name_matching.letters import cleaned, plain, same_letters


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: a word, a hyphenated double word, or a particle with its word."""

    words: tuple[str, ...]
    is_initial: bool = False

    @property
    def joined(self) -> str:
        """The part written as one word."""
        return "".join(self.words)

    @property
    def core(self) -> str:
        """The part without its particles, in plain letters."""
        particles = data_files.titles()["particles"]
        kept = [word for word in self.words if plain(word) not in particles] or list(self.words)
        return plain("".join(kept))

    def is_same(self, other: Part) -> bool:
        """Whether both are the same part, however it is cut."""
        return same_letters(self.joined, other.joined)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name as written, or given name first when `order_is_known`."""

    parts: tuple[Part, ...]
    suffix: str = ""
    order_is_known: bool = False
    as_written: tuple[Part, ...] = ()

    @property
    def written(self) -> tuple[Part, ...]:
        """The parts in the order in which they were written, a comma not counted."""
        return self.as_written or self.parts


@lru_cache(maxsize=1024)
def read(text: str) -> Name:
    """Return the parts of a written name, titles removed."""
    chunks = [chunk.split() for chunk in re.sub(r"[()\[\]{}\"“”«»/_|;:<>!?*#&+=~]", " ", cleaned(text)).split(",")]
    suffix = ""
    kept: list[list[str]] = []
    for number, chunk in enumerate(chunks):
        words, found = _without_titles(chunk, after_comma=number > 0)
        suffix = suffix or found
        if words:
            kept.append(words)
    if len(kept) > 1:
        given = _parts([word for chunk in kept[1:] for word in chunk])
        return Name((*given, *_parts(kept[0], is_family=True)), suffix, order_is_known=True)
    words = kept[0] if kept else []
    return _by_capitals(words, suffix) or Name(_parts(words), suffix)


def _without_titles(words: list[str], *, after_comma: bool) -> tuple[list[str], str]:
    suffix = ""
    words = [word for word in words if plain(word)]
    section = data_files.titles()
    while words and _is_title(words, section["before"], at=0):
        sir = plain(words.pop(0)) == "sr"
        if sir and len(words) > 1 and plain(words[0]) == "d":
            words.pop(0)
    while words:
        last = re.sub(r"[^0-9a-z]", "", words[-1].lower()) if words[-1].isascii() else plain(words[-1])
        if last in section["suffix"] and (len(words) > 1 or after_comma) and not _is_short_name(words):
            suffix = section["suffix"][last] or last
        elif not _is_title(words, section["after"], at=-1, alone=after_comma):
            break
        words.pop()
    return words, suffix


def _is_short_name(words: list[str]) -> bool:
    """`II` is a suffix after two words; Ii is also a family name."""
    return plain(words[-1]) in {"ii", "iii", "iv"} and len(words) < 3


def _is_title(words: list[str], section: dict[str, str], *, at: int, alone: bool = False) -> bool:
    word = words[at]
    kind = section.get(plain(word))
    pieces = [plain(piece) for piece in re.split(r"[-.]+", word) if plain(piece)]
    if kind is None and len(pieces) > 1 and len(words) > 1 and all(piece in section for piece in pieces):
        return True
    if kind is None or (len(words) == 1 and not alone):
        return False
    if kind == "?":
        return "." in word or (len(words) > 2 and "-" not in "".join(words))
    if kind == ".":
        return alone or ("." in word and (at == 0 or len(words) > 2))
    return "." in word or alone or at == 0 or len(words) > 2 or not word.islower()


def _by_capitals(words: list[str], suffix: str) -> Name | None:
    """`FAMILY Given` and `Given FAMILY`: some words in capitals, the others not, each on its side."""
    loud = [word.isupper() and len(plain(word)) > 1 and not _are_initials(word, words) for word in words]
    if len(words) < 2 or all(loud) or not any(loud):
        return None
    quiet = [word for word, is_loud in zip(words, loud, strict=True) if not is_loud]
    if all(len(plain(word)) == 1 for word in quiet):
        return None
    count, written = sum(loud), _parts(words)
    if all(loud[:count]):
        return Name(
            (*_parts(words[count:]), *_parts(words[:count], is_family=True)),
            suffix,
            order_is_known=True,
            as_written=written,
        )
    if all(loud[-count:]):
        return Name(
            (*_parts(words[:-count]), *_parts(words[-count:], is_family=True)),
            suffix,
            order_is_known=True,
            as_written=written,
        )
    return None


def _parts(words: list[str], *, is_family: bool = False) -> tuple[Part, ...]:
    particles = data_files.titles()["particles"]
    found: list[Part] = []
    waiting: list[str] = []
    for number, word in enumerate(words):
        small, last = plain(word), number == len(words) - 1
        if number and not last and word in {"O", "o"}:  # of O Malley
            waiting.append(word)
            continue
        if _are_initials(word, words) and not (word.islower() and small in particles and not last and number):
            found += [Part((letter,), is_initial=True) for letter in small]
            continue
        pieces = [piece for piece in re.split(r"[-.]+", word) if plain(piece)]
        servant = small.startswith("abd") and len(small) < 6 and number < len(words) - 2
        binds = small in particles and (number > 0 or word.islower() or is_family)
        if not last and (servant or (binds and not _is_vietnamese_middle(word, words))):
            waiting += pieces
            continue
        found.append(Part((*waiting, *pieces)))
        waiting = []
    return tuple(found)


def _is_vietnamese_middle(word: str, words: list[str]) -> bool:
    """`Nguyen Van An` has a middle name, `Jan Van Aken` a Dutch particle; `Văn` with its mark is no particle."""
    families = data_files.eastern()["vietnamese"]["sure"].split()
    return plain(word) == "van" and (
        not word.isascii() or (word.istitle() and any(plain(words[i]) in families for i in (0, -1)))
    )


def _are_initials(word: str, words: list[str]) -> bool:
    """`J.`, `J.R.`, `J.-P.`, and `JR` beside words that are not in capitals."""
    pieces = [plain(piece) for piece in re.split(r"[-.']+", word) if plain(piece)]
    if not pieces or ord(pieces[0][0]) > 0x2E80:
        return False
    if all(len(piece) == 1 for piece in pieces) and "'" not in word:
        return True
    short = len(pieces) == 1 and len(pieces[0]) < 4 and word.isupper() and not set(pieces[0]) & set("aeiouy")
    return short and word.isascii() and any(not other.isupper() for other in words) and "'" not in word
