"""
DOCX: the text of its paragraphs, text boxes, tables, headers and footers, and the links in them.

python-docx was taken because it opens the package and resolves no entities; the text is read from the tree itself,
because its own paragraphs leave out text boxes.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from bots.files.refusal_codes import FileRefused, RefusalCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement

    from bots.files.id_finder import IdFinder

_TABLE, _ROW, _CELL, _PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_TEXTS = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_document(data: bytes, finds: IdFinder) -> None:
    """Add the IDs of a Word document, in the order of its body, then of headers, footers and links."""
    try:
        document = docx.Document(BytesIO(data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise FileRefused(RefusalCode.BROKEN) from error
    paragraphs = tables = 0
    for block in document.element.body:
        if block.tag == _TABLE:
            tables += 1
            finds.add_table(_rows(block), f"table {tables}")
            continue
        for paragraph in block.iter(_PARAGRAPH):
            paragraphs += 1
            finds.add_text(_text(paragraph), ("paragraph", paragraphs, ""))
    for section in document.sections:
        for part in (section.header, section.footer):
            finds.add_text("\n".join(map(_text, part._element.iter(_PARAGRAPH))), ("", 0, ""))  # noqa: SLF001
    links = [each for each in document.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    finds.add_text("\n".join(each.target_ref for each in links), ("", 0, ""))


def _rows(table: BaseOxmlElement) -> Iterator[list[str]]:
    for row in table.iter(_ROW):
        yield ["\n".join(map(_text, cell.iter(_PARAGRAPH))) for cell in row.iter(_CELL)]


def _text(paragraph: BaseOxmlElement) -> str:
    """Return its text; a word is often in several pieces, and one ID too."""
    pieces = (node.text or "" if mark is None else mark for node, mark in _nodes(paragraph))
    return "".join(pieces)


def _nodes(paragraph: BaseOxmlElement) -> Iterator[tuple[BaseOxmlElement, str | None]]:
    for node in paragraph.iter():
        if node.tag in _TEXTS:
            yield node, _TEXTS[node.tag]
