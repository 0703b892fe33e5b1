"""What is wrong with the documents of an issuer, before a badge needs them: for the operator, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier_client.badges.credential import as_list
from verifier_client.badges.documents import load_object
from verifier_client.badges.errors import Undetermined, Unreadable
from verifier_client.badges.open_badges_2 import revoked_by
from verifier_client.badges.proofs.controllers import usable_keys
from verifier_client.badges.status_lists import check_list
from verifier_client.badges.trust import key_address

if TYPE_CHECKING:
    from verifier_client.badges.resources import Resources
    from verifier_client.models import TrustedIssuer

_PROFILES = frozenset({"Issuer", "Profile"})


async def inspect_issuer(issuer: TrustedIssuer, resources: Resources) -> list[str]:
    """
    Return what is wrong with an issuer's key document or profile, and with its lists; nothing where all is well.

    Args:
        issuer: The issuer; one whose identifier is its own key has no key document.
        resources: Documents, vocabularies and moments.
    """
    faults = []
    try:
        if key_address(issuer):
            await _inspect_document(issuer, resources)
    except Undetermined as error:
        faults.append(str(error))
    for address in issuer.lists:
        try:
            await check_list(address, resources)
        except (Undetermined, Unreadable) as error:
            faults.append(f"{address}: {error}")
    return faults


async def _inspect_document(issuer: TrustedIssuer, resources: Resources) -> None:
    document = await load_object(resources.documents, key_address(issuer), "The key document")
    if document.get("id") != issuer.identifier:
        raise Undetermined("The key document is that of another identifier.")
    if _is_profile(document):
        if document.get("revocationList"):
            await revoked_by(document, resources.documents)
        return
    if not usable_keys(document, resources.now):
        raise Undetermined("The key document lists no key for assertions that is known here and still in use.")


def _is_profile(document: dict[str, Any]) -> bool:
    """Say whether it is a profile of Open Badges 2.0, whose badges its host vouches for."""
    types = {one for one in as_list(document.get("type")) if isinstance(one, str)}
    return bool(types & _PROFILES) and "assertionMethod" not in document
