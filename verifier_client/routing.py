"""Which registry answers for which IDs: a certificate's shape leads to one registry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from verifier_client.errors import UnknownIdentifier
from verifier_client.id_extraction.identifiers import CertificateId, IdKind
from verifier_client.registries import About, ByHandRegistry
from verifier_client.registries.badges import BadgesRegistry
from verifier_client.registry_client import RegistryClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verifier_client.models import RegistryPause
    from verifier_client.registries import AnsweringRegistry
    from verifier_client.registries.tables import Registry

    RoutedRegistry = RegistryClient | ByHandRegistry


class RegistryRouting:
    """The configured registries; those that answer machines are asked through ``connect``."""

    def __init__(
        self,
        registries: Iterable[Registry],
        connect: Callable[[AnsweringRegistry], RegistryClient],
    ) -> None:
        """
        Create the routing from names and kinds of ID to registries.

        Args:
            registries: The adapters, each of which answers for other kinds of ID.
            connect: Returns the client of a registry that answers machines.
        """
        registries = tuple(registries)
        self.badges = tuple(each for each in registries if isinstance(each, BadgesRegistry))
        self.by_name: dict[str, RoutedRegistry] = {
            each.about.name: each if isinstance(each, ByHandRegistry) else connect(each)
            for each in registries
            if not isinstance(each, BadgesRegistry)
        }
        self._by_kind = {kind: routed for routed in self.by_name.values() for kind in about_of(routed).ids}
        self._by_host = self._routed_by_host()
        self.badge_hosts = frozenset[str]().union(*(each.badge_hosts for each in self.descriptions))

    def _routed_by_host(self) -> dict[str, RoutedRegistry]:
        """The first who is asked at some port of a host also gets the links that name none."""
        all_routed = list(self.by_name.values())
        owned = {host: routed for routed in all_routed for host in about_of(routed).own_badge_hosts}
        bare = {host: routed for routed in reversed(all_routed) for host in about_of(routed).badge_hosts}
        return {**bare, **owned}

    @property
    def descriptions(self) -> tuple[About, ...]:
        """What is known of each registry."""
        return (*(about_of(routed) for routed in self.by_name.values()), *(each.about for each in self.badges))

    @property
    def pauses(self) -> tuple[RegistryPause, ...]:
        """Those that get no requests at the moment, and why."""
        asked = [routed.pause for routed in self.by_name.values() if isinstance(routed, RegistryClient)]
        return tuple(pause for pause in asked if pause is not None)

    def parse(self, text: str) -> CertificateId:
        """Read one ID; badge links of the configured hosts are tried second, because the first way is cached."""
        try:
            return CertificateId.parse(text)
        except UnknownIdentifier:
            if not self.badge_hosts:
                raise
            return CertificateId.parse(text, badge_hosts=self.badge_hosts)

    def find(self, certificate: CertificateId | None) -> RoutedRegistry | None:
        """Return the registry that answers for such IDs, or None."""
        if certificate is None:
            return None
        if certificate.kind is IdKind.BADGE and self._by_host:
            return self._by_host.get(urlsplit(certificate.text).netloc)
        return self._by_kind.get(certificate.kind)

    def of(self, certificate: CertificateId) -> RoutedRegistry:
        """
        Return the registry that answers for such IDs.

        Raises:
            UnknownIdentifier: When no configured registry does.
        """
        routed = self.find(certificate)
        if routed is None:
            raise UnknownIdentifier(
                f"No configured registry keeps IDs like {certificate.text}.",
                advice="Ask the people who run Certdesk to configure that issuer's registry.",
            )
        return routed


def about_of(routed: RoutedRegistry) -> About:
    """Return what is known of a registry before it is asked."""
    return routed.about if isinstance(routed, ByHandRegistry) else routed.registry.about
