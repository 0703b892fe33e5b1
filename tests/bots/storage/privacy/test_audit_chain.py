"""A later change of the audit shows, whoever makes it; what is taken out by the rules leaves no name and no gap."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.storage.db.url import DatabaseUrl
from bots.storage.privacy.audit import AuditInDatabase
from bots.storage.privacy.audit_chain import FIRST, Broken, Chain

pytestmark = pytest.mark.anyio
ADA, BOB = Asker("slack", "T1", "U1"), Asker("slack", "T1", "U\ud800")
UNGUARDED = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_no_UPDATE",
        "DROP TRIGGER IF EXISTS audit_no_DELETE",
        "DROP TRIGGER IF EXISTS audit_leaves",
    ),
    "postgresql": ("SET session_replication_role = replica",),
}


@pytest.fixture
def audit(database):
    return AuditInDatabase(database)


@pytest.fixture
def behind(url):
    """Do to the database what its guards forbid, as who has its password can."""
    engine = create_engine(DatabaseUrl.read(url).direct)

    def do(*statements):
        with engine.begin() as connection:
            for statement in (*UNGUARDED[connection.dialect.name], *statements):
                connection.execute(text(statement))

    yield do
    engine.dispose()


async def written(audit, time, count=4):
    for each in range(count):
        await audit.append(AuditEntry(time() + timedelta(hours=each), (ADA, BOB)[each % 2], "verify", f"X-{each}"))


async def test_an_untouched_audit_holds_and_its_head_moves_with_every_line(audit, time):
    assert Chain(head=FIRST) == await audit.check()

    await asyncio.gather(*(written(audit, time, 3) for _ in range(3)))
    before = await audit.check()
    await written(audit, time, 1)

    assert (9, 0, None) == (before.lines, before.removed, before.broken)
    assert before.head != (await audit.check()).head


@pytest.mark.parametrize(
    ("deed", "broken", "place"),
    [
        ("UPDATE audit SET outcome = 'found' WHERE place = 2", Broken.CHANGED, 2),
        ("UPDATE audit SET digest = 'x' WHERE place = 3", Broken.CHANGED, 3),
        ("DELETE FROM audit WHERE place = 2", Broken.MISSING, 2),
        ("UPDATE audit SET place = NULL WHERE place = 4", Broken.OUTSIDE, 4),
    ],
)
async def test_the_first_line_that_was_changed_or_is_missing_is_named(audit, time, behind, deed, broken, place):
    await written(audit, time)
    first = (await audit.since(time()))[0].id
    behind(deed)
    found = await audit.check()

    assert (broken, place if broken is not Broken.OUTSIDE else first + 3) == (found.broken, found.place)


async def test_what_is_taken_out_by_the_rules_leaves_its_place_and_nothing_of_anybody(audit, time, url):
    await written(audit, time)
    head = (await audit.check()).head
    await audit.forget_person(BOB, by=ADA, now=time() + timedelta(days=1))
    found = await audit.check()
    await audit.forget_before((time() + timedelta(days=9)).date(), by=ADA, now=time() + timedelta(days=9))
    engine = create_engine(DatabaseUrl.read(url).direct)
    with engine.connect() as connection:
        left = connection.execute(text("SELECT * FROM audit_removed")).mappings().all()
    engine.dispose()

    assert (3, 2, None) == (found.lines, found.removed, found.broken)
    assert (1, 5, None) == ((after := await audit.check()).lines, after.removed, after.broken)
    assert head in {row["link"] for row in left}
    assert {"place", "digest", "link"} == set(left[0])


async def test_lines_from_before_the_chain_are_counted_apart(audit, time, behind):
    behind("INSERT INTO audit (id, at, surface, tenant, person, deed) VALUES (1, '2026-11-20', 'slack', 'T', 'U', 'x')")
    if "sqlite" not in str(audit._database.address.direct):
        behind("SELECT setval(pg_get_serial_sequence('audit', 'id'), 1)")
    await written(audit, time, 2)

    assert (2, 1, None) == ((found := await audit.check()).lines, found.before, found.broken)
