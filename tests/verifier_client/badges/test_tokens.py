"""A credential in a token: both shapes, four algorithms, and nothing that only looks signed."""

import json

import pytest

from tests.verifier_client.badges.issuing import (
    DID,
    DID_URL,
    V1,
    Key,
    base64url,
    credential,
    did_document,
    judged,
    token,
)
from verifier_client.badges import Dates, KeyOrigin, Signature

pytestmark = pytest.mark.anyio
JWK = "did:jwk:"


@pytest.mark.parametrize("kind", ["ed", "p256", "p384", "rsa"])
async def test_every_algorithm_holds_by_the_issuers_document_and_a_change_breaks_it(kind):
    key = Key(kind)
    badge = token(credential(), key, kid=f"{DID}#0")
    held = {DID_URL: did_document(key)}
    judgement = await judged(badge, held)
    assert (Signature.HOLDS, True) == (judgement.signature.signature, judgement.issuer_proven)
    head, _, signature = badge.decode().split(".")
    other = f"{head}.{base64url(json.dumps(credential(name='Chief')).encode())}.{signature}".encode()
    assert (await judged(other, held)).signature.signature is Signature.BROKEN
    assert (await judged(badge)).signature.signature is Signature.UNDETERMINED


@pytest.mark.parametrize("kind", ["ed", "p256", "p384", "rsa"])
async def test_a_did_jwk_proves_its_issuer(kind):
    key = Key(kind)
    did = JWK + base64url(json.dumps(key.jwk).encode())
    assert (await judged(token(credential(did), key, kid=f"{did}#0"))).issuer_proven
    assert (await judged(token(credential(did), key, kid=None))).issuer_proven
    assert (await judged(token(credential(did), key, kid=f"{did}#1"))).signature.signature is Signature.UNDETERMINED


async def test_a_credential_in_the_vc_claim_takes_its_dates_from_the_claims():
    key = Key()
    inner = credential(key.did, **{"@context": [V1], "validFrom": None, "type": ["VerifiableCredential"]})
    badge = token({"vc": inner, "iss": key.did, "nbf": 1740787200, "exp": 1767225600}, key)
    judgement = await judged(badge)
    assert (Signature.HOLDS, Dates.EXPIRED) == (judgement.signature.signature, judgement.dates)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"iss": "did:example:other"}, "The badge names two issuers."),
        ({"jti": "urn:other"}, "The badge names two identifiers of its own."),
        ({"sub": "did:example:other"}, "The badge names two holders."),
    ],
)
async def test_claims_that_contradict_the_credential_are_never_accepted(claims, sentence):
    key = Key()
    badge = credential(key.did)
    badge["credentialSubject"]["id"] = "did:example:jane"
    judgement = await judged(token({**badge, **claims}, key))
    assert (Signature.UNDETERMINED, sentence) == (judgement.signature.signature, judgement.signature.reason)
    assert not judgement.issuer_proven


async def test_claims_that_say_the_same_as_the_credential_hold():
    key = Key()
    badge = credential(key.did)
    badge["credentialSubject"]["id"] = "did:example:jane"
    claims = {"iss": key.did, "jti": badge["id"], "sub": "did:example:jane"}
    assert (await judged(token({**badge, **claims}, key))).issuer_proven
    fewer = {name: badge[name] for name in badge if name not in {"id", "issuer"}}
    assert (await judged(token({**fewer, **claims}, key))).issuer_proven


@pytest.mark.parametrize("kid", ["", 7, None, ["a"]])
async def test_a_kid_that_names_nothing_is_as_good_as_none(kid):
    key = Key()
    assert (await judged(token(credential(key.did), key, kid=kid))).issuer_proven


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({"alg": "none"}, Signature.NONE),
        ({"alg": "HS256"}, Signature.UNDETERMINED),
        ({"alg": "ES256"}, Signature.UNDETERMINED),
        ({"alg": ["EdDSA"]}, Signature.UNDETERMINED),
        ({"crit": ["exp"]}, Signature.UNDETERMINED),
        ({"b64": False}, Signature.UNDETERMINED),
        ({"kid": "https://a.example/unreachable"}, Signature.UNDETERMINED),
    ],
)
async def test_headers_that_are_no_signature_here(header, expected):
    key = Key()
    assert expected is (await judged(token(credential(key.did), key, **header))).signature.signature


async def test_a_token_signed_with_the_public_key_as_secret_is_not_accepted():
    """The old confusion of HMAC and RSA (RFC 8725, 2.1)."""
    key = Key("rsa")
    badge = token(credential(), key, alg="HS256", kid=f"{DID}#0")
    assert Signature.UNDETERMINED is (await judged(badge, {DID_URL: did_document(key)})).signature.signature


async def test_a_token_that_brings_its_own_key_proves_nobody():
    key = Key("p256")
    judgement = await judged(token(credential(), key, kid=None, jwk=key.jwk))
    assert (Signature.HOLDS, KeyOrigin.BADGE) == (judgement.signature.signature, judgement.signature.origin)
    assert not judgement.issuer_proven
    secret = {**key.jwk, "d": "AA"}
    given_away = await judged(token(credential(), key, kid=None, jwk=secret))
    assert given_away.signature.signature is Signature.UNDETERMINED


async def test_a_token_without_any_key_is_not_determined():
    key = Key()
    badge = token(credential("https://badges.issuer.example/9"), key, kid=None)
    assert Signature.UNDETERMINED is (await judged(badge)).signature.signature


async def test_a_kid_that_leads_to_a_bare_key_proves_nobody():
    key, url = Key("rsa"), "https://badges.issuer.example/keys/1"
    judgement = await judged(token(credential(), key, kid=url), {url: key.jwk})
    assert (Signature.HOLDS, False) == (judgement.signature.signature, judgement.issuer_proven)


async def test_a_kid_without_its_issuer_is_looked_up_there():
    key = Key()
    assert (await judged(token(credential(), key, kid="0"), {DID_URL: did_document(key)})).issuer_proven


async def test_an_envelope_is_opened():
    key = Key()
    inside = token(credential(key.did), key).decode()
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{inside}",
    }
    assert (await judged(envelope)).issuer_proven
