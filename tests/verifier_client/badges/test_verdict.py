"""From a badge to what people are told: four lines, one of four outcomes, and nothing fetched for strangers."""

import asyncio
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.verifier_client.badges.issuing import (
    DID,
    DID_URL,
    LIST_URL,
    NOW,
    Key,
    as_bytes,
    credential,
    did_document,
    proven,
    status_entry,
    status_list,
    token,
)
from tests.verifier_client.badges.test_open_badges_2 import CLASS, HOST, PROFILE, URL, assertion, host
from verifier_client import Misconfigured, Outcome, Policy, Standing, Unavailable, VerifierClient
from verifier_client.badges import (
    BadgeFacts,
    Dates,
    IssuerProof,
    Proof,
    Recipient,
    Standard,
    Status,
    Unreadable,
    given_to,
)
from verifier_client.configuration import build
from verifier_client.testing import FakeTransport, ManualClock
from verifier_client.transport import RegistryResponse

pytestmark = pytest.mark.anyio
KEY = Key()
AIDA = "https://badges.issuer.example/achievements/aida"
COURSE = {"code": "AIDA", "title": "AI Deployment Associate", "issuer": "Example Institute"}
TABLES = {
    "badges": {
        "kind": "badges",
        "title": "Badges",
        "issuers": [
            {"id": DID, "title": "Example Institute", "achievements": {AIDA: COURSE}},
            {"id": PROFILE, "title": "Example Institute (2.0)", "achievements": {f"{CLASS}/": COURSE}},
        ],
    }
}


def serving(documents):
    """Return a transport that serves ``documents``: JSON, an answer, or an exception."""

    def answer(request):
        found = documents.get(request.url)
        if isinstance(found, Exception):
            raise found
        if isinstance(found, RegistryResponse):
            return found
        kind = {"content-type": "application/json"}
        return RegistryResponse(404, kind, b"{}") if found is None else RegistryResponse(200, kind, as_bytes(found))

    return FakeTransport(answer)


async def verdict_on(badge, documents=None, *, now=NOW, on=None, tables=TABLES):
    transport = serving(documents or {})
    client = VerifierClient(build(tables, environ={}, sandbox=False), transport, clock=ManualClock(now))
    async with client:
        return await client.badges.check(as_bytes(badge), on=on), [request.url for request in transport.requests]


def issued(**changes):
    return proven(credential(DID, **changes), KEY, method=f"{DID}#0")


SERVED = {DID_URL: did_document(KEY)}


async def test_a_proven_badge_of_a_listed_issuer_is_found():
    verdict, asked = await verdict_on(issued(), SERVED)
    assert (Outcome.FOUND, Standing.ACTIVE) == (verdict.outcome, verdict.standing)
    assert (Proof.FITS, IssuerProof.LISTED, Status.NONE) == (
        verdict.proof.word,
        verdict.issued_by.word,
        verdict.status.word,
    )
    assert "AIDA" == verdict.certification.code
    assert [DID_URL] == asked


async def test_the_issuers_name_is_the_operators_and_not_the_badges():
    badge = credential(DID)
    badge["issuer"]["name"] = "Ministry of Everything"
    verdict, _ = await verdict_on(proven(badge, KEY, method=f"{DID}#0"), SERVED)
    assert (IssuerProof.LISTED, "Example Institute") == (verdict.issued_by.word, verdict.issuer.title)


@pytest.mark.parametrize("did", ["did:web:stranger.example", "did:web:badges.issuer.example", f"{DID}:9"])
async def test_for_an_issuer_that_is_not_on_the_list_nothing_is_fetched(did):
    """Another issuer on a listed host is not on the list either."""
    verdict, asked = await verdict_on(proven(credential(did), KEY, method=f"{did}#0"), SERVED)
    assert Outcome.CHECK_BY_HAND is verdict.outcome
    assert [] == asked


