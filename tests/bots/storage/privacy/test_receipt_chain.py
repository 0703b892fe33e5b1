"""Receipts follow each other without a gap, however many are asked for at once; the database keeps hashes only."""

import asyncio
from itertools import pairwise

import pytest
from sqlalchemy import select

from bots.security.signed_receipts import FIRST, read
from bots.storage.privacy.receipt_chain import ReceiptsInDatabase
from bots.storage.tables.schema import receipts
from tests.bots.security.test_signed_receipts import SIGNER, VERDICT

pytestmark = pytest.mark.anyio


async def test_receipts_given_at_once_are_one_chain_of_which_only_hashes_are_kept(database, time):
    kept = ReceiptsInDatabase(database, SIGNER, now=time)
    given = sorted(await asyncio.gather(*(kept.issue(VERDICT) for _ in range(5))), key=lambda each: each.number)
    async with database.reading() as connection:
        rows = (await connection.execute(select(receipts).order_by(receipts.c.number))).all()

    assert FIRST == given[0].states["previous"]
    assert all(after.follows(before) for before, after in pairwise(given))
    assert given == [read(each.line) for each in given]
    assert [(each.number, each.digest, SIGNER.fingerprint) for each in given] == [tuple(row)[:3] for row in rows]
