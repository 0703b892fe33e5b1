"""Links to badges as people paste them: read, or answered with what is wrong and what to send instead."""

import pytest

from verifier_client import Misconfigured, Outcome, Standing, VerifierClient, find_ids, link_advice
from verifier_client.configuration import build
from verifier_client.testing import FakeTransport, json_response

UUID = "5a4db0c5-0001-4000-8000-000000000001"
CREDLY = f"https://www.credly.com/badges/{UUID}"


@pytest.mark.parametrize(
    "link",
    [
        f"https://www.credly.com/badges/{UUID}",
        f"https://www.youracclaim.com/badges/{UUID}/public_url",
        f"https://youracclaim.com/badges/{UUID.upper()}",
        f"https://api.credly.com/v1/obi/v2/badge_assertions/{UUID}",
        f"https://www.credly.com/api/v1/obi/v2/badge_assertions/{UUID}",
        f"https://api.credly.com/api/v1/obi/v2/badge_assertions/{UUID}?x=1",
    ],
)
def test_every_address_of_a_badge_of_credly_is_the_same_badge(link):
    assert [CREDLY] == [str(found) for found in find_ids(f"see {link}, please")]
    assert link_advice("no link") is None


@pytest.mark.parametrize(
    "link",
    [
        f"https://youracclaim.com.evil.example/badges/{UUID}",
        f"https://notyouracclaim.com/badges/{UUID}",
        f"https://evil.example/api.credly.com/v1/obi/v2/badge_assertions/{UUID}",
        f"https://api.credly.com@evil.example/v1/obi/v2/badge_assertions/{UUID}",
        f"https://www.credly.com/v1/obi/v2/badge_assertions/{UUID}",
        f"https://www.credly.com/earner/earned/badge/{UUID}",
    ],
)
def test_what_only_looks_like_one_is_none(link):
    assert () == find_ids(link)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://www.credly.com/users/kim-probe/badges", "person's page"),
        ("https://www.credly.com/org/example/badge/ai", "organisation's page"),
        ("https://www.credly.com/mgmt/earner/1", "owner only"),
        (f"https://www.credly.com/earner/earned/badge/{UUID}", "owner only"),
        (f"https://www.credly.com/badges/{UUID[:20]}", "not complete"),
        ("https://badgr.com/public/assertions/AbCdEfGhIjKlMnOpQrStUv?identity__email=kim%40example.org", "badgr.com"),
        ("https://badgr.com/public/badges/AbCdEfGhIj", "kind of badge"),
        ("https://learn.example.org/badges/badge.php?hash=0123456789abcdef", "Moodle"),
        ("https://learn.example.org/badges/mybadges.php", "Moodle"),
        ("https://badgr.com/backpack/badges/5a4db0c5", "owner only"),
        ("https://api.badgr.io/public/assertions/AbC", "not complete"),
        (f"https://www.credly.com/api/v1/obi/v3/open_badge_credentials/{UUID}", "Open Badge 3.0"),
        ("https://learn.example.org/badges/assertion.php?b=0123456789abcdef", "learn.example.org"),
    ],
)
def test_what_is_wrong_with_a_link_is_said(link, words):
    advice = link_advice(f"is this one valid? <{link}>", badge_hosts={"api.badgr.io"})
    assert words in advice
    assert "kim@" not in advice
    assert "kim%40" not in advice


@pytest.mark.parametrize("link", ["https://example.org/about", "https://[", "https://a@b.example/public/assertions/x"])
def test_other_links_are_none_of_ours(link):
    assert link_advice(link) is None


CLASS = {"code": "AIE", "title": "AiE", "issuer": "ARTiBA"}


def table(base_url, **more):
    classes = {f"{base_url}/public/badges/aie": CLASS}
    return {"preset": "badgr", "title": base_url, "base_url": base_url, "classes": classes, **more}


def assertion(base_url):
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": f"{base_url}/public/assertions/AbCdEfGhIj",
        "recipient": {"type": "email", "hashed": True, "salt": "s", "identity": "sha256$00"},
        "badge": f"{base_url}/public/badges/aie",
        "issuedOn": "2026-02-03T10:00:00Z",
        "verification": {"type": "hosted"},
    }


