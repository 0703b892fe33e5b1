"""
The tables of a new SQLite file, by the statements that all revisions come to: Alembic would take a second of CPU.

``python -m tests.bots.storage.new_file_sql`` writes the statements anew after each revision; a test holds that both
ways come to the same. Until they are, or where the file is not empty, the revisions are run one by one.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bots.storage.db.connection import BUSY_MS
from bots.storage.db.url import DatabaseUrl
from bots.storage.maintenance.revision import newest

STATEMENTS = Path(__file__).with_suffix(".sql")
APART = "\n;\n"


def fill_new_file(url: str) -> bool:
    """Make the tables in one transaction, and say whether they are made; blocks. False where the file is not empty."""
    address = DatabaseUrl.read(url)
    revision, *statements = STATEMENTS.read_text(encoding="utf-8").rstrip().split(APART)
    if not address.is_sqlite or revision != f"-- revision {newest()}":
        return False
    address.make_file()
    try:
        with closing(sqlite3.connect(address.direct.database or "", BUSY_MS / 1000, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode=WAL")
            file.execute("BEGIN IMMEDIATE")
            if file.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None:
                return False
            for statement in statements:
                file.execute(statement)
            file.execute("COMMIT")
    except sqlite3.Error:
        return False  # the upgrade says why
    return True
