"""A registry's JSON is read fast or slowly, and says the same either way."""

import json
from codecs import BOM_UTF8

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier_client import Garbled
from verifier_client.registries.reading import Document
from verifier_client.transport import RegistryResponse

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6)
PAIRS = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.lists(st.tuples(st.text("ab", max_size=1), inner), max_size=4).map(tuple)
    ),
    max_leaves=12,
)


def document(body):
    return Document("PAI", RegistryResponse(200, {}, body))


def written(value):
    """JSON in which a name may stand twice: objects are tuples of pairs."""
    if isinstance(value, tuple):
        return "{" + ", ".join(f"{json.dumps(name)}: {written(one)}" for name, one in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def once(pairs):
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def strictly(body):
    """What the standard library reads, held to names that stand once and to numbers that JSON has."""
    try:
        return json.loads(body, object_pairs_hook=once, parse_constant=float.fromhex)
    except (ValueError, AssertionError):
        return None


@given(value=st.lists(st.tuples(st.text("ab", max_size=1), PAIRS), max_size=4).map(tuple), escaped=st.booleans())
def test_every_object_is_read_as_the_strict_reader_reads_it(value, escaped):
    text = written(value)
    body = (json.dumps({"text": "é"}) if escaped else text).encode("utf-8", "surrogatepass")
    expected = strictly(body)

    if expected is None:
        with pytest.raises(Garbled):
            document(body)
    else:
        assert repr(expected) == repr(document(body).fields)


@pytest.mark.parametrize(
    "body",
    [
        b'{"id": "x", "id": "x"}',
        b'{"a": {"id": 1, "id": 1}}',
        b'{"a": [{"b": "", "b": ""}]}',
        b'{"\\u0069d": 1, "id": 1}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 01}',
        b'{"a": "\xff"}',
        b'{"a": "\n"}',
        b'{"a": 1} {}',
        b"[]",
        b'"{}"',
        b"",
    ],
)
def test_what_readers_could_read_differently_is_garbled(body):
    with pytest.raises(Garbled):
        document(body)


@pytest.mark.parametrize("body", [b'{"a": "b"}', BOM_UTF8 + b'{"a": "b"}', b'{"a": "\\u0062"}'])
def test_a_text_is_the_same_however_it_is_written(body):
    assert "b" == document(body).text("a")


def test_a_number_beyond_any_float_is_no_trouble_where_nobody_asks_for_it():
    assert "b" == document(b'{"a": "b", "n": 1e999, "m": 123456789012345678901234567890}').text("a")


@pytest.mark.parametrize(
    ("body", "read", "sent"),
    [
        (b"{", None, "something that is not JSON"),
        (b'{"a": NaN}', None, "something that is not JSON"),
        (b'{"a": 1, "a": 2}', None, "something that is not JSON"),
        (b"[1]", None, "JSON that is not an object"),
        (b'{"a": 5}', lambda found: found.text("a"), "no readable text as 'a'"),
        (b'{"a": "\\ud800"}', lambda found: found.text("a"), "no readable text as 'a'"),
        (b"{}", lambda found: found.required("a"), "no 'a'"),
        (b'{"a": {"b": ""}}', lambda found: found.required("a.b"), "no 'a.b'"),
        (b'{"a": "1/2/2027"}', lambda found: found.day("a", "date"), "a 'a' that is no date"),
        (b'{"a": "2027-02-30"}', lambda found: found.day("a", "date"), "a 'a' that is no date"),
        (b'{"a": "2027-02-03T10:00"}', lambda found: found.day("a", "datetime"), "a 'a' that is no datetime"),
        (b'{"a": "yes"}', lambda found: found.flag("a"), "a 'a' that is neither true nor false"),
    ],
)
def test_whoever_is_to_ask_the_registry_reads_what_it_sent(body, read, sent):
    with pytest.raises(Garbled) as refused:
        read(document(body))

    assert (f"PAI sent {sent}.", "PAI") == (str(refused.value), refused.value.registry)


def test_what_is_not_there_is_none_and_is_no_fault():
    found = document(b'{"a": null, "b": "  x\\u202ey ", "c": {"d": true}, "e": "ftp://a.example"}')

    assert [None] * 5 == [found.text("a"), found.text("z.z"), found.day("a", "date"), found.flag("a"), found.text("")]
    assert ("xy", True, None) == (found.text("b"), found.flag("c.d"), found.link("e"))
