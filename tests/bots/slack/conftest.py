import pytest

from tests.bots.slack.fakes import workspace


@pytest.fixture
async def slack():
    async with workspace() as running:
        yield running
