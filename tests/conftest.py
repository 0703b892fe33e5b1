"""What all tests share."""

import gc
import logging
import random
from collections import defaultdict
from itertools import chain

import pytest
from hypothesis import settings

from tests.log_guard import LogGuard, kept_loggers, restore_loggers

# Collecting the suite takes 10.4 s of CPU without looking for garbage, and 14.5 s with (means of five).
gc.disable()

# Every run draws anew, so few draws a run are enough; `make laws` draws more.
settings.register_profile("suite", deadline=None, max_examples=12)
settings.register_profile("laws", deadline=None, max_examples=300)
settings.load_profile("suite")


def pytest_addoption(parser):
    parser.addoption(
        "--order-seed", type=int, help="run files, and the tests of each, in the order that this seed draws"
    )


def pytest_report_header(config):
    seed = config.getoption("order_seed")
    return f"in random order: --order-seed {seed}" if seed is not None else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what needs a browser or a database server; what starts a process of its own is marked where it stands."""
    for item in items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        if "browser" in item.fixturenames or given.get("url") == "postgresql":
            item.add_marker(pytest.mark.system)
    if (seed := config.getoption("order_seed")) is not None:
        items[:] = in_random_order(items, random.Random(seed))  # noqa: S311 - repeatable, not secret


def in_random_order(items, draw):
    """Shuffle files, and the tests within each: what a file sets up once is set up once still."""
    files = defaultdict(list)
    for item in items:
        files[item.path].append(item)
    shuffled = [draw.sample(tests, len(tests)) for tests in files.values()]
    return list(chain.from_iterable(draw.sample(shuffled, len(shuffled))))


def pytest_collection_finish():
    """Look for garbage from now on, but never among what was imported and collected."""
    gc.freeze()
    gc.enable()


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def log_guard():
    """Read all that is logged from the first test to the last, and fail if a person or a token was in it."""
    guard, root = LogGuard(), logging.getLogger()
    root.addHandler(guard)
    guard.set_levels()
    yield guard
    root.removeHandler(guard)
    assert [] == guard.violations


@pytest.fixture(autouse=True)
def loggers_as_they_were(log_guard):
    """Undo what a test did to the loggers, as ``logs.set_up`` does, and make sure that the guard still reads."""
    before = kept_loggers()
    yield
    restore_loggers(before)
    received = log_guard.received
    logging.getLogger("bots.log_guard").debug("is this read?")
    assert received + 1 == log_guard.received, "the guard against names in the log is deaf"
