"""What was handled is remembered as long as asked, in memory and in both databases alike."""

import asyncio

import pytest

from bots.storage.db.connection import Database
from bots.storage.db.sync_sqlite import SyncSqlite
from bots.storage.platform.idempotency_keys import IdempotencyKeysInDatabase
from bots.storage.platform.in_memory import IdempotencyKeysInMemory

pytestmark = pytest.mark.anyio
everywhere = pytest.mark.parametrize("url", ["sqlite", "postgresql", "memory"], indirect=True)


@pytest.fixture
async def seen(database, time):
    sync_sqlite = SyncSqlite.between(database) if database.address.is_sqlite else None
    yield IdempotencyKeysInDatabase(database, time, sync_sqlite=sync_sqlite)
    if sync_sqlite is not None:
        sync_sqlite.close()


@pytest.fixture
def either(request, database, time):
    return request.getfixturevalue("seen") if database else IdempotencyKeysInMemory(lambda: time().timestamp())


@everywhere
async def test_a_key_is_new_once(either):
    assert [True, False, True] == [await either.claim(key, keep=60) for key in ("a", "a", "b")]


@everywhere
async def test_a_key_is_new_again_when_its_time_is_over(either, time):
    await either.claim("a", keep=60)
    time.forward(seconds=59)
    early = await either.claim("a", keep=60)
    time.forward(seconds=1)

    assert (False, True) == (early, await either.claim("a", keep=60))
    assert not await either.claim("a", keep=60)


async def test_of_two_processes_one_is_first(seen, url, time):
    other = Database.open(url)
    both = (seen, IdempotencyKeysInDatabase(other, time))
    firsts = await asyncio.gather(*(each.claim("a", keep=60) for each in both * 4))
    await other.close()

    assert 1 == sum(firsts)


async def test_what_expired_is_deleted(seen, time):
    await seen.claim("old", keep=60)
    await seen.claim("young", keep=600)
    time.forward(seconds=60)

    assert [1, 0] == [await seen.forget_expired(), await seen.forget_expired()]
    assert not await seen.claim("young", keep=1)


async def test_any_text_can_be_a_key(seen):
    for key in ["nul\0", "half \ud800", "'; DROP TABLE seen; --", "名前", "x" * 2000]:
        assert [True, False] == [await seen.claim(key, keep=60) for _ in range(2)]
