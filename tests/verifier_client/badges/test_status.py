"""The status is the issuer's word today: what cannot be read or believed is undetermined, never active."""

import zlib
from datetime import timedelta

import pytest

from tests.verifier_client.badges.issuing import (
    DID,
    DID_URL,
    LIST_URL,
    NOW,
    OB3,
    V1,
    V2,
    Asked,
    Key,
    base64url,
    credential,
    did_document,
    judged,
    proven,
    status_entry,
    status_list,
    token,
)
from verifier_client.badges import Signature, Status

pytestmark = pytest.mark.anyio
KEY = Key()
METHOD = f"{DID}#0"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
OLDER_STATUS = "https://w3id.org/vc/status-list/2021/v1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def issued(*entries):
    return proven(credential(credentialStatus=list(entries)), KEY, method=METHOD)


def listed(*set_bits, **changes):
    return proven(status_list(*set_bits, **changes), KEY, method=METHOD)


async def status(badge, held=None, *, now=NOW):
    judgement = await judged(badge, {DID_URL: did_document(KEY), **(held or {})}, now=now)
    assert judgement.signature.signature is Signature.HOLDS
    return judgement.status


@pytest.mark.parametrize(("set_bits", "expected"), [((), "active"), ((5,), "revoked"), ((4, 6), "active")])
async def test_the_badges_own_bit_counts(set_bits, expected):
    finding = await status(issued(status_entry()), {LIST_URL: listed(*set_bits)})
    assert (expected, LIST_URL) == (finding.status, finding.source)


@pytest.mark.parametrize("index", ["0", "7", "8", "131071"])
async def test_first_and_last_bits_are_read(index):
    held = {LIST_URL: listed(int(index))}
    assert Status.REVOKED is (await status(issued(status_entry(index)), held)).status
    assert Status.ACTIVE is (await status(issued(status_entry(str(int(index) ^ 1))), held)).status


@pytest.mark.parametrize("index", ["131072", "-1", "5.0", "0x5", "05", "", "٥", "99999999999", True, None, [5]])
async def test_a_place_that_is_none_is_undetermined(index):
    badge = proven(credential(credentialStatus=status_entry()), KEY, suite="eddsa-jcs-2022", method=METHOD)
    assert Status.ACTIVE is (await status(badge, {LIST_URL: listed()})).status
    entry = {**status_entry(), "statusListIndex": index}
    badge = proven(credential(credentialStatus=entry), KEY, suite="eddsa-jcs-2022", method=METHOD)
    finding = await status(badge, {LIST_URL: listed()})
    assert finding.status is Status.UNDETERMINED
    assert finding.reason


async def test_a_list_may_come_as_a_token():
    held = {LIST_URL: token(status_list(5), KEY, kid=METHOD)}
    assert Status.REVOKED is (await status(issued(status_entry()), held)).status


@pytest.mark.parametrize("packed", ["as JSON", "as a token"])
async def test_the_older_kind_of_list_is_read(packed):
    """StatusList2021, with the data model of 1.1; it writes its list without a prefix."""
    subject = status_list(5)["credentialSubject"]
    older = {
        "@context": [V1, OLDER_STATUS, ED25519_2020],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": DID,
        "issuanceDate": "2025-01-01T00:00:00Z",
        "credentialSubject": {**subject, "type": "StatusList2021", "encodedList": subject["encodedList"][1:]},
    }
    badge = credential(
        **{"@context": [V1, OB3, OLDER_STATUS, ED25519_2020], "validFrom": None},
        issuanceDate="2025-03-01T00:00:00Z",
        credentialStatus=status_entry(type="StatusList2021Entry"),
    )
    signed = proven(badge, KEY, suite="Ed25519Signature2020", method=METHOD)
    listed = proven(older, KEY, suite="Ed25519Signature2020", method=METHOD)
    held = listed if packed == "as JSON" else token(older, KEY, kid=METHOD)
    assert Status.REVOKED is (await status(signed, {LIST_URL: held})).status


DOUBTFUL = {
    "a page": b"<html>Sign in</html>",
    "nothing": b"",
    "a list": b"[]",
    "not signed": status_list(),
    "run out": listed(validUntil="2026-01-01T00:00:00Z"),
    "not begun": listed(validFrom="2027-01-01T00:00:00Z"),
    "another purpose": listed(purpose="suspension"),
    "another type": listed(type=["VerifiableCredential"]),
    "no bits": listed(credentialSubject={"id": LIST_URL, "type": "BitstringStatusList", "statusPurpose": "revocation"}),
    "changed": {**listed(), "validFrom": "2025-01-02T00:00:00Z"},
    "signed by a stranger": proven(status_list(), Key()),
}


@pytest.mark.parametrize("name", [*DOUBTFUL, "unreachable"])
async def test_a_list_that_cannot_be_believed_is_undetermined(name):
    finding = await status(issued(status_entry()), {LIST_URL: DOUBTFUL[name]} if name in DOUBTFUL else {})
    assert finding.status is Status.UNDETERMINED
    assert finding.reason


