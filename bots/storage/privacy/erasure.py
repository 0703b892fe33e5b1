"""
Deletion on request: every trace of a person goes, but the line of the audit that says that it was done.

One transaction each; then SQLite's files are written anew, as deleted rows stay readable in them.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import false

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.erasure_result import ErasureResult
from bots.storage.privacy.audit import ErasedEntry, done_by, take_out
from bots.storage.privacy.erasure_queries import of_certificate, of_name, of_person, spellings_of, traces
from bots.storage.tables.schema import audit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.intents import Asker
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

SCRUB_S = 30.0


class ErasureInDatabase:
    """Erases people from the database; see ``conversation.model.ports.ErasureStore``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def forget_asker(self, who: Asker, *, by: Asker) -> ErasureResult:
        """See the port."""
        async with self._database.writing() as connection:
            counts = await of_person(connection, who, self._now().date())
            done = await self._note(connection, done_by(who), by, "one person")
            receipt = await self._receipt(connection, counts, done, spellings_of(who))
        return await self._scrubbed(receipt, spellings_of(who))

    async def forget_name(self, name: str, *, by: Asker) -> ErasureResult:
        """Forget everybody of that name, as a holder and as a roster's manager, whoever watches."""
        async with self._database.writing() as connection:
            counts = await of_name(connection, name, self._now().date())
            done = await self._note(connection, false(), by, "one name")
            receipt = await self._receipt(connection, counts, done, [name])
        return await self._scrubbed(receipt, [name])

    async def forget_certificate(self, text: str, *, by: Asker) -> ErasureResult:
        """Forget all about a certificate, the audit's lines about it too."""
        async with self._database.writing() as connection:
            counts = await of_certificate(connection, text)
            done = await self._note(connection, audit.c.certificate == text, by, "one certificate")
            receipt = await self._receipt(connection, counts, done, [text])
        return await self._scrubbed(receipt, [text])

    async def _note(self, connection: AsyncConnection, where: ColumnElement[bool], by: Asker, what: str) -> ErasedEntry:
        return await take_out(connection, where, AuditEntry(self._now(), by, "forget", outcome=what))

    async def _receipt(
        self, connection: AsyncConnection, counts: Mapping[str, int], done: ErasedEntry, wanted: Iterable[str]
    ) -> ErasureResult:
        left = await traces(connection, wanted)
        return ErasureResult(self._now(), (*counts.items(), ("audit", done.lines)), done.place, left)

    async def _scrubbed(self, receipt: ErasureResult, words: Iterable[str]) -> ErasureResult:
        address = self._database.address
        path = address.direct.database
        if not (address.is_sqlite and path):
            return receipt
        items = await asyncio.to_thread(forget_inbox_items, address.inbox, tuple(words))
        if receipt.rows:
            await asyncio.to_thread(scrub, path)
        return replace(receipt, counts=(*receipt.counts, ("inbox", items)))


def forget_inbox_items(path: str, words: Iterable[str]) -> int:
    """Forget requests under way in the inbox's own file, and what is left there of those that were answered."""
    if not Path(path).exists():
        return 0
    gone = 0
    with closing(sqlite3.connect(path, timeout=SCRUB_S, isolation_level=None)) as connection:
        for word in words:
            for form in (word, json.dumps(word)[1:-1]):
                gone += connection.execute("DELETE FROM inbox WHERE instr(lower(body), lower(?))", (form,)).rowcount
    scrub(path)
    return gone


def scrub(path: str) -> None:
    """Write a SQLite file anew without what was deleted from it, its log too."""
    with closing(sqlite3.connect(path, timeout=SCRUB_S, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
