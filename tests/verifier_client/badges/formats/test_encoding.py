"""Bytes as text: what is written in the one way is read, all else is refused with a sentence that says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier_client.badges.errors import Unreadable
from verifier_client.badges.formats.cbor import MAX_ITEMS, decode
from verifier_client.badges.formats.encoding import MAX_BASE58, base58, base64url, multibase

NESTED = b"\x81"  # a list of one


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (base64url, "", b""),
        (base64url, "-_-_", b"\xfb\xff\xbf"),
        (base64url, "QUI", b"AB"),
        (base58, "", b""),
        (base58, "1", b"\0"),
        (base58, "112", b"\0\0\x01"),
        (base58, "5Q", b"\xff"),
        (base58, "1" * MAX_BASE58, b"\0" * MAX_BASE58),
        (multibase, "z5Q", b"\xff"),
        (multibase, "uQUI", b"AB"),
        (decode, b"\x17", 23),
        (decode, b"\x18\xff", 255),
        (decode, b"\x19\x01\x00", 256),
        (decode, b"\x1a\x00\x01\x00\x00", 65536),
        (decode, b"\x42AB", b"AB"),
        (decode, NESTED * 4 + b"\x00", [[[[0]]]]),
        (decode, b"\xa1\x01\x80", {1: []}),
        (decode, b"\x99\x10\x00" + bytes(MAX_ITEMS), [0] * MAX_ITEMS),
    ],
)
def test_what_is_written_in_the_one_way_is_read(read, written, meant):
    assert meant == read(written)


@pytest.mark.parametrize(
    ("read", "written", "sentence"),
    [
        (base64url, "QU+", "What should be base64url is not."),
        (base64url, "QUJDR", "What should be base64url is not."),
        (base64url, "QUJ", "What should be base64url is written in another way."),
        (base58, "1" * (MAX_BASE58 + 1), "A base58 value is longer than any key or signature."),
        (base58, "0", "What should be base58 is not."),
        (multibase, "mQUI", "What should be a multibase value is none that is known."),
        (multibase, "", "What should be a multibase value is none that is known."),
        (multibase, 5, "What should be a multibase value is none that is known."),
        (decode, b"", "The proof's value is cut off."),
        (decode, b"\x42A", "The proof's value is cut off."),
        (decode, b"\x19\x01", "The proof's value is cut off."),
        (decode, b"\x00\x00", "The proof's value is longer than what it holds."),
        (decode, b"\x1b" + bytes(8), "The proof's value has a length that is not known."),
        (decode, b"\x5f", "The proof's value has a length that is not known."),
        (decode, b"\x20", "The proof's value holds something that no proof holds."),
        (decode, b"\x61a", "The proof's value holds something that no proof holds."),
        (decode, NESTED * 5 + b"\x00", "The proof's value holds more than any proof."),
        (decode, b"\xa1\x80\x00", "The proof's value holds more than any proof."),
        (decode, b"\x99\x10\x01" + bytes(MAX_ITEMS + 1), "The proof's value holds more than any proof."),
    ],
)
def test_all_else_is_refused_with_a_sentence(read, written, sentence):
    with pytest.raises(Unreadable) as refused:
        read(written)

    assert sentence == str(refused.value)


@given(st.text("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", max_size=40))
def test_each_base58_digit_counts(text):
    value = 0
    for digit in text:
        value = value * 58 + "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".index(digit)

    read = base58(text)
    assert value == int.from_bytes(read, "big")
    assert len(read) == len(text) - len(text.lstrip("1")) + (value.bit_length() + 7) // 8
