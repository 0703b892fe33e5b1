"""The data files beside this package, read once and only when a comparison needs them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


def text(name: str) -> str:
    """The text of a data file."""
    return (files("verifier_client.name_matching") / "data" / name).read_text(encoding="utf-8")


@cache
def titles() -> dict[str, dict[str, str]]:
    """The sections of `titles.txt`: word to what it stands for."""
    sections: dict[str, dict[str, str]] = {}
    section: dict[str, str] = {}
    for line in text("titles.txt").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif not line.startswith("#"):
            for entry in line.split():
                word, _, meaning = entry.partition("=")
                if word[-1] in "?.":
                    section[word[:-1]] = word[-1]
                else:
                    section[word] = meaning
    return sections


@cache
def name_groups() -> dict[str, tuple[int, ...]]:
    """Given name to the lines of `nicknames.txt` on which it stands."""
    groups: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(text("nicknames.txt").splitlines()):
        if not line.startswith("#"):
            for word in line.split():
                groups[word] = (*groups.get(word, ()), number)
    return groups


def find_established(expression: re.Pattern[str], first: set[str]) -> set[str]:
    """
    Find the given and family names in use that an expression matches.

    Args:
        expression: Matches a whole word between blanks.
        first: The letters that a match may begin with.
    """
    return {found for letter in first for found in expression.findall(_by_first_letter().get(letter, ""))}


@cache
def _by_first_letter() -> dict[str, str]:
    """The given and family names and their other forms, as one text for each first letter."""
    found: dict[str, list[str]] = {}
    for word in {*_established()["given"].split(), *_established()["family"].split(), *name_groups()}:
        found.setdefault(word[0], []).append(word)
    return {letter: f" {' '.join(sorted(words))} " for letter, words in found.items()}


def is_established(kind: str, word: str) -> bool:
    """
    Return whether a name is in use.

    ``iberian`` are the family names of Spain, Portugal and the Americas, ``firm`` those of them that look like given
    names; ``rarely_given`` are family names elsewhere that some given names are made of.

    Args:
        kind: ``given``, ``family``, ``iberian``, ``firm`` or ``rarely_given``.
        word: The name in plain letters.
    """
    return f" {word} " in _established()[kind]


@cache
def _established() -> dict[str, str]:
    """Each section as one text: a search in it takes microseconds, a set of its words ten times the memory."""
    found: dict[str, str] = {}
    for file in ("established.txt", "more_names.txt"):
        for section in text(file).split("\n[")[1:]:
            kind, _, names = section.partition("]\n")
            found[kind] = found.get(kind, "") + " " + names.replace("\n", " ") + " "
    return found


@cache
def scripts() -> dict[str, dict[str, dict[str, str]]]:
    """The tables of `scripts.toml`."""
    return tomllib.loads(text("scripts.toml"))


@cache
def romanisations() -> dict[str, dict[str, dict[str, str]]]:
    """The tables of `romanisations.toml`: script, system, and `letters` or `needs`."""
    return tomllib.loads(text("romanisations.toml"))


@cache
def eastern() -> dict[str, dict[str, str]]:
    """The syllables and family names of `eastern.toml`."""
    return tomllib.loads(text("eastern.toml"))


@cache
def forms() -> dict[str, str]:
    """The endings and sounds of `forms.toml`."""
    return tomllib.loads(text("forms.toml"))


@cache
def spellings(table: str) -> list[tuple[str, str]]:
    """The pairs of a table that is written `spelling=sound spelling=sound`."""
    pairs = (pair.partition("=") for pair in table.split())
    return [(spelling, sound) for spelling, _, sound in pairs]
