"""Tokens let their person in until they end, are revoked, or the person is forgotten; no secret is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bots.storage.platform.access_tokens import AccessTokensInDatabase
from bots.storage.privacy.erasure import ErasureInDatabase
from bots.storage.privacy.purge import PurgeInDatabase
from bots.storage.tables.schema import access_tokens
from tests.bots.storage.factories import ADA, BOB

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


@pytest.fixture
def tokens(database, time):
    return AccessTokensInDatabase(database, time)


async def test_a_token_lets_its_person_in_until_it_ends(tokens, database, time):
    token, secret = await tokens.create(ADA.key, until=time.now + DAY)
    found = await tokens.of_secret(secret)
    other = await tokens.of_secret(secret[:-1])
    time.now += DAY
    ended = await tokens.of_secret(secret)
    listed = await tokens.all()
    tidied = await PurgeInDatabase(database).tidy(time.now)

    assert (ADA.key, token, None, None, ()) == (token.who, found, other, ended, listed)
    assert 1 == tidied["access_tokens"]


async def test_a_revoked_token_lets_nobody_in_and_the_others_do(tokens, time):
    first, of_first = await tokens.create(ADA.key, until=time.now + DAY)
    second, of_second = await tokens.create(ADA.key, until=time.now + DAY)
    gone = await tokens.revoke(first.number)

    assert (first, None) == (gone, await tokens.revoke(first.number))
    assert (None, second) == (await tokens.of_secret(of_first), await tokens.of_secret(of_second))
    assert (second,) == await tokens.all()


async def test_whoever_is_forgotten_has_no_tokens(tokens, database, time):
    _, of_ada = await tokens.create(ADA.key, until=time.now + DAY)
    bobs, of_bob = await tokens.create(BOB.key, until=time.now + DAY)
    await ErasureInDatabase(database, time).forget_asker(ADA, by=ADA)

    assert (None, bobs) == (await tokens.of_secret(of_ada), await tokens.of_secret(of_bob))


async def test_no_secret_is_kept(tokens, database, time):
    _, secret = await tokens.create(ADA.key, until=time.now + DAY)
    async with database.reading() as connection:
        rows = repr((await connection.execute(select(access_tokens))).all())

    assert secret.removeprefix("certdesk_") not in rows
    assert len(secret) > 50
