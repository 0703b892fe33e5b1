"""A table's rows as certificates: each once for each name, and every line that repeats one is named with it."""

import pytest

from bots.conversation.model.table_options import Field
from bots.conversation.model.table_reading import TableColumn, TableReading
from bots.conversation.model.watch_models import RosterRow, UnusableLine
from bots.conversation.text import table_remarks as phrases
from bots.conversation.text.rosters import twice
from bots.files.tables.table_listing import table_listing
from verifier_client import CertificateId

A, B = "AIDA-2026-1234", "CPAP-2026-8841"


def row(line, certificate=A, person="", sheet=""):
    return RosterRow(line, CertificateId.parse(certificate), person, sheet=sheet)


def listed(*rows, **given):
    listing = table_listing(TableReading(rows, **given))
    items = [(each.certificate.text, each.holder, each.place) for each in listing.items]
    return items, [(each.line, each.reason) for each in listing.unused]


def test_each_certificate_is_listed_where_it_stands():
    assert ([(A, "Jane Doe", "row 2"), (B, None, "row 3")], []) == listed(row(2, person="Jane Doe"), row(3, B))
    assert ([(A, None, "row 2 of May")], []) == listed(row(2, sheet="May"))


def test_a_line_that_repeats_another_is_named_with_the_first():
    jane = row(2, person="Jane Doe")

    assert ([(A, "Jane Doe", "row 2")], [(5, twice(A, 2))]) == listed(jane, row(5, person="Jane Doe"))
    assert ([(A, None, "row 2")], [(3, twice(A, 2)), (4, twice(A, 2))]) == listed(row(2), row(3), row(4))
    assert ([(A, None, "row 2 of May")], [(2, twice(A, 2, "May"))]) == listed(row(2, sheet="May"), row(2, sheet="June"))
    assert ([(A, None, "row 2 of May")], [(3, twice(A, 2))]) == listed(row(2, sheet="May"), row(3, sheet="May"))


def test_a_certificate_that_is_named_twice_on_one_line_is_listed_once_and_no_line_is_said_to_be_unused():
    assert ([(A, "Jane Doe", "row 2")], []) == listed(row(2, person="Jane Doe"), row(2, person="Jane Doe"))


def test_another_name_beside_a_certificate_is_another_question_and_no_name_is_none():
    jane, john, nobody = row(2, person="Jane Doe"), row(3, person="John Roe"), row(4)
    both = [(A, "Jane Doe", "row 2"), (A, "John Roe", "row 3")]

    assert (both, []) == listed(jane, john)
    assert (both, [(4, twice(A, 2))]) == listed(jane, john, nobody)
    assert ([(A, None, "row 4"), (A, "Jane Doe", "row 2")], []) == listed(nobody, jane)


def test_what_was_not_used_while_reading_comes_first_and_what_was_used_in_part_last():
    unused, remark = UnusableLine(1, "no ID"), UnusableLine(9, "no name")
    found = table_listing(TableReading((row(2), row(3)), unused=(unused,), remarks=(remark,)))

    assert (unused, UnusableLine(3, twice(A, 2)), remark) == found.unused


@pytest.mark.parametrize("field", Field)
def test_that_there_is_no_column_of_names_is_said_once_there_are_certificates(field):
    columns = (TableColumn("Heading", field=field), TableColumn("ID", field=Field.CERTIFICATE))
    said = table_listing(TableReading((row(2),), columns=columns), ["a note"]).notes
    names = {Field.PERSON, Field.GIVEN, Field.FAMILY}

    assert ("a note", *(() if field in names else (phrases.NO_NAMES,))) == said
    assert () == table_listing(TableReading((), columns=columns)).notes
