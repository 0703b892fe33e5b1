"""
The connection to the database: one async engine, readers and writers apart.

On SQLite a writer takes its lock when it begins, so that two never deadlock halfway; readers never wait (WAL).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import create_async_engine

from bots.storage.db.url import DatabaseError, DatabaseUrl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

AT_ONCE = 32  # brief works between two writers, or in one turn of the event loop
BUSY_MS = 30_000
READS = "certdesk_reads"


class Database:
    """Opened by URL; close it when done."""

    def __init__(self, engine: AsyncEngine, address: DatabaseUrl) -> None:
        """Connect through ``engine`` to the database at ``address``; ``open`` makes both from a URL."""
        self._engine = engine
        self._reader = engine.execution_options(**{READS: True})
        # One writer at a time is SQLite's law; waiting here is fair and costs nothing, waiting there is polling.
        self._turn = asyncio.Lock() if address.is_sqlite else nullcontext()
        self._next: deque[Callable[[], None]] = deque()
        self._is_taken = False
        self.address = address
        self._file: tuple[int, int] | None = None

    @classmethod
    def open(cls, url: str) -> Self:
        """Open it; connects when first used. Raises ``DatabaseError`` for a URL that leads nowhere."""
        address = DatabaseUrl.read(url)
        engine = create_async_engine(address.asynchronous, hide_parameters=True, pool_pre_ping=not address.is_sqlite)
        if address.is_sqlite:
            address.make_file()
            prepare_sqlite(engine.sync_engine)
        return cls(engine, address)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """
        Read; what is seen is one state of the database on SQLite, committed rows on PostgreSQL.

        Raises ``DatabaseError`` when it does not answer, as ``writing`` does.
        """
        with self._translated():
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Write all of it, or nothing if an exception leaves the block."""
        with self._translated():
            async with self._turn:
                self._is_taken = True
                try:
                    async with self._engine.begin() as connection:
                        yield connection
                finally:
                    self._is_taken = False
                    self._let_next()

    def when_free(self, work: Callable[[], None]) -> None:
        """On SQLite: do something brief as soon as none of us writes, before whoever waits for ``writing``."""
        self._next.append(work)
        if len(self._next) == 1:
            self._let_next()

    def _let_next(self) -> None:
        """Let some of those go on who wait: whom thousands wake in one turn of the loop, all others wait for."""
        for _ in range(min(AT_ONCE, len(self._next)) if not self._is_taken else 0):
            self._next.popleft()()
        if self._next and not self._is_taken:
            asyncio.get_running_loop().call_soon(self._let_next)

    async def check(self) -> None:
        """Raise ``DatabaseError`` when it does not answer, or when its file is not the one that was opened."""
        if self.address.is_sqlite:
            self._check_file()
        async with self.reading() as connection:
            await connection.exec_driver_sql("SELECT 1")

    def _check_file(self) -> None:
        """A file that was removed or replaced answers all who hold it open, and keeps nothing."""
        try:
            seen = Path(self.address.direct.database or "").stat()
        except OSError:
            raise DatabaseError(f"{self.address.shown} was removed: restore it, and start again.") from None
        if self._file not in {None, (seen.st_dev, seen.st_ino)}:
            raise DatabaseError(f"{self.address.shown} was replaced while it was open: start again.")
        self._file = (seen.st_dev, seen.st_ino)

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what the driver says of a database that is down, full or busy into our error; the rest is our fault."""
        try:
            yield
        except (OperationalError, InterfaceError, NoConnectionFree) as error:
            raise no_answer(self.address, error) from None
        except DriverError as error:
            if type(error) is not DriverError:
                raise
            raise no_answer(self.address, error) from None


def insert_into(table: Table, connection: AsyncConnection) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that knows ON CONFLICT; both databases write it alike."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def no_answer(address: DatabaseUrl, error: Exception) -> DatabaseError:
    """Return the error for a database that cannot be used, with what the driver said."""
    said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
    return DatabaseError(f"{address.shown} cannot be used: {address.without_password(said)}.")


def prepare_sqlite(engine: Engine, *, foreign_keys: bool = True) -> None:
    """Set what each connection must promise, and take BEGIN out of the driver's hands."""

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        _use_wal(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _use_wal(cursor: Any) -> None:
    """Switch the file to WAL; of several that open a new file at once one does so, and the others follow it."""
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
