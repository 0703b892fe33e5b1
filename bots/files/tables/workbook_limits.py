"""How far the cells of a workbook reach, looked at before its reader makes room for them."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from bots.files.tables.sheets import MOST_COLUMNS, MOST_LINES, UNPACKED, UNREADABLE, SpreadsheetError, too_large

_CELL = re.compile(rb"<(?:\w+:)?(c|row)(?=[\s>/])([^<>]*?)(/?)>(</)?")
_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
_OPEN_DOCUMENT_CELL = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell)(?=[\s>/])([^<>]*?)(/?)>", re.IGNORECASE
)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)""")
_WIDE_XML = (b"\xff\xfe<", b"\xfe\xff\x00<")


def check_extent(data: bytes) -> None:
    """Refuse what unpacks to too much, or has a cell so far out that the table around it would fill the memory."""
    room = UNPACKED
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as packed:
                content = packed.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise too_large()
            if content.startswith(_WIDE_XML):
                raise SpreadsheetError(UNREADABLE)
            _check_cells(content)
            if entry.filename == "content.xml":
                _check_repeats(content)


def _check_cells(part: bytes) -> None:
    """Look at any part: which of them is a sheet, the file itself says. Cells that are only formatted do not count."""
    line = column = 0
    for kind, attributes, closed, empty in _CELL.findall(part):
        place = _PLACE.search(attributes)
        if kind == b"row":
            line, column = int(place[2] or line) if place and len(place[2]) < 9 else line + 1, 0
            continue
        column = _number(place[1]) if place and place[1] else column + 1
        at = int(place[2][:9]) if place and place[2] else line
        if not closed and not empty and (column > MOST_COLUMNS or at > MOST_LINES):
            raise too_large()


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - 64
    return number


def _check_repeats(content: bytes) -> None:
    """Count the cells of an OpenDocument table, in which one that holds something can stand for a million."""
    rows = cells = repeated = 0
    for kind, attributes, closed in _OPEN_DOCUMENT_CELL.findall(content):
        counted = _REPEATED.search(attributes)
        times = int(counted[1][:9]) if counted else 1
        if kind.lower() == b"table-row":
            repeated = times
            continue
        if closed and b"value" not in attributes:
            continue
        rows, cells = rows + repeated, cells + times * repeated
        if times > MOST_COLUMNS or repeated > MOST_LINES or cells > MOST_LINES * MOST_COLUMNS:
            raise too_large()
