"""The word on a credential's signature: of its set of proofs, or of the token that it came in."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

from verifier_client.badges.credential import as_list
from verifier_client.badges.errors import BrokenProof, Undetermined
from verifier_client.badges.models import KeyOrigin, Signature, SignatureFinding
from verifier_client.badges.proofs.controllers import find_key
from verifier_client.badges.proofs.data_integrity import SELECTIVE, ProofCheck, suite_of
from verifier_client.badges.proofs.jws import token_key

if TYPE_CHECKING:
    from verifier_client.badges.proofs.controllers import Found
    from verifier_client.badges.proofs.jws import Token
    from verifier_client.badges.resources import Resources

MAX_PROOFS = 8
_BEST_FIRST = (KeyOrigin.ISSUER, KeyOrigin.STRANGER, KeyOrigin.BADGE, KeyOrigin.NOBODY)


async def proofs_signature(document: dict[str, Any], issuer: str, resources: Resources) -> SignatureFinding:
    """
    Judge the proofs of a credential as a set (VC Data Integrity 1.0, 4.5).

    Proofs of unknown kinds are passed over; one known proof that does not fit breaks the whole; one that holds is
    enough where another's key cannot be had.

    Args:
        document: The whole credential.
        issuer: The issuer that it names.
        resources: Documents, vocabularies and moments.
    """
    proofs = as_list(document.get("proof"))
    if not proofs:
        return SignatureFinding(Signature.NONE, reason="The badge is not signed.")
    if len(proofs) > MAX_PROOFS:
        return SignatureFinding(Signature.UNDETERMINED, reason="The badge carries more proofs than any badge.")
    check = ProofCheck(document, resources)
    findings = [await _proof_signature(proof, check, issuer, resources) for proof in proofs if suite_of(proof)]
    if not findings:
        return SignatureFinding(Signature.UNDETERMINED, reason="The badge's kind of proof is not known here.")
    return _together(findings)


async def token_signature(token: Token, issuer: str, resources: Resources) -> SignatureFinding:
    """
    Judge the signature of the token that a credential came in.

    Args:
        token: The token.
        issuer: The issuer that the credential names.
        resources: Documents, vocabularies and moments.
    """
    if token.is_unsigned:
        return SignatureFinding(Signature.NONE, reason="The badge says itself that it is not signed.")
    try:
        found = await token_key(token, issuer, resources)
        token.check(found.key)
    except BrokenProof as error:
        return SignatureFinding(Signature.BROKEN, reason=str(error))
    except Undetermined as error:
        return SignatureFinding(Signature.UNDETERMINED, reason=str(error))
    return _holds(found, issuer)


async def _proof_signature(
    proof: dict[str, Any], check: ProofCheck, issuer: str, resources: Resources
) -> SignatureFinding:
    try:
        found = await find_key(proof.get("verificationMethod"), resources)
        await asyncio.get_running_loop().run_in_executor(_worker(), check.check, proof, found.key)
    except BrokenProof as error:
        return SignatureFinding(Signature.BROKEN, reason=str(error))
    except Undetermined as error:
        return SignatureFinding(Signature.UNDETERMINED, reason=str(error))
    return _holds(found, issuer, partial=suite_of(proof) is SELECTIVE)


def _together(findings: list[SignatureFinding]) -> SignatureFinding:
    for signature in (Signature.BROKEN, Signature.HOLDS):
        matching = [finding for finding in findings if finding.signature is signature]
        if matching:
            return min(matching, key=lambda finding: _BEST_FIRST.index(finding.origin))
    return findings[0]


def _holds(found: Found, issuer: str, *, partial: bool = False) -> SignatureFinding:
    return SignatureFinding(
        Signature.HOLDS,
        origin=found.origin(issuer),
        controller=found.controller,
        key=found.key.data,
        partial=partial,
    )


@cache
def _worker() -> ThreadPoolExecutor:
    """One thread for all badges: the loop is never held, and many badges at once do not starve it."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="badges")
