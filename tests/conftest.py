"""What all tests share."""

import gc
import logging

import pytest
from hypothesis import settings

from tests.listening import OURS, Listener

gc.disable()  # what is imported and collected is no garbage

# Every run draws anew, so few draws a run are enough; `make laws` draws more.
settings.register_profile("suite", deadline=None, max_examples=12)
settings.register_profile("laws", deadline=None, max_examples=300)
settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what needs a browser or a database server; what starts a process of its own is marked where it stands."""
    for item in items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        if "browser" in item.fixturenames or given.get("url") == "postgresql":
            item.add_marker(pytest.mark.system)


def pytest_collection_finish():
    """Look for garbage from now on, but seldom, and never among what was imported and collected: it stays."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


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
