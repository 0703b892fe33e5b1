"""
Inserts many rows at once, and finds many by a text.

PostgreSQL gets them as one JSON text or one array: a parameter for each value costs it, and us, several times as much.
To SQLite a row more is no round trip.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, any_, bindparam, cast, column, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from bots.storage.db.columns import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Column, ColumnElement, CursorResult
    from sqlalchemy.dialects import postgresql, sqlite
    from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_rows(
    connection: AsyncConnection,
    put: postgresql.Insert | sqlite.Insert,
    rows: Sequence[Mapping[str, Any]],
    *,
    returning: Sequence[Column[Any]] = (),
) -> CursorResult[Any]:
    """
    Insert rows in this order; return what the statement returns.

    Args:
        connection: a transaction that writes.
        put: an insertion without values, with all that it does on a conflict.
        rows: values by the columns' names, the same names in each, one row at least.
        returning: what to return of each row that was inserted.
    """
    if connection.dialect.name == "sqlite":
        return await connection.execute(put.returning(*returning) if returning else put, rows)
    names = list(rows[0])
    typed = (column(name, put.table.c[name].type) for name in names)
    given = cast(bindparam("rows", type_=Text), JSONB)
    records = func.jsonb_to_recordset(given).table_valued(*typed, name="given").render_derived(with_types=True)
    text = json.dumps([{name: _plain(value) for name, value in row.items()} for row in rows])
    whole = put.from_select(names, select(*records.c))
    return await connection.execute(whole.returning(*returning) if returning else whole, {"rows": text})


def among(column: Column[Any], texts: Collection[str], connection: AsyncConnection) -> ColumnElement[bool]:
    """Return the condition that a column of text holds one of many texts."""
    if connection.dialect.name == "sqlite":
        return column.in_(texts)
    return column == any_(literal([storable(each) for each in texts], ARRAY(Text)))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