@pytest.mark.anyio
async def test_several_badge_hosts_are_each_asked_about_their_own():
    """Two on one machine at different ports, one with a host for its links besides."""
    one, two, three = "https://a.example:8443", "https://a.example:9443", "https://b.example"
    tables = {"one": table(one), "two": table(two), "three": table(three, link_hosts=["Share.example"])}
    expected = {
        f"{one}/public/assertions/AbCdEfGhIj": one,
        f"{two}/public/assertions/AbCdEfGhIj": two,
        f"{three}/public/assertions/AbCdEfGhIj": three,
        "https://share.example/public/assertions/AbCdEfGhIj?identity__email=x": three,
        "https://a.example/public/assertions/AbCdEfGhIj": one,
    }
    for link, base in expected.items():
        transport = FakeTransport(
            lambda request, base=base: json_response(assertion(base) if "assertions" in request.url else {})
        )
        async with VerifierClient(build(tables, environ={}, sandbox=False), transport) as client:
            verdict = await client.verify(link)
        assert Outcome.FOUND is verdict.outcome
        assert f"{base}/public/assertions/AbCdEfGhIj" == transport.requests[0].url


MOODLE, NUMBER = "https://learn.example.org/school", "0123456789abcdef0123456789abcdef01234567"
MOODLE_CLASS = f"{MOODLE}/badges/json/badge.php?id=7&obversion=v2p0"


def moodle(number=NUMBER, **changes):
    """An assertion as Moodle 5.1 writes it: the class and the issuer within, an address with ``verify``."""
    address = f"{MOODLE}/badges/json/assertion.php?b={number}&obversion=v2p0"
    issuer = {"id": f"{MOODLE}/badges/json/issuer.php?obversion=v2p0&badgeid=7", "type": "Issuer", "name": "School"}
    fields = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": address,
        "recipient": {"identity": "sha256$00", "type": "email", "hashed": True, "salt": "s"},
        "verify": {"type": "hosted", "url": address},
        "issuedOn": "2026-02-03T10:00:00+00:00",
        "badge": {"id": MOODLE_CLASS, "type": "BadgeClass", "name": "AiE", "issuer": issuer},
    }
    return {**fields, **changes}


async def at_moodle(link, response):
    tables = {"school": {"preset": "moodle", "title": "School", "base_url": MOODLE, "classes": {MOODLE_CLASS: CLASS}}}
    transport = FakeTransport(response)
    async with VerifierClient(build(tables, environ={}, sandbox=False), transport) as client:
        return await client.verify(link), [request.url for request in transport.requests]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "link",
    [
        f"{MOODLE}/badges/badge.php?hash={NUMBER}",
        f"{MOODLE}/badges/assertion.php?b={NUMBER}",
        f"{MOODLE}/badges/assertion.php?obversion=2&b={NUMBER}",
        f"{MOODLE}/badges/json/assertion.php?b={NUMBER}&obversion=v2p0",
        f"https://Learn.example.org/badges/badge.php?hash={NUMBER}&lang=de",
    ],
)
async def test_a_badge_of_moodle_is_found_by_its_page_and_by_its_assertion(link):
    verdict, asked = await at_moodle(link, json_response(moodle()))
    assert (Outcome.FOUND, Standing.ACTIVE, "AIE") == (
        verdict.outcome,
        verdict.standing,
        verdict.record.certification.code,
    )
    assert [f"{MOODLE}/badges/assertion.php?b={NUMBER}&obversion=2"] == asked
    assert "/badges/badge.php?hash=" in verdict.provenance.url


@pytest.mark.anyio
async def test_a_number_that_moodle_does_not_know_is_not_called_revoked():
    """Moodle 5.1 (badges/json/assertion.php) answers 410 with "revoked" for any number that it never gave."""
    gone = {"id": f"{MOODLE}/badges/json/assertion.php?b={NUMBER}&obversion=v2p0", "revoked": True}
    verdict, _ = await at_moodle(f"{MOODLE}/badges/badge.php?hash={NUMBER}", json_response(gone, status=410))
    assert (Outcome.NOT_FOUND, None) == (verdict.outcome, verdict.standing)
    assert "same answer" in " ".join(verdict.explanations)


@pytest.mark.anyio
async def test_moodles_answer_about_another_badge_is_none_about_this():
    verdict, _ = await at_moodle(f"{MOODLE}/badges/badge.php?hash={NUMBER}", json_response(moodle("f" * 40)))
    assert Standing.UNKNOWN is verdict.standing


def test_one_host_is_kept_by_one_table():
    with pytest.raises(Misconfigured, match=r"b\.example"):
        build(
            {"one": table("https://b.example"), "two": table("https://c.example", link_hosts=["b.example"])},
            environ={},
            sandbox=False,
        )
