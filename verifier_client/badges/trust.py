"""Whom the operator trusts: issuers of badges by their full identifier, and the hosts where their documents lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from verifier_client.badges.documents import is_https
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.models import Standard
from verifier_client.badges.proofs.controllers import did_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier_client.badges.judge import Held
    from verifier_client.badges.models import BadgeFacts
    from verifier_client.models import Certification


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """
    An issuer on the operator's list.

    ``identifier`` is the whole one (a DID, or an https address), never a host; ``title`` is shown instead of what the
    badge says; ``hosts`` are hosts, with port where it is not 443, of keys, lists and hosted assertions besides the
    identifier's own; ``achievements`` says which of its badges stand for which certification; ``lists`` are the
    addresses of its status lists, as far as the operator wants them looked after.
    """

    identifier: str
    title: str
    hosts: frozenset[str] = frozenset()
    achievements: Mapping[str, Certification] = field(default_factory=dict)
    lists: tuple[str, ...] = ()

    def certification_of(self, achievement: str) -> Certification | None:
        """Return what a badge's achievement or class stands for; a slash at the end of its address does not matter."""
        wanted = achievement.rstrip("/")
        return next((one for address, one in self.achievements.items() if address.rstrip("/") == wanted), None)

    @property
    def all_hosts(self) -> frozenset[str]:
        """Every host that may be asked on behalf of this issuer."""
        own = [address for address in (self.key_address, *self.lists) if address]
        return self.hosts | {urlsplit(address).netloc for address in own}

    @property
    def key_address(self) -> str:
        """Where the issuer's key document lies; empty where the identifier is its own key (did:key, did:jwk)."""
        if self.identifier.startswith("did:web:"):
            try:
                return did_web_address(self.identifier)
            except Undetermined:
                return ""
        return self.identifier.partition("#")[0] if self.identifier.startswith("https://") else ""


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
        return frozenset[str]().union(*(issuer.all_hosts for issuer in self.possible(held.facts)))

    def possible(self, facts: BadgeFacts) -> tuple[TrustedIssuer, ...]:
        """Return who on the list may have issued a badge, before anything is proven."""
        named = self.find(facts.issuer)
        if facts.standard is not Standard.OPEN_BADGES_2 or named is not None:
            return () if named is None else (named,)
        hosts = {urlsplit(url).netloc for url in (facts.id, facts.achievement) if is_https(url)}
        return tuple(issuer for issuer in self.by_identifier.values() if hosts & issuer.all_hosts)
