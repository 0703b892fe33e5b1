"""Teams' limits are kept by the bot itself: in one conversation, and of the app in its tenant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.runtime.rate_limit import UNLIMITED, Limits, RateLimiter
from bots.teams.api.limits import LIMITS
from tests.bots.teams.fakes import Clock

WINDOWS = LIMITS.conversation


def most_in(moments, seconds):
    """Return how many moments any half-open window of that length holds."""
    return max(sum(start <= moment < start + seconds for moment in moments) for start in moments)


def sends(rate_limiter, clock, count, conversation="a", tenant="t"):
    return [clock.time + rate_limiter.reserve(conversation, tenant, most=1e9) for _ in range(count)]


@pytest.mark.parametrize(("count", "seconds"), WINDOWS)
def test_a_conversation_is_never_sent_more_than_teams_takes(count, seconds):
    clock = Clock()
    moments = sends(RateLimiter(LIMITS, monotonic=clock.now), clock, 1900)

    assert most_in(moments, seconds) <= count
    assert sorted(moments) == moments


def test_seven_go_at_once():
    clock = Clock()
    moments = sends(RateLimiter(LIMITS, monotonic=clock.now), clock, 9)

    assert [0.0] * 7 == [moment - clock.time for moment in moments[:7]]
    assert [1.0, 2.0] == [pytest.approx(moment - clock.time, abs=0.01) for moment in moments[7:]]


def test_a_tenant_is_never_sent_more_than_fifty_a_second():
    clock = Clock()
    rate_limiter = RateLimiter(LIMITS, monotonic=clock.now)
    moments = [clock.time + rate_limiter.reserve(f"c{number}", "t", most=1e9) for number in range(200)]
    other = rate_limiter.reserve("c", "another", most=0)

    assert (50, 0.0) == (most_in(moments, 1.0), other)
    assert pytest.approx(3.0, abs=0.01) == moments[-1] - moments[0]


def test_what_would_wait_too_long_is_refused_and_takes_no_place():
    clock = Clock()
    rate_limiter = RateLimiter(LIMITS, monotonic=clock.now)
    sends(rate_limiter, clock, 7)
    for _ in range(100):
        assert rate_limiter.reserve("a", "t", most=0.5) is None

    assert pytest.approx(1.0, abs=0.01) == rate_limiter.reserve("a", "t", most=2)


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 3)), max_size=60))
def test_however_people_ask_no_window_overflows(steps):
    clock = Clock()
    rate_limiter = RateLimiter(Limits(LIMITS.conversation, ((5, 1.0),)), monotonic=clock.now)
    moments = {}
    for conversation, pause in steps:
        clock.time += pause
        moments.setdefault(conversation, []).append(clock.time + rate_limiter.reserve(str(conversation), "t", most=1e9))
    everything = [moment for each in moments.values() for moment in each]
    for each in moments.values():
        assert all(most_in(each, seconds) <= count for count, seconds in WINDOWS)

    assert not everything or most_in(everything, 1.0) <= 5


def test_quiet_conversations_are_forgotten():
    clock = Clock()
    rate_limiter = RateLimiter(LIMITS, monotonic=clock.now)
    for number in range(12_000):
        clock.time += 0.02
        rate_limiter.reserve(f"c{number}", "t", most=1e9)
    assert len(rate_limiter._conversations) <= 10_000
    clock.time += 3601
    for _ in range(10_001):
        clock.time += 1
        rate_limiter.reserve("c", "t", most=1e9)

    assert 1 == len(rate_limiter._conversations)


def test_peers_on_this_machine_have_no_limits():
    clock = Clock()

    assert {0.0} == {RateLimiter(UNLIMITED, monotonic=clock.now).reserve("a", "t", most=0) for _ in range(1000)}
