import pytest

from tests.bots.slack.slack_kit import workspace


@pytest.fixture
async def slack():
    async with workspace() as running:
        yield running
