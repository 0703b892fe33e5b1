"""Many askers, one request; nobody who leaves takes the request along."""

import asyncio

import pytest

from tests.verifier_client.scenery import settle
from verifier_client import Lane, Unavailable
from verifier_client.single_flight import Flight, SingleFlight

pytestmark = pytest.mark.anyio
PERSON, JOB = Lane.INTERACTIVE, Lane.BACKGROUND


class Runway:
    """A flight that lands when told, and counts how often it took off."""

    def __init__(self):
        self.flights = SingleFlight()
        self.landing = asyncio.Event()
        self.started = []
        self.outcome = "landed"

    async def fly(self, flight):
        self.started.append(flight)
        await self.landing.wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def join(self, key="id", *, lane=PERSON, patience=10.0):
        return asyncio.create_task(self.flights.join(key, self.fly, lane=lane, patience=patience))


@pytest.fixture
async def runway():
    runway = Runway()
    yield runway
    runway.landing.set()
    await runway.flights.drain()


async def test_a_thousand_askers_of_one_key_share_one_flight(runway):
    askers = [runway.join() for _ in range(1000)]
    await settle()
    runway.landing.set()

    assert ["landed"] * 1000 == await asyncio.gather(*askers)
    assert len(runway.started) == 1


async def test_other_keys_fly_on_their_own(runway):
    askers = [runway.join("one"), runway.join("other")]
    await settle()

    assert len(runway.flights) == 2
    runway.landing.set()
    await asyncio.gather(*askers)
    assert len(runway.started) == 2


async def test_a_landed_flight_is_forgotten(runway):
    """The next asker gets a new answer: remembering is not the flights' business."""
    runway.landing.set()
    await runway.join()
    await settle()

    assert len(runway.flights) == 0
    await runway.join()
    assert len(runway.started) == 2


async def test_all_passengers_learn_of_a_failure_and_the_next_one_starts_anew(runway):
    runway.outcome = Unavailable("down")
    askers = [runway.join() for _ in range(3)]
    await settle()
    runway.landing.set()

    assert [runway.outcome] * 3 == await asyncio.gather(*askers, return_exceptions=True)
    runway.outcome = "landed"
    assert await runway.join() == "landed"


async def test_who_runs_out_of_patience_leaves_the_others_aboard(runway):
    hasty, patient = runway.join(patience=0.0), runway.join()
    with pytest.raises(TimeoutError):
        await hasty

    runway.landing.set()
    assert await patient == "landed"
    assert len(runway.started) == 1


async def test_a_cancelled_asker_does_not_cancel_the_flight(runway):
    leaving, staying = runway.join(), runway.join()
    await settle()
    leaving.cancel()
    await settle()

    assert leaving.cancelled()
    runway.landing.set()
    assert await staying == "landed"


async def test_the_last_to_leave_ends_the_wish_but_not_the_flight(runway):
    askers = [runway.join(), runway.join(lane=JOB)]
    await settle()
    flight = runway.started[0]
    for asker in askers:
        assert flight.wanted
        asker.cancel()
        await settle()

    assert not flight.wanted
    assert len(runway.flights) == 1


async def test_who_comes_while_an_unwanted_flight_is_in_the_air_takes_it(runway):
    first = runway.join()
    await settle()
    first.cancel()
    await settle()
    second = runway.join()
    await settle()

    assert runway.started[0].wanted
    runway.landing.set()
    assert await second == "landed"
    assert len(runway.started) == 1


async def test_a_failure_that_nobody_waits_for_complains_to_nobody(runway):
    """Warnings are errors here: a task exception that is never retrieved would fail this test."""
    runway.outcome = Unavailable("down")
    asker = runway.join()
    await settle()
    asker.cancel()
    runway.landing.set()
    await runway.flights.drain()

    assert len(runway.flights) == 0


async def test_draining_waits_for_all_that_is_in_the_air(runway):
    runway.join("one")
    runway.join("other")
    await settle()
    draining = asyncio.create_task(runway.flights.drain())
    await settle()

    assert not draining.done()
    runway.landing.set()
    await draining
    assert len(runway.flights) == 0


def test_the_most_urgent_passenger_sets_the_lane():
    flight, lanes = Flight(), []
    for move, lane in [(flight.board, JOB), (flight.board, PERSON), (flight.board, PERSON), (flight.leave, PERSON)]:
        move(lane)
        lanes.append(flight.lane)
    flight.leave(PERSON)

    assert lanes == [JOB, PERSON, PERSON, PERSON]
    assert flight.lane is JOB
    assert flight.wanted
