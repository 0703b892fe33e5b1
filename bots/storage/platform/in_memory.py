"""Kept in this process only: right for one process, gone when it ends."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bots.runtime.ports import Monotonic, StoredReference


class IdempotencyKeysInMemory:
    """Remembers at most ``size`` keys; the oldest go first."""

    def __init__(self, monotonic: Monotonic, *, size: int = 100_000) -> None:
        """Start with nothing seen."""
        self._monotonic = monotonic
        self._size = size
        self._until: OrderedDict[str, float] = OrderedDict()

    async def claim(self, key: str, *, keep: float) -> bool:
        """See the port."""
        now = self._monotonic()
        if self._until.get(key, now) > now:
            return False
        self._until[key] = now + keep
        self._until.move_to_end(key)
        if len(self._until) > self._size:
            self._until.popitem(last=False)
        return True

    async def forget(self, key: str) -> None:
        """See the port."""
        self._until.pop(key, None)


class ConversationReferencesInMemory:
    """Keeps conversation references; see ``runtime.ports.ConversationReferences``."""

    def __init__(self) -> None:
        """Start knowing nobody."""
        self._kept: dict[tuple[str, str, str], StoredReference] = {}

    async def keep(self, reference: StoredReference) -> None:
        """See the port."""
        key = (reference.surface, reference.tenant, reference.conversation)
        self._kept.pop(key, None)
        self._kept[key] = reference

    async def of_conversation(self, surface: str, tenant: str, conversation: str) -> StoredReference | None:
        """See the port."""
        return self._kept.get((surface, tenant, conversation))

    async def of_person(self, surface: str, tenant: str, person: str) -> StoredReference | None:
        """See the port."""
        found = [
            each
            for each in self._kept.values()
            if person and (each.surface, each.tenant, each.person) == (surface, tenant, person)
        ]
        return found[-1] if found else None

    async def forget(self, surface: str, tenant: str, conversation: str) -> None:
        """See the port."""
        gone = [
            key
            for key, each in self._kept.items()
            if (each.surface, each.tenant) == (surface, tenant) and conversation in {each.conversation, each.group}
        ]
        for key in gone:
            del self._kept[key]