async def test_a_proven_stranger_is_said_to_be_one():
    verdict, asked = await verdict_on(proven(credential(KEY.did), KEY))
    assert (Outcome.CHECK_BY_HAND, IssuerProof.NOT_LISTED) == (verdict.outcome, verdict.issued_by.word)
    assert (None, None, None, []) == (verdict.issuer, verdict.standing, verdict.signer, asked)


async def test_a_key_of_its_own_is_said_to_be_one():
    verdict, _ = await verdict_on(token(credential(DID), KEY, kid=None, jwk=KEY.jwk), SERVED)
    assert (Outcome.CHECK_BY_HAND, IssuerProof.OWN_KEY) == (verdict.outcome, verdict.issued_by.word)


@pytest.mark.parametrize(
    ("changes", "proof"), [({"name": "Chief"}, Proof.DOES_NOT_FIT), ({"proof": None}, Proof.NOT_SIGNED)]
)
async def test_a_broken_or_unsigned_badge_is_one_to_check_by_hand(changes, proof):
    badge = {name: value for name, value in {**issued(), **changes}.items() if value is not None}
    verdict, _ = await verdict_on(badge, SERVED)
    assert (Outcome.CHECK_BY_HAND, proof) == (verdict.outcome, verdict.proof.word)


@pytest.mark.parametrize(
    "failure", [Unavailable("away"), RegistryResponse(503, {}, b""), RegistryResponse(200, {}, b"<html>"), None]
)
async def test_a_key_that_cannot_be_had_is_an_outage(failure):
    verdict, _ = await verdict_on(issued(), {DID_URL: failure} if failure else {})
    assert (Outcome.COULD_NOT_CHECK, Proof.NOT_CHECKED) == (verdict.outcome, verdict.proof.word)
    assert "AI Deployment Associate" == verdict.facts.title


HANGS = {
    "the key document": lambda: {**listed(), DID_URL: forever},
    "the list": lambda: {**listed(), LIST_URL: forever},
    "all of them": lambda: dict.fromkeys((DID_URL, LIST_URL), forever),
}


async def forever(_request):
    await asyncio.Event().wait()


@pytest.mark.parametrize("name", HANGS)
async def test_a_host_that_never_answers_costs_no_more_than_the_patience(name):
    """All documents of a badge share it; the badge's own words are shown."""
    documents = HANGS[name]()

    def answer(request):
        found = documents[request.url]
        return found(request) if callable(found) else RegistryResponse(200, {}, as_bytes(found))

    client = VerifierClient(
        build(TABLES, environ={}, sandbox=False), FakeTransport(answer), policy=Policy(patience=0.2)
    )
    began = time.monotonic()
    verdict = await client.badges.check(as_bytes(with_status()))
    assert (Outcome.COULD_NOT_CHECK, "AI Deployment Associate") == (verdict.outcome, verdict.facts.title)
    assert 0.1 < time.monotonic() - began < 2


def with_status():
    return issued(credentialStatus=status_entry())


def listed(*bits):
    return {**SERVED, LIST_URL: proven(status_list(*bits), KEY, method=f"{DID}#0")}


async def test_a_revoked_badge_is_found_revoked_and_its_end_is_said_too():
    badge = issued(credentialStatus=status_entry(), validUntil="2026-01-01T00:00:00Z")
    verdict, _ = await verdict_on(badge, listed(5))
    assert (Outcome.FOUND, Standing.REVOKED) == (verdict.outcome, verdict.standing)
    assert (Dates.EXPIRED, date(2026, 1, 1)) == (verdict.dates.word, verdict.facts.valid_until.date())
    assert (LIST_URL, NOW) == (verdict.status.source, verdict.status.read_at)


async def test_a_status_that_cannot_be_had_is_could_not_check():
    verdict, _ = await verdict_on(with_status(), SERVED)
    assert (Outcome.COULD_NOT_CHECK, Status.UNDETERMINED) == (verdict.outcome, verdict.status.word)
    assert (await verdict_on(with_status(), listed()))[0].outcome is Outcome.FOUND


