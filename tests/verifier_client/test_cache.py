"""Records are remembered for their lifetime, kept for bad days, and never without bound."""

import pytest

from tests.verifier_client.factories import cached_record, record
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
    seen = cached_record(record(), clock)
    memory.put(KEY, seen)

    assert memory.get(KEY) is seen
    assert memory.get(("other", "AIDA-2026-1234")) is None


def test_a_record_stays_as_a_stale_copy_and_then_leaves(memory, clock):
    memory.put(KEY, cached_record(record(), clock, lifetime=10))
    clock.advance(10 + STALE_FOR - 0.1)

    assert memory.get(KEY) is not None
    clock.advance(0.2)
    assert memory.get(KEY) is None


def test_not_found_leaves_with_its_lifetime(memory, clock):
    """A stale "not found" has no use: an outage must never look like one."""
    memory.put(KEY, cached_record(None, clock, lifetime=10))
    clock.advance(9.9)

    assert memory.get(KEY) is not None
    clock.advance(0.1)
    assert memory.get(KEY) is None


def test_a_later_sighting_replaces_the_earlier(memory, clock):
    memory.put(KEY, cached_record(record(), clock))
    later = cached_record(None, clock)
    memory.put(KEY, later)

    assert memory.get(KEY) is later
    assert len(memory) == 1


def test_the_least_recently_used_leaves_first_when_memory_is_full(memory, clock):
    for name in "abc":
        memory.put((name, name), cached_record(record(), clock))
    memory.get(("a", "a"))
    memory.put(("d", "d"), cached_record(record(), clock))

    assert len(memory) == 3
    assert memory.get(("a", "a")) is not None
    assert memory.get(("b", "b")) is None


def test_what_is_forgotten_is_gone(memory, clock):
    memory.put(KEY, cached_record(record(), clock))
    memory.remove(KEY)
    memory.remove(KEY)

    assert memory.get(KEY) is None


def test_the_time_of_day_has_no_say_in_lifetimes(memory, clock):
    """A clock set back ten years must not make a record immortal."""
    memory.put(KEY, cached_record(record(), clock, lifetime=10))
    clock.jump(clock.now().replace(year=2016))
    clock.advance(10 + STALE_FOR + 1)

    assert memory.get(KEY) is None
