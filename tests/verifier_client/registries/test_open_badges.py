"""Open Badges 2.0: what the configured host says counts, and a badge of another course is not this certification."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.factories import as_bytes, scripted
from verifier_client import CertificateId, Certification, FindingKind, Garbled, Outcome, RegistryStatus, Standing
from verifier_client.configuration import build
from verifier_client.testing import json_response
from verifier_client.transport import RegistryRequest, RegistryResponse

SAMPLES = Path(__file__).parents[2] / "samples"
API = "https://api.credly.com/v1/obi/v2"
CLASSES = "https://api.credly.com/api/v1/obi/v2/issuers/22222222-2222-4222-8222-222222222222/badge_classes"
NUMBER = "8c1f7a52-41d6-4b7e-9d43-2f3a6f0e9b11"
BADGE = f"https://www.credly.com/badges/{NUMBER}"
CLASS = f"{CLASSES}/11111111-1111-4111-8111-111111111111"
OTHER = f"{CLASSES}/99999999-9999-4999-8999-999999999999"
COURSE = Certification("AIF", "AI Fundamentals", "Linux Foundation")
CREDLY = {"preset": "credly", "classes": {CLASS: {"code": "AIF", "title": COURSE.title, "issuer": COURSE.issuer}}}
HOST = "https://badges.example"
HOSTED = f"{HOST}/public/assertions/Zk3nQ2xYTbKq"
BADGR = {
    "preset": "badgr",
    "base_url": HOST,
    "classes": {f"{HOST}/public/badges/aie": {"code": "AIE", "title": "AiE", "issuer": "ARTiBA"}},
}
TABLES = {"credly": CREDLY, "badges": BADGR}
R = RegistryStatus
IDS = {"credly": CertificateId.parse(BADGE), "badges": CertificateId.parse(HOSTED, badge_hosts=["badges.example"])}


def registry(name="credly", **changes):
    return build({name: {**TABLES[name], **changes}}, environ={}, sandbox=False)[0]


def read(*answers, name="credly", **changes):
    return registry(name, **changes).read(IDS[name], tuple(answers))


def sample(name, preset="credly", **changes):
    return json_response({**json.loads((SAMPLES / preset / f"{name}.json").read_bytes()), **changes})


def test_the_badge_number_is_asked_for_at_the_api_as_json():
    asked = registry().request(IDS["credly"])

    assert f"{API}/badge_assertions/{NUMBER}" == asked.url
    assert (("Accept", "application/json"),) == asked.headers
    assert HOSTED == registry("badges").request(IDS["badges"]).url


def test_a_listed_badge_stands_by_its_dates():
    found = read(sample("active"))

    assert (R.UNSAID, COURSE, None) == (found.status, found.certification, found.holder)
    assert (date(2026, 3, 14), date(2028, 3, 14)) == (found.issued_on, found.expires_on)
    assert (BADGE, None) == (found.url, found.unlisted_class)


def test_a_badge_without_expires_does_not_expire():
    assert read(sample("never_expires")).expires_on is None


@pytest.mark.parametrize(
    ("answer", "name", "reason"),
    [
        (sample("revoked"), "credly", "Issued in error"),
        (sample("revoked", "badgr"), "badges", "Left the programme"),
        (json_response({"revocationReason": "Gone"}, status=410), "credly", "Gone"),
        (RegistryResponse(410, {}, b""), "credly", None),
        (RegistryResponse(410, {}, b"<html>Gone</html>"), "badges", None),
    ],
)
def test_revoked_is_410_or_revoked_true(answer, name, reason):
    found = read(answer, name=name)

    assert (R.REVOKED, reason) == (found.status, found.reason)


def test_revoked_false_is_not_revoked():
    assert R.UNSAID is read(sample("active", revoked=False)).status


def test_404_as_json_means_no_such_badge():
    assert read(RegistryResponse(404, {"content-type": "application/json"}, b"")) is None


@pytest.mark.parametrize("kind", ["text/html", "Text/HTML", "application/xhtml+xml", "text/plain", ""])
def test_404_as_a_page_is_never_no_such_badge(kind):
    with pytest.raises(Garbled):
        read(RegistryResponse(404, {"content-type": kind} if kind else {}, b"<html>"))


PROFILE = f"{HOST}/public/issuers/artiba"


def issuer(**changes):
    return json_response({"type": "Issuer", "id": PROFILE, **changes})


def test_a_class_may_be_embedded():
    found = read(sample("active", "badgr"), issuer(), name="badges")

    assert (R.UNSAID, "AIE") == (found.status, found.certification.code)


def test_a_successor_is_read():
    assert (
        f"{HOST}/public/assertions/Ww8hT1mPLcRs"
        == read(sample("renewed", "badgr"), issuer(), name="badges").superseded_by
    )


def test_a_class_off_the_list_is_fetched_for_its_name():
    asked = read(sample("other_course"))

    assert RegistryRequest("Credly", OTHER, (("Accept", "application/json"),)) == asked


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        (sample("class_of_other_course"), "Introduction to Pastry"),
        (json_response({"name": 5}), OTHER),
        (json_response({}), OTHER),
        (RegistryResponse(200, {}, b"<html>"), OTHER),
        (RegistryResponse(404, {}, b""), OTHER),
    ],
)
def test_a_badge_of_another_course_is_no_proof_of_this_one(second, shown):
    found = read(sample("other_course"), second)

    assert (R.UNKNOWN, None, shown) == (found.status, found.certification, found.unlisted_class)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/v1/obi/v2/badge_classes/1",
        "http://api.credly.com/v1/obi/v2/badge_classes/1",
        "https://api.credly.com:8443/v1/obi/v2/badge_classes/1",
        "https://api.credly.com@evil.example/1",
        "https://api.credly.com.evil.example/1",
        "https://user@api.credly.com/1",
        "https:api.credly.com/1",
        "https://API.credly.com/1",
        "file:///etc/passwd",
        "urn:uuid:11111111-1111-4111-8111-111111111111",
        "https://[",
    ],
)
def test_a_class_on_another_host_is_named_but_never_fetched(address):
    """Law 8: a registry's answer configures no host."""
    found = read(sample("active", badge=address))

    assert (R.UNKNOWN, address) == (found.status, found.unlisted_class)


