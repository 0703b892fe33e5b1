"""Breaker, pace and attempts of one registry work together: gentle to it, honest to the asker."""

import asyncio
import random
from bisect import bisect_right

import pytest

from tests.verifier_client.factories import (
    HOST,
    ID,
    NOT_THERE,
    PAI,
    HeldClock,
    answer_to,
    client_over,
    numbered,
    pai_answer,
    scripted,
    settle,
)
from tests.verifier_client.registries.test_open_badges import BADGE, CREDLY, OTHER, sample
from verifier_client import (
    Garbled,
    Lane,
    Outcome,
    PauseCause,
    Policy,
    Refused,
    RegistryPause,
    Throttled,
    Unavailable,
)
from verifier_client.testing import FakeTransport, json_response
from verifier_client.transport import RegistryResponse

pytestmark = pytest.mark.anyio
SHUT = json_response({}, status=500)
ONE_TRY = Policy(attempts=1, breaker_failures=3)


async def settled(client, ids):
    return [(await client.settle(certificate)).outcome for certificate in ids]


async def test_a_registry_that_keeps_failing_is_left_alone():
    client, transport, _ = scripted(SHUT, policy=ONE_TRY)
    await settled(client, numbered(10))

    assert 3 == len(transport.requests)
    with pytest.raises(Unavailable, match="is left alone for a moment") as error:
        await client.verify(ID)
    assert ONE_TRY.breaker_rest == error.value.retry_after


async def test_after_the_rest_one_probe_decides():
    gate = asyncio.Event()

    async def probe(request):
        await gate.wait()
        return answer_to(request)

    client, transport, clock = scripted(SHUT, SHUT, SHUT, probe, policy=ONE_TRY)
    await settled(client, numbered(3))
    clock.advance(ONE_TRY.breaker_rest)
    askers = [asyncio.create_task(client.settle(certificate)) for certificate in numbered(9)]
    await settle()

    assert 4 == len(transport.requests)
    gate.set()
    outcomes = [(await asker).outcome for asker in askers]
    assert 1 == outcomes.count(Outcome.FOUND)
    assert [Outcome.FOUND] * 9 == await settled(client, numbered(9))


@pytest.mark.parametrize(
    "answer", [NOT_THERE, json_response({}, status=401), json_response([]), json_response({}, status=429)]
)
async def test_whatever_answers_is_alive(answer):
    """ "Not found", a refused key, a broken contract and "slow down" are no outage: the breaker stays closed."""
    client, transport, _ = scripted(answer, policy=ONE_TRY)
    await settled(client, numbered(10))

    assert 10 == len(transport.requests)


async def test_a_pause_that_was_asked_for_holds_for_the_next_question_too():
    client, transport, clock = scripted(
        json_response({}, status=429, retry_after="30"), answer_to, pai={**PAI, "rate": {"requests": 60, "burst": 20}}
    )
    with pytest.raises(Throttled):
        await client.verify(ID)
    with pytest.raises(Throttled) as error:
        await client.verify("AIDA-2026-0001")

    assert (30.0, 1) == (error.value.retry_after, len(transport.requests))
    clock.advance(30)
    assert Outcome.FOUND is (await client.verify("AIDA-2026-0001")).outcome


async def test_the_published_rate_holds_for_bulk():
    """60 a minute, 20 at once, naps of uneven length: everybody gets a turn, and nobody is turned away for our pace."""
    clock, times, lots = HeldClock(uneven=random.Random(5).random), [], []  # noqa: S311

    def note(request):
        times.append(clock.monotonic())
        return answer_to(request)

    client = client_over(FakeTransport(note), clock=clock, pai={**PAI, "rate": {"requests": 60, "burst": 20}})

    async def collect():
        lots.extend([verdict.outcome async for verdict in client.verify_many(numbered(80))])

    collecting = asyncio.create_task(collect())
    while not collecting.done():
        await clock.let_pass(10)

    assert [Outcome.FOUND] * 80 == lots
    assert max(bisect_right(times, at + 59.9) - place for place, at in enumerate(times)) <= 60
    assert times[-1] < 120


async def test_a_probe_that_the_pace_turned_away_is_not_lost():
    clock, transport = HeldClock(), FakeTransport(SHUT, SHUT, SHUT, answer_to)
    client = client_over(
        transport, clock=clock, policy=ONE_TRY, pai={**PAI, "rate": {"requests": 5, "seconds": 100, "burst": 4}}
    )
    await settled(client, numbered(3))
    clock.advance(ONE_TRY.breaker_rest)
    background = asyncio.create_task(client.settle("AIDA-2026-0077", lane=Lane.BACKGROUND))
    await settle()
    background.cancel()
    await clock.let_pass(2)

    assert Outcome.FOUND is (await client.verify(ID)).outcome


