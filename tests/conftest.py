"""What all tests share."""

import gc
import logging

import pytest
from hypothesis import settings

from tests.listening import OURS, Listener

# Every run draws anew, so fewer draws a run are enough; `--hypothesis-profile=default` draws more.
settings.register_profile("suite", settings(), max_examples=12)
settings.load_profile("suite")


def pytest_collection_finish():
    """Look for garbage less often, and never among what was imported and collected: it stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def nobody_is_named_in_the_log():
    """Listen to all that is logged from the first test to the last, and fail if a person or a token was in it."""
    listener, root = Listener(), logging.getLogger()
    root.addHandler(listener)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield
    root.removeHandler(listener)
    assert [] == listener.wrong
