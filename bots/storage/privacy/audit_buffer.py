"""The audit, written behind the answers: nobody waits for it, and while the database is down it is kept here."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

from bots.storage.db.url import DatabaseError

if TYPE_CHECKING:
    from bots.conversation.audit_recorder import AuditWriter
    from bots.conversation.model.audit_entry import AuditEntry
    from bots.runtime.background_tasks import BackgroundTasks

log = logging.getLogger(__name__)

MOST = 20_000  # lines that wait; more are lost, and counted
BATCH = 500
PAUSE = 5.0  # seconds until it is tried again
LAST_TRIES, LAST_PAUSE = 3.0, 0.1  # seconds at the end: a database that others write in is free in a moment


class AuditBuffer:
    """Takes lines at once and writes them in background tasks, in the order in which they came."""

    def __init__(
        self,
        audit: AuditWriter,
        background_tasks: BackgroundTasks,
        *,
        most: int = MOST,
        pause: float = PAUSE,
        last_tries: float = LAST_TRIES,
    ) -> None:
        """
        Write into a log, in background tasks.

        Args:
            audit: takes the lines.
            background_tasks: run the writing.
            most: how many lines wait at most.
            pause: seconds between two tries while the database is down.
            last_tries: seconds for which it is tried at the end.
        """
        self._audit = audit
        self._background_tasks = background_tasks
        self._most = most
        self._pause = pause
        self._last_tries = last_tries
        self._waiting: deque[AuditEntry] = deque()
        self._writes = False
        self._turn = asyncio.Lock()
        self._writer: asyncio.Task[None] | None = None
        self._retry: asyncio.TimerHandle | None = None
        self.lost = 0

    def __len__(self) -> int:
        """Return how many lines wait."""
        return len(self._waiting)

    async def append(self, *entries: AuditEntry) -> None:
        """See the port; never waits and never raises."""
        room = self._most - len(self._waiting)
        self._waiting.extend(entries[:room])
        if entries[room:]:
            self.lost += len(entries[room:])
            log.error("%d lines of the audit are lost: too many wait for the database", self.lost)
        if self._retry is None:
            self._begin()

    async def flush(self) -> None:
        """Write what waits, so that whoever is forgotten now is not written down after that."""
        await self._write(retries=True)

    async def close(self) -> None:
        """Write what still waits, or say how much is lost."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if self._writer is not None and not self._writer.done():
            await asyncio.wait([self._writer], timeout=self._last_tries)
            self._writer.cancel()  # what it could not write waits again
            await asyncio.wait([self._writer])
        try:
            async with asyncio.timeout(self._last_tries):
                while True:
                    await self._write(retries=False)
                    if not self._waiting:
                        break
                    await asyncio.sleep(LAST_PAUSE)
        except TimeoutError:
            pass
        if self._waiting:
            self.lost += len(self._waiting)
            log.error("%d lines of the audit are lost: the database did not come back", self.lost)

    def _begin(self) -> None:
        self._retry = None
        if self._waiting and not self._writes:
            self._writes = True
            self._writer = asyncio.create_task(self._write(retries=True), name="audit")
            self._background_tasks.start(self._written_by(self._writer), what="audit")

    @staticmethod
    async def _written_by(writer: asyncio.Task[None]) -> None:
        """
        Wait for the writing without ending it when the process stops.

        Cancelled in the midst of a transaction it would leave SQLite locked for whoever writes the rest.
        """
        await asyncio.shield(writer)

    async def _write(self, *, retries: bool) -> None:
        async with self._turn:
            await self._write_all(retries=retries)

    async def _write_all(self, *, retries: bool) -> None:
        self._writes = True
        try:
            while self._waiting:
                part = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
                try:
                    await self._audit.append(*part)
                except BaseException as error:
                    self._waiting.extendleft(reversed(part))
                    if not isinstance(error, DatabaseError):
                        raise
                    log.warning("%d lines of the audit wait: %s", len(self._waiting), error)
                    if retries:
                        self._retry = asyncio.get_running_loop().call_later(self._pause, self._begin)
                    return
        finally:
            self._writes = False
