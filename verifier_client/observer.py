"""What a client tells of its work, for figures: never an ID, never a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from verifier_client.models import Freshness, Outcome


class Observer(Protocol):
    """Is told as things happen; must be quick, and raise nothing. ``registry`` is its name in the configuration."""

    def answered(self, registry: str, outcome: Outcome, freshness: Freshness, seconds: float) -> None:
        """Hear of a verdict, and how long it took; ``registry`` is empty where nobody keeps such IDs."""
        ...

    def looked_up(self, registry: str, *, hit: bool) -> None:
        """Hear whether a record was remembered and fresh."""
        ...

    def retried(self, registry: str) -> None:
        """Hear of an attempt after the first."""
        ...

    def paced(self, registry: str, seconds: float) -> None:
        """Hear how long a request waited for the registry's pace."""
        ...


class NullObserver:
    """The observer where none is given."""

    def answered(self, registry: str, outcome: Outcome, freshness: Freshness, seconds: float) -> None:
        """See ``Observer``."""

    def looked_up(self, registry: str, *, hit: bool) -> None:
        """See ``Observer``."""

    def retried(self, registry: str) -> None:
        """See ``Observer``."""

    def paced(self, registry: str, seconds: float) -> None:
        """See ``Observer``."""
