"""A registry that keeps failing is left alone, then asked once."""

import pytest

from verifier_client import Unavailable
from verifier_client.pacing.circuit_breaker import CircuitBreaker
from verifier_client.testing import ManualClock

LIMIT, REST = 3, 20.0


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def breaker(clock):
    return CircuitBreaker("PAI", failures=LIMIT, rest=REST, monotonic=clock.monotonic)


def fail(breaker, times=LIMIT):
    for _ in range(times):
        breaker.admit()
        breaker.failed()


def admitted(breaker):
    try:
        breaker.admit()
    except Unavailable:
        return False
    return True


def test_it_stays_closed_below_the_limit(breaker):
    fail(breaker, LIMIT - 1)

    assert admitted(breaker)
    assert not breaker.is_open


def test_it_opens_at_the_limit_and_says_when_to_come_back(breaker, clock):
    """Who is turned away learns who failed, how often, and how long the rest lasts; trying again at once is no use."""
    fail(breaker)
    clock.advance(5)

    with pytest.raises(Unavailable, match="PAI failed 3 times in a row") as refused:
        breaker.admit()
    assert breaker.is_open
    assert refused.value.retry_after == REST - 5
    assert not refused.value.worth_retrying


def test_only_failures_in_a_row_count(breaker):
    fail(breaker, LIMIT - 1)
    breaker.succeeded()
    fail(breaker, LIMIT - 1)

    assert admitted(breaker)


def test_after_the_rest_exactly_one_probe_goes_first(breaker, clock):
    fail(breaker)
    clock.advance(REST)

    assert not breaker.is_open
    assert [admitted(breaker) for _ in range(5)] == [True, False, False, False, False]


def test_who_comes_while_the_probe_is_out_is_asked_back_soon(breaker, clock):
    fail(breaker)
    clock.advance(REST)
    breaker.admit()

    with pytest.raises(Unavailable) as refused:
        breaker.admit()
    assert refused.value.retry_after == 1.0


def test_a_good_probe_closes_it(breaker, clock):
    fail(breaker)
    clock.advance(REST)
    breaker.admit()
    breaker.succeeded()

    assert [admitted(breaker) for _ in range(5)] == [True] * 5


def test_a_failed_probe_begins_a_new_rest(breaker, clock):
    fail(breaker)
    clock.advance(REST)
    fail(breaker, 1)
    clock.advance(REST - 0.5)

    assert breaker.is_open
    assert not admitted(breaker)
    clock.advance(0.5)
    assert admitted(breaker)


def test_a_probe_that_never_comes_back_does_not_keep_it_open_for_ever(breaker, clock):
    fail(breaker)
    clock.advance(REST)
    breaker.admit()
    clock.advance(REST + 0.1)

    assert [admitted(breaker) for _ in range(3)] == [True, False, False]


def test_a_probe_that_was_not_sent_leaves_its_place_to_the_next(breaker, clock):
    fail(breaker)
    clock.advance(REST)
    breaker.admit()
    breaker.withdrawn()

    assert [admitted(breaker) for _ in range(3)] == [True, False, False]


def test_a_late_answer_to_an_earlier_question_closes_it(breaker):
    """Whatever answers lives."""
    fail(breaker)
    breaker.succeeded()

    assert admitted(breaker)
