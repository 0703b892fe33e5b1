"""Which messages came of an answer, shared by all processes that use the database."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bots.runtime.answer_memory import DAY, GivenAnswer
from bots.storage.db.connection import insert_into
from bots.storage.db.url import DatabaseError
from bots.storage.tables.schema import given_answers as table

if TYPE_CHECKING:
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

log = logging.getLogger(__name__)


class GivenAnswersInDatabase:
    """Keeps answers in the database for a day; see ``runtime.answer_memory.GivenAnswers``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def remember(self, key: str, answer: GivenAnswer, *, who: str) -> None:
        """See the port."""
        row = {"who": who, "messages": json.dumps(answer.messages), "asked": answer.asked}
        until = self._now().timestamp() + DAY
        async with self._database.writing() as connection:
            put = insert_into(table, connection).values(key=key, until=until, **row)
            new = {name: put.excluded[name] for name in (*row, "until")}
            await connection.execute(put.on_conflict_do_update(index_elements=[table.c.key], set_=new))

    async def forget(self, key: str) -> None:
        """See the port."""
        async with self._database.writing() as connection:
            await connection.execute(delete(table).where(table.c.key == key))

    async def find(self, key: str) -> GivenAnswer | None:
        """See the port."""
        wanted = select(table.c.messages, table.c.asked).where(
            table.c.key == key, table.c.until > self._now().timestamp()
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(wanted)).first()
        return row and GivenAnswer(tuple((place, name) for place, name in json.loads(row.messages)), row.asked)


class GivenAnswersWithFallback:
    """Keeps answers in both; who asked has an answer already, and an edit only loses its place when both forgot."""

    def __init__(self, database: GivenAnswers, memory: GivenAnswers) -> None:
        """Ask ``memory`` first, and ``database`` for what another process answered."""
        self._database = database
        self._memory = memory

    async def remember(self, key: str, answer: GivenAnswer, *, who: str) -> None:
        """See the port."""
        await self._memory.remember(key, answer, who=who)
        try:
            await self._database.remember(key, answer, who=who)
        except DatabaseError as error:
            log.warning("an answer is remembered in memory only: %s", error)

    async def find(self, key: str) -> GivenAnswer | None:
        """See the port; what the database knows is newer than what this process does."""
        try:
            if found := await self._database.find(key):
                return found
        except DatabaseError as error:
            log.warning("an edited message's answer is looked for in memory only: %s", error)
        return await self._memory.find(key)

    async def forget(self, key: str) -> None:
        """See the port; while the database is down it remembers."""
        await self._memory.forget(key)
        try:
            await self._database.forget(key)
        except DatabaseError as error:
            log.warning("an answer is still remembered: %s", error)
