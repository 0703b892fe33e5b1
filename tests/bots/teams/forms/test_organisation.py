"""In Teams admins set things for everybody by a card in their own chat; nobody else can, and it holds at once."""

from dataclasses import replace

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.organisation.organisation_settings import FIELDS
from bots.notifications.models import ManagerId
from bots.storage.store import Store
from tests.bots.conversation.factories import START
from tests.bots.storage.databases import fresh_again, opened
from tests.bots.teams.factories import ADA, TENANT, buttons, cards, shown, teams

pytestmark = pytest.mark.anyio


ME = Asker("teams", TENANT, ADA)


@pytest.fixture
async def kept(anyio_backend):  # noqa: ARG001 - makes anyio run it
    store = Store.of(opened(fresh_again()), now=lambda: START)
    yield store.watch_stores
    await store.close()


async def test_an_admin_gets_the_card_changes_all_of_it_and_everybody_else_reads_only(kept):
    async with teams(desk={"stores": replace(kept, admins=frozenset({ManagerId(ME.key)}))}) as here:
        [card] = cards(await here.say("settings"))
        fields = {each["id"]: each for each in card["body"] if each["type"].startswith("Input.")}
        [save] = card["actions"]
        good = {name: each.get("value", "") for name, each in fields.items()} | {
            "sharing": "no",
            "hours": "08:00-16:00",
            "admins": "0000-bob,0000-eve",
        }
        wrong = await here.press(save, inputs=good | {"hours": "noon"})
        done = await here.press(save, inputs=good)
    set_here = await kept.settings.settings("teams", TENANT)
    async with teams(desk={"stores": kept}) as here:
        await here.install()  # as anybody in a tenant may
        read = await here.say("settings")
        refused = await here.press(save, inputs=good | {"hours": "10:00-18:00"})

    [again] = cards(wrong)
    kept_in = {each["id"]: each.get("value", "") for each in again["body"] if each["type"].startswith("Input.")}
    at = [each.get("id") or each.get("text", "") for each in again["body"]]

    assert list(FIELDS) == list(fields)
    assert kept_in == good | {"hours": "noon"}
    assert at[at.index("hours") + 1].startswith("⚠️ Give hours like")
    assert ("Give hours like" in shown(wrong), "Saved." in shown(done)) == (True, True)
    assert frozenset({"0000-bob", "0000-eve"}) == set_here.picked_admins
    assert "graph.microsoft.com/users" == fields["admins"]["choices.data"]["dataset"]
    assert ("no", "08:00-16:00") == (set_here.text("sharing"), set_here.text("hours"))
    assert ("Input." in str(cards(read)), "Settings for everybody" in shown(read)) == (False, True)
    assert ("Only admins" in shown(refused), set_here) == (True, await kept.settings.settings("teams", TENANT))


async def test_where_answers_stay_private_nothing_of_them_goes_into_the_box_where_people_write(kept):
    query = {"commandId": "search", "parameters": [{"name": "query", "value": "AIDA-2026-1234"}]}
    asked = {
        "commandId": "verifyMessage",
        "messagePayload": {"body": {"contentType": "html", "content": "AIDA-2026-1234"}},
    }
    said = []
    for sharing in ("yes", "no"):
        await kept.settings.change(ME, {"sharing": sharing})
        async with teams(desk={"stores": kept}) as here:
            found = (await here.invoke("composeExtension/query", query)).body["composeExtension"]
            window = await here.invoke("composeExtension/fetchTask", asked)
            shared = await here.invoke(
                "composeExtension/submitAction",
                {"commandId": "verifyMessage", "data": {"do": "share", "command": "verify AIDA-2026-1234"}},
            )
        said.append((found["type"], "Share" in str(buttons(window)), "stay private" in shown(shared)))

    assert [("result", True, False), ("message", False, True)] == said
