"""Verifications that nobody remembers, 64 callers at once, against bare clients: httpx over aiohttp, httpx, aiohttp."""

import asyncio
import itertools
import time
from statistics import median

import aiohttp
import httpx
from httpx_aiohttp import HttpxAiohttpClient

from tests.bench.line import at_least, at_most
from tests.bench.registry import config, registry
from verifier_client import Outcome, Policy, VerifierClient

CALLERS, EACH, ROUNDS = 64, 32, 5
_numbers = itertools.count(1)


def _ids(count):
    return [f"AIDA-2026-{next(_numbers):06}" for _ in range(count)]


async def measure():
    async with registry() as url:
        rates = {"ours": [], "bare": [], "httpx": [], "aiohttp": []}
        async with (
            VerifierClient.from_config(config(url), policy=Policy()) as client,
            HttpxAiohttpClient() as bare,
            httpx.AsyncClient() as plain,
            aiohttp.ClientSession() as session,
        ):
            base = f"{url}/v1/certificates/"

            async def ours(name):
                assert (await client.verify(name)).outcome is Outcome.FOUND

            async def over(transport, name):
                assert (await transport.get(base + name)).status_code == 200

            async def over_aiohttp(name):
                async with session.get(base + name) as response:
                    assert await response.read()
                    assert response.status == 200

            for _ in range(ROUNDS):
                rates["bare"].append(await _rate(lambda name: over(bare, name)))
                rates["ours"].append(await _rate(ours))
                rates["aiohttp"].append(await _rate(over_aiohttp))
                rates["httpx"].append(await _rate(lambda name: over(plain, name), each=8))
            before = int((await bare.get(f"{url}/count")).text)
            await asyncio.gather(*(client.verify("AIDA-2026-ONE1") for _ in range(1_000)))
            requests = int((await bare.get(f"{url}/count")).text) - before
    rate = {name: median(values) for name, values in rates.items()}
    return [
        at_least(f"verifications against the bare transport ({rate['bare']:.0f}/s)", rate["ours"] / rate["bare"], 1.4),
        at_least(f"verifications against bare aiohttp ({rate['aiohttp']:.0f}/s)", rate["ours"] / rate["aiohttp"], 0.5),
        at_least(f"verifications against plain httpx ({rate['httpx']:.0f}/s)", rate["ours"] / rate["httpx"], 4),
        at_most("requests for 1,000 simultaneous askers of one ID", requests, 1, ""),
    ]


async def _rate(ask, each=EACH):
    batches = [_ids(each) for _ in range(CALLERS)]

    async def caller(names):
        for name in names:
            await ask(name)

    started = time.perf_counter()
    await asyncio.gather(*(caller(names) for names in batches))
    return CALLERS * each / (time.perf_counter() - started)
