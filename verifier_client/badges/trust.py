"""Whom the operator trusts: issuers of badges by their full identifier, and the hosts where their documents lie."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from verifier_client.badges.documents import is_https
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.models import Standard
from verifier_client.badges.proofs.controllers import did_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier_client.badges.judge import Held
    from verifier_client.badges.models import BadgeFacts
    from verifier_client.models import TrustedIssuer


class TrustedIssuers:
    """The operator's list."""

    def __init__(self, issuers: Iterable[TrustedIssuer] = ()) -> None:
        """Hold ``issuers``, by identifier."""
        self.by_identifier = {issuer.identifier: issuer for issuer in issuers}

    def find(self, identifier: str) -> TrustedIssuer | None:
        """Return the issuer of exactly this identifier, if it is on the list."""
        return self.by_identifier.get(identifier)

    def hosts_for(self, held: Held) -> frozenset[str]:
        """
        Return the hosts that may be asked about a badge that was read; none for an issuer that is not on the list.

        A hosted assertion of Open Badges 2.0 does not name its issuer itself: it is asked for where a listed issuer
        keeps its assertions, and the issuer that it then proves is looked up again.
        """
        return frozenset[str]().union(*(hosts_of(issuer) for issuer in self.possible(held.facts)))

    def possible(self, facts: BadgeFacts) -> tuple[TrustedIssuer, ...]:
        """Return who on the list may have issued a badge, before anything is proven."""
        named = self.find(facts.issuer)
        if facts.standard is not Standard.OPEN_BADGES_2 or named is not None:
            return () if named is None else (named,)
        hosts = {urlsplit(url).netloc for url in (facts.id, facts.achievement) if is_https(url)}
        return tuple(issuer for issuer in self.by_identifier.values() if hosts & hosts_of(issuer))


def hosts_of(issuer: TrustedIssuer) -> frozenset[str]:
    """Return every host that may be asked on behalf of an issuer."""
    own = [address for address in (key_address(issuer), *issuer.lists) if address]
    return issuer.hosts | {urlsplit(address).netloc for address in own}


def key_address(issuer: TrustedIssuer) -> str:
    """Return where an issuer's key document lies; empty where the identifier is its own key (did:key, did:jwk)."""
    if issuer.identifier.startswith("did:web:"):
        try:
            return did_web_address(issuer.identifier)
        except Undetermined:
            return ""
    return issuer.identifier.partition("#")[0] if issuer.identifier.startswith("https://") else ""
