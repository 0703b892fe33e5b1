"""
The audit, which only grows: the database itself refuses to change or delete a line, and a chain shows if it was.

Retention and deletion on request go through one door, ``take_out``, and leave a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from msgspec import structs
from sqlalchemy import and_, delete, insert, select

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.storage.privacy.audit_chain import chained, is_linked, walk
from bots.storage.tables.schema import audit, audit_door

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.storage.db.connection import Database
    from bots.storage.privacy.audit_chain import Chain


class AuditInDatabase:
    """Writes the audit into the database; see ``conversation.model.ports.Audit``."""

    def __init__(self, database: Database) -> None:
        """Read and write through ``database``."""
        self._database = database

    async def append(self, *entries: AuditEntry) -> None:
        """See the port."""
        rows = [_row_of(entry) for entry in entries]
        if rows:
            async with self._database.writing() as connection:
                await connection.execute(insert(audit), await chained(connection, rows))

    async def check(self) -> Chain:
        """Walk the whole chain, in one state of the database."""
        async with self._database.reading() as connection:
            return await walk(connection)

    async def has_link(self, link: str) -> bool:
        """Say whether a link that was noted earlier is still in the chain."""
        async with self._database.reading() as connection:
            return await is_linked(connection, link)

    async def since(
        self, when: datetime, *, after: int = 0, limit: int = 500, tenant: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """See the port."""
        wanted = select(audit).where(audit.c.at >= when, audit.c.id > after).order_by(audit.c.id).limit(limit)
        if tenant is not None:
            wanted = wanted.where(audit.c.tenant == tenant)
        async with self._database.reading() as connection:
            return tuple(map(_entry, await connection.execute(wanted)))

    async def forget_before(self, day: date, *, by: Asker, now: datetime) -> int:
        """Delete the lines from before that day (UTC); that it was done, and by whom, is a line of its own."""
        start = datetime.combine(day, time(), tzinfo=UTC)
        return await self._take_out(audit.c.at < start, AuditEntry(now, by, "forget", outcome=f"before {day}"))

    async def forget_person(self, person: Asker, *, by: Asker, now: datetime) -> int:
        """Delete what a person did, as they may ask for; the line that says so names only who did it."""
        return await self._take_out(done_by(person), AuditEntry(now, by, "forget", outcome="one person"))

    async def _take_out(self, where: ColumnElement[bool], entry: AuditEntry) -> int:
        async with self._database.writing() as connection:
            return (await take_out(connection, where, entry)).lines


@dataclass(frozen=True, slots=True)
class ErasedEntry:
    """How many lines were taken out of the audit, and the place of the line that says so."""

    lines: int
    place: int


def done_by(person: Asker) -> ColumnElement[bool]:
    """Say that a line is about what that person did."""
    by_person = (audit.c.surface == person.surface, audit.c.tenant == person.tenant, audit.c.person == person.person)
    return and_(*by_person)


async def take_out(connection: AsyncConnection, where: ColumnElement[bool], entry: AuditEntry) -> ErasedEntry:
    """
    Open the door that the triggers look for, delete, close it, and write that down: in the caller's transaction.

    Nobody else ever sees the door open, and lines can be deleted through it, never changed.
    """
    await connection.execute(insert(audit_door).values(why=entry.outcome))
    many = (await connection.execute(delete(audit).where(where))).rowcount
    await connection.execute(delete(audit_door))
    counted = structs.replace(entry, outcome=f"{entry.outcome}: {many} lines")
    [row] = await chained(connection, [_row_of(counted)])
    await connection.execute(insert(audit), [row])
    return ErasedEntry(many, row["place"])


def _row_of(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "surface": entry.who.surface,
        "tenant": entry.who.tenant,
        "person": entry.who.person,
        "deed": entry.action,
        "certificate": entry.certificate,
        "outcome": entry.outcome,
    }


def _entry(row: Row[Any]) -> AuditEntry:
    who = Asker(row.surface, row.tenant, row.person)
    return AuditEntry(row.at, who, row.deed, row.certificate, row.outcome, row.id)
