"""The inbox: what came in is there at once, for as long as it is not answered, and whoever lives finds it."""

import asyncio
import os
import sqlite3
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bots.storage.notices.round_log import RoundLogInDatabase
from bots.storage.platform.inbox import InboxInDatabase, _here

pytestmark = pytest.mark.anyio


@pytest.fixture
async def inboxes(database, time):
    """Two processes' inboxes on one database, which the tests share."""
    for suffix in ("", "-wal", "-shm") if database.address.is_sqlite else ():
        Path(f"{database.address.inbox}{suffix}").unlink(missing_ok=True)  # noqa: ASYNC240
    found = [InboxInDatabase(database, time, worker=worker) for worker in ("", "elsewhere-1-9-abc")]
    await found[0].leftovers()
    yield found
    for each in found:
        await each.close()


async def sql(database, statement, **values):
    """Ask where the inbox is: its own file on SQLite."""
    if not database.address.is_sqlite:
        async with database.writing() as connection:
            found = await connection.execute(text(statement), values)
            return found.all() if found.returns_rows else []
    with closing(sqlite3.connect(database.address.inbox, isolation_level=None)) as connection:
        return connection.execute(statement, values).fetchall()


async def bodies(database):
    return [row[0] for row in await sql(database, "SELECT body FROM inbox ORDER BY received, body")]


async def become(database, inbox, worker):
    """Have an inbox's rows be those of another process."""
    await sql(database, "UPDATE inbox SET worker = :new WHERE worker = :old", new=worker, old=inbox._worker)


async def test_many_that_come_at_once_are_written_before_they_are_acknowledged(database, inboxes):
    names = await asyncio.gather(*(inboxes[0].keep("slack command", f"{n:02}\0") for n in range(40)))
    written = await bodies(database)
    for name in names:
        inboxes[0].answered(name)
    await inboxes[0].close()

    assert sorted(f"{n:02}\N{REPLACEMENT CHARACTER}" for n in range(40)) == sorted(written)
    assert (40, []) == (len(set(names)), await bodies(database))


async def test_only_what_a_process_left_that_is_gone_is_taken_over_and_twice_at_most(database, inboxes):
    mine, other = inboxes
    await other.leftovers()
    await other.keep("slack command", "under way there")
    assert () == await mine.leftovers()

    await become(database, other, "elsewhere-1-1-abc")
    found = await mine.leftovers()
    assert ["under way there"] == [item.body for item in found]
    assert () == await other.leftovers()  # it is mine now

    for again in ("elsewhere-1-2-abc", "elsewhere-1-3-abc"):
        await become(database, mine, again)
        found = await mine.leftovers()
    assert () == found
    assert [] == await bodies(database)


async def test_what_is_too_old_to_be_answered_is_removed(database, inboxes, time):
    await inboxes[0].keep("slack command", "old")
    time.forward(minutes=26)
    await inboxes[0].keep("slack command", "young")
    await become(database, inboxes[0], "elsewhere-1-1-abc")

    assert ["young"] == [item.body for item in await inboxes[1].leftovers()]
    assert ["young"] == await bodies(database)


@pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="only where the kernel tells who lives")
async def test_a_process_of_this_machine_that_ended_is_known_to_be_gone_although_it_gave_a_sign_of_life(
    database, inboxes
):
    gone, lives = f"{_here()}-4194305-abc", f"{_here()}-{os.getppid()}-abc"
    log = RoundLogInDatabase(database)
    for worker in (gone, lives):
        await log.beat(worker)
        await inboxes[0].keep("slack command", worker)
        await become(database, inboxes[0], worker)

    assert [gone] == [item.body for item in await inboxes[1].leftovers()]


@asynccontextmanager
async def holding(database):
    """Keep the inbox from being written by anybody else, until the end or a statement that is committed."""
    if database.address.is_sqlite:
        with closing(sqlite3.connect(database.address.inbox, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            async def done(statement):
                other.execute(statement)
                other.execute("COMMIT")

            yield done
    else:
        async with database._engine.connect() as other:
            await other.exec_driver_sql("LOCK TABLE inbox IN EXCLUSIVE MODE")

            async def done(statement):
                await other.exec_driver_sql(statement)
                await other.commit()

            yield done
            await other.rollback()


async def test_a_database_that_is_busy_elsewhere_holds_up_no_acknowledgement_for_long(database, inboxes):
    """Until it answers again nobody waits for it at all; what is open by then is written all the same."""
    loop = asyncio.get_running_loop()
    async with holding(database):
        began = loop.time()
        first = await inboxes[0].keep("slack command", "first")
        waited = loop.time() - began
        second, third = [await inboxes[0].keep("slack command", text) for text in ("second", "third")]
        inboxes[0].answered(second)
    await inboxes[0].close()

    assert ["first", "third"] == await bodies(database)
    assert 0.2 < waited < 1
    assert ([True] * 3, 3) == (list(map(bool, (first, second, third))), inboxes[0].unkept)
    inboxes[0].answered(third)
    assert await inboxes[0].keep("slack command", "fourth")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)  # a file is begun anew when it cannot be written
async def test_what_came_late_to_a_database_that_then_fails_is_written_when_it_works_again(database, inboxes):
    async with holding(database) as elsewhere:
        late = [await inboxes[0].keep("slack command", text) for text in ("first", "second")]
        await elsewhere("ALTER TABLE inbox RENAME TO elsewhere")
    async with asyncio.timeout(10):
        while name := await inboxes[0].keep("slack command", "is it noticed?"):
            inboxes[0].answered(name)
            await asyncio.sleep(0)
    await sql(database, "ALTER TABLE elsewhere RENAME TO inbox")
    await inboxes[0].close()

    assert [True, True] == list(map(bool, late))
    assert ["first", "second"] == await bodies(database)


async def test_a_database_that_is_gone_is_no_reason_not_to_answer(database, inboxes):
    await sql(database, "ALTER TABLE inbox RENAME TO elsewhere")
    try:
        name = await inboxes[0].keep("slack command", "body")
    finally:
        await sql(database, "ALTER TABLE elsewhere RENAME TO inbox")

    assert ("", 1) == (name, inboxes[0].unkept)
    assert await inboxes[0].keep("slack command", "body")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_damaged_file_begins_anew_and_what_was_answered_cannot_be_read_in_it(database, inboxes):
    path = Path(database.address.inbox)
    inboxes[0].answered(await inboxes[0].keep("slack command", "Jane Doe"))
    await inboxes[0].close()
    files = [each.read_bytes() for each in path.parent.glob(f"{path.name}*")]
    path.write_bytes(b"no database at all" * 100)  # noqa: ASYNC240
    lost = await inboxes[1].keep("slack command", "body")

    assert ([], "") == ([each for each in files if b"Jane" in each], lost)
    assert await inboxes[1].keep("slack command", "body")
