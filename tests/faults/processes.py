"""Processes of a run: started, killed and asked; only those that were started here are ever ended."""

import asyncio
import contextlib
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import aiohttp

from tests.faults.platform import TENANT

ROOT = Path(__file__).parents[2]
LEASE = 8  # seconds
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("CERTDESK_")}
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@contextlib.asynccontextmanager
async def platform(surface, folder, seed, *, calm=False, port=0):
    """Yield the address of a platform, and the file in which it writes down what it took."""
    path = Path(folder) / "accepted.jsonl"
    mood = "calm" if calm else "moody"
    command = [sys.executable, "-m", "tests.faults.platform", surface, str(path), str(seed), mood, str(port)]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    try:
        yield json.loads(await process.stdout.readline()), path
    finally:
        process.stdin.close()
        await process.wait()


async def ask(url):
    """Return status and JSON."""
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.json()


def settings(url, surface, address, **more):
    """Return the environment of a Certdesk that talks to a platform of ours."""
    found = {"DATABASE_URL": url, "LEASE_SECONDS": str(LEASE), "PORT": "0"}
    if surface == "slack":
        found |= {"SLACK_BOT_TOKEN": "xoxb-made-up", "SLACK_SIGNING_SECRET": "made-up"}
        found["SLACK_API_URL"] = f"{address}/api/"
    else:
        found |= {"TEAMS_APP_ID": "app", "TEAMS_TENANT_ID": TENANT, "TEAMS_APP_SECRET": "made-up"}
        found |= {"TEAMS_AUTHORITY": address, "TEAMS_SERVICE_HOSTS": "127.0.0.1"}
    return PLAIN | {f"CERTDESK_{name}": value for name, value in (found | more).items()}


async def certdesk(*arguments, env, prefix=()):
    """Run a command to its end; return its exit code and what it said."""
    command = [*prefix, sys.executable, "-m", "bots", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=STDOUT, cwd=ROOT, env=env)
    said, _ = await process.communicate()
    return process.returncode, said.decode()


class Worker:
    """One ``certdesk worker``, or another ``role``, and those that take its place."""

    def __init__(self, env, log, *, prefix=(), role="worker"):
        self._env = env
        self._log = log
        self._prefix = prefix
        self._role = role
        self.process = None

    async def start(self):
        command = [*self._prefix, sys.executable, "-m", "bots", self._role]
        with self._log.open("ab") as log:
            self._began = self._log.stat().st_size
            self.process = await asyncio.create_subprocess_exec(
                *command, stdout=log, stderr=log, cwd=ROOT, env=self._env
            )

    async def kill(self):
        """End it at once, as a power cut would."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self, patience=30):
        """Ask it to end; return its exit code, or None when it had to be killed."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self.process.wait(), patience)
        except TimeoutError:
            await self.kill()
            return None

    @property
    def said(self):
        """Return what the present process said."""
        return self._log.read_bytes()[self._began :].decode(errors="replace")

    async def address(self, patience=120):
        """Return where it answers, once it does."""
        for _ in range(patience * 10):
            found = ADDRESS.search(self.said)
            if found:
                return found[0]
            if self.process.returncode is not None:
                break
            await asyncio.sleep(0.1)
        raise RuntimeError(f"the worker did not start:\n{self.said[-2000:]}")


@contextlib.asynccontextmanager
async def workers(count, env, folder, *, prefix=(), role="worker"):
    """Yield so many, running."""
    logs = [Path(folder) / f"{role}-{number}.log" for number in range(count)]
    found = [Worker(env, log, prefix=prefix, role=role) for log in logs]
    try:
        for each in found:
            await each.start()
        yield found
    finally:
        for each in found:
            if each.process is not None:
                await each.kill()
