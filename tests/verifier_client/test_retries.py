"""Another attempt is made where it may help, after a pause, within the deadline, and while somebody waits."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.factories import ID, pai_answer, scripted
from verifier_client import Garbled, Lane, Policy, Refused, Throttled, Unavailable
from verifier_client.retries import retry
from verifier_client.single_flight import SharedRequest
from verifier_client.testing import FakeTransport, ManualClock, json_response

pytestmark = pytest.mark.anyio
POLICY = Policy(attempts=4, pause=0.2, longest_pause=5.0)


class Caller:
    """One question with a script of failures before it succeeds."""

    def __init__(self, *failures, clock=None, jitter=lambda _low, high: high):
        self.failures = list(failures)
        self.clock = clock or ManualClock()
        self.jitter = jitter
        self.shared = SharedRequest()
        self.shared.add_waiter(Lane.INTERACTIVE)
        self.attempts = 0

    async def attempt(self):
        self.attempts += 1
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        return "answer"

    async def retry(self, deadline=1000.0, policy=POLICY):
        return await retry(
            self.attempt,
            shared=self.shared,
            deadline=deadline,
            policy=policy,
            clock=self.clock,
            jitter=self.jitter,
            retried=lambda: None,
        )


def down(**more):
    return Unavailable("down", registry="PAI", **more)


async def test_a_good_answer_needs_one_attempt():
    caller = Caller()

    assert await caller.retry() == "answer"
    assert caller.attempts == 1
    assert caller.clock.slept == []


@pytest.mark.parametrize("error", [down(), Throttled("slow down", retry_after=0.5)])
async def test_passing_trouble_is_tried_again(error):
    caller = Caller(error, error)

    assert await caller.retry() == "answer"
    assert caller.attempts == 3


@pytest.mark.parametrize("error", [Refused("key"), Garbled("html"), down(worth_retrying=False), ValueError("ours")])
async def test_what_another_attempt_cannot_mend_is_final(error):
    caller = Caller(error)

    with pytest.raises(type(error)):
        await caller.retry()
    assert caller.attempts == 1


async def test_a_final_error_after_a_passing_one_ends_it():
    caller = Caller(down(), Refused("key"))

    with pytest.raises(Refused):
        await caller.retry()
    assert caller.attempts == 2


async def test_after_the_last_attempt_the_last_error_is_raised_as_it_is():
    errors = [down(retry_after=number / 10) for number in range(5)]
    caller = Caller(*errors)

    with pytest.raises(Unavailable) as last:
        await caller.retry()
    assert last.value is errors[3]
    assert caller.attempts == POLICY.attempts


async def test_pauses_double_up_to_the_longest():
    caller = Caller(*[down()] * 7)
    await caller.retry(policy=Policy(attempts=8, pause=0.2, longest_pause=5.0))

    assert caller.clock.slept == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0])


async def test_jitter_is_full():
    """Each pause is drawn from zero to its ceiling, so that many clients do not come back together."""
    asked = []

    def jitter(low, high):
        asked.append((low, high))
        return high / 4

    caller = Caller(down(), down(), jitter=jitter)
    await caller.retry()

    assert asked == [(0.0, 0.2), (0.0, 0.4)]
    assert caller.clock.slept == pytest.approx([0.05, 0.1])


async def test_a_pause_that_the_registry_asked_for_is_kept():
    caller = Caller(Throttled("slow down", retry_after=7.0), down(retry_after=0.1))
    await caller.retry()

    assert caller.clock.slept == [7.0, 0.4]


async def test_no_pause_reaches_beyond_the_deadline():
    """When the registry asks for more patience than there is, the error says so at once."""
    caller = Caller(Throttled("slow down", retry_after=3.0))

    with pytest.raises(Throttled) as error:
        await caller.retry(deadline=2.5)
    assert error.value.retry_after == 3.0
    assert caller.clock.slept == []


async def test_nobody_waiting_means_no_further_attempt():
    caller = Caller(down())
    caller.shared.remove_waiter(Lane.INTERACTIVE)

    with pytest.raises(Unavailable):
        await caller.retry()
    assert caller.attempts == 1
    assert caller.clock.slept == []


async def test_concurrent_callers_do_not_share_attempts():
    """One shared AsyncRetrying mixes them (jd/tenacity#93): six callers make three attempts each."""
    clock = ManualClock()
    callers = [Caller(down(), down(), clock=clock) for _ in range(6)]
    answers = await asyncio.gather(*(caller.retry() for caller in callers))

    assert answers == ["answer"] * 6
    assert [caller.attempts for caller in callers] == [3] * 6


@given(
    failures=st.lists(st.one_of(st.none(), st.floats(0.0, 20.0)), max_size=8),
    deadline=st.floats(0.0, 60.0),
    share=st.floats(0.0, 1.0),
)
async def test_no_attempt_ever_begins_after_the_deadline(failures, deadline, share):
    caller = Caller(*[down(retry_after=wait) for wait in failures], jitter=lambda _low, high: high * share)
    try:
        await caller.retry(deadline=deadline)
    except Unavailable:
        assert failures

    assert caller.clock.monotonic() == 0.0 or caller.clock.monotonic() < deadline
    assert 1 <= caller.attempts <= POLICY.attempts


async def test_retry_after_in_seconds_is_honoured_from_end_to_end():
    client, transport, clock = scripted(json_response({}, status=429, retry_after="1"), pai_answer())
    await client.verify(ID)

    assert clock.slept == [1.0]
    assert len(transport.requests) == 2


async def test_retry_after_as_a_date_is_honoured_from_end_to_end():
    clock = ManualClock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    date = "Fri, 20 Nov 2026 09:00:02 GMT"
    client, transport, _ = scripted(json_response({}, status=503, retry_after=date), pai_answer(), clock=clock)
    await client.verify(ID)

    assert clock.slept == [2.0]
    assert len(transport.requests) == 2


async def test_the_deadline_holds_over_all_attempts():
    """Each attempt is told how much patience is left, and there is none beyond the policy's."""
    clock = ManualClock()

    def slow(_ask):
        clock.advance(0.9)
        raise down()

    client, transport, _ = scripted(slow, clock=clock)
    with pytest.raises(Unavailable):
        await client.verify(ID)

    assert transport.patience == pytest.approx([2.5, 1.4, 0.1], abs=0.001)
    assert isinstance(transport, FakeTransport)
