"""
Records remembered, with stale copies kept for when a registry fails.

cachetools was taken because its caches are plain mappings whose clock is an argument; TLRU gives each record its
own end. Never its decorators: ``@cached`` on a coroutine keeps the coroutine (tkem/cachetools#92).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cachetools import TLRUCache
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from verifier_client.models import Finding, Record

Key = tuple[str, str]


class CachedRecord(Struct, frozen=True):
    """
    What a registry said once: a record, or that it has none (``record`` is None).

    ``seen`` and ``fresh_until`` are monotonic seconds, ``checked_at`` is wall time in UTC, ``validators`` are
    the request headers that let the registry answer "unchanged" (RFC 9110, section 13). ``findings`` are the neutral
    observations on the record on the day of ``checked_at``, None where nobody made them yet.
    """

    record: Record | None
    checked_at: datetime
    seen: float
    fresh_until: float
    validators: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] | None = None


class RecordCache:
    """Records by registry and ID, which stay usable for some time after they cease to be fresh; "none" does not."""

    def __init__(self, size: int, stale_for: float, monotonic: Callable[[], float]) -> None:
        """
        Create the cache with nothing in it.

        Args:
            size: How many records are kept at most.
            stale_for: Seconds for which a record is kept after it ceased to be fresh.
            monotonic: Returns seconds that only ever grow.
        """
        self._records: TLRUCache[Key, CachedRecord] = TLRUCache(
            maxsize=size,
            ttu=lambda _key, cached, _now: cached.fresh_until + (stale_for if cached.record else 0.0),
            timer=monotonic,
        )

    def get(self, key: Key) -> CachedRecord | None:
        """Return the last record, fresh or stale, or None."""
        try:
            return self._records[key]
        except KeyError:
            return None

    def put(self, key: Key, cached: CachedRecord) -> None:
        """
        Store a record in place of an earlier one.

        Args:
            key: The registry's name and the ID.
            cached: What the registry said.
        """
        self._records[key] = cached

    def remove(self, key: Key) -> None:
        """Remove what is remembered, if anything."""
        self._records.pop(key, None)

    def __len__(self) -> int:
        """Return how many records are remembered."""
        return len(self._records)
