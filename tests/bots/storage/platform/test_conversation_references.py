"""References are kept by conversation, in memory and in both databases alike."""

import asyncio

import pytest

from bots.runtime.ports import StoredReference
from bots.storage.db.connection import Database
from bots.storage.platform.conversation_references import ConversationReferencesInDatabase
from bots.storage.platform.in_memory import ConversationReferencesInMemory

pytestmark = pytest.mark.anyio
everywhere = pytest.mark.parametrize("url", ["sqlite", "postgresql", "memory"], indirect=True)

OWN = StoredReference("teams", "T1", "a:1", person="ada", address='{"serviceUrl": "https://x"}')
NEWER = StoredReference("teams", "T1", "a:2", person="ada")
CHANNEL = StoredReference("teams", "T1", "19:c", group="19:team")
OTHER_CHANNEL = StoredReference("teams", "T1", "19:d", group="19:team")
ELSEWHERE = StoredReference("teams", "T2", "a:1", person="ada")


@pytest.fixture
def in_database(database):
    return ConversationReferencesInDatabase(database)


@pytest.fixture
def references(database):
    return ConversationReferencesInDatabase(database) if database else ConversationReferencesInMemory()


async def keep(references, *kept):
    for each in kept:
        await references.keep(each)


@everywhere
async def test_a_conversation_is_found_as_it_was_kept(references):
    await keep(references, OWN, ELSEWHERE)

    assert OWN == await references.of_conversation("teams", "T1", "a:1")
    assert ELSEWHERE == await references.of_conversation("teams", "T2", "a:1")
    assert None is await references.of_conversation("slack", "T1", "a:1")


@everywhere
async def test_the_last_word_about_a_conversation_counts(references):
    moved = StoredReference("teams", "T1", "a:1", person="bob", group="g", address="{}")
    await keep(references, OWN, moved)

    assert moved == await references.of_conversation("teams", "T1", "a:1")
    assert None is await references.of_person("teams", "T1", "ada")


@everywhere
async def test_of_several_chats_the_newest_is_the_persons(references):
    await keep(references, OWN, NEWER)
    newest = await references.of_person("teams", "T1", "ada")
    await keep(references, OWN)

    assert (NEWER, OWN) == (newest, await references.of_person("teams", "T1", "ada"))


@everywhere
async def test_nobody_has_no_chat(references):
    await keep(references, CHANNEL)

    assert None is await references.of_person("teams", "T1", "")


@everywhere
async def test_a_conversation_is_forgotten_alone_and_a_group_with_all_of_it(references):
    await keep(references, OWN, CHANNEL, OTHER_CHANNEL)
    await references.forget("teams", "T1", "19:c")
    left = await references.of_conversation("teams", "T1", "19:d")
    await references.forget("teams", "T1", "19:team")

    assert OTHER_CHANNEL == left
    assert None is await references.of_conversation("teams", "T1", "19:d")
    assert OWN == await references.of_conversation("teams", "T1", "a:1")


async def test_it_is_still_known_after_a_restart(in_database, url):
    await in_database.keep(OWN)
    restarted = Database.open(url)
    found = await ConversationReferencesInDatabase(restarted).of_person("teams", "T1", "ada")
    await restarted.close()

    assert OWN == found


async def test_many_may_keep_the_same_at_once(in_database):
    await asyncio.gather(*(in_database.keep(OWN) for _ in range(8)))

    assert OWN == await in_database.of_person("teams", "T1", "ada")
