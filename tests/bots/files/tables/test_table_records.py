"""What a child says of a table comes over whole, and its parent believes no text without end."""

from datetime import date

import pytest

from bots.conversation.model.table_options import DayOrder, Field, TableOptions
from bots.conversation.model.table_reading import TableColumn, UnusedReason
from bots.conversation.text.table_remarks import remark
from bots.files.tables.table_records import options_as_json, options_of, reading_of

A = "AIDA-2026-1234"


@pytest.mark.parametrize(
    "options",
    [
        TableOptions(),
        TableOptions((("Who", Field.PERSON), ("B", Field.NONE)), DayOrder.DAY_FIRST, is_table=True),
        TableOptions(days=DayOrder.MONTH_FIRST),
    ],
)
def test_what_a_sender_says_of_a_table_reaches_the_child(options):
    assert options == options_of(options_as_json(options))


def test_who_says_nothing_says_nothing_to_the_child():
    assert {} == options_as_json(None)
    assert TableOptions() == options_of({})


def test_a_row_is_read_whole():
    line = {
        "row": 3, "id": A, "values": {"person": "Jane Doe", "team": "Risk"}, "sheet": "May", "until": "2027-03-14",
        "beside": True, "problem": [3, "no_day", "soon"], "ends": True,
    }  # fmt: skip
    (row,) = reading_of([line], unclear_days=True).rows

    assert (3, A, "Jane Doe", "Risk", "May") == (row.line, row.certificate.text, row.person, row.team, row.sheet)
    assert (date(2027, 3, 14), True, remark(UnusedReason.NO_DAY, "soon")) == (row.until, row.beside, row.problem)
    assert {"person", "team", "until"} == row.given


def test_a_bare_row_leaves_all_else_as_it_is():
    (row,) = reading_of([{"row": 2, "id": A, "values": {}}], unclear_days=False).rows

    assert (None, "", "", False, "", frozenset()) == (
        row.until, row.sheet, row.person, row.beside, row.problem, row.given
    )  # fmt: skip


def test_lines_that_are_not_used_are_named_and_titles_are_asides():
    lines = [
        {"unused": [1, "above", "Title"], "sheet": "May"},
        {"unused": [2, "no_id", "x" * 999]},
        {"remark": [3, "not_a_name", "?"]},
    ]
    found = reading_of(lines, unclear_days=False)

    assert [(1, "May", True), (2, "", False)] == [(each.line, each.sheet, each.is_aside) for each in found.unused]
    assert remark(UnusedReason.NO_ID, "x" * 400) == found.unused[1].reason
    assert [(3, remark(UnusedReason.NOT_A_NAME, "?"))] == [(each.line, each.reason) for each in found.remarks]


def test_a_column_is_shown_with_its_heading_and_an_example_cut_short():
    said = {"sheet": "s" * 201, "column": "h" * 201, "example": "e" * 201, "field": "person", "known": 1, "own_end": 1}
    plain = {"column": "Salary", "example": "", "field": "none", "known": False}
    found = reading_of([said, plain], unclear_days=False)

    assert (
        TableColumn("h" * 200, "s" * 200, Field.PERSON, is_known=True, example="e" * 200, is_own_end=True),
        TableColumn("Salary"),
    ) == found.columns


def test_texts_in_rows_are_cut_too():
    long = {"row": 2, "id": A, "values": {"person": "n" * 201}, "problem": [2, "no_day", "d" * 201]}
    (row,) = reading_of([long], unclear_days=False).rows

    assert ("n" * 200, remark(UnusedReason.NO_DAY, "d" * 200)) == (row.person, row.problem)


def test_the_pattern_of_an_id_is_no_certificate_and_is_named_with_its_line():
    pattern, real = {"row": 2, "id": "AIDA-2026-XXXX", "values": {}}, {"row": 2, "id": A, "values": {}}
    alone, beside = (reading_of(lines, unclear_days=False) for lines in ([pattern], [pattern, real]))
    why = remark(UnusedReason.PATTERN, "AIDA-2026-XXXX")

    assert ([], [why], []) == ([*alone.rows], [each.reason for each in alone.unused], [*alone.remarks])
    assert ([A], [], [why]) == (
        [row.certificate.text for row in beside.rows], [*beside.unused], [each.reason for each in beside.remarks]
    )  # fmt: skip


@pytest.mark.parametrize("is_unclear", [True, False])
def test_whether_a_day_can_be_two_is_kept(is_unclear):
    assert is_unclear is reading_of([], unclear_days=is_unclear).unclear_days


@pytest.mark.parametrize(
    "line",
    [
        {"row": 2, "id": A},
        {"row": "x", "id": A, "values": {}},
        {"row": 2, "id": A, "values": {"salary": "1"}},
        {"row": 2, "id": A, "values": {}, "until": "soon"},
        {"row": 2, "id": "no id", "values": {}},
        {"unused": [1, "because", ""]},
        {"unused": [1, "no_id"]},
        {"column": "x", "example": "", "field": "salary", "known": True},
        {"column": "x", "field": "none", "known": True},
    ],
)
def test_what_has_not_the_right_shape_is_not_believed(line):
    with pytest.raises((ValueError, KeyError, TypeError)):
        reading_of([line], unclear_days=False)
