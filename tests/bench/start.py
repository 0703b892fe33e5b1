"""
``certdesk serve`` with Slack, Teams and the rounds: from the command to readiness, and its memory when idle.

Seconds of CPU stand beside those of the clock: they say the same on a machine that is busy.
"""

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import aiohttp

from tests.bench.line import at_most
from tests.bench.registry import ROOT
from tests.bench.slack import _started
from tests.bench.teams_servers import APP, TENANT

RUNS, SETTLE = 3, 10
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Start:
    """Seconds until it is ready, by the clock and of CPU, and megabytes when it has settled."""

    seconds: float
    cpu: float
    megabytes: float = 0.0


async def measure():
    from tests.bench.teams import Microsoft

    with tempfile.TemporaryDirectory() as folder:
        async with _started("slack_web_api") as api, Microsoft().open() as microsoft:
            slack, teams = _slack(api), _teams(microsoft)
            new = await _run({**slack, **teams, **_at(f"{folder}/certdesk.db")}, SETTLE)
            again = [await _run({**slack, **teams, **_at(f"{folder}/certdesk.db")}, SETTLE) for _ in range(RUNS)]
            alone = [await _run({**each, **_at(f"{folder}/certdesk.db")}, SETTLE) for each in (slack, teams)]
    both = median(each.megabytes for each in again)
    return [
        at_most("certdesk serve, Slack and Teams: ready, on a new database", new.seconds, 2.5, "s", 0.7),
        at_most("its CPU until then", new.cpu, None, "s", 0.7),
        at_most("ready, started again", median(each.seconds for each in again), 2.5, "s", 0.7),
        at_most("its CPU until then, started again", median(each.cpu for each in again), None, "s", 0.7),
        at_most(f"its memory after {SETTLE} s with nothing to do, on a new database", new.megabytes, 110, "MB", 0.78),
        at_most("its memory, started again", both, 110, "MB", 0.78),
        at_most("with Slack alone", alone[0].megabytes, 100, "MB"),
        at_most("with Teams alone", alone[1].megabytes, 100, "MB"),
    ]


def _slack(api):
    return {
        "CERTDESK_SLACK_BOT_TOKEN": "xoxb-bench",
        "CERTDESK_SLACK_SIGNING_SECRET": "bench",
        "CERTDESK_SLACK_API_URL": f"{api}/api/",
    }


def _teams(microsoft):
    return {
        "CERTDESK_TEAMS_APP_ID": APP,
        "CERTDESK_TEAMS_TENANT_ID": TENANT,
        "CERTDESK_TEAMS_APP_SECRET": "bench",
        "CERTDESK_TEAMS_OPENID_URL": f"{microsoft.url}/metadata",
        "CERTDESK_TEAMS_AUTHORITY": microsoft.url,
        "CERTDESK_TEAMS_SERVICE_HOSTS": "127.0.0.1",
    }


def _at(path):
    return {"CERTDESK_PORT": "0", "CERTDESK_DATABASE_URL": f"sqlite:///{path}"}


async def _run(given, settle):
    """Start, wait until it is ready, then so many seconds, and end it."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bots", "serve", stdout=PIPE, cwd=ROOT, env=os.environ | given
    )
    try:
        url = (await process.stdout.readline()).decode().split()[3]
        async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
            assert response.status == 200, await response.text()
        seconds, cpu = time.perf_counter() - began, _cpu(process.pid)
        await asyncio.sleep(settle)
        return Start(seconds, cpu, _megabytes(process.pid))
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _cpu(pid):
    """Return the CPU seconds of a process and of its children that ended, Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def _megabytes(pid):
    """Return what the process keeps in memory, Linux only."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
