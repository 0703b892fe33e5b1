"""What a column's heading means, however it is written."""

import pytest

from bots.files.tables.headings import ORDER, kinds_of, main_kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Name", "person"),
        ("Name (full)", "person"),
        ("Holder*", "person"),
        ("Vorname / Given name", "given"),
        ("Expiry date", "own_end"),
        ("Valid_until:", "own_end"),
        ("validUntil", "own_end"),
        ("Expriy date", "own_end"),  # one letter turned
        ("Manager", "manager"),
        ("Employee's manager", "manager"),
        ("Team", "team"),
        ("Purpose", "purpose"),
        ("Issuer", "issuer"),
        ("Certificate Number", "certificate"),
        ("Zertifikat-Nr.", "certificate"),
        ("Cert No", "certificate"),
        ("Salary", "other"),
        ("Hire date", "other"),
        ("ID", "other"),  # of what, the column itself tells
        ("Nmae", ""),  # too short to be put right
        ("Teem 12", ""),
        ("", ""),
    ],
)
def test_a_heading_has_one_main_meaning(heading, kind):
    assert kind == main_kind(kinds_of(heading))


def test_a_heading_of_more_than_sixty_characters_is_a_sentence():
    heading = "Certificate Number".ljust(60, ".")

    assert "certificate" == main_kind(kinds_of(heading))
    assert frozenset() == kinds_of(f"{heading}.")


def test_of_several_meanings_the_one_that_says_more_counts():
    assert [*ORDER] == sorted(ORDER, key=lambda each: [*ORDER].index(main_kind(frozenset({each}))))
    assert "manager" == main_kind(frozenset({"person", "manager"}))
    assert "certificate" == main_kind(frozenset({"given", "certificate"}))
    assert "" == main_kind(frozenset())
