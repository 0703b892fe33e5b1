"""
Open Badges 2.0: hosted assertions, which their host vouches for, and signed ones (1EdTech, Open Badges 2.0, 4).

A file with a hosted assertion proves nothing by itself: the host is asked, within the scope that the issuer's profile
allows. Older badges are said to be too old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifier_client.badges.credential import as_list, is_url, plain
from verifier_client.badges.documents import NotThere, is_https, load_object
from verifier_client.badges.errors import BrokenProof, Undetermined, Unreadable
from verifier_client.badges.formats.dates import open_badges_date
from verifier_client.badges.issuer_scope import lies_in_scope
from verifier_client.badges.models import (
    BadgeFacts,
    KeyOrigin,
    Recipient,
    Signature,
    SignatureFinding,
    Standard,
    Status,
    StatusFinding,
)
from verifier_client.badges.proofs.keys import from_pem

if TYPE_CHECKING:
    from verifier_client.badges.documents import Documents
    from verifier_client.badges.proofs.jws import Token

CONTEXT = "https://w3id.org/openbadges/v2"
_TOO_OLD = "This is an Open Badge 1.x, which is too old to be checked. Ask for a badge of version 2.0 or 3.0."
_SIGNED = ("signed", "SignedBadge")
_WAYS = ("hosted", "HostedBadge", *_SIGNED)
_SAME = ("recipient", "badge", "issuedOn", "expires")


@dataclass(frozen=True, slots=True)
class HeldAssertion:
    """An assertion that was read, and the token that it came in, if any."""

    document: dict[str, Any]
    facts: BadgeFacts
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class AssertionFinding:
    """The word on an assertion; ``issuer`` is the profile's identifier where it is known."""

    signature: SignatureFinding
    issuer_proven: bool
    status: StatusFinding
    issuer: str = ""
    denied: bool = False
    contradicted: bool = False


def is_assertion(document: dict[str, Any]) -> bool:
    """Say whether ``document`` looks like an Open Badges assertion, of whatever version."""
    return ("badge" in document and "recipient" in document) or "Assertion" in as_list(document.get("type"))


def read_assertion(document: dict[str, Any], token: Token | None = None) -> HeldAssertion:
    """
    Return the assertion that a document is.

    Args:
        document: The JSON object.
        token: The signed token that it came in, None for a hosted one.

    Raises:
        Unreadable: When it is older than 2.0, or of another shape.
    """
    contexts = as_list(document.get("@context"))
    if CONTEXT not in contexts:
        old = not contexts or any(isinstance(one, str) and "openbadges/v1" in one for one in contexts)
        raise Unreadable(_TOO_OLD if old else "The badge does not begin with the vocabulary of Open Badges 2.0.")
    if "Assertion" not in as_list(document.get("type")) or not is_url(document.get("id")):
        raise Unreadable("The badge does not say that it is an assertion, or has no identifier.")
    if not any(one in _WAYS for one in as_list(_verification(document).get("type"))):
        raise Unreadable("The badge does not say how it is verified.")
    return HeldAssertion(document, _facts(document), token)


def assertion_facts(document: dict[str, Any]) -> BadgeFacts:
    """
    Return what an assertion from its own host says; raise ``Unreadable`` when its shape is not that of 2.0.

    A badge that should be signed is unreadable here: its host cannot vouch for it.
    """
    held = read_assertion(_from_graph(document))
    if _is_signed(held.document):
        raise Unreadable("It is a signed badge: send its file to have the signature checked.")
    return held.facts


def _from_graph(document: dict[str, Any]) -> dict[str, Any]:
    """Take the one assertion out of a ``@graph``, with its class put in where the graph holds it."""
    nodes = [node for node in as_list(document.get("@graph")) if isinstance(node, dict)]
    found = [node for node in nodes if "Assertion" in as_list(node.get("type"))]
    if len(found) != 1:
        return document
    classes = {_id(node): node for node in nodes if "BadgeClass" in as_list(node.get("type"))}
    badge = found[0].get("badge")
    return {
        "@context": document.get("@context"),
        **found[0],
        "badge": classes.get(_id(badge), badge),
    }


