"""The audit, which only grows: the database itself refuses to change or delete a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from bots.conversation.intents import Asker
from bots.conversation.ports import AuditEntry
from bots.storage.tables import audit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from bots.storage.database import Database


class AuditInDatabase:
    """See ``conversation.ports.Audit``."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    async def append(self, *entries: AuditEntry) -> None:
        """See the port."""
        rows = [
            {
                "at": entry.at,
                "surface": entry.who.surface,
                "tenant": entry.who.tenant,
                "person": entry.who.person,
                "deed": entry.deed,
                "certificate": entry.certificate,
                "outcome": entry.outcome,
            }
            for entry in entries
        ]
        if rows:
            async with self._database.writing() as connection:
                await connection.execute(insert(audit), rows)

    async def since(self, when: datetime, *, after: int = 0, limit: int = 500) -> tuple[AuditEntry, ...]:
        """See the port."""
        wanted = select(audit).where(audit.c.at >= when, audit.c.id > after).order_by(audit.c.id).limit(limit)
        async with self._database.reading() as connection:
            return tuple(map(_entry, await connection.execute(wanted)))


def _entry(row: Row[Any]) -> AuditEntry:
    who = Asker(row.surface, row.tenant, row.person)
    return AuditEntry(row.at, who, row.deed, row.certificate, row.outcome, row.id)
