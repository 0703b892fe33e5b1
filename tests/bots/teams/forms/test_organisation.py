"""In Teams admins set things for everybody by a card in their own chat; nobody else can, and it holds at once."""

from dataclasses import replace

import pytest

from bots.conversation.organisation.organisation_settings import FIELDS
from bots.notifications.models import ManagerId
from bots.storage.memory.watches import Memory
from bots.storage.memory.watching import keeping_in_memory
from tests.bots.conversation.factories import START
from tests.bots.teams.factories import buttons, cards, shown, teams

pytestmark = pytest.mark.anyio


def kept(*, admins=()):
    memory = Memory(lambda: START)
    keeping = keeping_in_memory(memory, now=lambda: START, choose=lambda letters: letters[0])
    return memory, replace(keeping, admins=frozenset(map(ManagerId, admins)))


async def who_am_i(memory, stores):
    """The key by which Teams' own person is known: changes something of theirs, and looks whose it is."""
    async with teams(desk={"stores": stores}) as here:
        await here.say("notify alerts 2")
    return next(iter(memory.preferences))


async def test_an_admin_gets_the_card_changes_all_of_it_and_everybody_else_reads_only():
    me = await who_am_i(*kept())
    memory, stores = kept(admins=[me])
    async with teams(desk={"stores": stores}) as here:
        [card] = cards(await here.say("settings"))
        fields = {each["id"]: each for each in card["body"] if each["type"].startswith("Input.")}
        [save] = card["actions"]
        good = {name: each.get("value", "") for name, each in fields.items()} | {
            "sharing": "no",
            "hours": "08:00-16:00",
        }
        wrong = await here.press(save, inputs=good | {"hours": "noon"})
        done = await here.press(save, inputs=good)
    memory_of_others, others = kept()
    async with teams(desk={"stores": others}) as here:
        await here.install()  # as anybody in a tenant may
        read = await here.say("settings")
        refused = await here.press(save, inputs=good)

    assert list(FIELDS) == list(fields)
    assert ("Give hours like" in shown(wrong), "Saved." in shown(done)) == (True, True)
    [set_here] = memory.houses.values()
    assert ("no", "08:00-16:00") == (set_here["sharing"], set_here["hours"])
    assert ("Input." in str(cards(read)), "Settings for everybody" in shown(read)) == (False, True)
    assert ("Only admins" in shown(refused), {}) == (True, memory_of_others.houses)


async def test_where_answers_stay_private_nothing_of_them_goes_into_the_box_where_people_write():
    memory, stores = kept()
    query = {"commandId": "search", "parameters": [{"name": "query", "value": "AIDA-2026-1234"}]}
    asked = {
        "commandId": "verifyMessage",
        "messagePayload": {"body": {"contentType": "html", "content": "AIDA-2026-1234"}},
    }
    said = []
    for sharing in ("yes", "no"):
        async with teams(desk={"stores": stores}) as here:
            await here.say("notify alerts 2")
            tenant = next(iter(memory.preferences)).split(":")[1]
            memory.houses["teams", tenant] = {"sharing": sharing}
            found = (await here.invoke("composeExtension/query", query)).body["composeExtension"]
            window = await here.invoke("composeExtension/fetchTask", asked)
            shared = await here.invoke(
                "composeExtension/submitAction",
                {"commandId": "verifyMessage", "data": {"do": "share", "command": "verify AIDA-2026-1234"}},
            )
        said.append((found["type"], "Share" in str(buttons(window)), "stay private" in shown(shared)))

    assert [("result", True, False), ("message", False, True)] == said
