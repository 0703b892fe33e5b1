"""What a database URL says, in one place, so that a password in it never reaches a message."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

if TYPE_CHECKING:
    from sqlalchemy import URL

WRITE = "write sqlite:///certdesk.db or postgresql://user:password@host/name"
PATIENCE_S = "10"
DRIVERS = {"sqlite": ("pysqlite", "aiosqlite"), "postgresql": ("psycopg", "psycopg")}


class DatabaseError(Exception):
    """The database cannot be used, as configured or now; the message says why and holds no password."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """Where the database is; ``shown`` is how it may be shown to people."""

    direct: URL
    asynchronous: URL
    shown: str

    def without_password(self, text: str) -> str:
        """Return what a driver said, without the password should it ever quote one."""
        return text.replace(self.direct.password, "***") if self.direct.password else text

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of this machine."""
        return self.direct.get_backend_name() == "sqlite"

    def make_file(self) -> None:
        """Make a SQLite file that is not there yet."""
        if self.is_sqlite:
            make_private_file(self.direct.database or "")

    @property
    def engine(self) -> str:
        """Return the URL of the engine's own tables: the same PostgreSQL, or a second file beside the first."""
        if not self.is_sqlite:
            return self.direct.set(drivername="postgresql").render_as_string(hide_password=False)
        return self.direct.set(drivername="sqlite", database=self._beside("engine")).render_as_string()

    @property
    def inbox(self) -> str:
        """Return the path of the file that holds the inbox beside a SQLite file."""
        return self._beside("inbox")

    def _beside(self, what: str) -> str:
        file = Path(self.direct.database or "")
        return str(file.with_name(f"{file.stem}-{what}{file.suffix}").absolute())

    @classmethod
    def read(cls, text: str) -> DatabaseUrl:
        """Read a URL; raises ``DatabaseError`` for what is none, or leads to no database that we know."""
        try:
            url = make_url(text.strip())
        except (ArgumentError, ValueError):
            raise DatabaseError(f"CERTDESK_DATABASE_URL is no database address: {WRITE}.") from None
        backend = "postgresql" if url.drivername == "postgres" else url.drivername
        if backend not in DRIVERS:
            raise DatabaseError(f"CERTDESK_DATABASE_URL starts with {url.drivername}://, which is not known: {WRITE}.")
        if backend == "sqlite":
            _check_file(url)
        elif not url.database:
            raise DatabaseError(f"CERTDESK_DATABASE_URL names no database: {WRITE}.")
        elif "connect_timeout" not in url.query:
            url = url.update_query_dict({"connect_timeout": PATIENCE_S})
        direct, asynchronous = (url.set(drivername=f"{backend}+{driver}") for driver in DRIVERS[backend])
        return cls(direct, asynchronous, _shown(url))


def make_private_file(path: str) -> None:
    """
    Make a new file that only this process's user may read and write; one that is there stays as it is.

    SQLite makes its files as the umask says, mostly readable by all, and its logs with the rights of the file.
    """
    with contextlib.suppress(OSError):  # who opens it says what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _check_file(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise DatabaseError("CERTDESK_DATABASE_URL names no file: write sqlite:///certdesk.db, or four slashes and /…")
    if url.host:
        raise DatabaseError("CERTDESK_DATABASE_URL has too few slashes: a file is written sqlite:///certdesk.db.")
    folder = Path(url.database).absolute().parent
    if not folder.is_dir():
        raise DatabaseError(f"CERTDESK_DATABASE_URL leads to {folder}, which is no folder: make it first.")


def _shown(url: URL) -> str:
    """Without user, password and options: any of them may be a secret."""
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{url.database}"
    return f"postgresql://{url.host or 'localhost'}:{url.port or 5432}/{url.database}"
