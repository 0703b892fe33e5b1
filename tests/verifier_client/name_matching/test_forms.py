"""Short forms: what begins or ends a longer name is one only where enough of it is left out."""

import pytest

from verifier_client import Agreement, agreement
from verifier_client.name_matching.forms import is_short_form
from verifier_client.name_matching.parts import read


def part(name):
    return read(name).written[0]


@pytest.mark.parametrize(
    ("one", "other", "is_short"),
    [
        ("Tunde", "Babatunde", True),
        ("Babatunde", "Tunde", True),
        ("Olu", "Oluwaseun", True),
        ("Ann", "Anne", False),
        ("Julia", "Julian", False),
        ("Jo", "Joseph", False),
        ("Ada", "Ada", False),
    ],
)
def test_a_short_form_leaves_out_two_letters_at_least(one, other, is_short):
    assert is_short == is_short_form(part(one), part(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Bob Ruiz Gomez", "Robert Ruiz Vidal", Agreement.PARTLY),  # one of two family names, and a short form
        ("Bob Ruiz Gomez", "Robert Vidal Ruiz", Agreement.PARTLY),
        ("Bob Gomez", "Robert Ruiz", Agreement.DIFFERS),
    ],
)
def test_one_of_two_family_names_on_both_sides_is_partly_whichever_it_is(one, other, expected):
    assert (expected, expected) == (agreement(one, other), agreement(other, one))
