"""
The shape of an Open Badges 2.0 assertion: what must be there to be read (1EdTech, Open Badges 2.0, 4).

Older badges are said to be too old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifier_client.badges.credential import as_list, is_url, plain
from verifier_client.badges.errors import Unreadable
from verifier_client.badges.formats.dates import open_badges_date
from verifier_client.badges.models import BadgeFacts, Recipient, Standard

if TYPE_CHECKING:
    from verifier_client.badges.proofs.jws import Token

CONTEXT = "https://w3id.org/openbadges/v2"
_TOO_OLD = "This is an Open Badge 1.x, which is too old to be checked. Ask for a badge of version 2.0 or 3.0."
_SIGNED = ("signed", "SignedBadge")
_WAYS = ("hosted", "HostedBadge", *_SIGNED)


@dataclass(frozen=True, slots=True)
class HeldAssertion:
    """An assertion that was read, and the token that it came in, if any."""

    document: dict[str, Any]
    facts: BadgeFacts
    token: Token | None = None


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
    if not any(one in _WAYS for one in as_list(verification_of(document).get("type"))):
        raise Unreadable("The badge does not say how it is verified.")
    return HeldAssertion(document, _facts(document), token)


def assertion_facts(document: dict[str, Any]) -> BadgeFacts:
    """
    Return what an assertion from its own host says; raise ``Unreadable`` when its shape is not that of 2.0.

    A badge that should be signed is unreadable here: its host cannot vouch for it.
    """
    held = read_assertion(from_graph(document))
    if is_signed(held.document):
        raise Unreadable("It is a signed badge: send its file to have the signature checked.")
    return held.facts


def from_graph(document: dict[str, Any]) -> dict[str, Any]:
    """Return the one assertion in a ``@graph``, with its class put in where the graph holds it."""
    nodes = [node for node in as_list(document.get("@graph")) if isinstance(node, dict)]
    found = [node for node in nodes if "Assertion" in as_list(node.get("type"))]
    if len(found) != 1:
        return document
    classes = {id_of(node): node for node in nodes if "BadgeClass" in as_list(node.get("type"))}
    badge = found[0].get("badge")
    return {
        "@context": document.get("@context"),
        **found[0],
        "badge": classes.get(id_of(badge), badge),
    }


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
        issuer=id_of(badge.get("issuer")) if isinstance(badge, dict) else "",
        achievement=achievement or "",
        title=plain(badge.get("name")) if isinstance(badge, dict) else "",
        recipients=(given,),
        valid_from=issued,
        valid_until=until,
    )


def is_signed(document: dict[str, Any]) -> bool:
    """Say whether an assertion should come as a signed token."""
    return any(one in _SIGNED for one in as_list(verification_of(document).get("type")))


def verification_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return how an assertion says it is verified; some hosts of 2.0 still use the word of 1.x."""
    verification = document.get("verification", document.get("verify"))
    return verification if isinstance(verification, dict) else {}


def id_of(value: object) -> str:
    """Return the identifier of what is embedded, or named by it; empty where there is none."""
    identifier = value.get("id") if isinstance(value, dict) else value
    return identifier if isinstance(identifier, str) else ""
