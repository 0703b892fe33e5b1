"""The answers of the gallery and of the dialogues are drawn as they were, on all surfaces, to the last key."""

import pytest

from tests.readings.drawn_answers import DRAWN
from tests.readings.kept import changed

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("table", DRAWN)
async def test_answers_are_drawn_as_they_were(table):
    """``python -m tests.readings`` where one is meant to change."""
    assert {} == changed(table, await DRAWN[table]())
