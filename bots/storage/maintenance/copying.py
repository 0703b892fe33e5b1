"""Moves what a database holds into an empty one, as from the SQLite file to PostgreSQL."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, bindparam, create_engine, exists, func, insert, select, update
from sqlalchemy.exc import DatabaseError as DriverError

from bots.storage.db.connection import no_answer, prepare_sqlite
from bots.storage.db.url import DatabaseError, DatabaseUrl
from bots.storage.maintenance.upgrade import upgrade
from bots.storage.tables.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Select, Table

BATCH = 1000


def move(source: str, target: str) -> int:
    """
    Copy every row, and return how many; both are upgraded first, and the source keeps its rows.

    Raises ``DatabaseError`` when one of them cannot be used, or the target is not empty; then nothing was copied.
    """
    came_from, goes_to = DatabaseUrl.read(source), DatabaseUrl.read(target)
    if came_from.direct == goes_to.direct:
        raise DatabaseError(f"{goes_to.shown} cannot be copied into itself: set CERTDESK_DATABASE_URL to another one.")
    upgrade(source)
    upgrade(target)
    with _transaction(came_from) as reading, _transaction(goes_to) as writing:
        for table in metadata.sorted_tables:
            if writing.scalar(select(exists().select_from(table))):
                raise DatabaseError(f"{goes_to.shown} is not empty ({table.name}): nothing was copied.")
        return sum([_copy(table, reading, writing) for table in metadata.sorted_tables])


def _copy(table: Table, reading: Connection, writing: Connection) -> int:
    """Copy a table; a row that points to another one of it does so once all are there."""
    inwards = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    for rows in _pages(reading, select(table)):
        writing.execute(insert(table), [row | {column.name: None for column in inwards} for row in rows])
    for column in inwards:
        pointing = select(table.c.id.label("here"), column.label("there")).where(column.is_not(None))
        point = update(table).where(table.c.id == bindparam("here")).values({column: bindparam("there")})
        for rows in _pages(reading, pointing):
            writing.execute(point, rows)
    counted = table.autoincrement_column
    copied = writing.scalar(select(func.count()).select_from(table)) or 0
    if copied and counted is not None and writing.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, counted.name)
        writing.execute(select(func.setval(sequence, select(func.max(counted)).scalar_subquery())))
    return copied


def _pages(reading: Connection, wanted: Select[Any]) -> Iterator[list[dict[str, Any]]]:
    found = reading.execution_options(yield_per=BATCH).execute(wanted).mappings()
    return ([dict(row) for row in page] for page in found.partitions())


@contextmanager
def _transaction(address: DatabaseUrl) -> Iterator[Connection]:
    engine = create_engine(address.direct, poolclass=NullPool, hide_parameters=True)
    if address.is_sqlite:
        prepare_sqlite(engine)
    with ExitStack() as stack:
        try:
            yield stack.enter_context(engine.begin())
        except DriverError as error:
            raise no_answer(address, error) from None
