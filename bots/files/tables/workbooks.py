"""
Reads the sheets of a workbook without trusting it: a small file can unpack to very much.

python-calamine was taken because it gives values only (no macros, no formulas, no links are followed) and reads XLSX,
XLS and ODS alike; what it leaves out ``workbook_parts`` finds.
"""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from bots.files.tables.sheet_parts import SheetParts
from bots.files.tables.sheets import MOST_COLUMNS, MOST_LINES, UNREADABLE, Sheet, SpreadsheetError, too_large
from bots.files.tables.workbook_limits import check_extent
from bots.files.tables.workbook_parts import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from bots.files.tables.sheets import Cell, Cells

PACKED = b"PK\x03\x04"


def read_workbook(data: bytes) -> Iterator[Sheet]:
    """Yield every sheet with its title, one after the other."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415 - for who brings one

    try:
        if data.startswith(PACKED):
            check_extent(data)
        parts = read_parts(data) if data.startswith(PACKED) else {}
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for at, about in enumerate(book.sheets_metadata):
            if about.typ is SheetTypeEnum.WorkSheet:
                yield _sheet(book.get_sheet_by_index(at), parts.get(about.name, SheetParts()))
    except (CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, IndexError, EOFError) as error:
        raise SpreadsheetError(UNREADABLE) from error


def _sheet(sheet: CalamineSheet, parts: SheetParts) -> Sheet:
    if sheet.total_height > MOST_LINES or sheet.total_width > MOST_COLUMNS:
        raise too_large()
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (line, column), pattern in parts.formats.items():
        if line < len(rows) and column < len(rows[line]):
            rows[line][column] = pattern.apply(rows[line][column])
    _fill_merged(rows, [*(sheet.merged_cell_ranges or ()), *parts.merged])
    _place(rows, parts)
    return Sheet(rows, sheet.name, parts.links, parts.unanswered)


def _fill_merged(rows: Cells, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give each line below the first one of a merged cell what stands in it; to the right nothing is given."""
    for (top, left), (bottom, _) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = rows[top][left]


def _place(rows: Cells, parts: SheetParts) -> None:
    """Make room for what stands beyond the last cell with a value."""
    for line, column in (*parts.links, *parts.unanswered):
        if line < MOST_LINES and column < MOST_COLUMNS:
            rows.extend([] for _ in range(line + 1 - len(rows)))
            rows[line].extend("" for _ in range(column + 1 - len(rows[line])))


def _cell(value: object) -> Cell:
    match value:
        case datetime():
            return value.date() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
