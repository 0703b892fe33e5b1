"""From files as people have them to the badge in them; whatever else they hold is said in a sentence, soon."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.badges.issuing import Key, as_bytes, credential, judged, proven, token
from verifier_client.badges import Unreadable, read_badge
from verifier_client.badges.formats.strict_json import CUT_OFF, NO_JSON, TWO_MEANINGS, parse_json

pytestmark = pytest.mark.anyio
KEY = Key()
BADGE = as_bytes(proven(credential(KEY.did), KEY))
TOKEN = token(credential(KEY.did), KEY)


def chunk(kind, body):
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def itxt(text, keyword=b"openbadgecredential", *, compressed=False):
    packed = zlib.compress(text) if compressed else text
    return chunk(b"iTXt", keyword + (b"\0\1\0" if compressed else b"\0\0\0") + b"en\0\0" + packed)


def png(*chunks):
    head = chunk(b"IHDR", bytes.fromhex("00000001000000010806000000"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


def svg(inside, head=""):
    return (
        f'<?xml version="1.0"?>{head}<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">{inside}</svg>'
    ).encode()


def element(data):
    return f"<openbadges:credential><![CDATA[{data.decode()}]]></openbadges:credential>"


DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


FOUND = {
    "JSON": BADGE,
    "JSON with a byte order mark": b"\xef\xbb\xbf \n" + BADGE + b"\n",
    "token": TOKEN,
    "token with a line end": TOKEN + b"\n",
    "PNG with JSON": png(itxt(BADGE)),
    "PNG with a token": png(itxt(TOKEN)),
    "PNG with compressed JSON": png(itxt(BADGE, compressed=True)),
    "PNG with one badge twice": png(itxt(BADGE), itxt(BADGE)),
    "PNG with other texts": png(chunk(b"tEXt", b"Author\0Jane"), itxt(BADGE)),
    "SVG with JSON": svg(element(BADGE)),
    "SVG with a document type": svg(element(BADGE), DOCTYPE),
    "SVG with a token": svg(f'<openbadges:credential verify="{TOKEN.decode()}"/>'),
}


@pytest.mark.parametrize("name", FOUND)
async def test_a_badge_is_found(name):
    assert (await judged(FOUND[name])).issuer_proven


ENTITY = '<!DOCTYPE svg [<!ENTITY a "b">]>'


REFUSED = {
    "nothing": (b"", "JSON"),
    "white space": (b"   ", "JSON"),
    "an ID": (b"AIDA-2026-1234", "JSON"),
    "an address": (b"https://old.example/assertion.json", "too old"),
    "a page": (b"<html><p>Sign in</html>", "drawing"),
    "a number": (b"42", "not an object"),
    "a list": (b"[]", "not an object"),
    "NaN": (b'{"a": NaN}', "JSON"),
    "infinity": (b'{"a": 1e999}', "JSON"),
    "a key twice": (b'{"a": 1, "a": 2}', "JSON"),
    "Latin-1": (b'{"a": "\xe9"}', "JSON"),
    "half a character": (b'{"a": "\\ud800"}', "half"),
    "100,000 brackets": (b"[" * 100_000, "JSON"),
    "a hundred objects": (b'{"a":' * 100 + b"1" + b"}" * 100, "deeper"),
    "a presentation": (b'{"type": "VerifiablePresentation"}', "no badge"),
    "PNG without": (png(), "no badge"),
    "PNG with two": (png(itxt(BADGE), itxt(TOKEN)), "two different"),
    "PNG cut off": (png(itxt(BADGE))[:300], "cut off"),
    "PNG damaged": (png(itxt(BADGE)).replace(b"AI Deployment", b"AI Employment"), "damaged"),
    "PNG of 1.x": (png(chunk(b"tEXt", b"openbadges\0https://old.example/assertion.json")), "too old"),
    "PNG with an empty chunk": (png(chunk(b"iTXt", b"openbadgecredential\0")), "damaged"),
    "PNG with a lying length": (b"\x89PNG\r\n\x1a\n\x7f\xff\xff\xffiTXt", "cut off"),
    "SVG without": (svg(""), "no badge"),
    "SVG with a comment": (svg(f"<!-- {element(BADGE)} -->"), "no badge"),
    "SVG with two": (svg(element(BADGE) + element(TOKEN)), "two different"),
    "SVG with entities": (svg(element(BADGE), ENTITY), "entities"),
    "SVG cut off": (svg(element(BADGE))[:200], "drawing"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_badge_is_said_in_a_sentence(name):
    file, words = REFUSED[name]
    with pytest.raises(Unreadable, match=words) as caught:
        read_badge(file)
    assert str(caught.value).endswith(".")


def test_a_badge_that_inflates_beyond_all_measure_is_refused():
    with pytest.raises(Unreadable, match="larger"):
        read_badge(png(itxt(b" " * (5 * 1024 * 1024), compressed=True)))


async def test_a_picture_of_fifty_megabytes_is_read():
    file = png(chunk(b"IDAT", bytes(50 * 1024 * 1024)), itxt(BADGE))
    assert (await judged(file)).issuer_proven
    with pytest.raises(Unreadable, match="larger"):
        read_badge(file + bytes(20 * 1024 * 1024))


@given(data=st.binary(max_size=200))
def test_no_bytes_are_too_strange(data):
    for file in (data, b"\x89PNG\r\n\x1a\n" + data, b"<svg" + data, b"{" + data, png(itxt(data))):
        with pytest.raises(Unreadable):
            read_badge(file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = [
    json.loads(BADGE),
    proven(credential(KEY.did), KEY, suite="eddsa-jcs-2022"),
    {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://a.example/1",
        "recipient": {"type": "email", "hashed": True, "salt": "s", "identity": "sha256$00"},
        "badge": "https://a.example/class",
        "issuedOn": "2025-03-01T00:00:00Z",
        "verification": {"type": "hosted"},
    },
]


def places(value, path=()):
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in parts for place in places(part, (*path, key)))]


@given(which=st.sampled_from(range(len(DOCUMENTS))), value=JSON, data=st.data())
async def test_no_value_is_too_strange_in_any_place(which, value, data):
    """Whatever stands wherever in a badge, it is judged and not stumbled over."""
    document = json.loads(json.dumps(DOCUMENTS[which]))
    path = data.draw(st.sampled_from(places(document)[1:]))
    at = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    for held in ({}, {"https://a.example/1": document, "https://a.example/class": document}):
        judgement = await judged(document, held)
        assert judgement.facts is None or not judgement.unreadable


@given(value=JSON)
def test_strict_json_reads_what_json_writes(value):
    assert value == parse_json(json.dumps(value).encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"type": ["VerifiableCredential", "Open', CUT_OFF),
        (b'{"type": "VerifiableCredential",', CUT_OFF),
        (b"<!doctype html><p>Sign in</p>", NO_JSON),
        (b"\xff\xfe{}", NO_JSON),
        (b'{"type": "A", "type": "B"}', TWO_MEANINGS),
        (b'{"level": NaN}', TWO_MEANINGS),
    ],
)
def test_what_is_wrong_with_the_json_is_said_in_words_of_its_own(data, said):
    with pytest.raises(Unreadable, match=said):
        parse_json(data)
