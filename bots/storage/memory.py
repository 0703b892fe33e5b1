"""Kept in this process only: right for one process, gone when it ends."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bots.conversation.ports import Monotonic


class SeenInMemory:
    """Remembers at most ``size`` keys; the oldest go first."""

    def __init__(self, monotonic: Monotonic, *, size: int = 100_000) -> None:
        """Start with nothing seen."""
        self._monotonic = monotonic
        self._size = size
        self._until: OrderedDict[str, float] = OrderedDict()

    async def first_time(self, key: str, *, keep: float) -> bool:
        """See ``conversation.ports.SeenBefore``."""
        now = self._monotonic()
        if self._until.get(key, now) > now:
            return False
        self._until[key] = now + keep
        self._until.move_to_end(key)
        if len(self._until) > self._size:
            self._until.popitem(last=False)
        return True