@pytest.mark.parametrize(("seconds", "expected"), [(299, "active"), (301, "undetermined")])
@pytest.mark.parametrize("edge", ["validFrom", "validUntil"])
async def test_a_host_whose_clock_is_off_by_minutes_is_believed(edge, seconds, expected):
    """A list that was made "in two minutes", or that ran out two minutes ago; not by more than five."""
    moment = NOW + timedelta(seconds=seconds if edge == "validFrom" else -seconds)
    finding = await status(issued(status_entry()), {LIST_URL: listed(**{edge: f"{moment:%Y-%m-%dT%H:%M:%SZ}"})})
    assert expected == finding.status


async def test_a_list_that_is_cut_off_or_of_another_kind_is_undetermined():
    whole = status_list()["credentialSubject"]
    for encoded in (whole["encodedList"][:20], "u" + base64url(zlib.compress(bytes(16384))), "u!", "", "uAAAA"):
        cut = listed(credentialSubject={**whole, "encodedList": encoded})
        assert Status.UNDETERMINED is (await status(issued(status_entry()), {LIST_URL: cut})).status, encoded


async def test_a_list_of_ten_million_is_read():
    finding = await status(issued(status_entry("9999999")), {LIST_URL: listed(9_999_999, size=10_000_000)})
    assert finding.status is Status.REVOKED


async def test_a_list_that_inflates_beyond_all_measure_is_undetermined():
    """A list of 17 MiB of zeros, a little over what is allowed, made as the test runs."""
    huge = listed(size=(17 * 1024 * 1024) * 8)
    assert Status.UNDETERMINED is (await status(issued(status_entry()), {LIST_URL: huge})).status


async def test_the_worst_certain_word_counts():
    other = "https://badges.issuer.example/status/2"
    suspension = status_entry(purpose="suspension", id=f"{other}#5", statusListCredential=other)
    suspended = listed(5, purpose="suspension")
    badge = issued(suspension, status_entry())
    revoked = {LIST_URL: listed(5)}
    assert Status.REVOKED is (await status(badge, {**revoked, other: suspended})).status
    assert Status.REVOKED is (await status(badge, revoked)).status
    assert Status.SUSPENDED is (await status(badge, {LIST_URL: listed(), other: suspended})).status
    assert Status.UNDETERMINED is (await status(badge, {LIST_URL: listed()})).status


@pytest.mark.parametrize(
    "entry",
    [
        status_entry(purpose="message"),
        status_entry(statusListCredential="http://badges.issuer.example/status/1"),
        status_entry(statusListCredential="https://user@badges.issuer.example/status/1"),
        {"id": "https://a.example/1", "type": "https://a.example/Unknown"},
    ],
)
async def test_what_is_not_known_is_undetermined_and_not_loaded(entry):
    asked = Asked({DID_URL: did_document(KEY)})
    judgement = await judged(issued(entry), asked)
    assert judgement.status.status is Status.UNDETERMINED
    assert {DID_URL} == set(asked.urls)


async def test_nothing_is_loaded_for_a_badge_whose_signature_is_broken():
    asked = Asked({DID_URL: did_document(KEY), LIST_URL: listed(5)})
    judgement = await judged({**issued(status_entry()), "name": "Chief"}, asked)
    assert (Signature.BROKEN, Status.UNDETERMINED) == (judgement.signature.signature, judgement.status.status)
    assert LIST_URL not in asked.urls


async def test_no_status_is_not_an_unknown_one():
    assert Status.NONE is (await status(proven(credential(), KEY, method=METHOD))).status


REVOCATIONS = "https://badges.issuer.example/revocations"


@pytest.mark.parametrize(
    ("document", "expected", "reason"),
    [
        ({"revokedCredential": []}, "active", ""),
        (
            {
                "revokedCredential": [
                    {"id": "https://badges.issuer.example/credentials/1", "revocationReason": "Error."}
                ]
            },
            "revoked",
            "Error.",
        ),
        (
            {
                "revokedCredential": [
                    {
                        "id": "https://badges.issuer.example/credentials/1",
                        "revoked": True,
                        "revocationReason": {"@value": "Irrtum.", "@language": "de"},
                    }
                ]
            },
            "revoked",
            "Irrtum.",
        ),
        (
            {"revokedCredential": [{"id": "https://badges.issuer.example/credentials/1", "revoked": False}]},
            "active",
            "",
        ),
        ({"revokedCredential": [{"id": "https://badges.issuer.example/credentials/11"}]}, "active", ""),
        ({"issuer": "did:example:other", "revokedCredential": []}, "undetermined", ""),
        ({}, "undetermined", ""),
    ],
)
async def test_a_list_of_revoked_badges_is_read(document, expected, reason):
    entry = {"id": REVOCATIONS, "type": "1EdTechRevocationList"}
    badge = credential(**{"@context": [V2, OB3, EXTENSIONS], "credentialStatus": entry})
    finding = await status(proven(badge, KEY, method=METHOD), {REVOCATIONS: {"issuer": DID, **document}})
    assert (expected, reason) == (finding.status, finding.issuer_reason)
