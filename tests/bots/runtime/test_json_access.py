"""The texts of a foreign document are collected in the order in which they stand, whatever its shape."""

from hypothesis import given
from hypothesis import strategies as st

from bots.runtime.json_access import texts_in

NAMES = frozenset({"text", "title"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "title", "other"]), inner),
    max_leaves=20,
)


def test_texts_stand_in_the_order_of_the_document_and_once():
    document = [
        {"title": "first", "inner": {"text": "second", "rest": [{"text": "third"}, {"text": "first"}]}, "other": "no"},
        {"text": "fourth", "title": ""},
    ]

    assert ["first", "second", "third", "fourth"] == texts_in(document, NAMES, limit=100)


def test_what_is_encoded_is_decoded_first():
    document = {"text": "before", "content": "card"}
    found = texts_in(document, NAMES, limit=100, parse={"content": lambda value: {"text": f"in {value}"}})

    assert ["before", "in card"] == found


def test_after_enough_characters_nothing_more_is_looked_into():
    endless = [{"text": str(number)} for number in range(1000)]

    assert 10 == len(texts_in(endless, NAMES, limit=10))


def test_no_document_is_too_deep():
    deep = {"text": "bottom"}
    for _ in range(100_000):
        deep = [deep]

    assert ["bottom"] == texts_in(deep, NAMES, limit=100)


@given(JSON)
def test_every_document_gives_texts_and_no_error(document):
    found = texts_in(document, NAMES, limit=50)

    assert all(found)
    assert len(found) == len(set(found))
