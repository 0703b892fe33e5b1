"""A registry's published rate holds in every window, and people come before background work."""

import asyncio
from bisect import bisect_right

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.verifier_client.factories import HeldClock, settle
from verifier_client import Lane, Throttled
from verifier_client.pacing.rate_limiter import Rate, RateLimiter
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
MINUTE = Rate(60, 60.0, 20)
FAR = 1e9


class Walk:
    """A pacer whose clock is moved by its askers: notes when each of them was let through."""

    def __init__(self, rate):
        self.clock = ManualClock()
        self.pacer = RateLimiter("AIPA", rate, self.clock)
        self.sent = []

    async def request(self, lane=Lane.INTERACTIVE, patience=FAR):
        await self.pacer.admit(lambda: lane, self.clock.monotonic() + patience)
        self.sent.append(self.clock.monotonic())


@pytest.fixture
def walk():
    return Walk(MINUTE)


async def test_a_burst_goes_at_once(walk):
    for _ in range(20):
        await walk.request()

    assert walk.sent == [0.0] * 20


async def test_after_the_burst_a_person_waits_for_the_next_token(walk):
    for _ in range(22):
        await walk.request()

    assert walk.sent[20:] == pytest.approx([1.5, 3.0])


async def test_who_would_come_too_late_is_told_at_once_when_to_come_back(walk):
    """No waiting for nothing: the refusal is immediate and takes no token."""
    for _ in range(20):
        await walk.request()

    with pytest.raises(Throttled, match="allows 60 questions in 60 s") as refused:
        await walk.request(patience=1.0)
    assert refused.value.retry_after == pytest.approx(1.5)
    assert not refused.value.worth_retrying
    assert walk.clock.slept == []
    await walk.request()
    assert walk.sent[-1] == pytest.approx(1.5)


async def test_background_work_leaves_half_a_burst_to_people(walk):
    for _ in range(10):
        await walk.request(Lane.BACKGROUND)

    with pytest.raises(Throttled):
        await walk.request(Lane.BACKGROUND, patience=1.0)
    for _ in range(10):
        await walk.request(patience=0.0)
    assert walk.sent == [0.0] * 20


@pytest.mark.parametrize("burst", [1, 2, 3, 20])
async def test_background_work_gets_its_turn_at_any_burst(burst):
    walk = Walk(Rate(60, 60.0, burst))
    for _ in range(30):
        await walk.request(Lane.BACKGROUND)

    assert len(walk.sent) == 30
    assert walk.sent[-1] < 60.0


async def test_a_person_overtakes_background_work_that_waits():
    """Five background questions wait for the bucket; a person who comes later is let through before them."""
    clock, order = HeldClock(), []
    pacer = RateLimiter("AIPA", Rate(4, 3.0, 1), clock)

    async def request(lane, name):
        await pacer.admit(lambda: lane, FAR)
        order.append(name)

    await request(Lane.INTERACTIVE, "first")
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(request(Lane.BACKGROUND, "background"))
        await clock.let_pass(0.5)
        group.create_task(request(Lane.INTERACTIVE, "person"))
        await clock.let_pass(20.0)

    assert order == ["first", "person", *["background"] * 5]


async def test_a_question_that_a_person_joins_stops_yielding():
    clock, lane = HeldClock(), [Lane.BACKGROUND]
    pacer = RateLimiter("AIPA", Rate(40, 20.0, 20), clock)
    for _ in range(15):
        await pacer.admit(lambda: Lane.INTERACTIVE, FAR)
    waiting = asyncio.create_task(pacer.admit(lambda: lane[0], FAR))
    await clock.let_pass(1.0)

    assert not waiting.done()
    lane[0] = Lane.INTERACTIVE
    await clock.let_pass(1.0)
    assert waiting.done()


async def test_a_hold_stops_everybody(walk):
    walk.pacer.hold(30.0)

    with pytest.raises(Throttled) as refused:
        await walk.request(patience=2.5)
    assert refused.value.retry_after == 30.0
    await walk.request(Lane.BACKGROUND)
    await walk.request()
    assert walk.sent == pytest.approx([30.0, 30.0], abs=0.01)


async def test_a_hold_stops_who_waits_for_a_token_already():
    """Half of the second that was left when the hold began is still to be waited when it ends."""
    clock = HeldClock()
    pacer = RateLimiter("AIPA", Rate(4, 3.0, 1), clock)
    await pacer.admit(lambda: Lane.INTERACTIVE, FAR)
    waiting = asyncio.create_task(pacer.admit(lambda: Lane.INTERACTIVE, FAR))
    await clock.let_pass(0.5)
    pacer.hold(10.0)
    await clock.let_pass(10.4)

    assert not waiting.done()
    await clock.let_pass(0.2)
    assert waiting.done()


async def test_a_shorter_hold_does_not_end_a_longer_one(walk):
    walk.pacer.hold(30.0)
    walk.pacer.hold(1.0)
    await walk.request()

    assert walk.sent == [30.0]


async def test_a_hold_saves_up_no_tokens(walk):
    """What the registry asked us to leave out is not caught up with afterwards."""
    for _ in range(20):
        await walk.request()
    walk.pacer.hold(60.0)
    await walk.request()

    assert walk.sent[-1] == pytest.approx(61.5)


RATES = st.builds(
    lambda requests, seconds, share: Rate(requests, seconds, max(1, int((requests - 1) * share))),
    st.integers(2, 12),
    st.sampled_from([1.0, 10.0, 60.0]),
    st.floats(0.0, 1.0),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from(list(Lane)), st.sampled_from([0.0, 2.5, 30.0]), st.integers(1, 12)),
        st.tuples(st.just("pass"), st.floats(0.0, 20.0)),
        st.tuples(st.just("hold"), st.floats(0.0, 20.0)),
    ),
    max_size=20,
)


@given(rate=RATES, steps=STEPS)
@example(rate=Rate(2, 1.0, 1), steps=[("ask", Lane.BACKGROUND, 30.0, 10)])
async def test_no_window_ever_sees_more_than_the_published_rate(rate, steps):
    """Whatever mix of people, background work, pauses and holds: in any ``seconds`` at most ``requests`` are sent."""
    clock, sent, holds = HeldClock(), [], []
    pacer = RateLimiter("AIPA", rate, clock)

    async def request(lane, patience):
        try:
            await pacer.admit(lambda: lane, clock.monotonic() + patience)
        except Throttled:
            return
        sent.append(clock.monotonic())

    async with asyncio.TaskGroup() as group:
        for name, *how in steps:
            match name:
                case "ask":
                    for _ in range(how.pop()):
                        group.create_task(request(*how))
                    await settle()
                case "pass":
                    await clock.let_pass(*how)
                case "hold":
                    holds.append((clock.monotonic(), clock.monotonic() + how[0]))
                    pacer.hold(*how)
        await clock.let_pass(60.0)

    windows = [bisect_right(sent, at + rate.seconds - 0.01) - place for place, at in enumerate(sent)]
    assert max(windows, default=0) <= rate.requests
    assert [] == [at for at in sent for begin, end in holds if begin < at < end - 0.01]
