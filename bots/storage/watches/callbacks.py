"""Questions that no registry could answer, to be asked again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import Callback
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import callbacks, certificates
from bots.storage.watches.bulk_insert import ids_of
from bots.storage.watches.row_mapping import IDENTIFIED, READABLE, identified

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

QUESTION = ("asker", "certificate_id", "holder", "about_on")


class CallbacksInDatabase:
    """Keeps promised answers in the database; see ``watch.ports.Callbacks``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def add(self, callback: Callback, *, until: datetime, most: int) -> bool:
        """See the port; asked twice it is kept for as long as was said last."""
        async with self._database.writing() as connection:
            numbers = await ids_of(connection, [callback.certificate], read_on=None)
            row = {
                "asker": callback.asker.key,
                "certificate_id": numbers[callback.certificate.text],
                "holder": callback.holder,
                "about_on": callback.on.isoformat() if callback.on else "",
            }
            same = select(callbacks.c.id).where(*(callbacks.c[name] == row[name] for name in QUESTION))
            known = await connection.scalar(same)
            open_of_asker = (callbacks.c.asker == row["asker"], callbacks.c.until > self._now())
            many = await connection.scalar(select(func.count()).select_from(callbacks).where(*open_of_asker)) or 0
            if known is None and many >= most:
                return False
            put = insert_into(callbacks, connection).values(until=until, **row)
            await connection.execute(
                put.on_conflict_do_update(index_elements=QUESTION, set_={"until": put.excluded.until})
            )
        return True

    async def open(self, *, after: int = 0, limit: int = 100) -> tuple[Callback, ...]:
        """See the port."""
        return await self._page(callbacks.c.until > self._now(), after, limit)

    async def settle(self, callback: Callback) -> None:
        """See the port."""
        async with self._database.writing() as connection:
            await connection.execute(delete(callbacks).where(callbacks.c.id == callback.id))

    async def expired(self) -> tuple[Callback, ...]:
        """See the port."""
        return await self._page(callbacks.c.until <= self._now(), 0, None)

    async def _page(self, where: ColumnElement[bool], after: int, limit: int | None) -> tuple[Callback, ...]:
        wanted = select(callbacks, *IDENTIFIED).join(certificates).where(where, callbacks.c.id > after, READABLE)
        async with self._database.reading() as connection:
            found = await connection.execute(wanted.order_by(callbacks.c.id).limit(limit))
            return tuple(
                Callback(
                    Asker.from_key(row.asker),
                    identified(row),
                    row.holder,
                    date.fromisoformat(row.about_on) if row.about_on else None,
                    row.until,
                    row.id,
                )
                for row in found
            )
