"""The other faults, each with its verdict in a sentence; what goes wrong here must cost time, never a notice."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import time as wall
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from tests.faults.acceptance import Acceptance
from tests.faults.databases import database
from tests.faults.judging import judge
from tests.faults.ledger import Ledger
from tests.faults.memory_curve import memory_of_many_commands
from tests.faults.people import ALWAYS, DIGEST, ENDS_IN_2027, People, now
from tests.faults.processes import ask, certdesk, platform, settings, workers
from tests.faults.registry import registry
from tests.faults.relay import Relay
from tests.faults.stopping import stopped_under_load

DOWN, PATIENCE = 30, 120  # seconds


@asynccontextmanager
async def environment(kind, seed, *, people, folder=None, calm=False):
    """Yield a database with people in it, their platform, and what judges them."""
    async with AsyncExitStack() as stack:
        folder = folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="certdesk-faults-"))
        url = stack.enter_context(database(kind, folder))
        platform_folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="certdesk-faults-"))
        address, path = await stack.enter_async_context(platform("slack", platform_folder, seed, calm=calm))
        found = Environment(url, address, path, platform_folder)
        stack.push_async_callback(found.ledger.close)
        await found.people.add(people)
        yield found


class Environment:
    """What a scenario plays on."""

    def __init__(self, url, address, path, folder):
        self.url, self.address, self.path, self.folder = url, address, path, folder
        self.people = People(url, "slack", address)
        self.ledger = Ledger(url, "slack")

    @property
    def accepted(self):
        return Acceptance.read(self.path)

    def env(self, **more):
        return settings(more.pop("url", self.url), "slack", self.address, **more)

    async def settle(self):
        """Wait until all is told; return whether it is."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with contextlib.suppress(Exception):  # whatever a broken database says
                if await self.ledger.known() >= self.people.count and not await self.ledger.open():
                    return True
            await asyncio.sleep(0.5)
        return False

    async def some(self, count):
        """Wait until the platform took so many messages."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            await asyncio.sleep(0.1)
            if len(self.accepted) >= count:
                return

    async def verdict(self, *notes):
        """Return whether all is well, and the sentence."""
        found = judge(await self.ledger.entries(), self.accepted, self.people.expected)
        said = f"{found.arrived} arrived, {len(found.lost)} lost, {len(found.doubled)} doubled, {found.left_open} open"
        broken = [*found.lost[:3], *found.doubled[:3], *(note for is_so, note in notes if not is_so)]
        said += "".join(f"; {note}" for is_so, note in notes if is_so)
        return not broken and found.is_good, said + "".join(f"; BROKEN: {each}" for each in broken)


async def database_down(seed):
    """Connections are cut and refused for half a minute while notices are sent."""
    async with environment("postgresql", seed, people=60) as at:
        parts = urlsplit(at.url)
        relay = Relay(parts.hostname, parts.port or 5432)
        await relay.mend()
        url = at.url.replace(f"{parts.hostname}:{parts.port or 5432}", f"127.0.0.1:{relay.port}", 1)
        async with workers(2, at.env(url=url), at.folder) as fleet:
            addresses = [await each.address() for each in fleet]
            await at.some(10)
            await relay.cut()
            await asyncio.sleep(DOWN - 10)
            health, _ = await ask(f"{addresses[0]}/healthz")
            ready, body = await ask(f"{addresses[0]}/readyz")
            await asyncio.sleep(10)
            await relay.mend()
            told = await at.settle()
            again, _ = await ask(f"{addresses[0]}/readyz")
            alive = all(each.process.returncode is None for each in fleet)
            await asyncio.gather(*(each.stop() for each in fleet))
        return await at.verdict(
            (told, "all told when it was back"),
            (alive and health == 200, "the processes lived on"),
            (ready == 503 and "database" in body["troubles"], "/readyz said so"),
            (again == 200, "and took it back"),
        )


async def registry_down(seed):
    """The registry is away on the day before an end: the guard comes, says so, and the next day is as it should be."""
    async with environment("sqlite", seed, people=0, calm=True) as at, registry(at.folder) as (source, config):
        await at.people.add(3, certificates=[DIGEST])
        env = at.env(REGISTRIES=str(config)) | {"SANDBOX_KEY": "sandbox"}
        end = now().replace(hour=8, minute=0) + timedelta(days=30)
        codes, told = [], []
        for days, up in ((-30, True), (-1, False), (0, True), (1, True)):
            await (source.start() if up else source.stop())
            moment = (end + timedelta(days=days)).isoformat()
            codes.append((await certdesk("round", "--now", moment, env=env))[0])
            told.append(len(at.accepted))
        unread = [each for each in at.accepted[told[0] : told[1]] if each.unread]
        return (
            [3, 6, 9, 12] == told and codes == [0] * 4 and len(unread) == 3,
            f"{told} messages after each day; {len(unread)} of 3 said that it could not be read; exits {codes}",
        )


async def clock_jumps(seed):
    """The clock goes two hours ahead and back again, round for round."""
    async with environment("sqlite", seed, people=10, calm=True) as at:
        moment, codes, told = now(), [], []
        for hours in (0, 2, -2, 0):
            code, _ = await certdesk("round", "--now", (moment + timedelta(hours=hours)).isoformat(), env=at.env())
            codes.append(code)
            told.append(len(at.accepted))
        return await at.verdict(
            (codes == [0] * 4, "each round ended well"), (told == [told[0]] * 4, f"{told} messages after each")
        )


async def stopped_for_five_days(seed):
    """Nothing runs from Thursday to Tuesday, over the end of summer time and of a month: one message, of that day."""
    berlin = replace(ALWAYS, zone="Europe/Berlin", opens=wall(9), closes=wall(17), workdays=frozenset(range(1, 6)))
    async with environment("sqlite", seed, people=0, calm=True) as at:
        await at.people.add(3, certificates=[ENDS_IN_2027], hours=berlin)
        codes, told = [], []
        # 61 days before the end a digest is planned for Friday; on Tuesday 07:30 UTC is 08:30 there, and not 09:30.
        for moment in ("2027-10-28T18:00", "2027-11-02T07:30", "2027-11-02T08:30", "2027-11-02T14:00"):
            codes.append((await certdesk("round", "--now", moment, env=at.env()))[0])
            told.append(len(at.accepted))
        days = {each.days for each in at.accepted}
    return (
        told == [0, 0, 3, 3] and codes == [0] * 4 and days == {("in 57 days",)},
        f"{told} messages after each round, saying {days}; exits {codes}",
    )


async def two_rounds_at_once(seed):
    """Two people start a round by hand in the same second, on each database."""
    said, kept = [], True
    for kind in ("sqlite", "postgresql"):
        async with environment(kind, seed, people=15, calm=True) as at:
            found = await asyncio.gather(*(certdesk("round", env=at.env()) for _ in range(2)))
            codes = sorted(code for code, _ in found)
            good, line = await at.verdict((codes in ([0, 0], [0, 3]), f"exits {codes}"))
            kept, said = kept and good, [*said, f"{kind}: {line}"]
    return kept, " / ".join(said)


async def disk_full(seed):
    """The disk of the database is full for fifteen seconds in the midst of sending."""
    with _small_disk() as folder:
        if folder is None:
            return True, "not run: only root can mount a small disk"
        async with (
            environment("sqlite", seed, people=40, folder=folder) as at,
            workers(1, at.env(), at.folder) as (worker,),
        ):
            address = await worker.address()
            await at.some(5)
            filler = Path(folder) / "filler"
            _fill(filler)
            await asyncio.sleep(15)
            health, _ = await ask(f"{address}/healthz")
            ready, body = await ask(f"{address}/readyz")
            shown = worker.said
            filler.unlink()
            told = await at.settle()
            again, _ = await ask(f"{address}/readyz")
            alive = worker.process.returncode is None
            code = await worker.stop()
            return await at.verdict(
                (told, "all told when there was room"),
                (alive and health == 200 and code == 0, "the process lived on"),
                ("full" in shown or "cannot be used" in shown, "and its log said why"),
                (ready == 503 and "database" in body["troubles"], "/readyz said so"),
                (again == 200, "and took it back"),
            )


async def database_file_removed(seed):
    """Somebody removes the database's file while it is open: the process lives, and says so."""
    async with environment("sqlite", seed, people=5) as at, workers(1, at.env(), at.folder) as (worker,):
        address = await worker.address()
        told = await at.settle()
        before, _ = await ask(f"{address}/readyz")
        await asyncio.to_thread(Path(at.url.removeprefix("sqlite:///")).unlink)
        await asyncio.sleep(11)  # /readyz looks at the database every ten seconds
        health, _ = await ask(f"{address}/healthz")
        ready, body = await ask(f"{address}/readyz")
        await worker.stop()
    return (
        told and (before, health, ready) == (200, 200, 503) and "was removed" in body["troubles"]["database"],
        f"ready before: {before}, after: {ready}: {body['troubles']}",
    )


@contextlib.contextmanager
def _small_disk():
    folder = tempfile.mkdtemp(prefix="certdesk-disk-")
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder]
    if os.geteuid() or not mount or subprocess.run(command, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount") or "umount", folder], check=False)
        Path(folder).rmdir()


def _fill(path):
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (65536, 512):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * size)


ALL = {
    each.__name__: each
    for each in (
        database_down,
        registry_down,
        clock_jumps,
        stopped_for_five_days,
        two_rounds_at_once,
        disk_full,
        database_file_removed,
        stopped_under_load,
        memory_of_many_commands,
    )
}
