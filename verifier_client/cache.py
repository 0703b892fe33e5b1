"""
Records remembered, with stale copies kept for bad days.

cachetools was taken because its caches are plain mappings whose clock is an argument; TLRU gives each record its
own end. Never its decorators: ``@cached`` on a coroutine keeps the coroutine (tkem/cachetools#92).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cachetools import TLRUCache

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from verifier_client.models import Record

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sighting:
    """
    What a registry said once: a record, or that it has none (``record`` is None).

    ``seen`` and ``fresh_until`` are monotonic seconds, ``checked_at`` is wall time in UTC, ``validators`` are
    the request headers that let the registry answer "unchanged" (RFC 9110, section 13).
    """

    record: Record | None
    checked_at: datetime
    seen: float
    fresh_until: float
    validators: tuple[tuple[str, str], ...] = ()


class RecordCache:
    """At most ``size`` sightings; a record leaves ``stale_for`` seconds after its freshness, "none" leaves with it."""

    def __init__(self, size: int, stale_for: float, monotonic: Callable[[], float]) -> None:
        """Remember nothing yet."""
        self._sightings: TLRUCache[Key, Sighting] = TLRUCache(
            maxsize=size,
            ttu=lambda _key, sighting, _now: sighting.fresh_until + (stale_for if sighting.record else 0.0),
            timer=monotonic,
        )

    def recall(self, key: Key) -> Sighting | None:
        """Return the last sighting, fresh or stale, or None."""
        try:
            return self._sightings[key]
        except KeyError:
            return None

    def keep(self, key: Key, sighting: Sighting) -> None:
        """Remember a sighting instead of an earlier one."""
        self._sightings[key] = sighting

    def forget(self, key: Key) -> None:
        """Drop what is remembered, if anything."""
        self._sightings.pop(key, None)

    def __len__(self) -> int:
        """Return how many sightings are remembered."""
        return len(self._sightings)
