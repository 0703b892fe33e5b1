"""What is kept of a badge: under its name, without a person, for as long as somebody watches it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.storage.db.connection import Database
from bots.storage.privacy.erasure import ErasureInDatabase
from bots.storage.privacy.purge import PurgeInDatabase
from bots.storage.tables.schema import certificates
from bots.storage.watches.kept_badges import KeptBadgesInDatabase
from bots.storage.watches.watches import WatchesInDatabase
from verifier_client import CertificateId
from verifier_client.badges import BadgeFacts, KeptBadge, Standard

pytestmark = pytest.mark.anyio
FACTS = BadgeFacts(
    Standard.OPEN_BADGES_3,
    "urn:uuid:1",
    "did:web:badges.issuer.example",
    "https://badges.issuer.example/aida",
    valid_until=datetime(2027, 3, 1, 12, tzinfo=UTC),
)
ENTRY = {"type": "BitstringStatusListEntry", "statusListIndex": "5", "statusListCredential": "https://a.example/list"}
BADGE = KeptBadge(FACTS, (ENTRY,), b"\x00key")
ID = CertificateId.parse(BADGE.reference)
ADA, BOB = Asker("slack", "T1", "U1"), Asker("slack", "T2", "U2")


@pytest.fixture
async def kept(database):
    badges = KeptBadgesInDatabase(database)
    await badges.keep(BADGE)
    return badges


async def watch(database, time, *owners):
    await WatchesInDatabase(database, time).add([StoredWatch(each, ID) for each in owners])


async def test_a_badge_is_found_by_its_name_as_it_was_kept(kept):
    await kept.keep(BADGE)

    assert BADGE == await kept.find(BADGE.reference)
    assert None is await kept.find("BADGE-0000000000000000")


async def test_a_badge_that_nobody_watches_goes_in_the_night(kept, database, time):
    await watch(database, time, ADA)
    await PurgeInDatabase(database).tidy(time())
    assert BADGE == await kept.find(BADGE.reference)
    await WatchesInDatabase(database, time).unwatch(ADA, ID)
    assert BADGE == await kept.find(BADGE.reference)  # it can be watched again
    await PurgeInDatabase(database).tidy(time())

    assert None is await kept.find(BADGE.reference)


async def test_who_is_forgotten_leaves_no_badge_behind_and_others_watch_on(kept, database, time):
    await watch(database, time, ADA, BOB)
    privacy = ErasureInDatabase(database, time)
    await privacy.forget_asker(ADA, by=ADA)
    assert BADGE == await kept.find(BADGE.reference)
    await privacy.forget_asker(BOB, by=BOB)
    async with database.reading() as connection:
        left = (await connection.execute(select(certificates.c.badge))).scalars().all()

    assert [None] == left


async def test_a_badge_can_be_forgotten_by_its_name(kept, database, time):
    await watch(database, time, ADA)
    await ErasureInDatabase(database, time).forget_certificate(BADGE.reference, by=ADA)

    assert None is await kept.find(BADGE.reference)
    assert 0 == await WatchesInDatabase(database, time).count(ADA)


async def test_while_the_database_is_down_a_badge_is_not_kept_and_nobody_stumbles(tmp_path):
    database = Database.open(f"sqlite:///{tmp_path}/without-tables.db")

    assert False is await KeptBadgesInDatabase(database).keep(BADGE)
    await database.close()
