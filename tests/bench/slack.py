"""The acknowledgement of a signed slash command, against slack-bolt as it comes and at its fastest."""

import asyncio
import contextlib
import itertools
import json
import os
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from statistics import median
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.bench.line import at_least, at_most
from tests.bench.registry import ROOT

SECRET = "bench-signing-secret"
SIGNER = SignatureVerifier(SECRET)
ALONE, CONNECTIONS, EACH, ROUNDS = 300, 32, 40, 5
PEOPLE = 300  # who ask again and again
_numbers = itertools.count(1)


async def measure():
    with tempfile.TemporaryDirectory() as folder:
        return await _measure(folder)


async def _measure(folder):
    async with _started("slack_web_api") as api:
        environ = {
            "CERTDESK_SLACK_BOT_TOKEN": "xoxb-bench",
            "CERTDESK_SLACK_SIGNING_SECRET": SECRET,
            "CERTDESK_SLACK_API_URL": f"{api}/api/",
            "CERTDESK_PORT": "0",
            "CERTDESK_DATABASE_URL": f"sqlite:///{folder}/certdesk.db",
        }
        async with (
            _certdesk(environ) as ours,
            _started("bolt") as bolt,
            _started("bolt_before_response") as fastest,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            alone = {url: await _alone(session, url, api) for url in (ours, bolt)}
            rates = {ours: [], fastest: []}
            for _ in range(ROUNDS):
                for url, found in rates.items():
                    found.append(await _together(session, url, api))
            answered = await _answered(session, api)
    ratio = median(rates[ours]) / median(rates[fastest])
    total = ALONE + ROUNDS * CONNECTIONS * EACH
    return [
        at_most(f"slash command acknowledged, p50 (bolt: {alone[bolt] * 1e3:.1f} ms)", alone[ours] * 1e3, 2, "ms"),
        at_least(f"{CONNECTIONS} connections, against bolt's own echo ({median(rates[fastest]):.0f}/s)", ratio, 0.85),
        at_least(f"commands answered in the end, of {total:,}", answered, total, ""),
    ]


def _command(api):
    number = next(_numbers)
    form = {
        "command": "/verify",
        "text": "AIDA-2026-1234 Jane Doe",
        "team_id": "T1",
        "user_id": f"U{number % PEOPLE:08}",
        "channel_id": "C1",
        "trigger_id": f"{number}.1",
        "response_url": f"{api}/respond/{number}",
    }
    body = urlencode(form)
    moment = str(int(time.time()))
    signature = SIGNER.generate_signature(timestamp=moment, body=body)
    kind = "application/x-www-form-urlencoded"
    return body, {
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": signature,
        "Content-Type": kind,
    }


async def _send(session, url, command):
    body, headers = command
    async with session.post(f"{url}/slack/events", data=body, headers=headers) as response:
        assert response.status == 200, await response.text()
        await response.read()


async def _alone(session, url, api):
    times = []
    for _ in range(ALONE):
        command = _command(api)
        started = time.perf_counter()
        await _send(session, url, command)
        times.append(time.perf_counter() - started)
    return median(times)


async def _together(session, url, api):
    batches = [[_command(api) for _ in range(EACH)] for _ in range(CONNECTIONS)]

    async def one(commands):
        for command in commands:
            await _send(session, url, command)

    started = time.perf_counter()
    await asyncio.gather(*(one(commands) for commands in batches))
    return CONNECTIONS * EACH / (time.perf_counter() - started)


async def _answered(session, api):
    """Wait until no answer has come for a second, and return how many have."""
    before = -1
    while True:
        async with session.get(f"{api}/answers") as response:
            count = int(await response.text())
        if count == before:
            return count
        before = count
        await asyncio.sleep(1)


@contextlib.asynccontextmanager
async def _certdesk(environ):
    command = [sys.executable, "-m", "bots", "serve"]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, cwd=ROOT, env=os.environ | environ)
    try:
        yield (await process.stdout.readline()).decode().split()[3]
    finally:
        process.terminate()
        await process.wait()


@contextlib.asynccontextmanager
async def _started(part):
    command = [sys.executable, "-m", "tests.bench.slack_servers", part]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    try:
        yield json.loads(await process.stdout.readline())
    finally:
        process.stdin.close()
        await process.wait()
