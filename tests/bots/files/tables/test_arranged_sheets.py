"""Forms with labels at the left or above, and IDs cut into columns, are read as the tables that they are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.conversation.model.table_options import Field
from bots.files.tables.sheets import Sheet
from bots.files.tables.table_reader import read_tables
from verifier_client import find_ids

A, B = "AIDA-2026-1234", "CPAP-2026-8841"


def ids(text):
    return [each.text for each in find_ids(text)]


def read(*rows, **given):
    return read_tables([Sheet([list(row) for row in rows], **given)], ids)


def people(*rows, **given):
    """Line, ID and name of each row."""
    found = [row for _, row in read(*rows, **given).rows]
    return [(row.line, row.certificate, row.values.get(Field.PERSON, "")) for row in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Name", "Jane Doe"), ("Certificate ID", A), ("Team", "Risk")], [(3, A, "Jane Doe")]),
        ([("Inhaber", "Jane Doe"), ("Zertifikat-Nr.", A)], [(2, A, "Jane Doe")]),
        ([("Certificate", A), ("", ""), ("Holder", "Jane Doe")], [(3, A, "Jane Doe")]),
        ([("Our record", ""), ("Name", "Jane Doe"), ("Certificate ID", A)], [(3, A, "Jane Doe")]),
        (
            [("Name", "Jane Doe"), ("Certificate ID", A), (), ("Name", "John Smith"), ("Certificate ID", B)],
            [(2, A, "Jane Doe"), (5, B, "John Smith")],
        ),
        ([("Name",), ("Jane Doe",), ("Certificate ID",), (A,)], [(4, A, "Jane Doe")]),
        ([("Name", "Jane Doe", "John Smith"), ("Certificate ID", A, B)], [(2, A, "Jane Doe"), (3, B, "John Smith")]),
    ],
    ids=["form", "German", "gap", "title", "two forms", "labels above", "persons side by side"],
)
def test_a_form_is_read_by_its_labels(rows, expected):
    assert expected == people(*rows)


def test_a_form_s_lines_that_belong_to_nothing_are_named():
    found = read(("Our record", ""), ("Name", "Jane Doe"), ("Certificate ID", A), ("Signed by the office", ""))

    assert [(1, "Our record"), (4, "Signed by the office")] == [(each.line, each.text) for _, each in found.unused]


@pytest.mark.parametrize(
    "rows",
    [
        [("Name", "Prefix", "Number"), ("Jane Doe", "AIDA", "2026-1234"), ("John Smith", "CPAP", "2026-8841")],
        [
            ("Name", "Certification", "Year", "No"),
            ("Jane Doe", "AIDA", "2026", "1234"),
            ("John Smith", "CPAP", "2026", "8841"),
        ],
        [("Name", "Certificate ID", ""), ("Jane Doe", "AIDA-2026-", "1234"), ("John Smith", "CPAP-2026-", "8841")],
    ],
    ids=["two columns", "three columns", "broken at the dash"],
)
def test_an_id_that_is_cut_into_columns_is_put_together(rows):
    assert [(2, A, "Jane Doe"), (3, B, "John Smith")] == people(*rows)


@pytest.mark.parametrize(
    "rows",
    [
        [("Name", "Prefix", "Number"), ("Jane Doe", "AIDA", "2026-1234"), ("John Smith", "CPAP", "unknown")],
        [("Name", "Code", "Number"), ("Jane Doe", "AIDA", "1234")],
        [("Name", "Code", "Note"), ("Jane Doe", "AIDA", "2026-1234 and more")],
    ],
    ids=["not on every line", "no year", "more than an ID"],
)
def test_what_is_no_id_on_every_line_is_not_made_one_and_no_line_is_lost(rows):
    found = read(*rows)

    assert [] == found.rows
    assert set(range(2, len(rows) + 1)) <= {each.line for _, each in found.unused} or found.unused[0][1].line == 0


def test_a_table_whose_ids_are_whole_keeps_its_columns():
    rows = [("Name", "Code", "Year", "Certificate ID"), ("Jane Doe", "AIDA", "2026-1234", B)]

    assert [(2, B, "Jane Doe")] == people(*rows)


LABELS = st.sampled_from(["Name", "Certificate ID", "Team", "Remark", "Manager", ""])
VALUES = st.sampled_from([A, B, "Jane Doe", "Risk", "see file", "AIDA", "2026-1234", ""])


def test_an_id_above_the_first_headings_is_read_too():
    assert [(1, A, ""), (3, B, "John Smith")] == people(("Note", A), ("Certificate ID", "Name"), (B, "John Smith"))


@example([("Name", A), ("Certificate ID", "AIDA")])
@given(st.lists(st.tuples(LABELS, VALUES) | st.tuples(VALUES, VALUES, VALUES) | st.tuples(LABELS), max_size=8))
def test_no_id_is_lost_however_a_sheet_is_arranged(rows):
    found = read(*rows)

    assert {cell for row in rows for cell in row} & {A, B} <= {row.certificate for _, row in found.rows}
