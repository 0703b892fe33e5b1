"""
Bring the database's tables to what the code expects.

All of it is one transaction under a lock: processes that start together upgrade once, and a failure changes nothing.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DatabaseError as DriverError

from bots.storage.db.connection import no_answer, prepare_sqlite
from bots.storage.db.url import DatabaseError, DatabaseUrl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LOCK = "SELECT pg_advisory_xact_lock(hashtext('certdesk upgrade ' || current_schema()))"


def upgrade(url: str, *, to: str = "head") -> str:
    """
    Upgrade, and return the revision reached; blocks, so call it off the event loop.

    Raises ``DatabaseError`` when the database cannot be opened, or was made by a newer Certdesk.
    """
    return _move(url, command.upgrade, to)


def downgrade(url: str, *, to: str) -> str:
    """Go back to an older revision (``base``: nothing is left), and return it; what it did not know is gone."""
    return _move(url, command.downgrade, to)


def revisions() -> tuple[str, ...]:
    """Return all revisions, oldest first."""
    found = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return tuple(reversed([script.revision for script in found]))


def revision_of(connection: Connection) -> str:
    """Return the revision that a database is at; ``base``: it has no tables of ours."""
    return MigrationContext.configure(connection).get_current_revision() or "base"


def _move(url: str, how: Callable[[Config, str], None], to: str) -> str:
    address = DatabaseUrl.read(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _locked(address) as connection:
        config.attributes["connection"] = connection
        try:
            how(config, to)
        except CommandError:
            raise DatabaseError(f"{address.shown} is at a revision of a newer Certdesk: run that one.") from None
        if address.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise DatabaseError(f"{address.shown} has rows that point to nothing; nothing was changed.")
        return revision_of(connection)


@contextmanager
def _locked(address: DatabaseUrl) -> Iterator[Connection]:
    """Give the one connection that may upgrade now; SQLite's BEGIN IMMEDIATE is its lock."""
    engine = create_engine(address.direct, poolclass=NullPool, hide_parameters=True)
    if address.is_sqlite:
        address.make_file()
        # Off while tables are rebuilt, else dropping the old one would delete what points to it.
        prepare_sqlite(engine, foreign_keys=False)
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(engine.connect())
            stack.enter_context(connection.begin())
            if not address.is_sqlite:
                connection.exec_driver_sql(LOCK)
        except DriverError as error:
            raise no_answer(address, error) from None
        yield connection
