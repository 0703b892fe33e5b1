"""Open Badges 2.0: a hosted badge is what its host says, within its issuer's scope; a signed one is what was signed."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.verifier_client.badges.issuing import NOW, Asked, Key, as_bytes, judged, token
from verifier_client.badges import Dates, NotThere, Signature, Standard, Status, judge_file
from verifier_client.badges.judge import read_badge

pytestmark = pytest.mark.anyio
HOST = "https://badges.issuer.example"
OPEN_BADGES = "https://w3id.org/openbadges/v2"
URL, CLASS, PROFILE, KEYS = f"{HOST}/assertions/77", f"{HOST}/classes/aida", f"{HOST}/profile", f"{HOST}/key"
REVOKED = f"{HOST}/revoked"


def assertion(**changes):
    fields = {
        "@context": OPEN_BADGES,
        "type": "Assertion",
        "id": URL,
        "recipient": {"type": "email", "hashed": True, "salt": "s", "identity": "sha256$00"},
        "badge": CLASS,
        "issuedOn": "2025-03-01T00:00:00Z",
        "verification": {"type": "hosted"},
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def host(**changes):
    """Return what the host serves; ``profile`` changes the issuer's profile, ``served`` the assertion."""
    badge_class = {"@context": OPEN_BADGES, "type": "BadgeClass", "id": CLASS, "name": "AIDA", "issuer": PROFILE}
    profile = {"@context": OPEN_BADGES, "type": "Issuer", "id": PROFILE, "name": "Example Institute"}
    return {
        URL: changes.get("served", assertion()),
        CLASS: {**badge_class, **changes.get("badge_class", {})},
        PROFILE: {**profile, **changes.get("profile", {})},
    }


async def test_what_the_host_serves_is_proven():
    judgement = await judged(assertion(), host())
    assert (Signature.NONE, True, Status.ACTIVE) == (
        judgement.signature.signature,
        judgement.issuer_proven,
        judgement.status.status,
    )
    assert (PROFILE, CLASS, Standard.OPEN_BADGES_2) == (
        judgement.facts.issuer,
        judgement.facts.achievement,
        judgement.facts.standard,
    )


async def test_a_file_alone_proves_nothing():
    judgement = await judged(assertion())
    assert (False, Status.UNDETERMINED, False) == (judgement.issuer_proven, judgement.status.status, judgement.denied)


async def test_the_hosts_denial_is_told_from_silence():
    class Denying(Asked):
        async def load(self, url):
            raise NotThere(url)

    judgement = await judge_file(as_bytes(assertion()), documents=Denying({}), now=NOW)
    assert judgement.denied


@pytest.mark.parametrize("reason", ["Cheating.", {"@value": "Betrug.", "@language": "de"}, "x" * 4000, None])
async def test_a_revocation_is_never_lost(reason):
    revoked = {"@context": OPEN_BADGES, "type": "Assertion", "id": URL, "revoked": True, "revocationReason": reason}
    judgement = await judged(assertion(), host(served=revoked))
    assert judgement.status.status is Status.REVOKED
    assert len(judgement.status.issuer_reason) <= 400


@pytest.mark.parametrize(
    "served",
    [
        assertion(issuedOn="2026-03-01T00:00:00Z"),
        assertion(recipient={"type": "email", "hashed": False, "identity": "other@a.example"}),
        assertion(badge=f"{HOST}/classes/other"),
        assertion(expires="2026-01-01T00:00:00Z"),
        assertion(id=f"{HOST}/assertions/78"),
        b"<html>Sign in</html>",
        b"[]",
    ],
)
async def test_a_host_that_says_something_else_is_not_active(served):
    judgement = await judged(assertion(), host(served=served))
    assert (False, Status.UNDETERMINED) == (judgement.issuer_proven, judgement.status.status)


@pytest.mark.parametrize(
    ("profile", "proven"),
    [
        ({"verification": {"startsWith": f"{HOST}/"}}, True),
        ({"verification": {"startsWith": [f"{HOST}/other/", f"{HOST}/"]}}, True),
        ({"verification": {"startsWith": f"{HOST}/assertions/8"}}, False),
        ({"verification": {"startsWith": "https://badges.issuer"}}, False),
        ({"verification": {"allowedOrigins": "badges.issuer.example"}}, True),
        ({"verification": {"allowedOrigins": ["other.example"]}}, False),
        ({"verification": "nonsense"}, True),
        ({"id": f"{HOST}/other"}, False),
    ],
)
async def test_the_issuers_scope_is_kept(profile, proven):
    assert proven is (await judged(assertion(), host(profile=profile))).issuer_proven


async def test_a_strangers_host_is_out_of_scope():
    """An assertion at a stranger's address that points to the issuer's own class."""
    away = "https://attacker.example/assertions/1"
    foreign = assertion(id=away)
    assert not (await judged(foreign, {**host(), away: foreign})).issuer_proven


