"""What was handled already, shared by all processes that use the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from bots.storage.db.columns import storable
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import seen

if TYPE_CHECKING:
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database
    from bots.storage.db.sync_sqlite import SyncSqlite

NOTE = (
    "INSERT INTO seen (key, until) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET until = excluded.until "
    "WHERE seen.until <= ? RETURNING key"
)


class IdempotencyKeysInDatabase:
    """Keeps keys in the database; one statement decides, so of two processes one is first."""

    def __init__(self, database: Database, now: Now, *, sync_sqlite: SyncSqlite | None = None) -> None:
        """Claim keys in ``database``, on SQLite through ``sync_sqlite``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now
        self._sync_sqlite = sync_sqlite

    async def claim(self, key: str, *, keep: float) -> bool:
        """See the port."""
        now = self._now().timestamp()
        if self._sync_sqlite is not None:
            values = (storable(key), now + keep, now)
            return await self._sync_sqlite.write(
                lambda connection: connection.execute(NOTE, values).fetchone() is not None
            )
        async with self._database.writing() as connection:
            insert = insert_into(seen, connection).values(key=key, until=now + keep)
            noted = insert.on_conflict_do_update(
                index_elements=[seen.c.key], set_={"until": insert.excluded.until}, where=seen.c.until <= now
            )
            return (await connection.execute(noted.returning(seen.c.key))).first() is not None

    async def forget(self, key: str) -> None:
        """See the port."""
        async with self._database.writing() as connection:
            await connection.execute(delete(seen).where(seen.c.key == storable(key)))

    async def forget_expired(self) -> int:
        """Delete what need not be remembered any more; return how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(seen).where(seen.c.until <= self._now().timestamp()))).rowcount
