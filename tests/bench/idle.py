"""What ``certdesk worker`` costs while there is nothing to do."""

import asyncio
import os
import tempfile
from pathlib import Path

from tests.bench.line import at_most
from tests.faults.databases import database
from tests.faults.processes import platform, settings, workers

WARM, SECONDS = 10, 20
TICKS = os.sysconf("SC_CLK_TCK")


async def measure():
    return [line for kind in ("sqlite", "postgresql") for line in await _idle(kind)]


async def _idle(kind):
    with tempfile.TemporaryDirectory() as folder, database(kind, folder) as url:
        async with platform("slack", folder, 1, calm=True) as (address, _path):
            env = settings(url, "slack", address, LEASE_SECONDS="60")
            async with workers(1, env, folder) as (worker,):
                await worker.address()
                await asyncio.sleep(WARM)
                before = _cpu(worker.process.pid)
                await asyncio.sleep(SECONDS)
                share = (_cpu(worker.process.pid) - before) / SECONDS * 100
    return [at_most(f"an idle worker on {kind}, of one core", share, 1, "%")]


def _cpu(pid):
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
