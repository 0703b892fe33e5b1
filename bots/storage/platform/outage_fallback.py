"""While the database does not answer, people still are: what it would remember is remembered here until it does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bots.storage.db.url import DatabaseError

if TYPE_CHECKING:
    from bots.runtime.ports import (
        ConversationReferences,
        IdempotencyKeys,
        Installation,
        Installations,
        StoredReference,
    )

log = logging.getLogger(__name__)


class IdempotencyKeysWithFallback:
    """Asks the database, and memory while that is down; see ``runtime.ports.IdempotencyKeys``."""

    def __init__(self, database: IdempotencyKeys, memory: IdempotencyKeys) -> None:
        """Ask ``database`` first, and ``memory`` while that does not answer."""
        self._database = database
        self._memory = memory

    async def claim(self, key: str, *, keep: float) -> bool:
        """See the port; what either has seen was seen."""
        new = await self._memory.claim(key, keep=keep)
        try:
            return await self._database.claim(key, keep=keep) and new
        except DatabaseError as error:
            log.warning("handled keys are kept in memory: %s", error)
            return new

    async def forget(self, key: str) -> None:
        """See the port; while the database is down it remembers."""
        await self._memory.forget(key)
        try:
            await self._database.forget(key)
        except DatabaseError as error:
            log.warning("a handled key is still remembered: %s", error)


class ConversationReferencesWithFallback:
    """Keeps references in both; see ``runtime.ports.ConversationReferences``."""

    def __init__(self, database: ConversationReferences, memory: ConversationReferences) -> None:
        """Ask ``database`` first, and ``memory`` while that does not answer."""
        self._database = database
        self._memory = memory

    async def keep(self, reference: StoredReference) -> None:
        """See the port; the database learns it with the next message if it is down now."""
        await self._memory.keep(reference)
        try:
            await self._database.keep(reference)
        except DatabaseError as error:
            log.warning("a conversation is kept in memory only: %s", error)

    async def of_conversation(self, surface: str, tenant: str, conversation: str) -> StoredReference | None:
        """See the port."""
        try:
            return await self._database.of_conversation(surface, tenant, conversation)
        except DatabaseError:
            return await self._memory.of_conversation(surface, tenant, conversation)

    async def of_person(self, surface: str, tenant: str, person: str) -> StoredReference | None:
        """See the port."""
        try:
            return await self._database.of_person(surface, tenant, person)
        except DatabaseError:
            return await self._memory.of_person(surface, tenant, person)

    async def forget(self, surface: str, tenant: str, conversation: str) -> None:
        """See the port; raises ``DatabaseError``: what must be forgotten must not stay."""
        await self._memory.forget(surface, tenant, conversation)
        await self._database.forget(surface, tenant, conversation)


class InstallationsWithFallback:
    """Remembers what it read of installations, for when the database is down; what it never read it does not know."""

    def __init__(self, database: Installations) -> None:
        """Read and write through ``database``."""
        self._database = database
        self._known: dict[tuple[str, str], Installation] = {}

    async def keep(self, installation: Installation) -> None:
        """See the port."""
        await self._database.keep(installation)
        self._known[installation.surface, installation.tenant] = installation

    async def of_team(self, surface: str, tenant: str) -> Installation | None:
        """See the port."""
        try:
            found = await self._database.of_team(surface, tenant)
        except DatabaseError as error:
            if (surface, tenant) not in self._known:
                raise
            log.warning("an installation is taken as it was read last: %s", error)
            return self._known[surface, tenant]
        if found is None:
            self._known.pop((surface, tenant), None)
        else:
            self._known[surface, tenant] = found
        return found

    async def may_renew(self, installation: Installation, *, lease: float) -> bool:
        """See the port; nobody may while the database is down: a new token could not be kept."""
        try:
            return await self._database.may_renew(installation, lease=lease)
        except DatabaseError:
            return False

    async def forget(self, surface: str, tenant: str) -> None:
        """See the port; raises ``DatabaseError``: what must be forgotten must not stay."""
        self._known.clear()
        await self._database.forget(surface, tenant)
