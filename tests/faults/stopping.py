"""A bot that is told to stop with thousands of commands under way, and the next one that gives what it left."""

import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from sqlalchemy import select

from bots.storage.db.connection import Database
from bots.storage.tables.schema import audit
from tests.faults.commands import Rush, Workspace, person
from tests.faults.databases import database
from tests.faults.processes import ask, settings, workers

ALL, UNDER_WAY, RUNS = 14_000, 10_000, 5
ENDS_WITHIN = 20.0  # seconds from SIGTERM to the end
PACE = 0.05  # seconds in which Slack takes an answer
SILENCE = 30.0  # seconds without an answer after which none is waited for any more
ENOUGH = 3.0  # seconds in which a second answer would come


@dataclass
class Stop:
    """What came of one stop: the commands that were acknowledged, what was ``answered``, and who was ``audited``."""

    kind: str
    acknowledged: set[int]
    answered: dict[int, int]
    elsewhere: int = 0
    audited: set[str] = field(default_factory=set)
    under_way: int = 0
    code: int | None = 0
    seconds: float = 0.0

    @property
    def faults(self):
        """Return how many commands were lost, answered twice, answered elsewhere, and are not in the audit."""
        lost = sum(not self.answered.get(each) for each in self.acknowledged)
        twice = sum(times > 1 for times in self.answered.values())
        return lost, twice, self.elsewhere, sum(person(each) not in self.audited for each in self.acknowledged)

    @property
    def is_good(self):
        return not any(self.faults) and self.code == 0 and self.seconds <= ENDS_WITHIN

    def __str__(self):
        lost, twice, elsewhere, unaudited = self.faults
        return (
            f"{self.kind}: {len(self.acknowledged)} acknowledged, {self.under_way} under way, {lost} lost, "
            f"{twice} twice, {elsewhere} elsewhere, {unaudited} not in the audit, "
            f"exit {self.code} after {self.seconds:.1f} s"
        )


async def stopped_under_load(_seed, *, commands=ALL, under_way=UNDER_WAY, runs=RUNS):
    """Each command of thousands is answered once, and stands in the audit, by the process that stops or the next."""
    found = [await stop(("sqlite", "postgresql")[each % 2], commands, under_way) for each in range(runs)]
    return all(each.is_good for each in found), " / ".join(map(str, found))


async def stop(kind, commands, under_way):
    """Stop one process; the other takes over, which runs already where several may share a database."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="certdesk-faults-"))
        url = stack.enter_context(database(kind, folder))
        workspace = await stack.enter_async_context(Workspace(PACE).open())
        env = settings(url, "slack", workspace.address, ROUNDS="false")
        fleet = await stack.enter_async_context(workers(2 if kind == "postgresql" else 1, env, folder, role="serve"))
        address, *_ = [await each.address() for each in fleet]
        rush = Rush(workspace, address)
        sending = asyncio.create_task(rush.send(range(commands)))
        found = Stop(kind, rush.acknowledged, workspace.answers, under_way=await _reach(address, under_way, sending))
        began = time.monotonic()
        found.code = await fleet[0].stop(patience=5 * ENDS_WITHIN)
        found.seconds = time.monotonic() - began
        await sending
        if kind == "sqlite":
            await fleet[0].start()
        await _settle(found)
        await fleet[-1].stop(patience=5 * ENDS_WITHIN)
        found.elsewhere, found.audited = workspace.elsewhere["chat.postMessage"], await _audited(url)
    return found


async def _reach(address, under_way, sending):
    """Wait until so many are under way, or all were sent; return how many are."""
    found = 0
    while not sending.done() and found < under_way:
        _, body = await ask(f"{address}/readyz")
        found = body["under_way"]
        await asyncio.sleep(0.05)
    return found


async def _settle(found):
    """Wait until all is answered and a little longer, or until no answer has come for a while."""
    count, since, waits = -1, time.monotonic(), SILENCE
    while time.monotonic() - since < waits:
        if (answers := sum(found.answered.values())) != count:
            count, since = answers, time.monotonic()
            waits = ENOUGH if found.acknowledged <= found.answered.keys() else SILENCE
        await asyncio.sleep(0.2)


async def _audited(url):
    """Return the people of whom the audit has a line."""
    store = Database.open(url)
    async with store.reading() as connection:
        found = set((await connection.execute(select(audit.c.person).distinct())).scalars())
    await store.close()
    return found
