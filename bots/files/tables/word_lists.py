"""The data files of this folder: words below headings in brackets; lines that begin with # are comments."""

from __future__ import annotations

from functools import lru_cache

from bots.conversation.understanding.people.name_words import folded

_FOLDER = f"{__file__.rpartition('word_lists')[0]}data"


def lines_of_file(name: str) -> list[str]:
    """Return the lines of a data file, without comments and empty ones."""
    with open(f"{_FOLDER}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading
        return [line for line in file.read().split("\n") if line and not line.startswith("#")]


def sections(name: str, separator: str | None) -> dict[str, set[str]]:
    """
    Return the words of a data file by section.

    Args:
        name: the file's name.
        separator: what parts them, None for white space.
    """
    found: dict[str, set[str]] = {}
    section = ""
    for line in lines_of_file(name):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            found.setdefault(section, set()).update(line.split(separator))
    return found


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """Return the folded words of ``words.txt`` by section."""
    return {name: frozenset(map(folded, found)) for name, found in sections("words.txt", None).items()}
