"""
SQLite written in the event loop: for what is brief, and somebody waits for.

16 µs, where a thread and back cost a millisecond in a rush. It does not wait for the disk: what a process wrote the
system keeps when the process is killed. After a power cut the last of it may be missing.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bots.storage.db.connection import BUSY_MS, no_answer
from bots.storage.db.url import make_private_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bots.storage.db.connection import Database
    from bots.storage.db.url import DatabaseUrl

    Turn = Callable[[Callable[[], None]], None]

log = logging.getLogger(__name__)

T = TypeVar("T")

ANOTHER_LOOK = 0.002  # seconds, while another process writes
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
OTHERS_WRITE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class SyncSqlite:
    """One connection to a file; opened when first used."""

    def __init__(
        self, address: DatabaseUrl, path: str, *, turn: Turn, prepare: Sequence[str], may_be_lost: bool = False
    ) -> None:
        """
        Connect to a file when it is first used.

        Args:
            address: the database that errors name.
            path: the file.
            turn: calls what it is given once the file may be written.
            prepare: statements that each connection begins with.
            may_be_lost: a damaged file is removed and begun anew.
        """
        self._address = address
        self._path = path
        self._turn = turn
        self._prepare = prepare
        self._may_be_lost = may_be_lost
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def between(cls, database: Database) -> SyncSqlite:
        """Write into the database's own file, between two of our transactions; the file is whole after a power cut."""
        path = database.address.direct.database or ""
        # Who writes in a thread copies the log into the file, and waits for the disk.
        prepare = ("PRAGMA synchronous=NORMAL", "PRAGMA wal_autocheckpoint=0")
        return cls(database.address, path, turn=database.when_free, prepare=prepare)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        """
        Do ``work`` in a transaction, mostly before this returns.

        The future raises ``DatabaseError`` when the file cannot be written, and what ``work`` raised is undone.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._when_free(work, done, loop.time() + BUSY_MS / 1000)
        return done

    def execute(self, statement: str) -> None:
        """Do something outside of any transaction, if the file is open and nobody else uses it."""
        if self._connection is not None:
            try:
                self._connection.execute(statement)
            except sqlite3.Error:
                self.close()

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _when_free(self, work: Callable[[sqlite3.Connection], T], done: asyncio.Future[T], until: float) -> None:
        self._turn(lambda: self._try(work, done, until))

    def _try(self, work: Callable[[sqlite3.Connection], T], done: asyncio.Future[T], until: float) -> None:
        if done.done():
            return  # nobody waits any more
        loop = asyncio.get_running_loop()
        try:
            done.set_result(self._write(work))
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in OTHERS_WRITE and loop.time() < until:
                loop.call_later(ANOTHER_LOOK, self._when_free, work, done, until)
                return
            self.close()  # as after a full disk: the next one begins anew
            if code in DAMAGED and self._may_be_lost:
                log.error("%s is damaged and begins anew: what it held is lost", self._path)  # noqa: TRY400
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{self._path}{suffix}").unlink(missing_ok=True)
            done.set_exception(no_answer(self._address, error))
        except Exception as error:  # noqa: BLE001 - it is the asker's
            done.set_exception(error)

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connection or self._open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return found

    def _open(self) -> sqlite3.Connection:
        make_private_file(self._path)
        connection = self._connection = sqlite3.connect(self._path, timeout=0, isolation_level=None)
        for statement in self._prepare:
            connection.execute(statement)
        return connection
