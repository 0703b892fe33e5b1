"""Whoever listens hears of answers, memory, second attempts and waits, and of nobody's ID or name."""

import pytest

from tests.verifier_client.factories import ID, OUT_OF_ORDER, PAI, answer_to, numbered, registries
from verifier_client import Freshness, Outcome, Policy, VerifierClient
from verifier_client.testing import FakeTransport, ManualClock

pytestmark = pytest.mark.anyio

LIVE, REMEMBERED = Freshness.LIVE, Freshness.REMEMBERED


class Ear:
    def __init__(self):
        self.observed = []

    def answered(self, registry, outcome, freshness, seconds):
        assert seconds >= 0
        self.observed.append((registry, outcome, freshness))

    def looked_up(self, registry, *, hit):
        self.observed.append((registry, "hit" if hit else "miss"))

    def retried(self, registry):
        self.observed.append((registry, "again"))

    def paced(self, registry, seconds):
        self.observed.append((registry, round(seconds, 1)))


def listening(*script, pai=PAI):
    ear = Ear()
    found = VerifierClient(
        registries(pai=pai),
        FakeTransport(*script),
        policy=Policy(),
        clock=ManualClock(),
        jitter=lambda _low, high: high,
        observer=ear,
    )
    return found, ear


async def test_an_answer_is_heard_once_and_where_it_came_from():
    client, ear = listening(OUT_OF_ORDER, answer_to)
    await client.settle(ID)
    await client.verify(ID, holder="Jane Doe")
    await client.settle("no certificate at all")
    async for _ in client.verify_many([ID]):
        pass

    found = [("pai", "hit"), ("pai", Outcome.FOUND, REMEMBERED)]
    first = [("pai", "miss"), ("pai", "again"), ("pai", Outcome.FOUND, LIVE)]
    assert [*first, *found, ("", Outcome.COULD_NOT_CHECK, LIVE), *found] == ear.observed


async def test_a_bulk_that_waits_for_its_turn_counts_each_certificate_once():
    client, ear = listening(answer_to, pai=PAI | {"rate": {"requests": 4, "seconds": 60, "burst": 1}})
    async for _ in client.verify_many(numbered(3)):
        pass

    answers = [each for each in ear.observed if each[1:] == (Outcome.FOUND, LIVE)]
    waits = [wait for _, wait, *more in ear.observed if not more and isinstance(wait, float)]
    assert (3, 3) == (len(answers), len(waits))
    assert max(waits) > 0
