"""``kill -9`` at random moments, while there is something to send; then everything must come to its end."""

import asyncio
import random
import shutil
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bots.notifications.message_models import MessageState
from tests.faults.acceptance import Acceptance
from tests.faults.databases import database
from tests.faults.judging import judge
from tests.faults.ledger import Ledger
from tests.faults.people import People
from tests.faults.processes import LEASE, ask, platform, settings, workers

WORKERS = {"sqlite": 1, "postgresql": 3}
SLOW = 12.0  # seconds after which nothing is waited for any more
ENOUGH = 40  # open messages; with fewer, more people are added


@dataclass(frozen=True)
class Plan:
    """How a run is done; ``gap`` are the seconds from one kill to the next."""

    database: str
    surface: str
    kills: int = 200
    seed: int = 1
    people: int = 300
    gap: tuple[float, float] = (0.2, 5.0)
    patience: float = 240.0

    @property
    def name(self):
        return f"{self.surface} on {self.database}, {self.kills} kills"


@dataclass
class Outcome:
    """What came of a run."""

    plan: Plan
    verdict: object
    counts: Counter = field(default_factory=Counter)
    exits: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_good(self):
        return self.verdict.is_good and all(code == 0 for code in self.exits)


async def run(plan, *, say=print):
    """Kill, wait, judge."""
    started = time.monotonic()
    async with AsyncExitStack() as stack:
        folder = tempfile.mkdtemp(prefix="certdesk-faults-")  # stays where a promise was broken
        url = stack.enter_context(database(plan.database, folder))
        address, path = await stack.enter_async_context(platform(plan.surface, folder, plan.seed))
        people = People(url, plan.surface, address)
        await people.add(plan.people)
        ledger = Ledger(url, plan.surface)
        stack.push_async_callback(ledger.close)
        env = settings(url, plan.surface, address)
        fleet = await stack.enter_async_context(workers(WORKERS[plan.database], env, folder))
        await _kill(plan, fleet, ledger, people, _Watching(path), say)
        await _settle(plan, ledger, people, say)
        exits = [await each.stop() for each in fleet]
        if any(each.state is MessageState.HELD for each in await ledger.entries()):
            # One more round, which plans it for tomorrow; each process begins with one.
            await fleet[0].start()
            await asyncio.sleep(LEASE)
            await _settle(plan, ledger, people, say)
            exits.append(await fleet[0].stop())
        _, counts = await ask(f"{address}/counts")
        verdict = judge(await ledger.entries(), Acceptance.read(path), people.expected)
    outcome = Outcome(plan, verdict, Counter(counts), exits, time.monotonic() - started)
    if outcome.is_good:
        shutil.rmtree(folder)
    else:
        say(f"  what it left is in {folder}")
    return outcome


class _Watching:
    """Waits until the platform was given something, so that kills meet work and not only starts."""

    def __init__(self, path):
        self._path = path
        self._seen = 0

    async def something(self):
        ends = time.monotonic() + SLOW
        while time.monotonic() < ends:
            size = self._path.stat().st_size
            if size > self._seen:
                break
            await asyncio.sleep(0.02)
        self._seen = self._path.stat().st_size


async def _kill(plan, fleet, ledger, people, watching, say):
    """Kill at any moment, and every other time in the midst of sending."""
    draw = random.Random(plan.seed)  # noqa: S311 - repeatable, not secret
    for done in range(1, plan.kills + 1):
        if done % 2:
            await asyncio.sleep(draw.uniform(*plan.gap))
        else:
            await watching.something()
            await asyncio.sleep(draw.uniform(0, 1.5))
        victim = draw.choice(fleet)
        await victim.kill()
        await victim.start()
        if done % 10 == 0:
            left = await ledger.open()
            say(f"  {done} kills, {left} messages open, {await ledger.known()} of {people.count} people planned for")
            if left < ENOUGH and done < plan.kills:
                await people.add(max(plan.people // 3, 10))


async def _settle(plan, ledger, people, say):
    """Wait until everybody was planned for and nothing is open."""
    ends = time.monotonic() + plan.patience
    while time.monotonic() < ends:
        await asyncio.sleep(1)
        if await ledger.known() == people.count and not await ledger.open():
            return
    say(f"  after {plan.patience:.0f} s: {await ledger.open()} open, {await ledger.known()} of {people.count} known")
