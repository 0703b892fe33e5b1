"""``certdesk serve`` with Slack, Teams and the rounds: from the command to readiness, and its memory when idle."""

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from pathlib import Path
from statistics import median

import aiohttp

from tests.bench.line import at_most
from tests.bench.registry import ROOT
from tests.bench.slack import _started
from tests.bench.teams_servers import APP, TENANT

RUNS, SETTLE = 5, 20


async def measure():
    from tests.bench.teams import Microsoft

    with tempfile.TemporaryDirectory() as folder:
        async with _started("slack_web_api") as api, Microsoft().open() as microsoft:
            env = os.environ | {
                "CERTDESK_SLACK_BOT_TOKEN": "xoxb-bench",
                "CERTDESK_SLACK_SIGNING_SECRET": "bench",
                "CERTDESK_SLACK_API_URL": f"{api}/api/",
                "CERTDESK_TEAMS_APP_ID": APP,
                "CERTDESK_TEAMS_TENANT_ID": TENANT,
                "CERTDESK_TEAMS_APP_SECRET": "bench",
                "CERTDESK_TEAMS_OPENID_URL": f"{microsoft.url}/metadata",
                "CERTDESK_TEAMS_AUTHORITY": microsoft.url,
                "CERTDESK_TEAMS_SERVICE_HOSTS": "127.0.0.1",
                "CERTDESK_PORT": "0",
                "CERTDESK_DATABASE_URL": f"sqlite:///{folder}/certdesk.db",
            }
            seconds = [await _run(env, 0) for _ in range(RUNS)]
            _, restarted = await _run(env, SETTLE)
            _, new = await _run(env | {"CERTDESK_DATABASE_URL": f"sqlite:///{folder}/new.db"}, SETTLE)
    first, *others = [taken for taken, _ in seconds]
    return [
        at_most("certdesk serve, Slack and Teams: ready, on a new database", first, 2.5, "s"),
        at_most("the same, started again", median(others), 2.5, "s"),
        at_most(f"its memory after {SETTLE} s with nothing to do, on a new database", new, 130, "MB"),
        at_most("the same, started again", restarted, 130, "MB"),
    ]


async def _run(env, settle):
    """Start, wait until it is ready, then so many seconds; return seconds to readiness, and the memory then."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bots", "serve", stdout=PIPE, cwd=ROOT, env=env
    )
    try:
        url = (await process.stdout.readline()).decode().split()[3]
        async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
            assert response.status == 200, await response.text()
        taken = time.perf_counter() - began
        await asyncio.sleep(settle)
        return taken, _megabytes(process.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _megabytes(pid):
    """Return what the process keeps in memory, Linux only."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
