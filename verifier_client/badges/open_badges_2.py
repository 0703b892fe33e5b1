"""
Open Badges 2.0: hosted assertions, which their host vouches for, and signed ones (1EdTech, Open Badges 2.0, 4).

A file with a hosted assertion proves nothing by itself: the host is asked, within the scope that the issuer's profile
allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from verifier_client.badges.assertions import (
    HeldAssertion,
    from_graph,
    id_of,
    is_signed,
    read_assertion,
    verification_of,
)
from verifier_client.badges.credential import as_list, plain
from verifier_client.badges.documents import NotThere, is_https, load_object
from verifier_client.badges.errors import BrokenProof, Undetermined, Unreadable
from verifier_client.badges.formats.strict_json import parse_object
from verifier_client.badges.issuer_scope import lies_in_scope
from verifier_client.badges.models import KeyOrigin, Signature, SignatureFinding, Status, StatusFinding
from verifier_client.badges.proofs.keys import from_pem
from verifier_client.id_extraction.link_advice import is_moodle

if TYPE_CHECKING:
    from verifier_client.badges.documents import Documents
    from verifier_client.badges.models import BadgeFacts
    from verifier_client.badges.proofs.jws import Token

_SAME = ("recipient", "badge", "issuedOn", "expires")
_ANOTHER = "The host answers with another badge."
_UNSIGNED = SignatureFinding(Signature.NONE, reason="A hosted badge is not signed: its host vouches for it.")


@dataclass(frozen=True, slots=True)
class AssertionFinding:
    """The word on an assertion; ``issuer`` is the profile's identifier where it is known."""

    signature: SignatureFinding
    issuer_proven: bool
    status: StatusFinding
    issuer: str = ""
    denied: bool = False
    contradicted: bool = False


async def judge_assertion(held: HeldAssertion, documents: Documents) -> AssertionFinding:
    """
    Ask the host of a hosted assertion, or check the signature of a signed one.

    Args:
        held: The assertion.
        documents: Decides what may be loaded.
    """
    if is_signed(held.document):
        return await _judge_signed(held, documents)
    return await _judge_hosted(held, documents)


async def judge_again(facts: BadgeFacts, documents: Documents, *, signed: bool) -> tuple[AssertionFinding, BadgeFacts]:
    """
    Ask again about an assertion of which only the facts were kept.

    Args:
        facts: What the assertion said when it was proven.
        documents: Decides what may be loaded.
        signed: Whether it is a signed one: then its issuer's list is read, and its signature is not checked again.

    Returns:
        The word on it, and its facts with the dates that its host gives now.
    """
    held = HeldAssertion({}, facts)
    if signed:
        return await _listed_again(held, documents), facts
    try:
        hosted = await _from_host(documents, facts.id)
    except NotThere:
        return _denied(facts.id), facts
    except Undetermined as error:
        return _unproven(StatusFinding(Status.UNDETERMINED, str(error))), facts
    finding = await _vouched(held, hosted, documents)
    if finding.status.status is not Status.ACTIVE:
        return finding, facts
    try:
        now = read_assertion(hosted).facts
    except Unreadable as error:
        return _unproven(StatusFinding(Status.UNDETERMINED, str(error), source=facts.id)), facts
    if now.achievement != facts.achievement:
        return _unproven(StatusFinding(Status.UNDETERMINED, _ANOTHER, source=facts.id), contradicted=True), facts
    return finding, replace(facts, valid_from=now.valid_from, valid_until=now.valid_until)


async def _listed_again(held: HeldAssertion, documents: Documents) -> AssertionFinding:
    try:
        profile = await _profile(held, documents)
    except Undetermined as error:
        return _unproven(StatusFinding(Status.UNDETERMINED, str(error)))
    signature = SignatureFinding(Signature.HOLDS, origin=KeyOrigin.ISSUER, controller=str(profile["id"]))
    proven = profile["id"] == held.facts.issuer
    status = await _listed_status(held, profile, documents)
    return AssertionFinding(signature, issuer_proven=proven, status=status, issuer=str(profile["id"]))


async def _judge_hosted(held: HeldAssertion, documents: Documents) -> AssertionFinding:
    try:
        hosted = await _from_host(documents, held.facts.id)
    except NotThere:
        return _denied(held.facts.id)
    except Undetermined as error:
        return _unproven(StatusFinding(Status.UNDETERMINED, str(error)))
    return await _vouched(held, hosted, documents)


