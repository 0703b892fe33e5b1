import pytest

from tests.bots.slack.fakes import workspace
from tests.bots.storage.conftest import emptied, has_tables, server, upgraded, url  # noqa: F401 - fixtures, by their names


@pytest.fixture
async def slack():
    async with workspace() as running:
        yield running
