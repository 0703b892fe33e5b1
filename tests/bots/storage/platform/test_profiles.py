"""What a platform says of a person is kept once, in place of what it said before, and cut to what is shown."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bots.runtime.ports import Profile
from bots.storage.platform.profiles import REMEMBERED_S, ProfilesInDatabase
from bots.storage.tables.schema import profiles
from tests.bots.storage.factories import ADA, BOB

pytestmark = pytest.mark.anyio
BERLIN = Profile("Europe/Berlin", "Ada")


@pytest.fixture
def kept(database):
    async def kept():
        async with database.reading() as connection:
            rows = await connection.execute(select(profiles).order_by(profiles.c.who))
            return [(row.who, row.name, row.time_zone, row.seen_at) for row in rows]

    return kept


async def test_who_was_kept_is_known_to_every_process_and_nobody_else_is(database, time):
    here, elsewhere = ProfilesInDatabase(database, time), ProfilesInDatabase(database, time)
    before = await here.is_known(ADA.key)
    await here.keep(ADA.key, BERLIN)

    assert (False, True, True) == (before, await here.is_known(ADA.key), await elsewhere.is_known(ADA.key))
    assert not await elsewhere.is_known(BOB.key)


async def test_the_latest_counts_and_what_did_not_change_is_not_written(database, time, kept):
    store, began = ProfilesInDatabase(database, time), time()
    await store.keep(ADA.key, BERLIN)
    time.forward(minutes=10)
    await store.keep(ADA.key, BERLIN)
    same = await kept()
    await store.keep(ADA.key, Profile("Asia/Tokyo", "Ada L."))

    assert [(ADA.key, "Ada", "Europe/Berlin", began)] == same
    assert [(ADA.key, "Ada L.", "Asia/Tokyo", began + timedelta(minutes=10))] == await kept()


async def test_a_name_without_end_is_cut(database, time, kept):
    await ProfilesInDatabase(database, time).keep(ADA.key, Profile("z" * 101, "n" * 201))

    [(_, name, zone, _)] = await kept()
    assert ("n" * 200, "z" * 100) == (name, zone)


async def test_who_was_forgotten_is_kept_again_here_at_once_and_elsewhere_within_minutes(database, time, kept):
    here, elsewhere = ProfilesInDatabase(database, time), ProfilesInDatabase(database, time)
    for store in (here, elsewhere):
        await store.keep(ADA.key, BERLIN)
    async with database.writing() as connection:
        await connection.execute(delete(profiles))
    here.forget(ADA.key)
    assert not await here.is_known(ADA.key)

    time.forward(seconds=REMEMBERED_S)
    assert not await elsewhere.is_known(ADA.key)
    await elsewhere.keep(ADA.key, BERLIN)
    assert [(ADA.key, "Ada", "Europe/Berlin", time())] == await kept()
