"""A sheet as its format gives it: cells by line and column, and what stands behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

UNPACKED = 60_000_000  # bytes of all that a packed file holds
MOST_LINES, MOST_COLUMNS = 20_000, 200
UNREADABLE = "The file is no table that can be read: save it again as XLSX, or as CSV."
Cell = str | date
Cells = list[list[Cell]]
Place = tuple[int, int]
"""Line and column, both from 0."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class SpreadsheetError(ValueError):
    """The file cannot be read as a table; its text says why, and what to do."""


@dataclass(slots=True)
class Sheet:
    """
    One sheet of a workbook, or the one table of a text file.

    ``links`` are addresses behind cells, ``unanswered`` formulas whose result the file does not hold, ``doubtful``
    says that letters outside ASCII may have been read in the wrong code page.
    """

    rows: Cells
    title: str = ""
    links: dict[Place, str] = field(default_factory=dict)
    unanswered: set[Place] = field(default_factory=set)
    doubtful: bool = False


def too_large() -> SpreadsheetError:
    """Return the error for a table with too many lines or columns."""
    return SpreadsheetError(
        f"The table is too large: {MOST_LINES:,} lines and {MOST_COLUMNS} columns at most are read."
    )


def text_of(cell: Cell) -> str:
    """Return a cell in one line, a day like 2027-03-01, without characters that nobody sees."""
    text = cell.isoformat() if isinstance(cell, date) else cell
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_UNSEEN.sub(" ", text).split())
