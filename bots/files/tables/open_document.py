"""What stands behind the cells of an OpenDocument table (ODS): addresses, and cells that reach over several lines."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import iterparse

from bots.files.tables.sheet_parts import MOST_LINKS, SheetParts
from bots.files.tables.sheets import MOST_COLUMNS, MOST_LINES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


def sheet_parts(content: bytes) -> dict[str, SheetParts]:
    """Return what stands behind the cells by the sheets' titles."""
    found: dict[str, SheetParts] = {}
    parts, line, column = SheetParts(), 0, 0
    for event, node in iterparse(BytesIO(content), events=("start", "end")):  # noqa: S314 - entities are refused before
        if event == "start":
            if node.tag == f"{_TABLE}table":
                parts, line = found.setdefault(node.get(f"{_TABLE}name", ""), SheetParts()), 0
            elif node.tag == f"{_TABLE}table-row":
                column = 0
        elif node.tag in _CELLS:
            _read_cell(node, line, column, parts)
            column += _times(node, "number-columns-repeated", MOST_COLUMNS)
            node.clear()
        elif node.tag == f"{_TABLE}table-row":
            line += _times(node, "number-rows-repeated", MOST_LINES)
            node.clear()
    return found


def _read_cell(node: Element, line: int, column: int, parts: SheetParts) -> None:
    for link in node.iter(f"{_TEXT}a"):
        if (address := link.get(_HREF)) and len(parts.links) < MOST_LINKS:
            parts.links[line, column] = address
    if node.get(f"{_TABLE}formula") and not node.get(f"{_OFFICE}value-type"):
        parts.unanswered.add((line, column))
    if (spanned := _times(node, "number-rows-spanned", MOST_LINES)) > 1:
        parts.merged.append(((line, column), (line + spanned - 1, column)))


def _times(node: Element, name: str, most: int) -> int:
    counted = node.get(f"{_TABLE}{name}", "1")
    return min(int(counted), most) if counted.isdigit() else 1
