"""
What stands behind the cells of a workbook: addresses, formulas without results, and numbers that are shown with words.

XLSX and ODS keep these in XML; entities were refused before (``file_types``), so the parser of Python resolves none.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from bots.files.tables.open_document import sheet_parts
from bots.files.tables.sheet_parts import MOST_LINKS, NumberFormat, SheetParts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.files.tables.sheets import Place

_HYPERLINK = re.compile(r"""HYPERLINK\s*\(\s*"((?:[^"]|"")*)\"""", re.IGNORECASE)
_BEHIND = re.compile(rb"<(?:\w+:)?(?:f|hyperlink)[\s>/]")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read_parts(data: bytes) -> dict[str, SheetParts]:
    """Return what stands behind the cells by the sheets' titles; nothing where the file is not as it should be."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                return sheet_parts(archive.read("content.xml"))
            return dict(_office(archive, names)) if "xl/workbook.xml" in names else {}
    except (ParseError, KeyError, ValueError, UnicodeDecodeError):
        return {}


def _office(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, SheetParts]]:
    formats = _formats(archive) if "xl/styles.xml" in names else []
    targets = _relations(archive, "xl/workbook.xml", names)
    for sheet in _each(fromstring(archive.read("xl/workbook.xml")), "sheet"):  # noqa: S314 - entities are refused before
        path = targets.get(_attribute(sheet, "id"), "")
        if path in names:
            yield sheet.get("name", ""), _sheet(archive, path, names, formats)


def _sheet(archive: zipfile.ZipFile, path: str, names: set[str], formats: list[NumberFormat | None]) -> SheetParts:
    found, targets, content = SheetParts(), _relations(archive, path, names), archive.read(path)
    if not any(formats) and not _BEHIND.search(content):
        return found  # most sheets: nothing stands behind their cells, and parsing them takes seconds
    line = column = 0
    with BytesIO(content) as part:
        for event, node in iterparse(part, events=("start", "end")):  # noqa: S314 - entities are refused before
            name = _name(node)
            if event == "start":
                line, column = (line + 1, 0) if name == "row" else (line, column)
            elif name == "c":
                column += 1
                line, column = _place(node.get("r", "")) or (line, column)
                _read_cell(node, (line - 1, column - 1), found, formats)
                node.clear()
            elif name == "row":
                node.clear()
            elif name == "hyperlink":
                _read_link(node, targets, found)
    return found


def _read_cell(node: Element, at: Place, found: SheetParts, formats: list[NumberFormat | None]) -> None:
    children = {_name(child): child.text or "" for child in node}
    formula, value = children.get("f"), children.get("v", "")
    if formula is not None:
        link = _HYPERLINK.match(formula.strip())
        if link and len(found.links) < MOST_LINKS:
            found.links[at] = link[1].replace('""', '"')
        elif not value and "is" not in children:
            found.unanswered.add(at)
    style = node.get("s", "")
    is_number = value and node.get("t", "n") == "n" and style.isdigit() and int(style) < len(formats)
    if is_number and (pattern := formats[int(style)]) is not None:
        found.formats[at] = pattern


def _read_link(node: Element, targets: dict[str, str], found: SheetParts) -> None:
    at, target = _place(node.get("ref", "").partition(":")[0]), targets.get(_attribute(node, "id"), "")
    if at is not None and target and len(found.links) < MOST_LINKS:
        place = node.get("location", "")
        found.links[at[0] - 1, at[1] - 1] = f"{target}#{place}" if place else target


def _formats(archive: zipfile.ZipFile) -> list[NumberFormat | None]:
    """Return the format of each cell style."""
    styles = fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - entities are refused before
    codes = {each.get("numFmtId"): NumberFormat.parse(each.get("formatCode", "")) for each in _each(styles, "numFmt")}
    cells = next(_each(styles, "cellXfs"), None)
    return [codes.get(each.get("numFmtId")) for each in cells] if cells is not None else []


def _relations(archive: zipfile.ZipFile, path: str, names: set[str]) -> dict[str, str]:
    folder, _, name = path.rpartition("/")
    place = f"{folder}/_rels/{name}.rels"
    if place not in names:
        return {}
    found = {}
    for node in _each(fromstring(archive.read(place)), "Relationship"):  # noqa: S314 - entities are refused before
        target = node.get("Target", "")
        if node.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[node.get("Id", "")] = target
    return found


def _each(tree: Element, name: str) -> Iterator[Element]:
    return (node for node in tree.iter() if _name(node) == name)


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _attribute(node: Element, name: str) -> str:
    """Return an attribute with a namespace, whichever edition of the format it is of."""
    return next((value for key, value in node.attrib.items() if key.endswith(f"}}{name}")), "")


def _place(reference: str) -> tuple[int, int] | None:
    """Return line and column from 1."""
    found = _PLACE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