@pytest.mark.parametrize(
    ("seconds", "standing"),
    [(-1, Standing.NOT_YET_VALID), (0, Standing.ACTIVE), (3600, Standing.ACTIVE), (3601, Standing.EXPIRED)],
)
async def test_dates_are_kept_to_the_second(seconds, standing):
    start = datetime(2026, 11, 30, 12, tzinfo=UTC)
    badge = issued(validFrom="2026-11-30T12:00:00Z", validUntil="2026-11-30T13:00:00Z")
    verdict, _ = await verdict_on(badge, SERVED, now=start + timedelta(seconds=seconds))
    assert standing is verdict.standing


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2025, 2, 28), Standing.NOT_YET_VALID),
        (date(2025, 12, 31), Standing.ACTIVE),
        (date(2026, 1, 2), Standing.EXPIRED),
    ],
)
async def test_a_day_can_be_asked_about(on, standing):
    verdict, _ = await verdict_on(issued(validUntil="2026-01-01T12:00:00Z"), SERVED, on=on)
    assert standing is verdict.standing


async def test_a_badge_for_something_else_is_not_this_certification():
    badge = credential(DID)
    badge["credentialSubject"]["achievement"]["id"] = f"{AIDA}-of-another-kind"
    verdict, _ = await verdict_on(proven(badge, KEY, method=f"{DID}#0"), SERVED)
    assert (Outcome.FOUND, Standing.UNKNOWN, None) == (verdict.outcome, verdict.standing, verdict.certification)


async def test_a_hosted_badge_is_found_by_its_host():
    verdict, asked = await verdict_on(assertion(), host())
    assert (Outcome.FOUND, Standing.ACTIVE, Proof.HOSTED) == (verdict.outcome, verdict.standing, verdict.proof.word)
    assert {URL, CLASS, PROFILE} == set(asked)


DENIAL = RegistryResponse(404, {"content-type": "application/json"}, b"{}")
PAGE = RegistryResponse(404, {"content-type": "Text/HTML; charset=utf-8"}, b"<html>")
HOSTED = {
    "denied": ({}, Outcome.NOT_FOUND),
    "a page": ({URL: PAGE}, Outcome.COULD_NOT_CHECK),
    "no content type": ({URL: RegistryResponse(404, {}, b"")}, Outcome.COULD_NOT_CHECK),
    "away": ({URL: Unavailable("away")}, Outcome.COULD_NOT_CHECK),
    "the profile away": ({**host(), PROFILE: Unavailable("away")}, Outcome.COULD_NOT_CHECK),
    "something else": (host(served=assertion(issuedOn="2026-01-01T00:00:00Z")), Outcome.CHECK_BY_HAND),
    "out of scope": (host(profile={"verification": {"startsWith": f"{HOST}/other/"}}), Outcome.CHECK_BY_HAND),
    "revoked": (host(served={"id": URL, "revoked": True}), Outcome.FOUND),
    "revoked by 410": (
        {URL: RegistryResponse(410, {}, b'{"id": "%s", "revoked": true}' % URL.encode())},
        Outcome.FOUND,
    ),
}


@pytest.mark.parametrize("name", HOSTED)
async def test_what_a_host_says_of_its_badge(name):
    documents, expected = HOSTED[name]
    verdict, _ = await verdict_on(assertion(), documents)
    assert expected is verdict.outcome
    assert (Standing.REVOKED if "revoked" in name else None) is verdict.standing


async def test_a_hosted_badge_on_a_strange_host_is_not_asked_about():
    verdict, asked = await verdict_on(assertion(id="https://a.example/1", badge="https://a.example/2"))
    assert (Outcome.CHECK_BY_HAND, []) == (verdict.outcome, asked)


