"""Tables in text: CSV with any usual delimiter, tabs, and bars as Markdown draws them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from bots.files.tables.sheets import MOST_COLUMNS, MOST_LINES, Sheet, SpreadsheetError, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.files.tables.encodings import DecodedText
    from bots.files.tables.sheets import Cell, Cells

DELIMITERS = ";,\t|"
SAMPLE = 50  # filled lines by which the delimiter is told
_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")


def read_delimited(decoded: DecodedText) -> Sheet:
    """Return the one table of a text file, with empty lines kept for counting."""
    text = decoded.text
    first = next((line for line in text.splitlines() if line.strip()), "")
    named = re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE)
    delimiter = named[1] if named else _delimiter(text)
    try:
        rows = list(_limited(csv.reader(StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise SpreadsheetError(f"The file is no CSV: {error}.") from error
    if named:
        rows[text[: text.index(first)].count("\n")] = []
    if delimiter == "|":
        rows = [_without_frame(row) for row in rows]
    return Sheet(rows, doubtful=not decoded.is_sure)


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most lines into equally many cells; the first of equals."""
    return max(DELIMITERS, key=lambda each: _evenness(text, each))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    try:
        rows = [row for row in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), SAMPLE) if any(row)]
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((many, width) for width, many in widths.items()), default=(0, 0))


def _limited(reader: Iterator[list[str]]) -> Iterator[list[Cell]]:
    for number, row in enumerate(reader, 1):
        if number > MOST_LINES or len(row) > MOST_COLUMNS:
            raise too_large()
        yield list(row)


def _without_frame(row: list[Cell]) -> list[Cell]:
    """Take away the bars around a line, and the rule below the headings."""
    if all(isinstance(cell, str) for cell in row) and _RULE.fullmatch("|".join(map(str, row))):
        return []
    inner: Cells = [[cell.strip() if isinstance(cell, str) else cell for cell in row]]
    cells = inner[0]
    return cells[1:-1] if len(cells) > 2 and cells[0] == cells[-1] == "" else cells
