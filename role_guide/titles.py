"""The level that a title names."""

from __future__ import annotations

from functools import cache

from role_guide.clauses import clauses
from role_guide.levels import Level
from role_guide.patterns import Pattern, any_word


def level_of(role: str) -> Level:
    """Read the level out of a title; the order of ``clauses.toml`` decides where a title names two."""
    for level, words in _words():
        if words.search(role):
            return level
    return Level.ANY


@cache
def _words() -> tuple[tuple[Level, Pattern], ...]:
    return tuple((Level(name), any_word(table.words)) for name, table in clauses().levels.items())