async def _vouched(held: HeldAssertion, hosted: dict[str, Any], documents: Documents) -> AssertionFinding:
    """Hold a badge to its host's copy, and the host to the issuer's scope."""
    status = _hosted_status(held, hosted)
    if status.status is Status.REVOKED and is_moodle(held.facts.id):
        return _denied(held.facts.id)  # Moodle 5.1 and before say so of every number that they do not know
    if status.status is not Status.ACTIVE:
        return _unproven(status, contradicted=status.status is Status.UNDETERMINED)
    try:
        profile = await _profile(held, documents)
    except Undetermined:
        return _unproven(status)
    if not lies_in_scope(held.facts, profile):
        return _unproven(status, contradicted=True)
    return AssertionFinding(_UNSIGNED, issuer_proven=True, status=status, issuer=str(profile["id"]))


def _unproven(status: StatusFinding, *, contradicted: bool = False) -> AssertionFinding:
    return AssertionFinding(_UNSIGNED, issuer_proven=False, status=status, contradicted=contradicted)


def _denied(address: str) -> AssertionFinding:
    finding = StatusFinding(Status.UNDETERMINED, "The host has no such badge.", source=address)
    return replace(_unproven(finding), denied=True)


def _hosted_status(held: HeldAssertion, hosted: dict[str, Any]) -> StatusFinding:
    """Compare the host's copy with the file, where there is one: the host's word counts."""
    address = held.facts.id
    if hosted.get("id") != address:
        return StatusFinding(Status.UNDETERMINED, _ANOTHER, source=address)
    if hosted.get("revoked", False) is not False:
        return StatusFinding(Status.REVOKED, issuer_reason=plain(hosted.get("revocationReason")), source=address)
    if held.document and any(hosted.get(key) != held.document.get(key) for key in _SAME):
        return StatusFinding(Status.UNDETERMINED, "The host's copy says something else than this file.", source=address)
    return StatusFinding(Status.ACTIVE, source=address)


async def _from_host(documents: Documents, address: str) -> dict[str, Any]:
    if not is_https(address):
        raise Undetermined("The badge's own address is none that can be asked.")
    data = await documents.load(address.partition("#")[0])
    if data is None:
        raise Undetermined("The badge's host could not be asked.")
    try:
        return from_graph(parse_object(data))
    except Unreadable as error:
        raise Undetermined("The host's copy of the badge is not JSON (a web page, perhaps).") from error


async def _profile(held: HeldAssertion, documents: Documents) -> dict[str, Any]:
    """Load the class and the issuer's profile, each from its own address."""
    address = held.facts.achievement
    badge_class = await load_object(documents, address, "The badge's class")
    if badge_class.get("id") != address or "BadgeClass" not in as_list(badge_class.get("type")):
        raise Undetermined("The badge's class has another address than it says.")
    issuer = id_of(badge_class.get("issuer"))
    profile = await load_object(documents, issuer, "The issuer's profile")
    if profile.get("id") != issuer:
        raise Undetermined("The issuer's profile has another address than it says.")
    return profile


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
    address = id_of(verification_of(held.document).get("creator")) or id_of(as_list(profile.get("publicKey"))[:1])
    if address not in [id_of(one) for one in as_list(profile.get("publicKey"))]:
        raise Undetermined("The issuer's profile does not name the signing key as its own.")
    document = await load_object(documents, address, "The issuer's key document")
    if document.get("id") != address or document.get("owner") != profile["id"]:
        raise Undetermined("The signing key belongs to somebody else.")
    key = from_pem(document.get("publicKeyPem"))
    token.check(key)
    return profile, SignatureFinding(
        Signature.HOLDS, origin=KeyOrigin.ISSUER, controller=str(profile["id"]), key=key.data
    )


async def revoked_by(profile: dict[str, Any], documents: Documents) -> list[Any]:
    """
    Return the entries of an issuer's list of revoked badges.

    Args:
        profile: The issuer's profile, which names the list.
        documents: Decides what may be loaded.

    Raises:
        Undetermined: When the list cannot be had, or is none.
    """
    address = id_of(profile.get("revocationList"))
    listed = await load_object(documents, address, "The list of revoked badges")
    revoked = listed.get("revokedAssertions")
    if listed.get("id") != address or not isinstance(revoked, list):
        raise Undetermined("What was loaded as a list of revoked badges is none.")
    return revoked


async def _listed_status(held: HeldAssertion, profile: dict[str, Any], documents: Documents) -> StatusFinding:
    address = id_of(profile.get("revocationList"))
    if not address:
        return StatusFinding(Status.NONE, reason="The issuer publishes no list of revoked badges.")
    try:
        revoked = await revoked_by(profile, documents)
    except Undetermined as error:
        return StatusFinding(Status.UNDETERMINED, str(error), source=address)
    for one in revoked:
        if held.facts.id in {id_of(one), plain(one.get("uid")) if isinstance(one, dict) else ""}:
            reason = plain(one.get("revocationReason")) if isinstance(one, dict) else ""
            return StatusFinding(Status.REVOKED, issuer_reason=reason, source=address)
    return StatusFinding(Status.ACTIVE, source=address)
