"""The fakes that users get keep the promises of the ports they stand for."""

from datetime import UTC, datetime, timedelta

import pytest

from verifier_client import SystemClock, Unavailable
from verifier_client.testing import FakeTransport, ManualClock, json_response
from verifier_client.transport import RegistryRequest

pytestmark = pytest.mark.anyio
ASK = RegistryRequest("Registry", "https://registry.example/v1/certificates/AIDA-2026-1234")


async def test_a_manual_clock_moves_only_when_told():
    clock = ManualClock()
    start = clock.now()

    await clock.sleep(90)
    clock.advance(30)

    assert (timedelta(seconds=120), 120.0, [90]) == (clock.now() - start, clock.monotonic(), clock.slept)


def test_a_wall_clock_may_jump_while_monotonic_time_stands():
    clock = ManualClock()

    clock.jump(datetime(2031, 1, 1, tzinfo=UTC))

    assert (2031, 0.0) == (clock.now().year, clock.monotonic())
    assert clock.now().tzinfo is SystemClock().now().tzinfo


async def test_a_fake_transport_follows_its_script_and_repeats_the_last_line():
    async def late(request):
        return json_response({"late": request.url})

    transport = FakeTransport(
        Unavailable("down"), lambda _ask: json_response({}, status=404), late, json_response({}, etag='"1"')
    )

    with pytest.raises(Unavailable):
        await transport.send(ASK, patience=2)
    told = [await transport.send(ASK, patience=1) for _ in range(4)]

    assert [404, 200, 200, 200] == [answer.status for answer in told]
    assert '"1"' == told[3].headers["etag"]
    assert ([ASK] * 5, [2, 1, 1, 1, 1]) == (transport.requests, transport.patience)


async def test_a_fake_transport_needs_a_script_and_notes_its_end():
    with pytest.raises(ValueError, match="at least one response"):
        FakeTransport()
    transport = FakeTransport(json_response({}))

    await transport.aclose()

    assert transport.closed
