"""Many askers, one request; nobody who leaves takes the request along."""

import asyncio

import pytest

from tests.verifier_client.factories import settle
from verifier_client import Lane, Unavailable
from verifier_client.single_flight import SharedRequest, SingleFlight

pytestmark = pytest.mark.anyio
PERSON, JOB = Lane.INTERACTIVE, Lane.BACKGROUND


class HeldWork:
    """A piece of work that ends when told, and counts how often it was started."""

    def __init__(self):
        self.in_progress = SingleFlight()
        self.end = asyncio.Event()
        self.started = []
        self.outcome = "ended"

    async def run(self, shared):
        self.started.append(shared)
        await self.end.wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def join(self, key="id", *, lane=PERSON, patience=10.0):
        return asyncio.create_task(self.in_progress.join(key, self.run, lane=lane, patience=patience))


@pytest.fixture
async def work():
    work = HeldWork()
    yield work
    work.end.set()
    await work.in_progress.drain()


async def test_a_thousand_askers_of_one_key_share_one_request(work):
    askers = [work.join() for _ in range(1000)]
    await settle()
    work.end.set()

    assert ["ended"] * 1000 == await asyncio.gather(*askers)
    assert len(work.started) == 1


async def test_other_keys_have_requests_of_their_own(work):
    askers = [work.join("one"), work.join("other")]
    await settle()

    assert len(work.in_progress) == 2
    work.end.set()
    await asyncio.gather(*askers)
    assert len(work.started) == 2


async def test_an_ended_request_is_forgotten(work):
    """The next asker gets a new answer: remembering is not its business."""
    work.end.set()
    await work.join()
    await settle()

    assert len(work.in_progress) == 0
    await work.join()
    assert len(work.started) == 2


async def test_all_waiters_learn_of_a_failure_and_the_next_one_starts_anew(work):
    work.outcome = Unavailable("down")
    askers = [work.join() for _ in range(3)]
    await settle()
    work.end.set()

    assert [work.outcome] * 3 == await asyncio.gather(*askers, return_exceptions=True)
    work.outcome = "ended"
    assert await work.join() == "ended"


async def test_who_runs_out_of_patience_leaves_the_others_waiting(work):
    hasty, waiting = work.join(patience=0.0), work.join()
    with pytest.raises(TimeoutError):
        await hasty

    work.end.set()
    assert await waiting == "ended"
    assert len(work.started) == 1


async def test_a_cancelled_asker_does_not_cancel_the_request(work):
    leaving, staying = work.join(), work.join()
    await settle()
    leaving.cancel()
    await settle()

    assert leaving.cancelled()
    work.end.set()
    assert await staying == "ended"


async def test_the_last_to_leave_ends_the_wish_but_not_the_request(work):
    askers = [work.join(), work.join(lane=JOB)]
    await settle()
    shared = work.started[0]
    for asker in askers:
        assert shared.is_wanted
        asker.cancel()
        await settle()

    assert not shared.is_wanted
    assert len(work.in_progress) == 1


async def test_who_comes_while_an_unwanted_flight_is_under_way_takes_it(work):
    first = work.join()
    await settle()
    first.cancel()
    await settle()
    second = work.join()
    await settle()

    assert work.started[0].is_wanted
    work.end.set()
    assert await second == "ended"
    assert len(work.started) == 1


async def test_a_failure_that_nobody_waits_for_complains_to_nobody(work):
    """Warnings are errors here: a task exception that is never retrieved would fail this test."""
    work.outcome = Unavailable("down")
    asker = work.join()
    await settle()
    asker.cancel()
    work.end.set()
    await work.in_progress.drain()

    assert len(work.in_progress) == 0


async def test_draining_waits_for_all_that_is_in_the_air(work):
    work.join("one")
    work.join("other")
    await settle()
    draining = asyncio.create_task(work.in_progress.drain())
    await settle()

    assert not draining.done()
    work.end.set()
    await draining
    assert len(work.in_progress) == 0


def test_the_most_urgent_waiter_sets_the_lane():
    shared, lanes = SharedRequest(), []
    for move, lane in [
        (shared.add_waiter, JOB),
        (shared.add_waiter, PERSON),
        (shared.add_waiter, PERSON),
        (shared.remove_waiter, PERSON),
    ]:
        move(lane)
        lanes.append(shared.lane)
    shared.remove_waiter(PERSON)

    assert lanes == [JOB, PERSON, PERSON, PERSON]
    assert shared.lane is JOB
    assert shared.is_wanted
