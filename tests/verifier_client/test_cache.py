"""Records are remembered for their lifetime, kept for bad days, and never without bound."""

import pytest

from tests.verifier_client.scenery import record, sighting
from verifier_client.cache import RecordCache
from verifier_client.testing import ManualClock

KEY = ("pai", "AIDA-2026-1234")
STALE_FOR = 100.0


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def memory(clock):
    return RecordCache(3, STALE_FOR, clock.monotonic)


def test_what_was_kept_is_recalled(memory, clock):
    seen = sighting(record(), clock)
    memory.keep(KEY, seen)

    assert memory.recall(KEY) is seen
    assert memory.recall(("other", "AIDA-2026-1234")) is None


def test_a_record_stays_as_a_stale_copy_and_then_leaves(memory, clock):
    memory.keep(KEY, sighting(record(), clock, lifetime=10))
    clock.advance(10 + STALE_FOR - 0.1)

    assert memory.recall(KEY) is not None
    clock.advance(0.2)
    assert memory.recall(KEY) is None


def test_not_found_leaves_with_its_lifetime(memory, clock):
    """A stale "not found" has no use: an outage must never look like one."""
    memory.keep(KEY, sighting(None, clock, lifetime=10))
    clock.advance(9.9)

    assert memory.recall(KEY) is not None
    clock.advance(0.1)
    assert memory.recall(KEY) is None


def test_a_later_sighting_replaces_the_earlier(memory, clock):
    memory.keep(KEY, sighting(record(), clock))
    later = sighting(None, clock)
    memory.keep(KEY, later)

    assert memory.recall(KEY) is later
    assert len(memory) == 1


def test_the_least_recently_used_leaves_first_when_memory_is_full(memory, clock):
    for name in "abc":
        memory.keep((name, name), sighting(record(), clock))
    memory.recall(("a", "a"))
    memory.keep(("d", "d"), sighting(record(), clock))

    assert len(memory) == 3
    assert memory.recall(("a", "a")) is not None
    assert memory.recall(("b", "b")) is None


def test_what_is_forgotten_is_gone(memory, clock):
    memory.keep(KEY, sighting(record(), clock))
    memory.forget(KEY)
    memory.forget(KEY)

    assert memory.recall(KEY) is None


def test_the_time_of_day_has_no_say_in_lifetimes(memory, clock):
    """A clock set back ten years must not make a record immortal."""
    memory.keep(KEY, sighting(record(), clock, lifetime=10))
    clock.jump(clock.now().replace(year=2016))
    clock.advance(10 + STALE_FOR + 1)

    assert memory.recall(KEY) is None
