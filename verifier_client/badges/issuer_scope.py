"""The addresses that an issuer allows for its badges (1EdTech, Open Badges 2.0, 4, "VerificationObject")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from verifier_client.badges.credential import as_list
from verifier_client.badges.documents import is_https

if TYPE_CHECKING:
    from verifier_client.badges.models import BadgeFacts


def lies_in_scope(facts: BadgeFacts, profile: dict[str, Any]) -> bool:
    """
    Return whether an issuer covers the addresses of an assertion and of its class.

    Args:
        facts: What the assertion says.
        profile: The issuer's profile, whose ``verification`` sets the limits.
    """
    return _allows(profile, facts.id) and _allows(profile, facts.achievement)


def _allows(profile: dict[str, Any], address: str) -> bool:
    """Say whether ``address`` lies in the profile's scope: ``startsWith``, ``allowedOrigins``, or its own host."""
    verification = profile.get("verification")
    verification = verification if isinstance(verification, dict) else {}
    starts = as_list(verification.get("startsWith"))
    if starts:
        return any(isinstance(one, str) and _begins(address, one) for one in starts)
    hosts = as_list(verification.get("allowedOrigins")) or [urlsplit(profile["id"]).netloc]
    return urlsplit(address).netloc in hosts


def _begins(address: str, start: str) -> bool:
    """The start must itself hold a whole host, so that ``https://a.example`` does not cover ``https://a.example.evil``."""
    if not is_https(start):
        return False
    return urlsplit(address).netloc == urlsplit(start).netloc and address.startswith(start)
