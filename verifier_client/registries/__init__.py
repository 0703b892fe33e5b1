"""
One file per kind of registry.

Adapters do no I/O: ``request`` says what to send, ``read`` what the responses mean. A further registry of a known kind
is a table in a TOML file, a further kind is a file here and a line in ``configuration.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.id_extraction.identifiers import CertificateId, IdKind
    from verifier_client.models import ByHand, Certification, Record
    from verifier_client.pacing.rate_limiter import Rate
    from verifier_client.transport import RegistryRequest, RegistryResponse


class About(Struct, frozen=True):
    """
    What is known of a registry before it is asked.

    ``codes`` maps a certification's code to it; ``validity_years`` is the issuer's rule by code; ``explanations``
    are the reasons why a real certificate may not be found; ``otherwise`` names the registry to send people
    to when this one has no such record; ``page`` is a template of the page a human may open.
    """

    name: str
    title: str
    ids: frozenset[IdKind]
    codes: Mapping[str, Certification] = field(default_factory=dict)
    validity_years: Mapping[str, int] = field(default_factory=dict)
    explanations: tuple[str, ...] = ()
    page: str | None = None
    otherwise: str | None = None
    rate: Rate | None = None
    badge_hosts: frozenset[str] = frozenset()
    sandbox: bool = False

    @property
    def own_badge_hosts(self) -> frozenset[str]:
        """The hosts whose badge links belong here alone: not the bare name of a host that is asked at a port."""
        bare = {host.partition(":")[0] for host in self.badge_hosts if ":" in host}
        return self.badge_hosts - bare

    def page_of(self, certificate: CertificateId) -> str | None:
        """Return the page on which a human can look this certificate up."""
        return self.page.replace("{id}", certificate.text) if self.page else None


class AnsweringRegistry(Protocol):
    """A registry that answers machines."""

    @property
    def about(self) -> About:
        """Say who this is."""
        ...

    def only_by_hand(self, certificate: CertificateId) -> ByHand | None:
        """Return what a human must do when this registry cannot be asked about just this certificate."""
        ...

    def request(self, certificate: CertificateId) -> RegistryRequest:
        """Return the first request."""
        ...

    def read(
        self, certificate: CertificateId, answers: tuple[RegistryResponse, ...]
    ) -> Record | RegistryRequest | None:
        """
        Return what the responses mean.

        Args:
            certificate: The ID that was asked for.
            answers: The responses so far, in the order of the requests.

        Returns:
            The record, None when the registry has none, or one more request that is needed to tell.

        Raises:
            Garbled: When the responses break the registry's contract.
        """
        ...


class ByHandRegistry(Struct, frozen=True):
    """A registry that answers humans only: a page and the steps to take there."""

    about: About
    how: ByHand
