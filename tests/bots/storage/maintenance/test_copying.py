"""A database moves whole into an empty one, and the numbers go on where they were."""

from datetime import UTC, date, datetime

from click.testing import CliRunner
from sqlalchemy import create_engine, func, insert, select

from bots.cli.app import main
from bots.storage.db.url import DatabaseUrl
from bots.storage.maintenance.upgrade import upgrade
from bots.storage.tables.schema import audit, metadata

MADE_UP = {datetime: datetime(2026, 11, 20, 9, tzinfo=UTC), date: date(2026, 11, 20), bool: True, bytes: b"sealed"}


def value(column, number):
    for key in column.foreign_keys:
        inwards = key.column.table is column.table
        return value(key.column, 3 - number if inwards else number)
    kind = getattr(column.type, "impl_instance", column.type).python_type
    if kind in {int, float}:
        return kind(number)
    return MADE_UP.get(kind, f"{column.name} {number}")


def row(table, number):
    """Give what a row must have, and what it points to, be it of its own table."""
    needed = (each for each in table.columns if each.foreign_keys or not (each.nullable or each.server_default))
    return {each.name: value(each, number) for each in needed}


def copied(url, source):
    return CliRunner(env={"CERTDESK_DATABASE_URL": url}).invoke(main, ["db", "copy-from", source])


def test_every_row_arrives_once_and_new_ones_find_a_free_number(url, tmp_path):
    source = f"sqlite:///{tmp_path}/before.db"
    upgrade(source)
    old, new = (create_engine(DatabaseUrl.read(each).direct) for each in (source, url))
    with old.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(insert(table), [row(table, number) for number in (1, 2)])

    first, again = copied(url, source), copied(url, source)

    rows = 2 * len(metadata.tables)
    assert (0, f"holds the {rows} rows of {source}.") == (first.exit_code, first.output.strip().partition(" ")[2])
    assert again.exit_code == 2
    assert "is not empty" in again.output
    with old.connect() as before, new.begin() as after:
        for table in metadata.sorted_tables:
            ordered = select(table).order_by(*table.primary_key)
            assert before.execute(ordered).all() == after.execute(ordered).all(), table.name
        after.execute(insert(audit).values(**{name: kept for name, kept in row(audit, 3).items() if name != "id"}))
        assert after.scalar(select(func.max(audit.c.id))) == 3
    for engine in (old, new):
        engine.dispose()


def test_what_cannot_be_copied_is_a_sentence(url, tmp_path):
    nowhere, itself = copied(url, f"sqlite:///{tmp_path}/nowhere/certdesk.db"), copied(url, url)

    assert (2, 2) == (nowhere.exit_code, itself.exit_code)
    assert "which is no folder" in nowhere.output
    assert "cannot be copied into itself" in itself.output
