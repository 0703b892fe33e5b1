"""Where conversations can be continued, kept over restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from bots.runtime.ports import StoredReference
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import conversation_references as table

if TYPE_CHECKING:
    from bots.storage.db.connection import Database

COLUMNS = (table.c.surface, table.c.tenant, table.c.conversation, table.c.person, table.c.team_group, table.c.address)


class ConversationReferencesInDatabase:
    """Keeps conversation references in the database; see ``runtime.ports.ConversationReferences``."""

    def __init__(self, database: Database) -> None:
        """Read and write through ``database``."""
        self._database = database

    async def keep(self, reference: StoredReference) -> None:
        """See the port."""
        it = reference
        newest = select(func.coalesce(func.max(table.c.kept), 0) + 1).where(
            _of_person(it.surface, it.tenant, it.person)
        )
        async with self._database.writing() as connection:
            insert = insert_into(table, connection).values(
                surface=it.surface,
                tenant=it.tenant,
                conversation=it.conversation,
                person=it.person,
                team_group=it.group,
                address=it.address,
                kept=newest.scalar_subquery(),
            )
            new = {name: insert.excluded[name] for name in ("person", "team_group", "address", "kept")}
            await connection.execute(insert.on_conflict_do_update(index_elements=[*table.primary_key], set_=new))

    async def of_conversation(self, surface: str, tenant: str, conversation: str) -> StoredReference | None:
        """See the port."""
        return await self._first(and_(_of_tenant(surface, tenant), table.c.conversation == conversation))

    async def of_person(self, surface: str, tenant: str, person: str) -> StoredReference | None:
        """See the port."""
        return await self._first(_of_person(surface, tenant, person)) if person else None

    async def forget(self, surface: str, tenant: str, conversation: str) -> None:
        """See the port."""
        named = or_(table.c.conversation == conversation, table.c.team_group == conversation)
        async with self._database.writing() as connection:
            await connection.execute(delete(table).where(_of_tenant(surface, tenant), named))

    async def _first(self, where: ColumnElement[bool]) -> StoredReference | None:
        wanted = select(*COLUMNS).where(where).order_by(table.c.kept.desc()).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(wanted)).first()
        return row and StoredReference(*row)


def _of_tenant(surface: str, tenant: str) -> ColumnElement[bool]:
    return and_(table.c.surface == surface, table.c.tenant == tenant)


def _of_person(surface: str, tenant: str, person: str) -> ColumnElement[bool]:
    return and_(_of_tenant(surface, tenant), table.c.person == person)