async def test_one_reading_serves_all_badges_of_five_minutes():
    transport, clock = serving(listed()), ManualClock(NOW)
    async with VerifierClient(build(TABLES, environ={}, sandbox=False), transport, clock=clock) as client:
        for _ in range(3):
            assert Outcome.FOUND is (await client.badges.check(as_bytes(with_status()))).outcome
        assert [DID_URL, LIST_URL] == [request.url for request in transport.requests]
        clock.advance(301)
        verdict = await client.badges.check(as_bytes(with_status()))
        assert 4 == len(transport.requests)
        assert clock.now() == verdict.status.read_at


async def test_a_file_without_a_badge_is_said_to_be_one():
    with pytest.raises(Unreadable, match="JSON"):
        await verdict_on(b"no badge")


FULL = "must be the issuer's full identifier: did:web:..., did:key:..., did:jwk:... or https://host/path"


@pytest.mark.parametrize(
    ("issuer", "why"),
    [
        ({"id": "badges.issuer.example"}, f"'badges.issuer.example' {FULL}"),
        ({"id": "https://badges.issuer.example"}, f"'https://badges.issuer.example' {FULL}"),
        ({"id": "http://badges.issuer.example/7"}, f"'http://badges.issuer.example/7' {FULL}"),
        ({"id": "did:example:1"}, f"'did:example:1' {FULL}"),
        (
            {"id": DID, "hosts": ["https://a.example/"]},
            f"the hosts of '{DID}' must be like status.example.org or a.example:8443",
        ),
        ({"id": DID, "lists": ["a.example"]}, f"the lists of '{DID}' must be like https://status.example.org/lists/1"),
        ({"id": DID, "host": "a.example"}, "unknown field `host`"),
    ],
    ids=str,
)
def test_an_issuer_is_named_by_its_full_identifier(issuer, why):
    table = {"kind": "badges", "title": "Badges", "issuers": [{"title": "T", **issuer}]}
    with pytest.raises(Misconfigured, match=r"registries\.badges") as refused:
        build({"badges": table}, environ={}, sandbox=False)

    assert why in str(refused.value)


def test_an_issuer_stands_there_once():
    table = {"kind": "badges", "title": "Badges", "issuers": [{"id": DID, "title": "T"}] * 2}
    with pytest.raises(Misconfigured, match="twice"):
        build({"badges": table}, environ={}, sandbox=False)


@pytest.mark.parametrize(
    ("recipient", "email", "expected"),
    [
        (Recipient("email", "jane@a.example", hashed=False), "Jane@a.example", True),
        (Recipient("email", "jane@a.example", hashed=False), "john@a.example", False),
        (Recipient("name", "Jane Doe", hashed=False), "jane@a.example", None),
        (
            Recipient(
                "emailAddress",
                "sha256$b9bcb88b7e3aac95aa5f8ea65c51ad0c9bd8fd4d16bc3a2fd0f0d8f1b0c1d4d9",
                hashed=True,
                salt="s",
            ),
            "jane@a.example",
            False,
        ),
        (Recipient("email", "crc32$00", hashed=True), "jane@a.example", False),
    ],
)
def test_an_address_is_compared_with_the_recipients(recipient, email, expected):
    facts = BadgeFacts(Standard.OPEN_BADGES_2, "urn:1", "", recipients=(recipient,))
    assert expected is given_to(facts, email)


def test_a_hashed_address_is_recognised():
    """By the address in small letters and the salt behind it."""
    import hashlib

    digest = hashlib.sha256(b"jane@a.exampledeadsea").hexdigest()
    recipient = Recipient("email", f"sha256${digest}", hashed=True, salt="deadsea")
    facts = BadgeFacts(Standard.OPEN_BADGES_2, "urn:1", "", recipients=(recipient,))
    assert given_to(facts, " Jane@A.example ") is True
    assert given_to(facts, "john@a.example") is False
