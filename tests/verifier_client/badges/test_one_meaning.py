"""What is shown is what is signed: JSON that readers would show in another way than it was signed is never accepted."""

import pytest

from tests.verifier_client.badges.issuing import OB3, V2, Key, credential, judged, nquads, proven
from verifier_client.badges import Signature

pytestmark = pytest.mark.anyio
KEY = Key()
AS_CREDENTIAL = {"type": ["https://a.example/Refresh", "VerifiableCredential"]}  # so that its words mean the same
CREDENTIALS = "https://www.w3.org/2018/credentials#"


async def signature(document):
    return (await judged(document)).signature.signature


def without_proof(document):
    return {key: value for key, value in document.items() if key != "proof"}


def renamed(document, name, other):
    return {(other if key == name else key): value for key, value in document.items()}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("validUntil", f"{CREDENTIALS}validUntil"),
        ("id", "@id"),
        ("type", "@type"),
    ],
)
async def test_the_same_statements_under_another_key_are_refused(name, other):
    """The statements, and so the signature, are the same; a reader of the JSON no longer sees the end."""
    badge = proven(credential(KEY.did, validUntil="2025-06-01T00:00:00Z"), KEY)
    assert Signature.HOLDS is await signature(badge)
    hidden = renamed(badge, name, other)
    if other.startswith("https"):
        hidden[other] = {"@value": badge[name], "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
    assert nquads(without_proof(badge)) == nquads(without_proof(hidden))
    assert Signature.HOLDS is not await signature(hidden)


async def test_an_end_that_is_moved_to_another_place_is_refused():
    """A refresh service with the badge's own identifier is the same node: a date could hide there."""
    badge = credential(KEY.did, validUntil="2025-06-01T00:00:00Z")
    badge["refreshService"] = {"id": badge["id"], "type": "https://a.example/Refresh"}
    signed = proven(badge, KEY)
    assert Signature.HOLDS is await signature(signed)
    moved = {key: value for key, value in signed.items() if key != "validUntil"}
    moved["refreshService"] = {**AS_CREDENTIAL, "id": badge["id"], "validUntil": "2025-06-01T00:00:00Z"}
    assert nquads(without_proof(moved)) == nquads(without_proof(signed))
    assert Signature.HOLDS is not await signature(moved)


async def test_a_status_that_is_moved_to_another_place_is_refused():
    badge = credential(KEY.did, credentialStatus={"id": "https://a.example/1", "type": "https://a.example/Status"})
    badge["refreshService"] = {"id": badge["id"], "type": "https://a.example/Refresh"}
    signed = proven(badge, KEY)
    moved = {key: value for key, value in signed.items() if key != "credentialStatus"}
    moved["refreshService"] = {**AS_CREDENTIAL, "id": badge["id"], "credentialStatus": badge["credentialStatus"]}
    assert nquads(without_proof(moved)) == nquads(without_proof(signed))
    assert Signature.HOLDS is not await signature(moved)


async def test_an_achievement_with_two_names_in_two_places_is_refused():
    badge = credential(KEY.did)
    achievement = badge["credentialSubject"]["achievement"]
    badge["evidence"] = [{**achievement, "name": "Chief of all Robots"}]
    assert Signature.UNDETERMINED is await signature(proven(badge, KEY))


@pytest.mark.parametrize(
    "contexts",
    [
        [V2, OB3, {"name": "https://schema.org/alternateName"}],
        [V2, OB3, {"@vocab": "https://a.example/"}],
        [V2, OB3, "https://a.example/context.json"],
        [V2, OB3, *[OB3] * 8],
    ],
)
async def test_a_vocabulary_that_is_not_pinned_is_refused(contexts):
    badge = proven(credential(KEY.did), KEY)
    assert await signature({**badge, "@context": contexts}) in {Signature.UNDETERMINED, Signature.NONE}


@pytest.mark.parametrize(
    "extra", [{"madeUp": "x"}, {"type": ["VerifiableCredential", "OpenBadgeCredential", "Made up"]}]
)
async def test_a_word_that_no_vocabulary_explains_is_refused(extra):
    """JSON-LD leaves such words out of what is signed: they could be put in by anybody."""
    badge = {**proven(credential(KEY.did), KEY), **extra}
    assert Signature.HOLDS is not await signature(badge)


async def test_a_blank_node_with_a_name_is_refused():
    badge = credential(KEY.did)
    badge["credentialSubject"]["id"] = "_:b0"
    assert Signature.HOLDS is not await signature(proven(badge, KEY))


async def test_an_endorsement_of_the_issuer_and_a_self_issued_badge_hold():
    """Both describe a node in two places, and neither contradicts itself."""
    badge = credential(KEY.did)
    badge["credentialSubject"]["id"] = KEY.did
    badge["issuer"]["endorsement"] = [
        {
            "@context": [V2, OB3],
            "id": "https://a.example/endorsements/1",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": "https://a.example/1",
            "validFrom": "2025-01-01T00:00:00Z",
            "credentialSubject": {"id": KEY.did, "type": ["EndorsementSubject"], "endorsementComment": "Good."},
        }
    ]
    assert Signature.HOLDS is await signature(proven(badge, KEY))
