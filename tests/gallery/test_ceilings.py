"""No answer is higher on a phone than it may be, on Slack's and Teams' drawing; details are not counted."""

import pytest

from tests.gallery.answers import ANSWERS
from tests.gallery.drawing import PANES, gallery

pytestmark = [pytest.mark.anyio, pytest.mark.system]


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def looking():
    async with gallery() as opened:
        yield opened


@pytest.mark.parametrize("answer", [each for each in ANSWERS if each.most], ids=lambda each: each.name)
async def test_an_answer_fits_a_phone(looking, answer):
    await looking.see(answer)

    heights = {pane: await looking.height(pane) for pane in PANES}
    assert all(0 < height <= answer.most for height in heights.values()), heights
