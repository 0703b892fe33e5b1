"""How many IDs one person may ask about: enough for work, too few to harvest a registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cachetools import LRUCache

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.runtime.ports import Monotonic

PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """At most ``ids`` certificates in ``seconds``, refilled evenly."""

    ids: int = 120
    seconds: float = 600.0


class Quota:
    """A token bucket for each asker; the longest unseen of very many askers is forgotten."""

    def __init__(self, rule: QuotaRule, monotonic: Monotonic) -> None:
        """Start with everybody's bucket full; ``monotonic`` gives seconds that only grow."""
        self.rule = rule
        self._monotonic = monotonic
        self._buckets: LRUCache[str, tuple[float, float]] = LRUCache(PEOPLE)

    def would_wait(self, asker: Asker, ids: int) -> bool:
        """Say whether ``wait_for`` would let the asker wait; nothing is taken."""
        return float(min(ids, self.rule.ids)) > self._tokens(asker, self._monotonic())

    def wait_for(self, asker: Asker, ids: int) -> float:
        """
        Count certificates against somebody's quota.

        Args:
            asker: whose quota.
            ids: how many certificates; more than the whole quota count as the whole.

        Returns:
            0 when they were counted, else the seconds to wait, and nothing was counted.
        """
        now = self._monotonic()
        per_second = self.rule.ids / self.rule.seconds
        tokens = self._tokens(asker, now)
        wanted = float(min(ids, self.rule.ids))
        enough = tokens >= wanted
        self._buckets[asker.key] = (tokens - wanted if enough else tokens, now)
        return 0.0 if enough else (wanted - tokens) / per_second

    def _tokens(self, asker: Asker, now: float) -> float:
        """Return what is in the asker's bucket by now."""
        tokens, counted_at = self._buckets.get(asker.key, (float(self.rule.ids), now))
        return min(float(self.rule.ids), tokens + (now - counted_at) * self.rule.ids / self.rule.seconds)
