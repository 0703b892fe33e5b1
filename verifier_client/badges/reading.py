"""From bytes to a credential with its signature still to be judged; nothing is loaded here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from verifier_client.badges.credential import as_list, credential_facts, is_credential
from verifier_client.badges.errors import Unreadable
from verifier_client.badges.formats.strict_json import parse_object
from verifier_client.badges.models import Signature, SignatureFinding
from verifier_client.badges.proofs.jws import is_compact, narrowed, parse_token, token_credential
from verifier_client.badges.proofs.signatures import proofs_signature, token_signature

if TYPE_CHECKING:
    from verifier_client.badges.models import BadgeFacts
    from verifier_client.badges.proofs.jws import Token
    from verifier_client.badges.resources import Resources

_ENVELOPES = ("data:application/vc+jwt,", "data:application/vc-ld+jwt,")


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """
    A credential that was read: its JSON, what it says, and the token that it came in, if any.

    ``contradiction`` says in what the token differs from the credential in it; it is empty when they agree.
    """

    document: dict[str, Any]
    facts: BadgeFacts
    token: Token | None = None
    contradiction: str = ""


def read_credential(data: bytes) -> HeldCredential:
    """Return the credential in ``data``, JSON or compact JWS; raise ``Unreadable`` when there is none."""
    data = data.strip()
    if is_compact(data):
        return from_token(parse_token(data))
    return from_object(parse_object(data))


def from_object(document: dict[str, Any]) -> HeldCredential:
    """Return the credential that a JSON object is, or holds in an envelope (Data Model 2.0, 4.14)."""
    enveloped = document.get("id")
    if "EnvelopedVerifiableCredential" in as_list(document.get("type")) and isinstance(enveloped, str):
        for envelope in _ENVELOPES:
            token = enveloped.removeprefix(envelope).encode()
            if enveloped.startswith(envelope) and is_compact(token):
                return from_token(parse_token(token))
    if not is_credential(document):
        raise Unreadable("The data is no badge that is known here.")
    return HeldCredential(document, credential_facts(document))


def from_token(token: Token) -> HeldCredential:
    """Return the credential in a token, with the period narrowed to what the token's claims allow."""
    inner = token_credential(token.payload)
    if not is_credential(inner.document):
        raise Unreadable("The data is no badge that is known here.")
    facts = credential_facts(inner.document)
    return HeldCredential(
        inner.document,
        replace(
            facts,
            valid_from=narrowed(facts.valid_from, inner.valid_from, start=True),
            valid_until=narrowed(facts.valid_until, inner.valid_until, start=False),
        ),
        token,
        inner.contradiction,
    )


async def judge_signature(held: HeldCredential, resources: Resources) -> SignatureFinding:
    """
    Return the word on the signature of a credential that was read.

    Args:
        held: The credential.
        resources: Documents, vocabularies and moments.
    """
    if held.contradiction:
        return SignatureFinding(Signature.UNDETERMINED, reason=held.contradiction)
    if held.token is not None:
        return await token_signature(held.token, held.facts.issuer, resources)
    return await proofs_signature(held.document, held.facts.issuer, resources)
