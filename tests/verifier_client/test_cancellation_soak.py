"""
Callers that leave at any moment never poison the connection pool.

httpx's own pool does not survive this (encode/httpcore#1093, docs/why.md): after such bursts every later request
ends in PoolTimeout. This is the regression test for whoever changes transport, wire or flights;
``httpx.AsyncClient(limits=httpx.Limits(max_connections=10)).get`` in place of ``client.verify`` fails it.
"""

import asyncio
import contextlib
import random

import pytest
from aiohttp import web

from tests.verifier_client.factories import PAI, pai_body, registries
from tests.verifier_client.fakes import serving
from verifier_client import Outcome, Policy, SystemClock, VerifierClient
from verifier_client.transport import HttpxTransport, RegistryRequest

pytestmark = pytest.mark.anyio
CONNECTIONS, CALLERS, BURSTS, HEALTHY = 10, 40, 8, 10
POLICY = Policy(connections=CONNECTIONS, breaker_failures=1_000_000)


class Office:
    """A registry that takes up to 10 ms for an answer, and knows the most that it ever had to do at once."""

    def __init__(self):
        self.dice = random.Random(20261120)  # noqa: S311 - the same soak each time
        self.now = self.most = 0

    async def answer(self, request):
        self.now += 1
        self.most = max(self.most, self.now)
        with contextlib.suppress(ConnectionError):
            await asyncio.sleep(self.dice.random() / 100)
        self.now -= 1
        return web.json_response(pai_body(request.path.rpartition("/")[2]))


async def soak(request):
    """Let bursts of callers ask, each cancelled after 0 to 30 ms; return how many were."""
    dice, left, number = random.Random(5), 0, 0  # noqa: S311
    for _ in range(BURSTS):
        callers = []
        for _ in range(CALLERS):
            number += 1
            callers.append(asyncio.create_task(asyncio.wait_for(request(number), dice.random() * 0.03)))
        done = await asyncio.gather(*callers, return_exceptions=True)
        left += sum(isinstance(one, (TimeoutError, asyncio.CancelledError)) for one in done)
    return left


async def test_after_bursts_of_leaving_askers_every_verification_succeeds():
    office = Office()
    async with serving(office) as url:
        transport = HttpxTransport(POLICY)
        clients = registries(pai={**PAI, "base_url": url})
        async with VerifierClient(clients, transport, policy=POLICY, clock=SystemClock()) as client:
            left = await soak(lambda number: client.verify(f"AIDA-2026-{number:05}"))
            verdicts = [await client.settle(f"AIDA-2026-H{number:04}") for number in range(HEALTHY)]

    assert left > CALLERS
    assert [Outcome.FOUND] * HEALTHY == [verdict.outcome for verdict in verdicts]
    assert office.most <= CONNECTIONS


async def test_the_wire_alone_survives_being_cancelled():
    """Its own deadline cancels what is under way inside, so the transport has to bear it."""
    office = Office()
    async with serving(office) as url, contextlib.aclosing(HttpxTransport(POLICY)) as transport:
        left = await soak(lambda number: transport.send(RegistryRequest("PAI", f"{url}/{number}"), patience=5.0))
        answers = [await transport.send(RegistryRequest("PAI", f"{url}/healthy"), patience=5.0) for _ in range(HEALTHY)]

    assert left > CALLERS
    assert [200] * HEALTHY == [answer.status for answer in answers]
