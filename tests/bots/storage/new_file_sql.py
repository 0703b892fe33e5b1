"""The statements that all revisions come to on SQLite; ``python -m tests.bots.storage.new_file_sql`` writes them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bots.storage.maintenance.new_file import APART, STATEMENTS
from bots.storage.maintenance.revision import newest
from bots.storage.maintenance.upgrade import upgrade

HELD = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY type != 'table', name"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"


def contents(path):
    """Return what a file holds: the statements of its tables, indices and triggers, and the rows of each table."""
    with closing(sqlite3.connect(path)) as file:
        statements = [sql for (sql,) in file.execute(HELD)]
        tables = [name for (name,) in file.execute(TABLES)]
        return statements, {name: file.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}  # noqa: S608


def in_order(statement):
    """Return a statement's lines with the constraints sorted: where a table was rebuilt, Alembic shuffles them."""
    lines = [line.strip().rstrip(",") for line in statement.splitlines()]
    constraints = sorted(line for line in lines if line.startswith("CONSTRAINT "))
    return [line for line in lines if line not in constraints], constraints


def written():
    """Return the text of the file of statements, made by the revisions."""
    with TemporaryDirectory() as folder:
        upgrade(f"sqlite:///{folder}/new.db")
        statements, rows = contents(f"{folder}/new.db")
    assert {"alembic_version"} == {name for name, found in rows.items() if found}
    stamp = f"INSERT INTO alembic_version VALUES ('{newest()}')"  # noqa: S608
    return APART.join([f"-- revision {newest()}", *(each.strip() for each in statements), stamp]) + "\n"


if __name__ == "__main__":
    Path(STATEMENTS).write_text(written(), encoding="utf-8")
