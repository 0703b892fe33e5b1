"""Where IDs stand in what a parser gives; each counts once, and once more for each other name beside it."""

import pytest

from bots.files.id_finder import MOST_CODES, MOST_IDS, IdFinder
from bots.files.refusal_codes import FileRefused, RefusalCode
from tests.bots.files.badge_files import signed_token

A, B = "AIDA-2026-1234", "CPAP-2026-8841"
PAGE = ("page", 1, "")


@pytest.fixture
def finder():
    return IdFinder()


def test_an_id_is_found_where_it_first_stands(finder):
    finder.add_text(f"{A} and {B}", PAGE)
    finder.add_text(A, ("page", 2, ""))

    assert {(A, ""): PAGE, (B, ""): PAGE} == finder.found


def test_lines_are_numbered_and_an_id_that_is_broken_over_two_has_no_number(finder):
    finder.add_lines(["first", f"x {A}", "CPAP-2026-", "8841", A])

    assert {(A, ""): ("line", 2, ""), (B, ""): ("line", 0, "")} == finder.found
    alone = IdFinder()
    alone.add_lines([A])
    assert {(A, ""): ("line", 1, "")} == alone.found


def test_a_table_names_the_person_beside_an_id(finder):
    finder.add_table([["Name", "Certificate ID"], ["Jane Doe", A], ["John Roe", A], ["", A]], "May")

    assert {(A, "Jane Doe"): ("row", 2, "May"), (A, "John Roe"): ("row", 3, "May")} == finder.found


@pytest.mark.parametrize(
    ("text", "is_known", "links", "others"),
    [
        (A, True, [], 0),
        (f"https://registry.example.org/verify/{B}", True, [], 0),
        ("https://a.example/somebody", False, ["https://a.example/somebody"], 1),
        ("https://a.example/" + "x" * 500, False, ["https://a.example/" + "x" * 482], 1),
        ("a word", False, [], 1),
    ],
)
def test_what_a_code_holds_is_an_id_or_is_counted_with_where_it_leads(finder, text, is_known, links, others):
    assert is_known is finder.add_code(text, PAGE)
    assert (links, others) == (finder.links, finder.other_codes)


def test_a_code_with_an_id_that_was_found_before_is_no_other_code(finder):
    finder.add_text(A, PAGE)

    assert finder.add_code(A, ("page", 2, ""))
    assert ({(A, ""): PAGE}, 0) == (finder.found, finder.other_codes)


def test_twenty_badges_and_twenty_links_are_the_most(finder):
    token = signed_token().decode() if isinstance(signed_token(), bytes) else signed_token()
    for number in range(MOST_CODES + 1):
        assert finder.add_code(token, PAGE) is (number < MOST_CODES)
        finder.add_code(f"https://a.example/{number}", PAGE)

    assert (20, 20, 22) == (len(finder.badges), len(finder.links), finder.other_codes)


def test_a_thousand_certificates_are_the_most(finder):
    for number in range(MOST_IDS):
        finder.add_text(f"AIDA-2026-{number + 1000}", PAGE)
    with pytest.raises(FileRefused) as refused:
        finder.add_text("AIDA-2026-9999", PAGE)

    assert (1000, RefusalCode.IDS) == (MOST_IDS, refused.value.code)
