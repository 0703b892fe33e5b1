"""What all tests share."""

import pytest
from hypothesis import settings

# Every run draws anew, so fewer draws a run are enough; `--hypothesis-profile=default` draws more.
settings.register_profile("suite", settings(), max_examples=40)
settings.load_profile("suite")


@pytest.fixture
def anyio_backend():
    return "asyncio"
