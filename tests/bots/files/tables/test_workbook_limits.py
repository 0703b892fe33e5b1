"""How far the cells of a workbook may reach: to the last line and column, in all the ways in which a cell says so."""

import zipfile
from io import BytesIO

import pytest

from bots.files.tables.sheets import MOST_COLUMNS, MOST_LINES, UNPACKED, UNREADABLE, SpreadsheetError
from bots.files.tables.workbook_limits import check_extent

LAST, BEYOND = "GR", "GS"  # the 200th column and the next
FILLED = "<v>1</v></c>"


def packed(content, name="xl/worksheets/sheet1.xml", *more):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in ((name, content), *more):
            archive.writestr(part, data)
    return file.getvalue()


def is_taken(content, name="xl/worksheets/sheet1.xml"):
    try:
        check_extent(packed(content, name))
    except SpreadsheetError:
        return False
    return True


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (f'<row r="1"><c r="{LAST}1">{FILLED}', True),
        (f'<row r="1"><c r="{BEYOND}1">{FILLED}', False),
        (f"<row r='1'><c r = ' {BEYOND.lower()}1'>{FILLED}", False),
        (f'<x:row r="1"><x:c r="{BEYOND}1"><x:v>1</x:v>', False),
        (f'<row r="1"><c s="{BEYOND}1">{FILLED}', True),
        (f'<row r="1"><c r="{BEYOND}1"/>', True),  # only formatted
        (f'<row r="1"><c r="{BEYOND}1"></c>', True),
        (f'<row r="{MOST_LINES}"><c r="A{MOST_LINES}">{FILLED}', True),
        (f'<row r="{MOST_LINES + 1}"><c r="A{MOST_LINES + 1}">{FILLED}', False),
        (f'<row r="{MOST_LINES + 1}"><c>{FILLED}', False),
        (f'<row r="{MOST_LINES}"><c>{FILLED}</row><row><c>{FILLED}', False),
        (f'<row r="1"><c r="A{"9" * 30}">{FILLED}', False),
        ("<row>" + f"<c>{FILLED}" * MOST_COLUMNS, True),
        ("<row>" + f"<c>{FILLED}" * (MOST_COLUMNS + 1), False),
        (f'<row><c r="{LAST}1">{FILLED}<c>{FILLED}', False),
        (f"<row><c>{FILLED}</row>" * MOST_LINES, True),
        (f"<row><c>{FILLED}</row>" * (MOST_LINES + 1), False),
        (f"<row><cell><col r='{BEYOND}1'>", True),
    ],
)
def test_a_cell_may_stand_in_the_last_line_and_column_and_no_further(content, taken):
    assert taken is is_taken(content)


def cell(times, inside='office:value="1"/'):
    return f'<table:table-cell table:number-columns-repeated="{times}" {inside}>'


def row(times):
    return f'<table:table-row table:number-rows-repeated="{times}">'


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (row(1) + cell(MOST_COLUMNS), True),
        (row(1) + cell(MOST_COLUMNS + 1), False),
        (row(MOST_LINES) + cell(1), True),
        (row(MOST_LINES + 1) + cell(1), False),
        (row(MOST_LINES) + cell(MOST_COLUMNS), True),
        (row(MOST_LINES) + cell(MOST_COLUMNS) + cell(1), False),
        (row(MOST_LINES + 1) + cell(10**6, "/"), True),  # nothing is in them
        (row(MOST_LINES + 1) + cell(1, ""), False),
        (row("9" * 30) + cell(1), False),
        ("<table:table-row>" + '<table:covered-table-cell office:value="1"/>' * 3, True),
    ],
)  # fmt: skip
def test_a_cell_of_an_open_document_counts_as_often_as_it_is_repeated(content, taken):
    assert taken is is_taken(content, "content.xml")
    assert is_taken(content, "other.xml")


def test_what_unpacks_is_counted_over_all_parts():
    half = b" " * (UNPACKED // 2)

    check_extent(packed(half, "a", ("b", half)))
    with pytest.raises(SpreadsheetError):
        check_extent(packed(half, "a", ("b", half + b" ")))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_part_in_wide_letters_cannot_be_looked_at_and_is_refused(encoding):
    data = "<row/>".encode(encoding)
    marked = data if encoding == "utf-16" else (b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff") + data
    with pytest.raises(SpreadsheetError) as refused:
        check_extent(packed(marked))

    assert UNREADABLE == str(refused.value)
    assert (200, 20_000) == (MOST_COLUMNS, MOST_LINES)