@pytest.mark.parametrize(
    "echo",
    [
        f"{API}/badge_assertions/00000000-0000-4000-8000-000000000000",
        f"https://evil.example/v1/obi/v2/badge_assertions/{NUMBER}",
        f"https://api.credly.com.evil.example/{NUMBER}",
        "urn:uuid:1",
        "https://[",
        NUMBER,
    ],
)
def test_an_assertion_with_an_id_on_another_host_or_of_another_badge_shows_nothing(echo):
    found = read(sample("active", id=echo, revoked=True))

    assert (R.UNKNOWN, echo, None, None) == (found.status, found.echoed, found.certification, found.expires_on)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": 7},
        {"badge": None},
        {"badge": 7},
        {"badge": {"description": "neither id nor name"}},
        {"badge": [CLASS]},
        {"badge": "1"},
        {"badge": "//api.credly.com/1"},
        {"badge": "https://api.credly.com\\@evil.example/1"},
        {"type": "OtherAssertion"},
        {"type": None},
        {"@context": "https://a.example/own"},
        {"@context": None},
        {"recipient": None},
        {"recipient": "jane@a.example"},
        {"issuedOn": None},
        {"verification": None},
        {"verification": {"type": "signed", "creator": f"{HOST}/key"}},
        {"expires": "2026-03-13T23:59:59Z"},
        {"revoked": "true"},
        {"revoked": 1},
        {"issuedOn": "14/03/2026"},
        {"expires": "2028-03-14T00:00:00"},
        {"expires": "never"},
    ],
)
def test_what_the_standard_does_not_allow_is_garbled(changes):
    with pytest.raises(Garbled):
        read(sample("active", **changes))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null"])
