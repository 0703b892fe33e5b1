"""Files of people's own: what is read, and what is refused before it fills the memory."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.files import spreadsheets
from bots.files.spreadsheets import SpreadsheetError, read_cells

ROWS = [["Certificate ID", "Person"], ["AIDA-2026-1234", "Žoë Müller"]]
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


def refused(data):
    with pytest.raises(SpreadsheetError) as caught:
        read_cells(data)
    return str(caught.value)


def test_csv_is_read_in_every_usual_coding_and_with_every_usual_delimiter():
    for delimiter in ",;\t":
        said = "\r\n".join(delimiter.join(row) for row in ROWS)
        for coding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
            mark = b"\xff\xfe" if coding == "utf-16-le" else b""
            assert ROWS == read_cells(mark + said.encode(coding))
    assert [["id", "name"], ["1", "Müller"]] == read_cells("id;name\n1;Müller".encode("cp1252"))
    assert [[], ["id", "name"], ["1", "a,b"]] == read_cells(b"sep=;\nid;name\n1;a,b")


def test_quoted_cells_and_empty_lines_keep_their_place():
    assert [["id", "note"], [], ["1", "a;b\nc"]] == read_cells(b'id,note\n\n1,"a;b\nc"')


def test_xlsx_gives_values_and_never_formulas():
    rows = (
        f'<row r="2">{text("A2", "id")}{text("C2", "start")}</row>'
        '<row r="3"><c r="A3"><v>12</v></c><c r="B3"><f>1+1</f><v>2.5</v></c>'
        '<c r="C3" t="d"><v>2027-03-01</v></c></row>'
    )

    assert [["", "", ""], ["id", "", "start"], ["12", "2.5", date(2027, 3, 1)]] == read_cells(xlsx(rows))


def test_what_is_no_table_is_refused_with_what_to_do():
    assert "old or protected Excel file" in refused(b"\xd0\xcf\x11\xe0rest")
    assert "This is no text" in refused(b"\x89PNG\x00\x00")
    assert "save it again" in refused(b"PK\x03\x04 nothing more")
    assert "save it again" in refused(xlsx("<row", **{"xl/workbook.xml": "no xml at all"}))


def test_what_is_too_large_is_refused_before_it_is_unpacked():
    assert "200 columns at most" in refused(b"x," * 300)
    assert "5,000,000 at most are read" in refused(b"x" * 5_000_001)
    bomb = xlsx("", **{"xl/media/big.bin": b"\0" * (spreadsheets.UNPACKED + 1)})
    assert len(bomb) < 100_000
    assert "too large" in refused(bomb)
    for far in (text("XFD1", "x"), text("A1048576", "x"), text("ZZZZZZ1", "x"), "<c r='A99999999999'><v>1</v></c>"):
        assert "too large" in refused(xlsx(f'<row r="1">{text("A1", "id")}{far}</row>'))
    assert "too large" in refused(b"\n" * (spreadsheets.MOST_LINES + 1))


@given(data=st.binary(max_size=400) | st.binary(max_size=400).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_are_read_or_refused(data):
    try:
        cells = read_cells(data)
    except SpreadsheetError:
        return
    assert all(isinstance(cell, str | date) for row in cells for cell in row)
