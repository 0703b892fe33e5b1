"""A look at a database without changing it: is it there, of which revision, can it be written, is there room."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, create_engine, select
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import OperationalError

from bots.storage.db.connection import no_answer
from bots.storage.db.url import DatabaseUrl
from bots.storage.maintenance.upgrade import revision_of, revisions
from bots.storage.tables.schema import installations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

PATIENCE_S = 3
READ_ONLY = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'"


@dataclass(frozen=True, slots=True)
class Inspection:
    """``revision`` is None where there is no file yet; ``free`` bytes are known of a file's disk only."""

    shown: str
    revision: str | None
    newest: str
    writable: bool
    free: int | None = None
    file: Path | None = None

    @property
    def is_current(self) -> bool:
        """Whether the tables are those that the code expects."""
        return self.revision == self.newest

    @property
    def is_newer(self) -> bool:
        """Whether a newer Certdesk made it."""
        return self.revision is not None and self.revision not in {"base", *revisions()}


def look(url: str, *, online: bool = True) -> Inspection | None:
    """
    Look at it; None for a server that is not to be asked. Blocks, so call it off the event loop.

    Raises ``DatabaseError`` when it cannot be opened.
    """
    address = DatabaseUrl.read(url)
    file = Path(address.direct.database or "").absolute() if address.is_sqlite else None
    newest = revisions()[-1]
    if file is None and not online:
        return None
    free = shutil.disk_usage(file.parent).free if file else None
    if file is not None and not file.exists():
        return Inspection(address.shown, None, newest, _folder_is_writable(file.parent), free)
    with _connected(address) as connection:
        revision, writable = revision_of(connection), _is_writable(connection, address)
    return Inspection(address.shown, revision, newest, writable, free, file)


def encrypted_tokens(url: str) -> tuple[bytes, ...]:
    """Return the tokens of all workspaces that have the bot installed, encrypted; raises ``DatabaseError``."""
    wanted = select(installations.c.token).where(installations.c.removed_at.is_(None))
    with _connected(DatabaseUrl.read(url)) as connection:
        return tuple(bytes(each) for each in connection.scalars(wanted))


@contextmanager
def _connected(address: DatabaseUrl) -> Iterator[Connection]:
    """Connect once, without much patience."""
    seconds = {"connect_timeout": str(PATIENCE_S)}
    url = address.direct if address.is_sqlite else address.direct.update_query_dict(seconds)
    how = {"timeout": PATIENCE_S} if address.is_sqlite else {"options": f"-c statement_timeout={PATIENCE_S * 1000}"}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=how)
    try:
        with engine.connect() as connection:
            yield connection
    except DriverError as error:
        raise no_answer(address, error) from None


def _is_writable(connection: Connection, address: DatabaseUrl) -> bool:
    if not address.is_sqlite:
        return not connection.exec_driver_sql(READ_ONLY).scalar()
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if "locked" in str(error.orig):
            return True  # somebody writes just now
        if "readonly" in str(error.orig):
            return False
        raise
    connection.exec_driver_sql("ROLLBACK")
    return True


def _folder_is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)
