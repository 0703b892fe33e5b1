"""Values: what stands behind the cells of one sheet, and how a number is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bots.files.tables.sheets import Cell, Place

Ranges = list[tuple[tuple[int, int], tuple[int, int]]]
MOST_LINKS = 50_000
_NUMBER_FORMAT = re.compile(r"""((?:"[^"]*"|\\.|[-/ ._()])*)([0#]+)((?:"[^"]*"|\\.|[-/ ._()])*)""")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format that shows a whole number with words around it and zeros before it."""

    before: str
    digits: int
    after: str

    @classmethod
    def parse(cls, code: str) -> NumberFormat | None:
        """Return the format, None for one that shows no words and no zeros."""
        found = _NUMBER_FORMAT.fullmatch(code)
        if found is None or (not found[1] and not found[3] and "0" not in found[2][1:]):
            return None
        return cls(_words(found[1]), found[2].count("0"), _words(found[3]))

    def apply(self, cell: Cell) -> Cell:
        """Return a cell as people see it."""
        if not isinstance(cell, str) or not cell.isascii() or not cell.isdigit():
            return cell
        return f"{self.before}{cell.zfill(self.digits)}{self.after}"


@dataclass(slots=True)
class SheetParts:
    """What stands behind one sheet's cells."""

    links: dict[Place, str] = field(default_factory=dict)
    unanswered: set[Place] = field(default_factory=set)
    formats: dict[Place, NumberFormat] = field(default_factory=dict)
    merged: Ranges = field(default_factory=list)


def _words(literal: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda found: found[1] or found[2] or "", literal)
