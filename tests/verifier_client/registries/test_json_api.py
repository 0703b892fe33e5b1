"""A JSON registry's answers become records exactly as its table says, and what is not as agreed is garbled."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.factories import AIDA, HOST, ID, PAI, as_bytes, pai_body
from verifier_client import CertificateId, Garbled, Misconfigured
from verifier_client.configuration import build
from verifier_client.models import Certification, RegistryStatus
from verifier_client.transport import RegistryResponse

SAMPLES = Path(__file__).parents[2] / "samples"
AIPA_ID = "AIPA-CAIP-2026-7F3K9Q"
AIPA_CAIP = Certification("CAIP", "Certified AI Practitioner", "AI Professional Alliance")
PRESETS = {"pai": (PAI, ID), "aipa": ({"preset": "aipa", "key_env": "KEY"}, AIPA_ID)}
R = RegistryStatus


def registry(preset="pai", **changes):
    return build({preset: {**PRESETS[preset][0], **changes}}, environ={"KEY": "aipa_live_1"}, sandbox=False)[0]


def read(body, preset="pai", *, status=200, certificate=None, **changes):
    body = body if isinstance(body, bytes) else as_bytes(body)
    asked = CertificateId.parse(certificate or PRESETS[preset][1])
    return registry(preset, **changes).read(asked, (RegistryResponse(status, {}, body),))


def test_a_web_page_is_no_not_found():
    """A wrong path or a proxy answers 404 as well, with a page for people."""
    answer = RegistryResponse(404, {"content-type": "text/html; charset=utf-8"}, b"<html>Not Found</html>")

    with pytest.raises(Garbled, match="a web page"):
        registry().read(CertificateId.parse(ID), (answer,))


def sample(preset, name):
    return read((SAMPLES / preset / f"{name}.json").read_bytes(), preset)


def garbled(body, **more):
    with pytest.raises(Garbled) as error:
        read(body, **more)
    assert "Production AI Institute" == error.value.registry
    return str(error.value)


def test_the_id_is_asked_for_on_the_configured_address():
    asked = registry().request(CertificateId.parse(ID))

    assert f"{HOST}/v1/certificates/{ID}" == asked.url
    assert (("Accept", "application/json"),) == asked.headers


def test_aipa_is_asked_as_its_published_contract_says():
    asked = registry("aipa").request(CertificateId.parse(AIPA_ID))

    assert f"https://aipalliance.org/api/v1/credentials/{AIPA_ID}" == asked.url
    assert ("Authorization", "Bearer aipa_live_1") in asked.headers


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("active", R.VALID),
        ("expired", R.EXPIRED),
        ("suspended", R.SUSPENDED),
        ("revoked", R.REVOKED),
        ("emeritus", R.EMERITUS),
        ("least", R.VALID),
        ("new_word", R.UNKNOWN),
    ],
)
def test_each_status_of_preset_pai_is_read(name, status):
    assert status is sample("pai", name).status


def test_every_field_of_preset_pai_is_read():
    found = sample("pai", "active")

    assert ("Jane Doe", AIDA) == (found.holder, found.certification)
    assert (date(2026, 3, 2), date(2028, 3, 2)) == (found.issued_on, found.expires_on)
    assert f"https://registry.example/certificates/{ID}" == found.url
    assert (None, None) == (found.echoed, found.superseded_by)
    assert "AIDA-2028-0042" == sample("pai", "renewed").superseded_by
    revoked = sample("pai", "revoked")
    assert (date(2026, 9, 1), "Exam misconduct") == (revoked.revoked_on, revoked.reason)


def test_an_id_and_a_status_are_enough():
    found = sample("pai", "least")

    assert (None, None, None, AIDA) == (found.holder, found.issued_on, found.expires_on, found.certification)


@pytest.mark.parametrize(("name", "status"), [("valid", R.VALID), ("expired", R.EXPIRED), ("revoked", R.REVOKED)])
def test_each_status_of_preset_aipa_is_read(name, status):
    found = sample("aipa", name)

    assert (status, AIPA_CAIP, "Jane Doe") == (found.status, found.certification, found.holder)
    assert date(2026, 2, 3) == found.issued_on


def test_found_false_means_no_such_record():
    assert sample("aipa", "not_found") is None


def denial(status, kind):
    return RegistryResponse(status, {"content-type": kind} if kind else {}, b"")


@pytest.mark.parametrize("kind", ["application/json", "application/problem+json; charset=utf-8", "Application/JSON"])
def test_404_as_json_means_no_such_record(kind):
    assert registry("pai").read(CertificateId.parse(ID), (denial(404, kind),)) is None


@pytest.mark.parametrize("kind", ["text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml", "text/plain", ""])
def test_404_as_anything_else_is_a_wrong_address_or_a_proxy(kind):
    """It would make a wrong ``base_url`` look like an empty registry."""
    with pytest.raises(Garbled, match="web page"):
        registry("pai").read(CertificateId.parse(ID), (denial(404, kind),))


@pytest.mark.parametrize("kind", ["text/plain", ""])
def test_404_in_a_form_that_the_table_names_means_no_such_record(kind):
    named = registry("pai", not_found_types=[kind])

    assert named.read(CertificateId.parse(ID), (denial(404, kind),)) is None
    with pytest.raises(Garbled, match="web page"):
        named.read(CertificateId.parse(ID), (denial(404, "text/html"),))


def test_a_table_cannot_take_a_web_page_for_a_denial():
    with pytest.raises(Misconfigured, match=r"pai\.not_found_types: cannot be a web page"):
        registry("pai", not_found_types=["text/html"])


def test_410_means_no_such_record_only_where_the_table_says_so():
    gone = (denial(410, "application/json"),)
    assert registry("pai", not_found=[404, 410]).read(CertificateId.parse(ID), gone) is None
    garbled({}, status=410)


def test_an_echo_in_another_case_is_the_same_id():
    assert R.VALID is sample("aipa", "lower_case_echo").status


@pytest.mark.parametrize(
    "echo", ["AIDA-2026-1235", "AIDA-2026-123", "AIDA-2O26-1234", "AIDA-2026-1234 AIDA-2026-9999", "x", "A" * 400]
)
def test_an_echo_of_another_id_shows_nothing_of_that_other_certificate(echo):
    found = read(pai_body(echo))

    assert (R.UNKNOWN, echo) == (found.status, found.echoed)
    assert (None, None, None, None) == (found.holder, found.certification, found.expires_on, found.url)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Service unavailable</html>",
        b"[]",
        b'"active"',
        b"null",
        b"NaN",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"id": NaN, "status": "active"}',
        b'{"score": Infinity, "id": "AIDA-2026-1234", "status": "active"}',
        b'{"id": ' + b"9" * 5_000 + b"}",
        as_bytes(pai_body()).decode().encode("utf-16"),
        as_bytes(pai_body()) + b"trailing",
    ],
)
def test_what_is_not_one_json_object_is_garbled(body):
    garbled(body)


def test_a_byte_order_mark_is_passed_over():
    assert R.VALID is read(b"\xef\xbb\xbf" + as_bytes(pai_body())).status


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": ""},
        {"id": 20261234},
        {"status": None},
        {"status": "   "},
        {"status": ["active"]},
        {"status": True},
        {"holder": {"name": 7}},
        {"holder": {"name": {"first": "Jane"}}},
        {"holder": {"name": "J" * 401}},
        {"holder": {"name": "Jane \ud800"}},
        {"issued_on": "02.03.2026"},
        {"issued_on": "03/02/2026"},
        {"issued_on": "2026-3-2"},
        {"issued_on": "2026-02-30"},
        {"issued_on": "2026-03-02T00:00:00Z"},
        {"issued_on": 1772409600},
        {"issued_on": "٢٠٢٦-٠٣-٠٢"},
        {"expires_on": "never"},
        {"expires_on": "9999-99-99"},
        {"expires_on": False},
        {"revoked_on": "2026-09-01"},
        {"status": "emeritus", "revoked_on": "2026-09-01"},
        {"reason": 5},
    ],
)
def test_what_is_not_as_agreed_is_garbled(changes):
    garbled(pai_body(**changes))


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-02T10:00:00", "2026", "yesterday", "2026-13-01T00:00:00Z", ""])
def test_a_moment_needs_its_zone(day):
    body = json.loads((SAMPLES / "aipa" / "valid.json").read_bytes())
    if day == "":
        assert read({**body, "issuedAt": day}, "aipa").issued_on is None
        return
    with pytest.raises(Garbled, match="issuedAt"):
        read({**body, "issuedAt": day}, "aipa")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-02-03T23:30:00Z", date(2026, 2, 3)),
        ("2026-02-03T23:30:00-05:00", date(2026, 2, 4)),
        ("2026-02-03T00:30:00+02:00", date(2026, 2, 2)),
    ],
)
def test_a_moment_becomes_its_day_in_utc(moment, day):
    body = json.loads((SAMPLES / "aipa" / "valid.json").read_bytes())

    assert day == read({**body, "issuedAt": moment}, "aipa").issued_on


@pytest.mark.parametrize("field", ["holder", "certification"])
@pytest.mark.parametrize("value", [None, "Jane", 5, []])
def test_a_nested_field_that_is_not_there_is_absent(field, value):
    assert R.VALID is read(pai_body(**{field: value})).status


def test_marks_that_turn_or_hide_text_are_taken_out():
    found = read(pai_body(holder={"name": "Jane\u202e\u0007 Doe\ufeff"}, reason="a\nb\x00c"))

    assert ("Jane Doe", "abc") == (found.holder, found.reason)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "file:///etc/passwd", "x"]
)
def test_a_link_that_is_no_web_page_is_not_passed_on(url):
    assert read(pai_body(url=url)).url is None


def test_fields_that_no_table_names_are_not_looked_at():
    """AIPA sends a score; nobody needs it, so nobody sees it."""
    assert "88" not in repr(sample("aipa", "valid"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(sorted({*pai_body(), "found", "revoked_on", "reason", "url", "superseded_by"}))


@given(st.dictionaries(NAMES, JSON), st.sampled_from(sorted(PRESETS)))
def test_whatever_json_comes_it_is_a_record_of_the_asked_id_or_garbled(changes, preset):
    try:
        found = read({**pai_body(PRESETS[preset][1]), **changes}, preset)
    except Garbled:
        return

    assert found is None or found.certificate.text == PRESETS[preset][1]


@given(st.binary(max_size=64))
def test_whatever_bytes_come_it_is_a_record_or_garbled(body):
    with pytest.raises(Garbled):
        read(body)
