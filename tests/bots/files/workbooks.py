"""Workbooks made by hand, as small as a spreadsheet would still open them."""

import zipfile
from io import BytesIO

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = '<sheet name="S" sheetId="1" r:id="r1"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def related(kind, target):
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    one = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{relations}">{one}</Relationships>'


def xlsx(rows, **more):
    """A workbook of one sheet, as small as Excel would still open it."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{SHEET}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    } | more
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def text(place, value):
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def rows(*lines):
    """The rows of a sheet, all of them words."""
    drawn = (
        f'<row r="{row}">{"".join(text(chr(64 + at) + str(row), value) for at, value in enumerate(cells, 1))}</row>'
        for row, cells in enumerate(lines, 1)
    )
    return "".join(drawn)


TABLE_OF_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def ods(rows):
    """An OpenDocument table of one sheet."""
    sheet = f'<table:table table:name="S">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", TABLE_OF_OPEN_DOCUMENT)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", f"<office:document-content {NAMES} {link}>{body}</office:document-content>")
    return file.getvalue()


def ods_cell(words, attributes="", link=""):
    inside = f'<text:a xlink:href="{link}">{words}</text:a>' if link else words
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{inside}</text:p></table:table-cell>'