def test_a_page_instead_of_json_is_garbled(body):
    with pytest.raises(Garbled):
        read(RegistryResponse(200, {}, body))


@pytest.mark.anyio
async def test_a_short_link_is_for_humans_and_asks_nobody():
    """It does not say which badge it leads to, and what somebody pasted is never fetched as given."""
    client, transport, _ = scripted(sample("active"), **TABLES)
    verdict = await client.verify("https://www.credly.com/go/AbCd1234")

    assert Outcome.CHECK_BY_HAND is verdict.outcome
    assert "https://www.credly.com/go/AbCd1234" == verdict.by_hand.page
    assert [] == transport.requests


@pytest.mark.anyio
async def test_a_badge_of_another_course_is_found_with_its_finding_after_two_requests():
    client, transport, _ = scripted(sample("other_course"), sample("class_of_other_course"), **TABLES)
    verdict = await client.verify(BADGE)

    assert (Outcome.FOUND, Standing.UNKNOWN) == (verdict.outcome, verdict.standing)
    assert [FindingKind.CLASS_NOT_LISTED] == [finding.kind for finding in verdict.findings]
    assert [f"{API}/badge_assertions/{NUMBER}", OTHER] == [request.url for request in transport.requests]


@pytest.mark.anyio
async def test_a_badge_link_of_the_configured_host_is_verified_as_text():
    client, transport, _ = scripted(sample("active", "badgr"), issuer(), **TABLES)
    verdict = await client.verify(HOSTED)

    assert Standing.ACTIVE is verdict.standing
    assert [HOSTED, PROFILE] == [request.url for request in transport.requests]


@pytest.mark.parametrize(
    ("changes", "issued", "expires"),
    [
        ({"issuedOn": "2026-03-14"}, date(2026, 3, 14), date(2028, 3, 14)),
        ({"issuedOn": 1773446400, "expires": 1836604800}, date(2026, 3, 14), date(2028, 3, 14)),
        ({"expires": "2028-03-14"}, date(2026, 3, 14), date(2028, 3, 14)),
    ],
)
def test_a_day_alone_and_seconds_since_1970_are_dates_too(changes, issued, expires):
    found = read(sample("active", **changes))

    assert (issued, expires) == (found.issued_on, found.expires_on)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({"issuedOn": "2026-11-20T10:00:00Z"}, Standing.NOT_YET_VALID),
        ({"issuedOn": "2026-11-20T08:00:00Z"}, Standing.ACTIVE),
        ({"expires": "2026-11-20T08:00:00Z"}, Standing.EXPIRED),
        ({"expires": "2026-11-20T10:00:00Z"}, Standing.ACTIVE),
        ({"expires": "2026-11-20"}, Standing.ACTIVE),
    ],
)
async def test_dates_are_kept_to_the_second(changes, standing):
    """It is nine o'clock on 20 November 2026."""
    client, _, _ = scripted(sample("active", **changes), **TABLES)

    assert standing is (await client.verify(BADGE)).standing


@pytest.mark.parametrize(
    "reason", ["x" * 4000, {"@value": "Zurückgezogen", "@language": "de"}, ["Error", "More"], 7, None]
)
def test_a_revocation_is_never_lost_for_its_reason(reason):
    found = read(sample("revoked", revocationReason=reason))

    assert R.REVOKED is found.status
    assert found.reason is None or len(found.reason) <= 400


def test_an_assertion_that_says_it_lives_elsewhere_shows_nothing():
    verify = {"type": "hosted", "url": "https://elsewhere.example/a.json"}
    found = read(sample("active", verification=None, verify=verify))

    assert (R.UNKNOWN, "https://elsewhere.example/a.json") == (found.status, found.echoed)


