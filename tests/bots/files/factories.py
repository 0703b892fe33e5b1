"""Files as people have them, and as nobody should: made small, in memory."""

import zipfile
from io import BytesIO

import docx
from docx.oxml import parse_xml
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from tests.bots.files.workbooks import MAIN, xlsx
from tests.bots.files.workbooks import text as cell

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def sheet(*rows):
    """A workbook whose one sheet holds these rows."""
    lines = (
        f'<row r="{row}">{"".join(cell(chr(64 + at) + str(row), value) for at, value in enumerate(cells, 1))}</row>'
        for row, cells in enumerate(rows, 1)
    )
    return xlsx("".join(lines))


def pdf(*pages, link="", password=None, owner=None, field=""):
    """A PDF with one line of text on each page (or several, parted by bars); an empty one is a picture."""
    writer = PdfWriter()
    font = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in FONT.items()})
    for words in pages:
        page = writer.add_blank_page(600, 800)
        if words:
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            )
            stream = DecodedStreamObject()
            lines = " 0 -20 Td ".join(f"({line}) Tj" for line in words.split("|"))
            stream.set_data(f"BT /F1 12 Tf 50 700 Td {lines} ET".encode("latin-1"))
            page[NameObject("/Contents")] = stream
    if link:
        writer.add_annotation(0, Link(rect=(50, 50, 90, 90), url=link))
    if field:
        _fill_in(writer, field)
    if password is not None or owner is not None:
        writer.encrypt(password or "", owner, algorithm="AES-256")
    return written(writer.write)


def _fill_in(writer, value):
    """Add a form with one field that is filled in."""
    words = {"/T": "Certificate ID", "/V": value}
    names = {"/FT": "/Tx", "/Subtype": "/Widget", "/Type": "/Annot"}
    box = ArrayObject([FloatObject(each) for each in (10, 10, 200, 30)])
    drawn = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    drawn |= {NameObject(key): TextStringObject(text) for key, text in words.items()} | {NameObject("/Rect"): box}
    drawn = writer._add_object(DictionaryObject(drawn))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([drawn])
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([drawn])})
    writer._root_object[NameObject("/AcroForm")] = form


FONT = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}


def document(*paragraphs, table=(), box="", link=""):
    """A Word document with paragraphs, a table and a text box."""
    made = docx.Document()
    for words in paragraphs:
        paragraph = made.add_paragraph()
        for piece in words.split("|"):
            paragraph.add_run(piece)
    if table:
        drawn = made.add_table(len(table), len(table[0]))
        for row, cells in zip(drawn.rows, table, strict=True):
            for place, value in zip(row.cells, cells, strict=True):
                place.text = value
    if box:
        inside = f"<w:p><w:r><w:t>{box}</w:t></w:r></w:p>"
        shape = f"<w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict>"
        made.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{W}"><w:r>{shape}</w:r></w:p>'))
    if link:
        made.part.relate_to(link, HYPERLINK, is_external=True)
    return written(made.save)


HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def written(write):
    file = BytesIO()
    write(file)
    return file.getvalue()


def repacked(data, change=None, **more):
    """The same packed file, with parts added or changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            after.writestr(part.filename, change(part.filename, content) if change else content)
        for name, content in more.items():
            after.writestr(name, content)
    return file.getvalue()


__all__ = ["MAIN", "cell", "document", "pdf", "repacked", "sheet", "xlsx"]
