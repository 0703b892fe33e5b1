"""
Two places for the inbox, each the fastest that survives the death of this process.

On PostgreSQL it is a table. SQLite lets one write at a time, so there it is a file of its own beside the database: an
acknowledgement never waits for a round or the audit. That file may be lost, and begins anew when it is damaged.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from bots.storage.db.sync_sqlite import SyncSqlite
from bots.storage.tables.inbox import inbox

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from sqlite3 import Connection

    from bots.storage.db.connection import Database

    Done = Callable[[bool], None]

log = logging.getLogger(__name__)

COLUMNS = ("name", "worker", "kind", "body", "received")
PUT = f"INSERT INTO inbox ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - our own names
TAKE = "DELETE FROM inbox WHERE name = ?"
WORKERS = "SELECT DISTINCT worker FROM inbox"
OVER = "DELETE FROM inbox WHERE worker = ? AND (received < ? OR tries >= ?)"
TAKE_OVER = "UPDATE inbox SET worker = ?, tries = tries + 1 WHERE worker = ? RETURNING name, kind, body, received"
TRIES = 2  # what has killed two processes does not get a third
BEGIN = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=OFF",
    "PRAGMA secure_delete=ON",  # what was answered is not to be read in the file
    str(CreateTable(inbox, if_not_exists=True).compile(dialect=sqlite.dialect())),
)
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"

Row = tuple[str, str, str, str, float]
Found = tuple[str, str, str]


@dataclass(slots=True)
class Batch:
    """What came in by its name, in the order of ``COLUMNS``, and the names of what was answered."""

    new: dict[str, Row] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)


class InboxBackend(Protocol):
    """Where the inbox is."""

    def write(self, batch: Batch, done: Done) -> None:
        """Write all of it or nothing, one batch at a time, then say whether it is written; never raises."""
        ...

    async def workers(self) -> set[str]:
        """Return whose items are there; raises ``DatabaseError``, as ``take_over`` does."""
        ...

    async def take_over(self, gone: Collection[str], worker: str, *, since: float) -> Iterable[Found]:
        """Give a worker those of others, oldest first; what came before ``since``, or was tried enough, is removed."""
        ...

    def close(self) -> None:
        """Close what was opened."""
        ...


def backend_for(database: Database) -> InboxBackend:
    """Return the one that goes with a database."""
    return FileInbox(database) if database.address.is_sqlite else ServerInbox(database)


class FileInbox:
    """A file of its own."""

    def __init__(self, database: Database) -> None:
        """Open the file beside the SQLite file of ``database`` when it is first used."""
        path = database.address.inbox
        self._sync_sqlite = SyncSqlite(
            database.address, path, turn=lambda work: work(), prepare=BEGIN, may_be_lost=True
        )

    def write(self, batch: Batch, done: Done) -> None:
        """See the port."""

        def work(connection: Connection) -> None:
            if batch.new:
                connection.executemany(PUT, batch.new.values())
            if batch.answered:
                connection.executemany(TAKE, [(name,) for name in batch.answered])

        written = self._sync_sqlite.write(work)
        if written.done():
            done(written.exception() is None)
        else:
            written.add_done_callback(lambda each: done(each.exception() is None))

    async def workers(self) -> set[str]:
        """See the port; on the way the file is kept small."""
        self._sync_sqlite.execute(EMPTY_LOG)
        return set(await self._sync_sqlite.write(lambda each: [row[0] for row in each.execute(WORKERS)]))

    async def take_over(self, gone: Collection[str], worker: str, *, since: float) -> Iterable[Found]:
        """See the port."""

        def work(connection: Connection) -> list[Any]:
            found: list[Any] = []
            for each in gone:
                connection.execute(OVER, (each, since, TRIES))
                found += connection.execute(TAKE_OVER, (worker, each)).fetchall()
            return found

        return _oldest_first(await self._sync_sqlite.write(work))

    def close(self) -> None:
        """See the port."""
        self._sync_sqlite.execute(EMPTY_LOG)
        self._sync_sqlite.close()


class ServerInbox:
    """A table of a database that is asked over the network."""

    def __init__(self, database: Database) -> None:
        """Read and write through ``database``."""
        self._database = database
        self._task: asyncio.Task[None] | None = None

    def write(self, batch: Batch, done: Done) -> None:
        """See the port."""
        self._task = asyncio.get_running_loop().create_task(self._write(batch, done), name="inbox")

    async def workers(self) -> set[str]:
        """See the port."""
        async with self._database.reading() as connection:
            return set((await connection.execute(select(inbox.c.worker).distinct())).scalars())

    async def take_over(self, gone: Collection[str], worker: str, *, since: float) -> Iterable[Found]:
        """See the port."""
        owned = inbox.c.worker.in_(gone)
        over = or_(inbox.c.received < since, inbox.c.tries >= TRIES)
        async with self._database.writing() as connection:
            await connection.execute(delete(inbox).where(owned, over))
            taken_over = update(inbox).where(owned).values(worker=worker, tries=inbox.c.tries + 1)
            rows = await connection.execute(
                taken_over.returning(inbox.c.name, inbox.c.kind, inbox.c.body, inbox.c.received)
            )
            return _oldest_first(rows)

    def close(self) -> None:
        """See the port."""

    async def _write(self, batch: Batch, done: Done) -> None:
        try:
            async with self._database.writing() as connection:
                if batch.new:
                    rows = [dict(zip(COLUMNS, row, strict=True)) for row in batch.new.values()]
                    await connection.execute(insert(inbox), rows)
                if batch.answered:
                    await connection.execute(delete(inbox).where(inbox.c.name.in_(batch.answered)))
        except Exception as error:  # noqa: BLE001 - whatever it is, people are answered
            log.error("the inbox could not be written: %s", type(error).__name__)  # noqa: TRY400
            done(False)
        else:
            done(True)


def _oldest_first(rows: Iterable[Any]) -> list[Found]:
    return [(row[0], row[1], row[2]) for row in sorted(rows, key=lambda row: row[3])]