async def judge_assertion(held: HeldAssertion, documents: Documents) -> AssertionFinding:
    """
    Ask the host of a hosted assertion, or check the signature of a signed one.

    Args:
        held: The assertion.
        documents: Decides what may be loaded.
    """
    if _is_signed(held.document):
        return await _judge_signed(held, documents)
    return await _judge_hosted(held, documents)


def _facts(document: dict[str, Any]) -> BadgeFacts:
    recipient, issued = document.get("recipient"), open_badges_date(document.get("issuedOn"))
    if not isinstance(recipient, dict) or not isinstance(recipient.get("identity"), str):
        raise Unreadable("The badge does not say who it was given to.")
    if issued is None:
        raise Unreadable("The badge does not say when it was issued.")
    expires = document.get("expires")
    until = open_badges_date(expires, last=True)
    if expires is not None and (until is None or until < issued):
        raise Unreadable("The badge ends before it begins, or at no date.")
    badge = document.get("badge")
    achievement = badge.get("id") if isinstance(badge, dict) else badge
    named = isinstance(badge, dict) and achievement is None and plain(badge.get("name"))
    if not named and not is_url(achievement):
        raise Unreadable("The badge does not say what it was given for.")
    hashed = recipient.get("hashed") is True
    given = Recipient(plain(recipient.get("type")), recipient["identity"], hashed, plain(recipient.get("salt")))
    return BadgeFacts(
        standard=Standard.OPEN_BADGES_2,
        id=document["id"],
        issuer=_id(badge.get("issuer")) if isinstance(badge, dict) else "",
        achievement=achievement or "",
        title=plain(badge.get("name")) if isinstance(badge, dict) else "",
        recipients=(given,),
        valid_from=issued,
        valid_until=until,
    )


def _is_signed(document: dict[str, Any]) -> bool:
    return any(one in _SIGNED for one in as_list(_verification(document).get("type")))


def _verification(document: dict[str, Any]) -> dict[str, Any]:
    """Return how an assertion says it is verified; some hosts of 2.0 still use the word of 1.x."""
    verification = document.get("verification", document.get("verify"))
    return verification if isinstance(verification, dict) else {}


async def _judge_hosted(held: HeldAssertion, documents: Documents) -> AssertionFinding:
    unsigned = SignatureFinding(Signature.NONE, reason="A hosted badge is not signed: its host vouches for it.")
    address = held.facts.id
    try:
        if not is_https(address):
            raise Undetermined("The badge's own address is none that can be asked.")
        hosted = await _from_host(documents, address)
    except NotThere:
        finding = StatusFinding(Status.UNDETERMINED, "The host has no such badge.", source=address)
        return AssertionFinding(unsigned, issuer_proven=False, status=finding, denied=True)
    except Undetermined as error:
        return AssertionFinding(unsigned, issuer_proven=False, status=StatusFinding(Status.UNDETERMINED, str(error)))
    status = _hosted_status(held, hosted)
    if status.status is not Status.ACTIVE:
        contradicted = status.status is Status.UNDETERMINED
        return AssertionFinding(unsigned, issuer_proven=False, status=status, contradicted=contradicted)
    try:
        profile = await _profile(held, documents)
    except Undetermined:
        return AssertionFinding(unsigned, issuer_proven=False, status=status)
    if not lies_in_scope(held.facts, profile):
        return AssertionFinding(unsigned, issuer_proven=False, status=status, contradicted=True)
    return AssertionFinding(unsigned, issuer_proven=True, status=status, issuer=str(profile["id"]))


def _hosted_status(held: HeldAssertion, hosted: dict[str, Any]) -> StatusFinding:
    """Compare the host's copy with the file: the host's word counts."""
    address = held.facts.id
    if hosted.get("id") != address:
        return StatusFinding(Status.UNDETERMINED, "The host answers with another badge.", source=address)
    if hosted.get("revoked", False) is not False:
        return StatusFinding(Status.REVOKED, issuer_reason=plain(hosted.get("revocationReason")), source=address)
    if any(hosted.get(key) != held.document.get(key) for key in _SAME):
        return StatusFinding(Status.UNDETERMINED, "The host's copy says something else than this file.", source=address)
    return StatusFinding(Status.ACTIVE, source=address)


