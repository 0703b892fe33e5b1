"""That an ID was checked with another name before is said of nobody, kept as a keyed hash, and only if it is wanted."""

import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bots.app.configured_values import encryption_of
from bots.config.settings import Settings
from bots.conversation.model.file_listing import FileListing, ListedCertificate
from bots.conversation.model.intents import Asker, FileAction, FileActionKind
from bots.conversation.plain_text import reply_as_text
from bots.files.export import csv_file
from bots.security.encryption import new_key
from bots.storage.store import Store
from bots.storage.watches.name_history import NameHistoryInDatabase
from tests.bots.slack.fakes import ADA, BOB, TEAM, workspace
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio
OLD, NEW = new_key(), new_key()
ON = {"same_name": "yes"}
SAID = "checked with another name before (on 20 November 2026): check the spelling, or ask."


@asynccontextmanager
async def comparing(path, key=OLD, *, on=True, later=timedelta()):
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC) + later
    store = await Store.open(fresh(path), now=lambda: moment)
    if on:
        for tenant in (TEAM, "T0OTHER"):
            await store.watch_stores.settings.change(Asker("slack", tenant, ADA), ON)
    async with workspace(store, lambda: moment, token_key=key) as here:
        here.store = store

        async def verified(name, **fields):
            await here.slash(f"AIDA-2026-1234 {name}", **fields)
            return json.dumps(here.slack.of("response_url")[-1])

        here.verified = verified
        yield here
    await store.close()


async def test_another_name_is_noticed_for_whoever_asks_and_the_same_in_other_letters_is_not(tmp_path):
    async with comparing(tmp_path) as here:
        same = [await here.verified(name) for name in ("Zoë Gone", "Gone, Zoe", "ZOE GONE")]
        other = await here.verified("John Roe", user_id=BOB)
        elsewhere = await here.verified("Ann Poe", team_id="T0OTHER")
        await here.container.background_tasks.drain(5)
        audit = [
            (each.who.person, each.outcome)
            for each in await here.store.audit.since(datetime(2020, 1, 1, tzinfo=UTC))
            if each.action == "another name"
        ]
        encryption = encryption_of(Settings.from_env(token_key=OLD))
        names = NameHistoryInDatabase(here.store.database, here.store.watch_stores.now, encryption=encryption)
        gone = [await names.forget_name(name) for name in ("zoe gone", "Nobody")]
        forgotten = await here.verified("John Roe")
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())

    assert [False, False, False, True, False] == [SAID in said for said in (*same, other, elsewhere)]
    assert not any(word in other for word in ("Zo", ADA))
    assert [(BOB, "noticed")] == audit
    assert ([1, 0], False) == (gone, SAID in forgotten)
    assert not any(word in kept for word in (b"Roe", b"Gone", b"roe john"))


async def test_names_beside_the_ids_of_a_file_are_compared_too(tmp_path):
    both = ("Zoe Gone", "AIDA-2026-1234"), ("Ann Poe", "CPAP-2026-6660")
    people = tuple(ListedCertificate(CertificateId.parse(text), name) for name, text in both)
    async with comparing(tmp_path) as here:
        desk, asker = here.container.desk, Asker("slack", TEAM, BOB)
        await here.verified("John Roe")
        few, many = (desk.file_jobs.add(FileListing(people * often), "people.csv", asker) for often in (1, 3))
        few_said, many_said = [
            reply_as_text(await desk.answer(FileAction(FileActionKind.VERIFY, key), asker), details=True)
            for key in (few, many)
        ]
        exported = csv_file(desk.file_jobs.find(few, asker).batch).decode()
        await here.container.background_tasks.drain(5)
        audit = await here.store.audit.since(datetime(2020, 1, 1, tzinfo=UTC))

    assert (1, 3) == (few_said.count(SAID), many_said.count("checked with another name before, on 20 Nov 2026"))
    assert ["another_name_before" in line for line in exported.splitlines()] == [False, True, False]
    assert 4 == len([each for each in audit if (each.action, each.who.person) == ("another name", BOB)])


async def test_it_is_off_unless_admins_want_it_forgotten_in_time_and_never_compared_across_keys(tmp_path):
    async with comparing(tmp_path, on=False) as here:
        off = [await here.verified(name) for name in ("Zoe Gone", "John Roe")]
    async with comparing(tmp_path) as here:
        first = await here.verified("Zoe Gone")
    async with comparing(tmp_path, f"{NEW},{OLD}") as here:
        rotated = await here.verified("John Roe")
    async with comparing(tmp_path, later=timedelta(days=31)) as here:
        late = await here.verified("John Roe")
        await here.store.retention.run(here.store.watch_stores.now())
    async with comparing(tmp_path, None) as here:
        await here.store.watch_stores.settings.change(Asker("slack", TEAM, ADA), {"same_name": "no", "admins": ADA})
        await here.slash("settings same_name yes")
        no_key = json.dumps(here.slack.of("response_url")[-1])

    assert [False] * 5 == [SAID in said for said in (*off, first, rotated, late)]
    assert "CERTDESK_TOKEN_KEY" in no_key
