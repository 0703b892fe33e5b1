"""Who keeps which IDs: a certificate's shape leads to one registry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from verifier_client.errors import UnknownIdentifier
from verifier_client.identifiers import CertificateId, IdKind
from verifier_client.registries import About, ByHandRegistry
from verifier_client.registries.badges import BadgesRegistry
from verifier_client.registry_client import RegistryClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verifier_client.registries import AnsweringRegistry
    from verifier_client.registries.badges import BadgeIssuer

    Keeper = RegistryClient | ByHandRegistry


class RegistryRouting:
    """The configured registries; those that answer machines are asked through ``connect``."""

    def __init__(
        self,
        registries: Iterable[AnsweringRegistry | ByHandRegistry | BadgesRegistry],
        connect: Callable[[AnsweringRegistry], RegistryClient],
    ) -> None:
        """Sort them by name and by the IDs that they keep."""
        registries = tuple(registries)
        self.badges = tuple(each for each in registries if isinstance(each, BadgesRegistry))
        self.by_name: dict[str, Keeper] = {
            each.about.name: each if isinstance(each, ByHandRegistry) else connect(each)
            for each in registries
            if not isinstance(each, BadgesRegistry)
        }
        self._by_kind = {kind: keeper for keeper in self.by_name.values() for kind in about_of(keeper).ids}
        self._by_host = self._keepers_by_host()
        self.badge_hosts = frozenset[str]().union(*(each.badge_hosts for each in self.abouts))

    def _keepers_by_host(self) -> dict[str, Keeper]:
        """The first who is asked at some port of a host also gets the links that name none."""
        keepers = list(self.by_name.values())
        owned = {host: keeper for keeper in keepers for host in about_of(keeper).own_badge_hosts}
        bare = {host: keeper for keeper in reversed(keepers) for host in about_of(keeper).badge_hosts}
        return {**bare, **owned}

    @property
    def abouts(self) -> tuple[About, ...]:
        """Say which registries there are."""
        return (*(about_of(keeper) for keeper in self.by_name.values()), *(each.about for each in self.badges))

    @property
    def badge_issuers(self) -> tuple[BadgeIssuer, ...]:
        """Name the issuers whose badges are proven from files."""
        return tuple(issuer for each in self.badges for issuer in each.issuers)

    @property
    def resting(self) -> tuple[str, ...]:
        """Name those that are left alone at the moment because they kept failing."""
        return tuple(
            name for name, keeper in self.by_name.items() if isinstance(keeper, RegistryClient) and keeper.is_resting
        )

    def parse(self, text: str) -> CertificateId:
        """Read one ID; the links of the configured badge hosts come second, because the first way is remembered."""
        try:
            return CertificateId.parse(text)
        except UnknownIdentifier:
            if not self.badge_hosts:
                raise
            return CertificateId.parse(text, badge_hosts=self.badge_hosts)

    def find(self, certificate: CertificateId | None) -> Keeper | None:
        """Return who keeps such IDs, if anybody does."""
        if certificate is None:
            return None
        if certificate.kind is IdKind.BADGE and self._by_host:
            return self._by_host.get(urlsplit(certificate.text).netloc)
        return self._by_kind.get(certificate.kind)

    def of(self, certificate: CertificateId) -> Keeper:
        """Return who keeps such IDs; raises ``UnknownIdentifier`` when nobody does."""
        keeper = self.find(certificate)
        if keeper is None:
            raise UnknownIdentifier(
                f"No configured registry keeps IDs like {certificate.text}.",
                advice="Ask the people who run Certdesk to configure that issuer's registry.",
            )
        return keeper


def about_of(keeper: Keeper) -> About:
    """Return what is known of a registry."""
    return keeper.about if isinstance(keeper, ByHandRegistry) else keeper.registry.about
