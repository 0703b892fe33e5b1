"""What a client reports of its work, for metrics: never an ID, never a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from verifier_client.models import Freshness, Outcome


class Observer(Protocol):
    """Counts what a client does: its methods return at once and raise nothing."""

    def answered(self, registry: str, outcome: Outcome, freshness: Freshness, seconds: float) -> None:
        """
        Note a verdict.

        Args:
            registry: The registry's name in the configuration, empty where none has such IDs.
            outcome: What the verdict is.
            freshness: Whether the record was live, remembered or stale.
            seconds: How long the verdict took.
        """
        ...

    def looked_up(self, registry: str, *, hit: bool) -> None:
        """
        Note a look into the cache.

        Args:
            registry: The registry's name in the configuration.
            hit: Whether a fresh record was there.
        """
        ...

    def retried(self, registry: str) -> None:
        """Note an attempt after the first."""
        ...

    def paced(self, registry: str, seconds: float) -> None:
        """
        Note how long a request waited for the registry's rate.

        Args:
            registry: The registry's name in the configuration.
            seconds: How long it waited.
        """
        ...


class NullObserver:
    """The observer where none is given."""

    def answered(self, registry: str, outcome: Outcome, freshness: Freshness, seconds: float) -> None:
        """See the port."""

    def looked_up(self, registry: str, *, hit: bool) -> None:
        """See the port."""

    def retried(self, registry: str) -> None:
        """See the port."""

    def paced(self, registry: str, seconds: float) -> None:
        """See the port."""
