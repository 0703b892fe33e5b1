"""Deletion on request: nothing of a person is left in the database's files, all of the others is; a line says so."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.conversation.text.erasure import KINDS
from bots.storage.privacy.audit import AuditInDatabase
from bots.storage.privacy.erasure import ErasureInDatabase
from bots.storage.tables.schema import metadata, watches
from tests.bots.storage.maintenance.test_copying import row

pytestmark = pytest.mark.anyio
GONE, OPERATOR = Asker("slack", "T024BE7LD", "U0FORGETME"), Asker("terminal", "", "local")
NAME = "Zoë O'Gone"
UNTOUCHED = {"receipts", "rounds", "workers", "audit_removed", "certificates", "audit_door", "installations"}
OWNED_ROWS = dict.fromkeys(("reader", "linked", "assigned_to", "escalate_to", "acknowledged_by", "who"), GONE.key) | {
    "about": json.dumps({"whose": NAME, "tried": [GONE.key]}),
    "address": "a",
    "asker": GONE.key,
    "body": json.dumps({"user_id": GONE.person, "text": f"verify X-1 {NAME}"}),
    "detail": json.dumps({"to": [GONE.key, "slack:T024BE7LD:U0STAYS"]}),
    "done_by": GONE.key,
    "details": json.dumps({"by": GONE.person}),
    "holder": NAME,
    "manager": f" {NAME.upper()}",
    "payload": json.dumps({"text": f"Certificates of {NAME}, for <@{GONE.person}>"}),
    "person": GONE.person,
    "recipient": GONE.key,
    "surface": GONE.surface,
    "tenant": GONE.tenant,
    "value": f"U0STAYS, {GONE.person}",
}


def of_the_person(table):
    """Give a row of theirs; an owner stands alone beside the surface, and as a key elsewhere."""
    message = f"dig:{GONE.key}:2026-11-20"
    keys = {"seen": f"slack:home:{GONE.key}", "deliveries": message}
    more = OWNED_ROWS | {"owner": GONE.person if "surface" in table.columns else GONE.key, "delivery_key": message}
    more |= {"name": "admins"} if table.name == "tenant_settings" else {}
    more |= {"key": keys[table.name]} if table.name in keys else {}
    return row(table, 1) | {name: value for name, value in more.items() if name in table.columns}


@pytest.fixture
async def full(database, time):
    """Fill each table with a row of the person and one of somebody else, and a watch of the other that they read."""
    async with database.writing() as connection:
        for table in metadata.sorted_tables:
            alone = {"covered_by": None} if "covered_by" in table.columns else {}
            for each in (of_the_person(table), row(table, 2)):
                if table.name not in {"audit", "audit_door", "audit_removed"}:
                    await connection.execute(insert(table).values(**each | alone))
        read = {"id": 3, "owner": "U0STAYS", "holder": "Ada", "manager": ""}
        await connection.execute(insert(watches).values(**of_the_person(watches) | read))
    audit = AuditInDatabase(database)
    for who in (GONE, Asker("slack", "T024BE7LD", "U0STAYS")):
        await audit.append(AuditEntry(time(), who, "verify", "AIDA-2026-1234", "found active"))
    return database


async def rows_of(database):
    async with database.reading() as connection:
        return {table.name: (await connection.execute(select(table))).all() for table in metadata.sorted_tables}


def texts_in(database, rows):
    """Return what of the person stands in the files, or in a dump of all tables."""
    wanted = (GONE.person, NAME, NAME.encode("unicode_escape").decode(), "Gone", "GONE")
    dump = str(rows).encode()
    if database.address.is_sqlite:
        path = Path(database.address.direct.database)
        dump += b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    return {word for word in wanted if word.encode() in dump}


async def test_a_person_and_a_name_are_gone_from_the_files_and_the_others_stay(full, time):
    privacy = ErasureInDatabase(full, time)
    before = await rows_of(full)
    person = await privacy.forget_asker(GONE, by=OPERATOR)
    name = await privacy.forget_name(NAME.lower(), by=OPERATOR)
    left = await rows_of(full)

    assert {GONE.person, NAME} <= texts_in(full, before)
    assert set() == texts_in(full, left)
    assert ((), ()) == (person.left, name.left)
    assert [] == [table for table, rows in left.items() if not rows and table not in UNTOUCHED]
    assert [(2, "owner 2"), (3, "U0STAYS")] == sorted((each.id, each.owner) for each in left["watches"])
    [read] = [each for each in left["watches"] if each.id == 3]
    assert ("slack:T024BE7LD:U0STAYS", None, None) == (read.reader, read.linked, read.escalate_to)
    assert {"watches": 1, "readers": 1, "audit": 1, "settings": 1} == {
        kind: count for kind, count in person.counts if kind in {"watches", "readers", "audit", "settings"}
    }


async def test_whatever_goes_is_called_by_its_name(full, time):
    """What was counted and had no name of its own would end the answer after the deletion is done."""
    privacy = ErasureInDatabase(full, time)
    person = await privacy.forget_asker(GONE, by=OPERATOR)
    name = await privacy.forget_name(NAME, by=OPERATOR)
    certificate = await privacy.forget_certificate("text 2", by=OPERATOR)

    assert set() == {kind for done in (person, name, certificate) for kind, _ in done.counts} - set(KINDS)
    assert {"profiles", "answers"} <= {kind for kind, count in person.counts if count}


async def test_the_fact_of_it_stands_in_the_audit_and_the_chain_holds(full, time):
    audit = AuditInDatabase(full)
    done = await ErasureInDatabase(full, time).forget_asker(GONE, by=Asker("slack", GONE.tenant))
    lines = [(each.who.person, each.action, each.outcome) for each in await audit.since(time() - timedelta(days=1))]
    chain = await audit.check()

    assert [("U0STAYS", "verify", "found active"), ("", "forget", "one person: 1 lines")] == lines
    assert (2, 1, None, 3) == (chain.lines, chain.removed, chain.broken, done.line)


async def test_a_certificate_is_forgotten_with_all_that_was_asked_about_it(full, time):
    privacy = ErasureInDatabase(full, time)
    done = await privacy.forget_certificate("text 1", by=OPERATOR)
    again = await privacy.forget_certificate("AIDA-2026-1234", by=OPERATOR)
    left = await rows_of(full)

    assert [2] == [each.id for each in left["watches"]]
    assert (["text 2"], 2) == ([each.text for each in left["certificates"]], dict(again.counts)["audit"])
    assert {"watches": 2, "promises": 1, "certificates": 1} == {
        kind: count for kind, count in done.counts if count and kind != "audit"
    }
