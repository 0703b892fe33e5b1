"""Where people can be written to: our own JSON, by person, forgotten on removal."""

import json
from dataclasses import replace

import pytest
from botbuilder.schema import Activity

from bots.conversation.model.intents import Asker
from bots.runtime.ports import StoredReference
from bots.storage.platform.in_memory import ConversationReferencesInMemory
from bots.teams.api.personal_chats import PersonalChats, conversation_of, reference_of
from bots.teams.model.activity import parse_activity
from tests.bots.teams.factories import ADA, BOT, PERSONAL, TENANT, URL, teams

pytestmark = pytest.mark.anyio


async def test_t30_a_reference_is_our_own_json_and_holds_no_name():
    async with teams() as here:
        await here.install()
        kept = await here.references.of_person("teams", TENANT, ADA)
        address = json.loads(kept.address)

    assert {"version", "serviceUrl", "conversation", "conversationType", "tenant", "bot"} == set(address)
    assert (URL, PERSONAL, BOT) == (address["serviceUrl"], address["conversation"], address["bot"])
    assert "Ada" not in kept.address


async def test_t30_a_conversation_is_stored_once_and_follows_its_service_url():
    async with teams() as here:
        kept = []
        keep = here.references.keep
        here.references.keep = lambda reference: kept.append(reference) or keep(reference)
        await here.install()
        await here.say("hi")
        await here.say("hi", serviceUrl="https://smba.trafficmanager.net/amer/")
        now = conversation_of(await here.references.of_person("teams", TENANT, ADA))

    assert 2 == len(kept)
    assert "https://smba.trafficmanager.net/amer/" == now.service_url


async def test_a_thread_is_not_a_conversation_of_its_own():
    async with teams() as here:
        place = {"id": "19:a@thread.tacv2;messageid=17", "conversationType": "channel"}
        await here.turn(type="installationUpdate", action="add", conversation=place)

        assert await here.references.of_conversation("teams", TENANT, "19:a@thread.tacv2")


@pytest.mark.parametrize("address", ["", "{", "[]", "{}", '{"serviceUrl": 5, "conversation": "x"}'])
def test_what_cannot_be_read_leads_nowhere(address):
    assert conversation_of(StoredReference("teams", TENANT, "a", ADA, "", address)) is None


def test_an_activity_without_a_way_back_is_not_kept():
    assert reference_of(parse_activity(Activity(type="message"))) is None


async def test_a_person_of_another_tenant_is_another_person():
    memory = ConversationReferencesInMemory()
    reference = StoredReference("teams", TENANT, "a", ADA, "", "{}")
    await memory.keep(reference)
    await memory.keep(replace(reference, conversation="g", person="", group="team"))

    assert reference == await memory.of_person("teams", TENANT, ADA)
    assert await memory.of_person("teams", "other", ADA) is None
    assert await memory.of_person("teams", TENANT, "") is None
    await memory.forget("teams", "other", "team")
    await memory.forget("teams", TENANT, "team")
    assert await memory.of_conversation("teams", TENANT, "g") is None
    assert reference == await memory.of_conversation("teams", TENANT, "a")


async def test_nobody_is_written_to_who_is_not_known():
    async def speak(*_):
        raise AssertionError

    assert not await PersonalChats(ConversationReferencesInMemory(), speak)(Asker("teams", TENANT, ADA), Activity())
