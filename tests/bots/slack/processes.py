"""Real processes of Certdesk that talk to a fake Slack."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager

from tests.bots.slack.fakes import SECRET, TOKEN
from tests.bots.storage.databases import fresh


def environ(slack, folder):
    return os.environ | {
        "CERTDESK_SLACK_BOT_TOKEN": TOKEN,
        "CERTDESK_SLACK_SIGNING_SECRET": SECRET,
        "CERTDESK_SLACK_API_URL": slack.api,
        "CERTDESK_DATABASE_URL": fresh(folder),
        "CERTDESK_ROUNDS": "false",
        "CERTDESK_PORT": "0",
        "PYTHONUNBUFFERED": "1",
    }


@asynccontextmanager
async def certdesk(env, *, prefix=()):
    """A real process, and where it listens; killed at the end unless it has ended."""
    command = [*prefix, sys.executable, "-m", "bots", "serve"]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, env=env)
    try:
        yield process, (await process.stdout.readline()).decode().split()[3]
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