def test_an_older_badge_is_said_to_be_too_old():
    with pytest.raises(Garbled, match="too old"):
        read(
            sample(
                "active",
                **{"@context": None, "id": None, "uid": "1", "verify": {"url": f"{API}/badge_assertions/{NUMBER}"}},
            )
        )


def test_a_name_that_stands_there_twice_is_garbled():
    """Readers differ in which one they take."""
    body = (SAMPLES / "credly" / "active.json").read_bytes().replace(b"{", b'{"issuedOn": "2020-01-01T00:00:00Z",', 1)
    with pytest.raises(Garbled):
        read(RegistryResponse(200, {}, body))


def test_a_slash_at_the_end_of_a_class_does_not_matter():
    assert R.UNSAID is read(sample("active", badge=f"{CLASS}/")).status


@pytest.mark.parametrize("address", [None, "urn:uuid:11111111-2222-4333-8444-555555555555"])
def test_an_embedded_class_of_something_else_is_named(address):
    found = read(sample("active", badge={"type": "BadgeClass", "id": address, "name": "Own course"}))

    assert (R.UNKNOWN, "Own course") == (found.status, found.unlisted_class)


def test_a_graph_is_read():
    badge = json.loads((SAMPLES / "badgr" / "active.json").read_bytes())
    nodes = [{**badge, "badge": badge["badge"]["id"]}, badge["badge"]]
    found = read(
        json_response({"@context": badge.pop("@context"), "@graph": nodes, "id": badge["id"]}), issuer(), name="badges"
    )

    assert (R.UNSAID, "AIE") == (found.status, found.certification.code)


@pytest.mark.parametrize(
    "verification",
    [{"startsWith": f"{HOST}/other/"}, {"startsWith": [f"{HOST}/o", f"{HOST}/q"]}, {"allowedOrigins": "a.example"}],
)
def test_an_address_that_the_issuer_does_not_allow_is_never_active(verification):
    with pytest.raises(Garbled, match="does not allow"):
        read(sample("active", "badgr"), issuer(verification=verification), name="badges")


@pytest.mark.parametrize(
    "answer",
    [
        RegistryResponse(404, {}, b""),
        RegistryResponse(200, {}, b"<html>"),
        issuer(verification={"startsWith": f"{HOST}/public/"}),
    ],
)
def test_a_profile_that_sets_no_limit_sets_none(answer):
    assert R.UNSAID is read(sample("active", "badgr"), answer, name="badges").status


def test_the_class_is_asked_for_on_the_way_to_its_issuer():
    badge = sample("active", "badgr", badge=f"{HOST}/public/badges/aie")
    asked = read(badge, name="badges")
    assert f"{HOST}/public/badges/aie" == asked.url
    badge_class = json_response({"id": asked.url, "issuer": PROFILE})
    assert PROFILE == read(badge, badge_class, name="badges").url
    assert R.UNSAID is read(badge, badge_class, issuer(), name="badges").status
    assert R.UNSAID is read(badge, json_response({"issuer": "https://elsewhere.example/1"}), name="badges").status


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "badge", "revoked", "issuedOn", "expires", "revocationReason"]), JSON))
def test_whatever_json_comes_only_the_configured_host_is_asked_next(changes):
    try:
        found = read(sample("active", **changes))
    except Garbled:
        return

    assert not isinstance(found, RegistryRequest) or found.url.startswith("https://api.credly.com/")


@given(st.text(max_size=60))
def test_whatever_address_a_class_has_only_the_configured_host_is_asked_next(address):
    try:
        found = registry().read(
            IDS["credly"],
            (RegistryResponse(200, {}, as_bytes({"id": f"{API}/badge_assertions/{NUMBER}", "badge": address})),),
        )
    except Garbled:
        return

    assert not isinstance(found, RegistryRequest) or found.url.startswith("https://api.credly.com/")
