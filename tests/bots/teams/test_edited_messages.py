"""A message of the personal chat that is edited has its answer changed, not a second one below it."""

import pytest

from bots.storage.store import Store
from tests.bots.teams.factories import TENANT, cards, shown, teams

pytestmark = pytest.mark.anyio
EDIT = {"type": "messageUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"}}


@pytest.fixture
async def here():
    async with teams() as running:
        await running.install()
        yield running


async def test_the_answer_is_changed_where_it_stands(here):
    await here.say("AIDA-2026-1234", id="m-edited")
    before = len(here.sent)
    await here.turn(text="AIDA-2026-0404", id="m-edited", **EDIT)
    await here.turn(text="CPAP-2026-6660", id="m-edited", **EDIT)

    first, second = here.updated
    assert before == len(here.sent)
    assert "has no record of AIDA-2026-0404" in shown(cards([first]))
    assert "CPAP-2026-6660 was revoked" in shown(cards([second]))
    assert first[1].id == second[1].id


async def test_an_edit_that_asks_nothing_new_changes_nothing(here):
    await here.say("please verify AIDA-2026-1234", id="m-edited")
    before = len(here.sent)
    await here.turn(text="please, verify AIDA-2026-1234", id="m-edited", **EDIT)

    assert (before, []) == (len(here.sent), here.updated)


async def test_an_edit_in_a_channel_is_left_alone(here):
    await here.mention("AIDA-2026-1234", id="m-edited")
    before = len(here.sent)
    await here.mention("AIDA-2026-0404", id="m-edited", type="messageUpdate", channelData=EDIT["channelData"])

    assert (before, []) == (len(here.sent), here.updated)


async def test_a_longer_answer_that_became_short_leaves_nothing_behind(here):
    sent = await here.say(" ".join(f"AIDA-2026-{number:04}" for number in range(4000, 4100)), id="m-edited")
    await here.turn(text="AIDA-2026-1234", id="m-edited", **EDIT)

    assert len(sent) - 1 == len(here.deleted)


async def test_an_edit_after_a_restart_changes_the_answer_that_another_process_gave():
    async with Store.temporary() as store:
        async with teams(answers=store.answers) as before:
            await before.install()
            await before.say("AIDA-2026-1234", id="m-edited")
        async with teams(answers=store.answers) as after:
            await after.install()
            said = len(after.sent)
            await after.turn(text="AIDA-2026-0404", id="m-edited", **EDIT)
            [changed] = after.updated
            assert said == len(after.sent)

    assert "has no record of AIDA-2026-0404" in shown(cards([changed]))
