"""Many rows at once are the rows that one by one would have made, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select

from bots.storage.db.columns import storable
from bots.storage.db.connection import insert_into
from bots.storage.db.many_rows import among, insert_rows
from bots.storage.tables.schema import certificates, rosters

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
TEXTS = ["plain", "", "é — 漢字", "a\"b\\c'd", "a\0b", "half \ud800", "line\u2028feed\n\t", "{}", "NULL", "%s :x $1"]


def row(name, **more):
    return {"surface": "slack", "tenant": "T1", "owner": name, "name": name, "digest": "d", **more}


async def test_whatever_a_text_holds_comes_back_as_from_a_row_of_its_own(database):
    rows = [
        row(text, rows_new=number, rows_changed=0, rows_wrong=0, imported_at=NOW) for number, text in enumerate(TEXTS)
    ]
    async with database.writing() as connection:
        for each in rows:
            await connection.execute(insert(rosters).values(each))
        await insert_rows(connection, insert_into(rosters, connection), rows)
        found = (await connection.execute(select(rosters).order_by(rosters.c.id))).all()

    assert [each[1:] for each in found[: len(rows)]] == [each[1:] for each in found[len(rows) :]]
    assert {NOW.astimezone(UTC)} == {each.imported_at for each in found}


async def test_what_is_there_already_is_left_and_the_rest_is_returned_in_order(database):
    rows = [
        {"kind": "pai", "text": f"X{number}", "next_read_on": day}
        for number, day in enumerate([None, date(2027, 1, 2)])
    ]
    async with database.writing() as connection:
        put = insert_into(certificates, connection).on_conflict_do_nothing()
        await insert_rows(connection, put, rows[:1])
        more = [*rows, {"kind": "pai", "text": "X2", "next_read_on": None}]
        new = (await insert_rows(connection, put, more, returning=(certificates.c.text, certificates.c.id))).all()
        days = (
            (await connection.execute(select(certificates.c.next_read_on).order_by(certificates.c.id))).scalars().all()
        )

    assert ["X1", "X2"] == [each.text for each in new]
    assert new[0].id < new[1].id
    assert [None, date(2027, 1, 2), None] == days


async def test_rows_are_found_by_many_texts_at_once_whatever_these_hold(database):
    wanted = [text for text in TEXTS if text]
    rows = [
        row(text, rows_new=0, rows_changed=0, rows_wrong=0, imported_at=NOW) for text in [*wanted, "another", "plain,"]
    ]
    async with database.writing() as connection:
        await insert_rows(connection, insert_into(rosters, connection), rows)
        given = [*wanted, "never there"]
        found = (await connection.execute(select(rosters.c.name).where(among(rosters.c.name, given, connection)))).all()

    assert {storable(text) for text in wanted} == {each.name for each in found}
