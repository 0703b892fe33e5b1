"""
Which revision a database is at, and which is the newest.

Asked without Alembic: that costs 12 MB and a tenth of a second, and a process that starts again has nothing to upgrade.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from bots.storage.db.url import DatabaseUrl

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def is_current(url: str) -> bool:
    """Say whether there is nothing to upgrade; blocks. False as well when it cannot be told: the upgrade says why."""
    address = DatabaseUrl.read(url)
    address.make_file()
    engine = create_engine(address.direct, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    except DBAPIError:
        return False
    return list(found) == [newest()]


def newest() -> str:
    """Return the newest revision, as its file's name begins."""
    return max(path.stem[1:5] for path in (MIGRATIONS / "versions").glob("r[0-9]*.py"))
