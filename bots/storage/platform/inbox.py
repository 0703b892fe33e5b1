"""
What was acknowledged and not yet answered: a process that is killed loses none of it.

All that arrives in one turn of the event loop is one transaction, and what was answered goes with it.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import secrets
import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bots.runtime.ports import InboxItem
from bots.storage.db.columns import storable
from bots.storage.notices.round_log import RoundLogInDatabase
from bots.storage.platform.inbox_backends import Batch, backend_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

    _Waiting = tuple[asyncio.Future[str], str]

PATIENCE = 0.3  # seconds that an acknowledgement waits for the database
LAST_PATIENCE = 3.0  # seconds at the end: what stays written down is answered a second time
YOUNG = 25 * 60.0  # seconds; Slack takes an answer for half an hour
SOON = 0.02  # seconds in which answered items are gathered
NEXT_TRY = 1.0  # seconds until what could not be written is tried again
SILENT = 30.0  # seconds without a sign of life after which a process is gone


class InboxInDatabase:
    """The inbox of one process, in a file or a table; see ``runtime.ports.Inbox``."""

    def __init__(self, database: Database, now: Now, *, worker: str = "") -> None:
        """Keep items for this process, or for ``worker`` where tests play several; ``now`` returns the time in UTC."""
        self._now = now
        self._log = RoundLogInDatabase(database)
        self._worker = worker or f"{_here()}-{os.getpid()}-{secrets.token_hex(3)}"
        self._numbers = itertools.count(1)
        self._backend = backend_for(database)
        self._batch = Batch()
        self._waiting: list[_Waiting] = []
        self._timer: asyncio.Handle | None = None
        self._is_writing = False
        self._is_late = False
        self._is_soon = False
        self._quiet = asyncio.Event()
        self._quiet.set()
        self.unkept = 0

    async def keep(self, kind: str, body: str) -> str:
        """See the port; while the database is late, nobody waits for it, and it is written once that has caught up."""
        name = f"{self._worker}-{next(self._numbers)}"
        self._batch.new[name] = (name, self._worker, kind, storable(body), self._now().timestamp())
        if self._is_late:
            self.unkept += 1
            self._write_in(0)
            return name
        written: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting.append((written, name))
        self._write_in(0)
        return await written

    def answered(self, name: str) -> None:
        """See the port."""
        if self._batch.new.pop(name, None) is None:  # else it was answered before it was written
            self._batch.answered.append(name)
        self._write_in(SOON)

    async def leftovers(self) -> tuple[InboxItem, ...]:
        """See the port; of a process of this machine it is known at once that it is gone."""
        await self._log.beat(self._worker)
        found = await self._backend.workers()
        gone = found - {self._worker} - await self._living(found)
        if not gone:
            return ()
        since = self._now().timestamp() - YOUNG
        return tuple(InboxItem(*each) for each in await self._backend.take_over(gone, self._worker, since=since))

    async def close(self) -> None:
        """Write what is left to be written, for a moment at most."""
        self._write_in(0)
        try:
            async with asyncio.timeout(LAST_PATIENCE):
                await self._quiet.wait()
        except TimeoutError:
            pass
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._backend.close()

    async def _living(self, workers: set[str]) -> set[str]:
        alive = await self._log.alive(within=SILENT)
        return {each for each in workers & alive if not _died_here(each)}

    def _write_in(self, seconds: float) -> None:
        if self._is_writing or not (self._batch.new or self._batch.answered):
            return
        if self._timer is not None:
            if seconds or self._is_soon:
                return
            self._timer.cancel()
        self._quiet.clear()
        self._is_soon = not seconds
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, self._write) if seconds else loop.call_soon(self._write)

    def _write(self) -> None:
        batch, waiting = self._batch, self._waiting
        self._timer, self._batch, self._waiting = None, Batch(), []
        self._is_writing = True
        self._backend.write(batch, partial(self._written, batch, waiting))
        if self._is_writing:
            self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._late, waiting)

    def _late(self, waiting: Sequence[_Waiting]) -> None:
        """Let all go on who wait; what they brought may be written yet, so they keep its name."""
        self._is_late = True
        for each, name in (*waiting, *self._waiting):
            if not each.done():
                self.unkept += 1
                each.set_result(name)

    def _written(self, batch: Batch, waiting: Sequence[_Waiting], is_written: bool) -> None:  # noqa: FBT001
        self._is_writing = self._is_late = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for each, name in waiting:
            if not each.done():
                self.unkept += not is_written
                each.set_result(name if is_written else "")
                if not is_written:
                    del batch.new[name]
        if not is_written:
            self._take_back(batch)
        if self._batch.new or (is_written and self._batch.answered):
            self._write_in((0 if self._batch.new else SOON) if is_written else NEXT_TRY)
        else:
            self._quiet.set()

    def _take_back(self, batch: Batch) -> None:
        """Have the next write do what this one did not: remove what was answered, and keep what came late."""
        answered = set(self._batch.answered)
        late = {name: row for name, row in batch.new.items() if name not in answered}
        self._batch.new = late | self._batch.new
        self._batch.answered = [*batch.answered, *answered - batch.new.keys()]


def _here() -> str:
    """Name the machine, and where the kernel tells it the room in which its process numbers count."""
    try:
        room = str(Path("/proc/self/ns/pid").readlink()).strip("pid:[]")
    except OSError:
        room = ""
    return f"{socket.gethostname()}-{room}"


def _died_here(worker: str) -> bool:
    """Say whether a worker is known to be gone: one of this machine whose number nobody has."""
    where, number, _ = worker.rsplit("-", 2) if worker.count("-") > 2 else ("", "", "")
    if where != _here() or where.endswith("-"):
        return False
    return not Path("/proc", number).exists()
