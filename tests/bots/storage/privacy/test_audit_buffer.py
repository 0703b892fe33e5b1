"""Nobody waits for the audit: while the database is down its lines wait, and what is lost is counted."""

import asyncio
from datetime import UTC, datetime

import pytest

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.runtime.background_tasks import BackgroundTasks
from bots.storage.db.url import DatabaseError
from bots.storage.privacy.audit_buffer import AuditBuffer

pytestmark = pytest.mark.anyio
ADA = Asker("slack", "T1", "U1")


def line(number):
    return AuditEntry(datetime(2026, 11, 20, tzinfo=UTC), ADA, f"deed {number}")


class Sometimes:
    """A database that is there, or not."""

    def __init__(self):
        self.up = True
        self.actions = []
        self.came_back = asyncio.Event()

    async def append(self, *entries):
        if not self.up:
            raise DatabaseError("it is down")
        self.actions += [each.action for each in entries]
        self.came_back.set()


async def test_lines_wait_for_the_database_and_come_in_their_order(caplog):
    database, background_tasks = Sometimes(), BackgroundTasks()
    audit = AuditBuffer(database, background_tasks, most=4, pause=0.01)
    await audit.append(line(1), line(2))
    await background_tasks.drain(5)
    database.up = False
    await audit.append(line(3))
    await background_tasks.drain(5)
    await audit.append(*map(line, range(4, 9)))

    assert (["deed 1", "deed 2"], 4, 2) == (database.actions, len(audit), audit.lost)

    database.came_back.clear()
    database.up = True
    await asyncio.wait_for(database.came_back.wait(), 5)
    await background_tasks.drain(5)

    assert [f"deed {number}" for number in range(1, 7)] == database.actions
    await audit.close()
    assert (0, 2) == (len(audit), audit.lost)
    assert "1 lines of the audit wait: it is down" in caplog.text
    assert "2 lines of the audit are lost: too many wait for the database" in caplog.text


async def test_at_the_end_a_database_that_is_busy_for_a_moment_loses_no_line():
    class Busy(Sometimes):
        tries = 0

        async def append(self, *entries):
            self.tries += 1
            self.up = self.tries > 2
            await super().append(*entries)

    database = Busy()
    audit = AuditBuffer(database, BackgroundTasks(), pause=60)
    await audit.append(line(1))
    await audit.close()

    assert (["deed 1"], 0, 3) == (database.actions, audit.lost, database.tries)


async def test_a_process_that_stops_does_not_end_the_writing_in_its_midst():
    """A transaction that is cancelled would hold SQLite's lock against the last tries."""

    class Slow(Sometimes):
        begun = 0

        async def append(self, *entries):
            self.begun += 1
            await self.may_end.wait()
            await super().append(*entries)

    database, background_tasks = Slow(), BackgroundTasks()
    database.may_end = asyncio.Event()
    audit = AuditBuffer(database, background_tasks, pause=60)
    await audit.append(line(1))
    late = await background_tasks.drain(0.02)
    await audit.append(line(2))
    asyncio.get_running_loop().call_soon(database.may_end.set)
    await audit.close()

    assert (1, ["deed 1", "deed 2"], 0) == (late, database.actions, audit.lost)
    assert 2 == database.begun  # no line is written a second time


async def test_at_the_end_a_writing_that_does_not_end_is_counted_as_lost():
    class Hangs(Sometimes):
        async def append(self, *_entries):
            await asyncio.Event().wait()

    audit = AuditBuffer(Hangs(), BackgroundTasks(), pause=60, last_tries=0.02)
    await audit.append(line(1))
    await audit.close()

    assert 1 == audit.lost


async def test_at_the_end_what_waits_is_written_or_counted_as_lost(caplog):
    database, background_tasks = Sometimes(), BackgroundTasks()
    audit = AuditBuffer(database, background_tasks, pause=60, last_tries=0.05)
    for is_up in (True, False):
        database.up = False
        await audit.append(line(1))
        await background_tasks.drain(5)
        database.up = is_up
        await audit.close()

    assert (["deed 1"], 1) == (database.actions, audit.lost)
    assert "1 lines of the audit are lost: the database did not come back" in caplog.text
