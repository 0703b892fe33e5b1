"""
Reads a CSV or XLSX file into cells, without trusting it: a small file can unpack to very much.

python-calamine was taken because it gives values only: no macros, no formulas, no links are followed.
"""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Cells = list[list[str | date]]
LARGEST = 5_000_000  # bytes of a file
UNPACKED = 60_000_000  # bytes of all that an XLSX file holds
MOST_LINES, MOST_COLUMNS = 20_000, 200
UNREADABLE = "The file is no XLSX that can be read: save it again, or as CSV."
DELIMITERS = ";,\t"
_XLSX, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^<]*?\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")


class SpreadsheetError(ValueError):
    """The file cannot be read as a table; its text says why, and what to do."""


def read_cells(data: bytes) -> Cells:
    """Return the cells of a CSV file, or of the first sheet of an XLSX file, with empty lines kept for counting."""
    if len(data) > LARGEST:
        raise SpreadsheetError(f"The file has {len(data):,} bytes; {LARGEST:,} at most are read.")
    if data.startswith(_OLD_EXCEL):
        raise SpreadsheetError("This is an old or protected Excel file: save it as XLSX or CSV, without a password.")
    for _title, cells in read_sheets(data):
        return cells
    raise SpreadsheetError(UNREADABLE)


def read_sheets(data: bytes) -> Iterator[tuple[str, Cells]]:
    """Yield every sheet of an XLSX file with its title, one after the other, or the one table of a CSV file."""
    if data.startswith(_XLSX):
        yield from _xlsx(data)
    else:
        yield "", _csv(decoded(data))


def decoded(data: bytes) -> str:
    """Return a text file's text; raises ``SpreadsheetError`` when it is none."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise SpreadsheetError("This is no text: send the roster as CSV or XLSX.")


def _csv(text: str) -> Cells:
    first = next((line for line in text.splitlines() if line.strip()), "")
    named = re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE)
    delimiter = named[1] if named else max(DELIMITERS, key=first.count)
    try:
        rows = list(_limited(csv.reader(StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise SpreadsheetError(f"The file is no CSV: {error}.") from error
    if named:
        rows[text[: text.index(first)].count("\n")] = []
    return rows


def _limited(reader: Iterator[list[str]]) -> Iterator[list[str | date]]:
    for number, row in enumerate(reader, 1):
        if number > MOST_LINES or len(row) > MOST_COLUMNS:
            raise SpreadsheetError(_too_large())
        yield list(row)


def _xlsx(data: bytes) -> Iterator[tuple[str, Cells]]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415 - for who brings an XLSX

    try:
        _look_inside(data)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for at, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            rows = book.get_sheet_by_index(at).to_python(skip_empty_area=False)
            yield sheet.name, [[_cell(value) for value in row] for row in rows]
    except (CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, IndexError, EOFError) as error:
        raise SpreadsheetError(UNREADABLE) from error


def _look_inside(data: bytes) -> None:
    """Refuse what unpacks to too much, or has a cell so far out that the table around it would fill the memory."""
    room = UNPACKED
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as packed:
                content = packed.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise SpreadsheetError(_too_large())
            _look_at_cells(content)


def _look_at_cells(part: bytes) -> None:
    """Look at any part: which of them is a sheet, the file itself says."""
    if part.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        raise SpreadsheetError(UNREADABLE)
    for letters, number in _PLACE.findall(part):
        column = 0
        for letter in letters.upper()[:4]:
            column = column * 26 + letter - 64
        if column > MOST_COLUMNS or len(number) > 6 or int(number) > MOST_LINES:
            raise SpreadsheetError(_too_large())


def _cell(value: object) -> str | date:
    match value:
        case datetime():
            return value.date() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _too_large() -> str:
    return f"The table is too large: {MOST_LINES:,} lines and {MOST_COLUMNS} columns at most are read."