async def _from_host(documents: Documents, address: str) -> dict[str, Any]:
    data = await documents.load(address.partition("#")[0])
    if data is None:
        raise Undetermined("The badge's host could not be asked.")
    return await load_object(_Just(data), address, "The host's copy of the badge")


class _Just:
    """One document, already loaded."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    async def load(self, url: str) -> bytes | None:
        del url
        return self._data


async def _profile(held: HeldAssertion, documents: Documents) -> dict[str, Any]:
    """Load the class and the issuer's profile, each from its own address."""
    address = held.facts.achievement
    badge_class = await load_object(documents, address, "The badge's class")
    if badge_class.get("id") != address or "BadgeClass" not in as_list(badge_class.get("type")):
        raise Undetermined("The badge's class has another address than it says.")
    issuer = _id(badge_class.get("issuer"))
    profile = await load_object(documents, issuer, "The issuer's profile")
    if profile.get("id") != issuer:
        raise Undetermined("The issuer's profile has another address than it says.")
    return profile


def _id(value: object) -> str:
    identifier = value.get("id") if isinstance(value, dict) else value
    return identifier if isinstance(identifier, str) else ""


async def _judge_signed(held: HeldAssertion, documents: Documents) -> AssertionFinding:
    undetermined = StatusFinding(Status.UNDETERMINED, "The status was not looked up, as the signature is not proven.")
    if held.token is None or held.token.is_unsigned:
        none = SignatureFinding(Signature.NONE, reason="The badge should be signed, and is not.")
        return AssertionFinding(none, issuer_proven=False, status=undetermined, contradicted=True)
    try:
        profile, signature = await _signed_by_profile(held, held.token, documents)
    except BrokenProof as error:
        broken = SignatureFinding(Signature.BROKEN, reason=str(error))
        return AssertionFinding(broken, issuer_proven=False, status=undetermined)
    except Undetermined as error:
        unknown = SignatureFinding(Signature.UNDETERMINED, reason=str(error))
        return AssertionFinding(unknown, issuer_proven=False, status=undetermined)
    status = await _listed_status(held, profile, documents)
    return AssertionFinding(signature, issuer_proven=True, status=status, issuer=str(profile["id"]))


async def _signed_by_profile(
    held: HeldAssertion, token: Token, documents: Documents
) -> tuple[dict[str, Any], SignatureFinding]:
    """Check the signature by a key that the issuer's profile names as its own."""
    profile = await _profile(held, documents)
    address = _id(_verification(held.document).get("creator")) or _id(as_list(profile.get("publicKey"))[:1])
    if address not in [_id(one) for one in as_list(profile.get("publicKey"))]:
        raise Undetermined("The issuer's profile does not name the signing key as its own.")
    document = await load_object(documents, address, "The issuer's key document")
    if document.get("id") != address or document.get("owner") != profile["id"]:
        raise Undetermined("The signing key belongs to somebody else.")
    key = from_pem(document.get("publicKeyPem"))
    token.check(key)
    return profile, SignatureFinding(
        Signature.HOLDS, origin=KeyOrigin.ISSUER, controller=str(profile["id"]), key=key.data
    )


async def _listed_status(held: HeldAssertion, profile: dict[str, Any], documents: Documents) -> StatusFinding:
    address = _id(profile.get("revocationList"))
    if not address:
        return StatusFinding(Status.NONE, reason="The issuer publishes no list of revoked badges.")
    try:
        listed = await load_object(documents, address, "The list of revoked badges")
        revoked = listed.get("revokedAssertions")
        if listed.get("id") != address or not isinstance(revoked, list):
            raise Undetermined("What was loaded as a list of revoked badges is none.")
    except Undetermined as error:
        return StatusFinding(Status.UNDETERMINED, str(error), source=address)
    for one in revoked:
        if held.facts.id in {_id(one), plain(one.get("uid")) if isinstance(one, dict) else ""}:
            reason = plain(one.get("revocationReason")) if isinstance(one, dict) else ""
            return StatusFinding(Status.REVOKED, issuer_reason=reason, source=address)
    return StatusFinding(Status.ACTIVE, source=address)
