"""Words that are used alike: whom the table puts together, whom it does not know, and how it is made."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.matching.features.assembly import features_of
from role_guide.matching.features.clusters import NO_CLUSTER, SLOTS, cluster_of, place_of
from role_guide.matching.signals import read
from tests.training.word_clusters import table_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("welder", "plumber"), ("supplier", "manufacturer"), ("monday", "thursday"), ("munich", "hamburg")],
)
def test_words_that_are_used_alike_share_a_cluster(one, other):
    assert cluster_of(one) == cluster_of(other) != NO_CLUSTER


def test_words_of_different_fields_do_not():
    assert len({cluster_of(word) for word in ("welder", "lawyer", "budget", "monday", "hospital")}) == 5


@pytest.mark.parametrize("word", ["", "qzxwv", "aida", "7", "\ud800", "ökonom"])
def test_what_the_table_does_not_know_has_no_cluster(word):
    assert cluster_of(word) == NO_CLUSTER


@given(st.text())
def test_any_text_is_looked_up(word):
    assert 0 <= cluster_of(word) <= 255


def test_a_word_that_no_text_has_learns_from_those_used_alike():
    """The cluster is a feature beside the word itself, and rests on the same place."""
    one, other = (features_of(read(f"{word}, night shift")) for word in ("Machinist", "Plumber"))
    [shared] = {name for name in one.values.keys() & other.values.keys() if name == f"%{cluster_of('plumber')}"}

    assert one.spans[shared] == ((0, len("Machinist")),)


def test_of_two_words_in_one_slot_the_more_frequent_keeps_it():
    at, check = place_of("first")
    second = next(
        word for word in map("word{}".format, count()) if place_of(word)[0] == at and place_of(word)[1] != check
    )
    table = table_of(["first", second], [4, 7])

    assert len(table) == 2 * SLOTS
    assert table[at : at + 2] == bytes((5, check))
