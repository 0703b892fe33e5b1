"""The audit is read in the order of writing, from a time on, page by page."""

from datetime import datetime, timedelta, timezone

import pytest
from msgspec import structs

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.storage.privacy.audit import AuditInDatabase

pytestmark = pytest.mark.anyio

ADA = Asker("slack", "T1", "U1")


@pytest.fixture
def audit(database):
    return AuditInDatabase(database)


async def test_what_is_written_is_read(audit, time):
    entry = AuditEntry(time(), ADA, "verify", "AIDA-2026-1234", "found")
    await audit.append(entry)
    (found,) = await audit.since(time())

    assert entry == structs.replace(found, id=0)


async def test_it_is_read_from_a_time_on_and_page_by_page(audit, time):
    start = time()
    await audit.append(*(AuditEntry(start + timedelta(hours=hour), ADA, f"deed {hour}") for hour in range(4)))
    first = await audit.since(start + timedelta(hours=1), limit=2)
    rest = await audit.since(start + timedelta(hours=1), after=first[-1].id, limit=2)

    assert [["deed 1", "deed 2"], ["deed 3"]] == [[each.action for each in page] for page in (first, rest)]


async def test_a_time_is_the_same_in_every_zone(audit, time):
    there = time().astimezone(timezone(timedelta(hours=-8)))
    await audit.append(AuditEntry(there, ADA, "verify"))

    assert [time()] == [each.at for each in await audit.since(time())]
    assert () == await audit.since(there + timedelta(microseconds=1))


async def test_a_time_without_a_zone_is_refused(audit):
    with pytest.raises(Exception, match="without a zone"):
        await audit.append(AuditEntry(datetime(2026, 11, 20), ADA, "verify"))  # noqa: DTZ001 - that is the point


async def test_nothing_is_nothing(audit, time):
    await audit.append()

    assert () == await audit.since(time())
