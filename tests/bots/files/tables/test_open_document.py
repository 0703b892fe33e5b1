"""What stands behind the cells of an ODS file is found in the right cell, also where cells and lines are repeated."""

import pytest

from bots.files.tables.open_document import sheet_parts
from bots.files.tables.sheets import MOST_COLUMNS, MOST_LINES

SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
LINK = '<text:p><text:a xlink:href="https://a.example/1">x</text:a></text:p>'
LINKED = f"<table:table-cell>{LINK}</table:table-cell>"


def parts(rows, title="May"):
    found = sheet_parts(f'<x {SPACES}><table:table table:name="{title}">{rows}</table:table></x>'.encode())
    return found[title]


def row(cells, repeated=""):
    return f"<table:table-row {repeated}>{cells}</table:table-row>"


@pytest.mark.parametrize(
    ("repeated", "column"),
    [("1", 1), ("3", 3), ("0", 0), ("x", 1), ("-3", 1), ("", 1), ("999999999", MOST_COLUMNS)],
)
def test_a_cell_stands_behind_those_that_are_repeated(repeated, column):
    cells = f'<table:table-cell table:number-columns-repeated="{repeated}"/>{LINKED}'

    assert {(0, column): "https://a.example/1"} == parts(row(cells)).links


@pytest.mark.parametrize(("repeated", "line"), [("1", 1), ("3", 3), ("x", 1), ("999999999", MOST_LINES)])
def test_a_line_stands_below_those_that_are_repeated(repeated, line):
    empty = row("<table:table-cell/>", f'table:number-rows-repeated="{repeated}"')

    assert {(line, 0): "https://a.example/1"} == parts(empty + row(LINKED)).links


def test_a_covered_cell_counts_and_each_line_begins_anew():
    first = row(f"<table:covered-table-cell/>{LINKED}")

    assert {(0, 1), (1, 0)} == set(parts(first + row(LINKED)).links)


def test_a_formula_without_a_result_is_unanswered_and_one_with_a_result_is_not():
    formula = '<table:table-cell table:formula="of:=1"/>'
    answered = '<table:table-cell table:formula="of:=1" office:value-type="float"/>'

    assert {(0, 1)} == parts(row(answered + formula)).unanswered


@pytest.mark.parametrize(("spanned", "merged"), [("1", []), ("2", [((0, 1), (1, 1))]), ("4", [((0, 1), (3, 1))])])
def test_a_cell_that_reaches_over_lines_is_merged(spanned, merged):
    cell = f'<table:table-cell/><table:table-cell table:number-rows-spanned="{spanned}"/>'

    assert merged == parts(row(cell)).merged


def test_each_sheet_has_its_own_lines():
    sheets = "".join(f'<table:table table:name="{name}">{row(LINKED)}</table:table>' for name in ("May", "June"))
    found = sheet_parts(f"<x {SPACES}>{sheets}</x>".encode())

    assert {"May": {(0, 0)}, "June": {(0, 0)}} == {title: set(each.links) for title, each in found.items()}