@pytest.mark.parametrize("badge_class", [{"id": f"{HOST}/classes/other"}, {"type": "Achievement"}, {"issuer": None}])
async def test_a_class_that_is_none_proves_nobody(badge_class):
    assert not (await judged(assertion(), host(badge_class=badge_class))).issuer_proven


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "OtherAssertion"},
        {"@context": "https://w3id.org/openbadges/v1"},
        {"@context": None},
        {"@context": "https://a.example/"},
        {"id": None},
        {"id": "77"},
        {"recipient": None},
        {"recipient": "jane@a.example"},
        {"issuedOn": None},
        {"issuedOn": "last Monday"},
        {"badge": None},
        {"badge": "AIDA"},
        {"verification": None},
        {"verification": {"type": "magic"}},
        {"expires": "2025-02-01T00:00:00Z"},
        {"expires": "soon"},
    ],
    ids=str,
)
async def test_what_must_be_there_must_be_there(changes):
    judgement = await judged(assertion(**changes), host())
    assert judgement.facts is None
    assert judgement.unreadable.endswith(".")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Dates.WITHIN),
        ({"issuedOn": "2025-03-01"}, Dates.WITHIN),
        ({"issuedOn": 1740787200}, Dates.WITHIN),
        ({"issuedOn": "2025-03-01T00:00:00+14:00"}, Dates.WITHIN),
        ({"expires": "2026-11-30T11:00:00Z"}, Dates.EXPIRED),
        ({"expires": "2026-11-30T13:00:00Z"}, Dates.WITHIN),
        ({"expires": "2026-11-30"}, Dates.WITHIN),
        ({"expires": "2026-11-29"}, Dates.EXPIRED),
        ({"issuedOn": "2026-11-30T13:00:00Z"}, Dates.NOT_YET),
    ],
    ids=str,
)
async def test_dates_are_kept_to_the_second(changes, expected):
    badge = assertion(**changes)
    assert expected is (await judged(badge, host(served=badge))).dates


@pytest.mark.parametrize(
    "old",
    [
        {
            "uid": "1",
            "recipient": {},
            "badge": "http://a.example/",
            "verify": {"type": "hosted", "url": "http://a.example/"},
        },
        {"recipient": "sha256$00", "salt": "s", "issued_on": "2011-06-01", "badge": {"version": "0.5.0"}},
    ],
)
async def test_older_badges_are_said_to_be_too_old(old):
    assert "too old" in (await judged(old)).unreadable


SIGNING = Key("rsa")
PEM = SIGNING.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
KEY_DOCUMENT = {"@context": OPEN_BADGES, "type": "CryptographicKey", "id": KEYS, "owner": PROFILE, "publicKeyPem": PEM}
SIGNED = assertion(verification={"type": "signed", "creator": KEYS})


def signing(**changes):
    profile = {"publicKey": KEYS, "revocationList": REVOKED, **changes.pop("profile", {})}
    listed = {"id": REVOKED, "type": "RevocationList", "revokedAssertions": changes.pop("revoked", [])}
    return {**host(profile=profile), KEYS: {**KEY_DOCUMENT, **changes}, REVOKED: listed}


async def test_a_signed_badge_holds_by_its_issuers_key():
    judgement = await judged(token(SIGNED, SIGNING, kid=None), signing())
    assert (Signature.HOLDS, True, Status.ACTIVE) == (
        judgement.signature.signature,
        judgement.issuer_proven,
        judgement.status.status,
    )


async def test_a_badge_that_moodle_does_not_know_is_denied_and_not_called_revoked():
    address = f"{HOST}/badges/json/assertion.php?b=0123456789abcdef0123&obversion=v2p0"
    judgement = await judged(assertion(id=address), {address: {"id": address, "revoked": True}})
    assert (True, Status.UNDETERMINED) == (judgement.denied, judgement.status.status)


@pytest.mark.parametrize("entry", [URL, {"id": URL}, {"id": URL, "revocationReason": "Error."}])
async def test_a_signed_badge_on_the_list_is_revoked(entry):
    judgement = await judged(token(SIGNED, SIGNING, kid=None), signing(revoked=["urn:other", entry]))
    assert judgement.status.status is Status.REVOKED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"owner": f"{HOST}/other"}, Signature.UNDETERMINED),
        ({"id": f"{HOST}/other"}, Signature.UNDETERMINED),
        ({"publicKeyPem": "nonsense"}, Signature.UNDETERMINED),
        ({"profile": {"publicKey": f"{HOST}/other"}}, Signature.UNDETERMINED),
        ({"profile": {"publicKey": None}}, Signature.UNDETERMINED),
    ],
)
async def test_a_key_that_is_not_the_issuers_proves_nothing(changes, expected):
    judgement = await judged(token(SIGNED, SIGNING, kid=None), signing(**changes))
    assert (expected, False, Status.UNDETERMINED) == (
        judgement.signature.signature,
        judgement.issuer_proven,
        judgement.status.status,
    )


async def test_a_signed_badge_that_is_not_signed_is_never_active():
    """As JSON, as ``alg: none``, and signed by somebody else."""
    assert Signature.NONE is (await judged(SIGNED, signing())).signature.signature
    assert Signature.NONE is (await judged(token(SIGNED, SIGNING, alg="none"), signing())).signature.signature
    other = token({**SIGNED, "issuedOn": "2025-04-01T00:00:00Z"}, SIGNING, kid=None).split(b".")
    mixed = b".".join([*other[:2], token(SIGNED, SIGNING, kid=None).split(b".")[2]])
    judgement = await judged(mixed, signing())
    assert (Signature.BROKEN, Status.UNDETERMINED) == (judgement.signature.signature, judgement.status.status)


def test_an_embedded_class_names_its_issuer():
    held = read_badge(as_bytes(assertion(badge={"id": CLASS, "name": "AIDA", "issuer": {"id": PROFILE}})))
    assert (CLASS, PROFILE, "AIDA") == (held.facts.achievement, held.facts.issuer, held.facts.title)
