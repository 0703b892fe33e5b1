"""Workbooks: what stands in their cells and behind them, and what is refused before it fills the memory."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.files.tables.sheets import MOST_LINES, UNPACKED, SpreadsheetError
from bots.files.tables.workbooks import read_workbook
from tests.bots.files.workbooks import MAIN, OFFICE, ods, ods_cell, text, xlsx


def sheets(data):
    return list(read_workbook(data))


def sheet(data):
    [one] = sheets(data)
    return one


def refused(data):
    with pytest.raises(SpreadsheetError) as caught:
        sheets(data)
    return str(caught.value)


def test_xlsx_gives_values_and_never_formulas():
    rows = (
        f'<row r="2">{text("A2", "id")}{text("C2", "start")}</row>'
        '<row r="3"><c r="A3"><v>12</v></c><c r="B3"><f>1+1</f><v>2.5</v></c>'
        '<c r="C3" t="d"><v>2027-03-01</v></c></row>'
    )

    assert [["", "", ""], ["id", "", "start"], ["12", "2.5", date(2027, 3, 1)]] == sheet(xlsx(rows)).rows


def test_a_formula_without_a_result_is_known_and_a_link_in_one_is_followed_to_its_words():
    rows = (
        '<row r="1"><c r="A1"><f>"AIDA-2026-"&amp;1234</f></c>'
        '<c r="B1" t="str"><f>HYPERLINK("https://registry.example/AIDA-2026-1234","see")</f><v>see</v></c></row>'
    )
    found = sheet(xlsx(rows))

    assert {(0, 0)} == found.unanswered
    assert {(0, 1): "https://registry.example/AIDA-2026-1234"} == found.links


def test_a_link_behind_words_is_kept():
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData><row r="1">{text("A1", "Badge")}</row>'
            "</sheetData>"
            '<hyperlinks><hyperlink ref="A1" r:id="h1"/></hyperlinks></worksheet>'
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": (
            f'<Relationships xmlns="{relations}"><Relationship Id="h1" TargetMode="External" '
            f'Type="{OFFICE}/hyperlink" Target="https://registry.example/AIDA-2026-1234"/></Relationships>'
        ),
    }

    assert {(0, 0): "https://registry.example/AIDA-2026-1234"} == sheet(xlsx("", **parts)).links


def test_a_number_is_read_as_its_format_shows_it():
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="&quot;AIDA-2026-&quot;0000"/>'
        '<numFmt numFmtId="165" formatCode="#,##0"/></numFmts><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    )
    rows = '<row r="1"><c r="A1" s="1"><v>404</v></c><c r="B1" s="2"><v>1234</v></c></row>'

    assert [["AIDA-2026-0404", "1234"]] == sheet(xlsx(rows, **{"xl/styles.xml": styles})).rows


def test_a_merged_cell_stands_in_each_of_its_lines_and_in_none_of_its_further_columns():
    rows = f'<row r="1">{text("A1", "Rita")}</row><row r="2">{text("C2", "x")}</row>'
    merged = (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    )

    assert [["Rita", "", ""], ["Rita", "", "x"]] == sheet(xlsx("", **{"xl/worksheets/sheet1.xml": merged})).rows


def test_open_document_tables_are_read_alike():
    spanned = ods_cell("Rita", 'table:number-rows-spanned="2"')
    rows = (
        f"<table:table-row>{spanned}"
        f"{ods_cell('Badge', link='https://registry.example/AIDA-2026-1234')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{ods_cell('x')}</table:table-row>"
    )
    found = sheet(ods(rows))

    assert [["Rita", "Badge"], ["Rita", "x"]] == found.rows
    assert {(0, 1): "https://registry.example/AIDA-2026-1234"} == found.links


def test_formatting_alone_makes_no_table_large():
    far = (
        '<row r="1048576"><c r="A1048576" s="1"/></row>',
        '<row r="2"><c r="XFD2" s="1"></c></row>',
    )
    for each in far:
        assert [["id"]] == [row for row in sheet(xlsx(f'<row r="1">{text("A1", "id")}</row>{each}')).rows if any(row)]


def test_what_is_no_workbook_is_refused_with_what_to_do():
    assert "save it again" in refused(b"PK\x03\x04 nothing more")
    assert "save it again" in refused(xlsx("<row", **{"xl/workbook.xml": "no xml at all"}))


def test_what_is_too_large_is_refused_before_it_is_unpacked():
    bomb = xlsx("", **{"xl/media/big.bin": b"\0" * (UNPACKED + 1)})
    assert len(bomb) < 100_000
    assert "too large" in refused(bomb)
    for far in (
        text("XFD1", "x"),
        text("A1048576", "x"),
        text("ZZZZZZ1", "x"),
        "<c r='A99999999999'><v>1</v></c>",
        "</row><row r='1048576'><c><v>1</v></c>",
        "<c><v>1</v></c>" * 300,
    ):
        assert "too large" in refused(xlsx(f'<row r="1">{text("A1", "id")}{far}</row>'))
    many = ods_cell("x", f'table:number-columns-repeated="{MOST_LINES}"')
    assert "too large" in refused(ods(f"<table:table-row>{many}</table:table-row>"))
    row = f'<table:table-row table:number-rows-repeated="1048576">{ods_cell("x")}</table:table-row>'
    assert "too large" in refused(ods(row))


@given(data=st.binary(max_size=400).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_are_read_or_refused(data):
    try:
        found = sheets(data)
    except SpreadsheetError:
        return
    assert all(isinstance(cell, str | date) for each in found for row in each.rows for cell in row)
