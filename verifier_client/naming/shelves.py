"""The data files beside this package, read once and only when a comparison needs them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def text(name: str) -> str:
    """The text of a data file."""
    return (files("verifier_client.naming") / "data" / name).read_text(encoding="utf-8")


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
def name_groups() -> dict[str, frozenset[int]]:
    """Given name to the lines of `nicknames.txt` on which it stands."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(text("nicknames.txt").splitlines()):
        if not line.startswith("#"):
            for word in line.split():
                groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@cache
def established(shelf: str) -> frozenset[str]:
    """The names in use: `given`, `family`, or `iberian` for the family names of Spain, Portugal and the Americas."""
    names: set[str] = set()
    for file in ("established.txt", "more_names.txt"):
        for section in text(file).split("\n["):
            head, _, body = section.partition("]\n")
            if head == shelf:
                names.update(body.split())
    return frozenset(names)


@cache
def scripts() -> dict[str, dict[str, dict[str, str]]]:
    """The tables of `scripts.toml`."""
    return tomllib.loads(text("scripts.toml"))


@cache
def eastern() -> dict[str, dict[str, str]]:
    """The syllables and family names of `eastern.toml`."""
    return tomllib.loads(text("eastern.toml"))
