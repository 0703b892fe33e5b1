"""The sentences of job-description clauses, read once from ``clauses.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import DATA, catalogue, cited, known
from role_guide.catalogue.schemas import ClausesTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.errors import DataFault
from role_guide.hiring.patterns import Pattern, any_word
from role_guide.levels import Level

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE = "clauses.toml"


@cache
def clauses() -> ClausesTable:
    """Return the sentences that come with the package."""
    return load_clauses(DATA)


def load_clauses(data: Traversable) -> ClausesTable:
    """Read ``clauses.toml`` below ``data``; every issuer of the catalogue must have its way of verifying."""
    table = check(read_toml((data / FILE).read_text(encoding="utf-8"), file=FILE), ClausesTable, file=FILE)
    for code in table.needs_experience:
        known(code, file=FILE, key="needs_experience")
    for issuer, how in table.verification.items():
        cited(how.sources, file=FILE, key=f"verification.{issuer}")
    for certification in catalogue().certifications:
        if certification.issuer not in table.verification:
            raise DataFault(FILE, certification.display, f"verification.{certification.issuer}", "is missing")
    return table


def level_of(role: str) -> Level:
    """Read the level out of a title; the order of ``clauses.toml`` decides where a title names two."""
    for level, words in _words():
        if words.search(role):
            return level
    return Level.ANY


@cache
def _words() -> tuple[tuple[Level, Pattern], ...]:
    return tuple((Level(name), any_word(table.words)) for name, table in clauses().levels.items())