async def test_a_registry_that_sends_us_round_in_circles_is_garbled():
    client, transport, _ = scripted(sample("other_course"), credly=CREDLY)
    wander = _Wanderer()
    client._routing.by_name["credly"].registry = wander
    with pytest.raises(Garbled, match="round in circles"):
        await client.verify(BADGE)

    assert 3 == len(transport.requests)


class _Wanderer:
    """An adapter that always wants one request more."""

    def __init__(self):
        from tests.verifier_client.factories import about

        self.about = about(title="Credly")

    def only_by_hand(self, _certificate):
        return None

    def request(self, _certificate):
        from verifier_client.transport import RegistryRequest

        return RegistryRequest("Credly", HOST)

    def read(self, certificate, _answers):
        return self.request(certificate)


async def test_an_unchanged_class_does_not_bring_the_old_badge_back():
    """Only the first request asks "has it changed?"; a 304 to the second is no answer to that."""
    tagged = sample("other_course")
    tagged = RegistryResponse(200, {**tagged.headers, "etag": '"v1"'}, tagged.body)
    client, transport, clock = scripted(
        tagged, json_response({"name": "A"}), tagged, json_response(None, status=304), credly=CREDLY
    )
    first = await client.verify(BADGE)
    clock.advance(3600)
    second = await client.verify(BADGE)

    assert ("A", OTHER) == (first.record.unlisted_class, second.record.unlisted_class)
    assert ("If-None-Match", '"v1"') in transport.requests[2].headers
    assert "If-None-Match" not in dict(transport.requests[3].headers)


@pytest.mark.parametrize(
    "tag", ["naïve", '"\u200b"', "", '"a\x00b"', '"a\tb"', '"\x7f"', '"a\r\nX: y"', f'"{600 * "a"}"']
)
async def test_validators_that_no_header_can_carry_are_not_sent_back(tag):
    client, transport, clock = scripted(pai_answer(headers={"ETag": tag}))
    await client.verify(ID)
    clock.advance(601)
    await client.verify(ID)

    assert transport.requests[0] == transport.requests[1]


async def test_a_refused_key_is_asked_about_once_a_question():
    client, transport, clock = scripted(json_response({}, status=403))
    with pytest.raises(Refused, match=r"does not answer us \(HTTP 403\)"):
        await client.verify(ID)

    assert (1, []) == (len(transport.requests), clock.slept)


@pytest.mark.parametrize(
    "raised", [ValueError("header"), RuntimeError("closed"), TypeError("odd"), UnicodeError("odd")], ids=repr
)
async def test_whatever_a_transport_raises_stays_with_the_one_question(raised):
    def answer(request):
        if request.url.endswith("0003"):
            raise raised
        return answer_to(request)

    client, _, _ = scripted(answer)
    outcomes = {
        verdict.question.text: verdict.outcome
        async for verdict in client.verify_many(numbered(11), lane=Lane.BACKGROUND)
    }

    assert {"AIDA-2026-0003": Outcome.COULD_NOT_CHECK} == {
        text: outcome for text, outcome in outcomes.items() if outcome is not Outcome.FOUND
    }
    assert 11 == len(outcomes)
    with pytest.raises(Unavailable, match=r"^Production AI Institute could not be asked\.$"):
        await client.verify("AIDA-2026-0003")


async def test_what_an_adapter_cannot_read_is_the_registry_s_broken_contract():
    class Breaks(_Wanderer):
        def read(self, _certificate, _answers):
            raise KeyError("inner")

    client, _, _ = scripted(answer_to, credly=CREDLY)
    client._routing.by_name["credly"].registry = Breaks()

    with pytest.raises(Garbled, match="Credly sent something that cannot be read"):
        await client.verify(BADGE)


@pytest.mark.parametrize("rate", [{}, {"rate": {"requests": 60, "burst": 20}}], ids=["no rate", "a rate"])
async def test_a_pause_of_a_day_is_kept_for_minutes_said_with_its_cause_and_then_probed(rate):
    client, transport, clock = scripted(json_response({}, status=429, retry_after="86400"), answer_to, pai=PAI | rate)
    with pytest.raises(Throttled, match="asks us to slow down") as first:
        await client.verify(ID)
    since = clock.now()
    clock.advance(60)
    with pytest.raises(Throttled, match=r"asked for a pause\.$") as second:
        await client.verify(ID)

    assert (300.0, 240.0, 1) == (first.value.retry_after, second.value.retry_after, len(transport.requests))
    assert (RegistryPause("pai", "Production AI Institute", PauseCause.ASKED_FOR_IT, since),) == client.pauses
    clock.advance(240)
    assert () == client.pauses
    assert Outcome.FOUND is (await client.verify(ID)).outcome


async def test_a_pause_that_is_asked_for_again_and_again_began_with_the_first():
    client, _, clock = scripted(json_response({}, status=429, retry_after="120"))
    began = clock.now()
    for _ in range(4):
        await client.settle(ID)
        clock.advance(121)
    await client.settle(ID)

    assert [began] == [pause.since for pause in client.pauses]
