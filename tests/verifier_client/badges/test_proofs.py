"""A proof holds when what the badge says is what was signed by the key it names, and for nothing else."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.badges.issuing import (
    DID,
    DID_URL,
    OB3,
    V1,
    V2,
    Key,
    credential,
    did_document,
    judged,
    proven,
)
from verifier_client.badges import KeyOrigin, Signature
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.proofs.keys import from_multikey_bytes

pytestmark = pytest.mark.anyio
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
SUITES = {
    "eddsa-rdfc-2022": "ed",
    "eddsa-jcs-2022": "ed",
    "Ed25519Signature2020": "ed",
    "ecdsa-rdfc-2019": "p256",
    "ecdsa-jcs-2019": "p256",
}
BEYOND_ASCII = {"name": "KI-Anwendung für Führungskräfte – Stufe Ⅱ 😀"}


def issued(key, suite="eddsa-rdfc-2022", **changes):
    contexts = [V2, OB3, *([ED25519_2020] if suite == "Ed25519Signature2020" else [])]
    return proven(credential(key.did, **{"@context": contexts, **changes}), key, suite=suite)


@pytest.mark.parametrize("suite", [*SUITES, "ecdsa-rdfc-2019 p384", "ecdsa-jcs-2019 p384"])
async def test_every_suite_holds_and_a_change_breaks_it(suite):
    suite, _, curve = suite.partition(" ")
    badge = issued(Key(curve or SUITES[suite]), suite, **BEYOND_ASCII)
    judgement = await judged(badge)
    assert (Signature.HOLDS, True) == (judgement.signature.signature, judgement.issuer_proven)
    badge["name"] += "!"
    assert (await judged(badge)).signature.signature is Signature.BROKEN


async def test_the_shape_of_credly_holds():
    """did:web, eddsa-rdfc-2022, an array of proofs, and names beyond ASCII in three places."""
    key = Key()
    badge = credential(DID, **BEYOND_ASCII)
    badge["credentialSubject"]["identifier"][0]["identityHash"] = "Žofie Nováková-Łukasz 山田太郎"
    badge["credentialSubject"]["achievement"]["criteria"]["narrative"] = "Bestanden: „gut“, 90 % ✓"
    signed = proven(badge, key, method=f"{DID}#0")
    signed["proof"] = [signed["proof"]]
    judgement = await judged(signed, {DID_URL: did_document(key)})
    assert (Signature.HOLDS, True) == (judgement.signature.signature, judgement.issuer_proven)
    assert "Žofie Nováková-Łukasz 山田太郎" == judgement.facts.holder
    assert BEYOND_ASCII["name"] != judgement.facts.title == "AI Deployment Associate"


def leaves(value, path=()):
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in leaves(part, (*path, key))]
    if isinstance(value, list):
        return [leaf for number, part in enumerate(value) for leaf in leaves(part, (*path, number))]
    return [path]


def changed(document, path, value):
    at = document = copy.deepcopy(document)
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return document


KEY = Key()
SIGNED = {suite: issued(KEY, suite) for suite, kind in SUITES.items() if kind == "ed"}


@given(suite=st.sampled_from(sorted(SIGNED)), data=st.data())
async def test_no_leaf_can_be_changed(suite, data):
    """Whatever single value is changed, the badge no longer holds (proofs have texts that are not signed: none)."""
    badge = SIGNED[suite]
    path = data.draw(st.sampled_from(leaves(badge)))
    value = data.draw(st.one_of(st.text(max_size=8), st.integers(-9, 9), st.booleans(), st.just([]), st.just({})))
    at = badge
    for step in path:
        at = at[step]
    other = changed(badge, path, value)
    judgement = await judged(other)
    if value != at or isinstance(value, bool) != isinstance(at, bool):
        assert judgement.signature.signature is not Signature.HOLDS


@pytest.mark.parametrize("suite", sorted(SIGNED))
async def test_nothing_can_be_taken_out_or_put_in(suite):
    badge = SIGNED[suite]
    for name in [key for key in badge if key != "proof"]:
        less = {key: value for key, value in badge.items() if key != name}
        assert (await judged(less)).signature.signature is not Signature.HOLDS, name
    for extra in (
        {"validUntil": "2030-01-01T00:00:00Z"},
        {"description": "x"},
        {"madeUp": 1},
        {"https://a.example/b": 1},
    ):
        assert (await judged({**badge, **extra})).signature.signature is not Signature.HOLDS, extra


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"proofPurpose": "authentication"}, Signature.BROKEN),
        ({"cryptosuite": "bbs-2023"}, Signature.UNDETERMINED),
        ({"verificationMethod": "did:example:1#1"}, Signature.UNDETERMINED),
        ({"verificationMethod": "urn:nothing"}, Signature.UNDETERMINED),
        ({"verificationMethod": None}, Signature.UNDETERMINED),
        ({"proofValue": "not a signature"}, Signature.BROKEN),
        ({"proofValue": "z3FXQ"}, Signature.BROKEN),
        ({"previousProof": "urn:missing"}, Signature.BROKEN),
    ],
)
async def test_what_is_wrong_with_a_proof_is_told_apart(options, expected):
    badge = copy.deepcopy(SIGNED["eddsa-rdfc-2022"])
    badge["proof"] |= options
    judgement = await judged(badge)
    assert expected is judgement.signature.signature
    assert judgement.signature.reason


async def test_of_a_set_unknown_kinds_are_passed_over_and_one_broken_breaks_all():
    badge = SIGNED["eddsa-rdfc-2022"]
    unknown = {**badge["proof"], "cryptosuite": "of-the-future-2040"}
    assert (await judged({**badge, "proof": [unknown, badge["proof"]]})).signature.signature is Signature.HOLDS
    broken = {**badge["proof"], "created": "2025-03-02T00:00:00Z"}
    assert (await judged({**badge, "proof": [badge["proof"], broken]})).signature.signature is Signature.BROKEN
    assert (await judged({**badge, "proof": [unknown]})).signature.signature is Signature.UNDETERMINED
    assert (await judged({**badge, "proof": [badge["proof"]] * 9})).signature.signature is Signature.UNDETERMINED


async def test_one_proof_that_holds_is_enough_where_anothers_key_cannot_be_had():
    key = Key()
    badge = proven(issued(key), Key(), method=f"{DID}#0")
    judgement = await judged(badge)
    assert (Signature.HOLDS, True) == (judgement.signature.signature, judgement.issuer_proven)


@pytest.mark.parametrize("y", [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18])
def test_a_point_of_small_order_is_no_key(y):
    with pytest.raises(Undetermined):
        from_multikey_bytes(b"\xed\x01" + y.to_bytes(32, "little"))


async def test_a_badge_without_a_proof_is_not_signed():
    assert (await judged(credential())).signature.signature is Signature.NONE


async def test_a_badge_of_the_data_model_1_1_holds():
    key = Key()
    badge = credential(key.did, **{"@context": [V1, OB3, ED25519_2020], "validFrom": None})
    badge["issuanceDate"] = "2025-03-01T00:00:00Z"
    judgement = await judged(proven(badge, key, suite="Ed25519Signature2020"))
    assert (Signature.HOLDS, True) == (judgement.signature.signature, judgement.issuer_proven)


async def test_a_strangers_key_proves_a_stranger():
    key = Key()
    judgement = await judged(proven(credential("https://badges.issuer.example/issuers/9"), key))
    assert (Signature.HOLDS, KeyOrigin.STRANGER) == (judgement.signature.signature, judgement.signature.origin)
    assert not judgement.issuer_proven


async def test_a_key_in_the_badge_itself_proves_nobody():
    key = Key()
    owner = "https://badges.issuer.example/issuers/9"
    badge = proven(credential(owner), key, method=f"{owner}#{key.multikey}")
    judgement = await judged(badge)
    assert (Signature.HOLDS, KeyOrigin.BADGE) == (judgement.signature.signature, judgement.signature.origin)
    assert not judgement.issuer_proven


async def test_an_address_that_lists_its_key_proves_the_issuer():
    key = Key()
    owner = "https://badges.issuer.example/issuers/9"
    badge = proven(credential(owner), key, method=f"{owner}#0")
    assert (await judged(badge, {owner: did_document(key, did=owner)})).issuer_proven
    unlisted = did_document(key, did=owner, assertionMethod=[])
    assert (await judged(badge, {owner: unlisted})).signature.signature is Signature.UNDETERMINED
    other = did_document(Key(), did=owner)
    assert (await judged(badge, {owner: other})).signature.signature is Signature.BROKEN
    page = b"<html>Sign in</html>"
    assert (await judged(badge, {owner: page})).signature.signature is Signature.UNDETERMINED


async def test_a_proof_that_has_run_out_is_not_accepted():
    key = Key()
    badge = credential(key.did)
    past = await judged(proven(badge, key, expires="2026-01-01T00:00:00Z"))
    ahead = await judged(proven(badge, key, expires="2027-01-01T00:00:00Z"))
    assert (Signature.UNDETERMINED, Signature.HOLDS) == (past.signature.signature, ahead.signature.signature)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"revoked": "2026-01-01T00:00:00Z"}, Signature.UNDETERMINED),
        ({"revoked": True}, Signature.UNDETERMINED),
        ({"expires": "2026-01-01T00:00:00Z"}, Signature.UNDETERMINED),
        ({"expires": "2027-01-01T00:00:00Z"}, Signature.HOLDS),
        ({"controller": "did:web:somebody.example"}, Signature.UNDETERMINED),
        ({"publicKeyJwk": {"kty": "OKP"}}, Signature.UNDETERMINED),
    ],
    ids=str,
)
async def test_a_key_that_its_issuer_withdrew_is_not_accepted(changes, expected):
    key = Key()
    document = did_document(key)
    document["verificationMethod"][0] |= changes
    judgement = await judged(proven(credential(DID), key, method=f"{DID}#0"), {DID_URL: document})
    assert expected is judgement.signature.signature
