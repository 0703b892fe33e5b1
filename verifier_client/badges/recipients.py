"""Whether a badge was given to an e-mail address; the address is compared and not kept."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier_client.badges.models import BadgeFacts, Recipient

_EMAIL = frozenset({"email", "emailAddress", "schema:email", "https://schema.org/email"})
_HASHES = frozenset({"sha256", "md5"})


def given_to(facts: BadgeFacts, email: str) -> bool | None:
    """
    Return whether a badge was given to an e-mail address.

    A hash is of the address followed by the badge's salt (Open Badges 2.0, "IdentityHash"); as issuers differ in the
    case of letters, the address is tried as it is and in small letters.

    Args:
        facts: What the badge says.
        email: The address; it is compared and not kept.

    Returns:
        None when the badge names no e-mail address, plain or hashed.
    """
    recipients = [one for one in facts.recipients if one.kind in _EMAIL]
    if not recipients:
        return None
    return any(_is(one, address) for one in recipients for address in (email.strip(), email.strip().lower()))


def _is(recipient: Recipient, address: str) -> bool:
    if not recipient.hashed:
        return hmac.compare_digest(recipient.value.removeprefix("mailto:").lower().encode(), address.lower().encode())
    algorithm, _, digest = recipient.value.partition("$")
    if algorithm not in _HASHES:
        return False
    computed = hashlib.new(algorithm, (address + recipient.salt).encode(), usedforsecurity=False).hexdigest()
    return hmac.compare_digest(computed.encode(), digest.lower().encode())
