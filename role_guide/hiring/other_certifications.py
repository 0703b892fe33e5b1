"""Names of certifications in a text that the catalogue does not describe: they are named, and nothing is claimed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import DATA, catalogue
from role_guide.catalogue.schemas import OtherCertificationsTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.errors import DataFault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

FILE = "other_certifications.toml"
MOST = 12


def other_certifications(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the certifications that a text names and the catalogue does not describe, as they are written there."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for match in _names().finditer(sentence):
            name = " ".join(match[0].split())
            if not any(name.lower() in described for described in _described()):
                found.setdefault(name.lower(), name)
    return tuple(found.values())[:MOST]


@cache
def _described() -> tuple[str, ...]:
    """Return the names of the catalogue, and what it says of others that use the same letters."""
    ours = catalogue().certifications
    names = [name.lower() for each in ours for name in (each.title, each.display)]
    return (*names, *(other.claim.text.lower() for each in ours for other in each.namesakes))


@cache
def _names() -> re.Pattern[str]:
    return load_names(DATA)


def load_names(data: Traversable) -> re.Pattern[str]:
    """Read ``other_certifications.toml`` below ``data``; capitals count, since ``meta`` and ``sap`` are words too."""
    table = check(read_toml((data / FILE).read_text(encoding="utf-8"), file=FILE), OtherCertificationsTable, file=FILE)
    joined = "|".join(f"(?:{name})" for name in table.names)
    try:
        return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])")
    except re.error as error:
        raise DataFault(FILE, "", "names", f"is no regular expression: {error}") from error
