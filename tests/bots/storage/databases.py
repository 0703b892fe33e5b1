"""A database for a test: upgraded once in each process, copied for each who asks."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from bots.storage.db.connection import Database
from bots.storage.db.url import DatabaseUrl
from bots.storage.maintenance.upgrade import upgrade


@cache
def upgraded_file():
    path = Path(tempfile.mkdtemp(prefix="certdesk-")) / "certdesk.db"
    upgrade(f"sqlite:///{path}")
    return path


def fresh(folder):
    """Give the URL of a file of its own, with all tables and no rows."""
    path = folder / "certdesk.db"
    if not path.exists():
        shutil.copy(upgraded_file(), path)
    return f"sqlite:///{path}"


def fresh_again():
    """The same, always at the same place: for one test at a time, which so can be quick to open it."""
    folder = upgraded_file().parent / "in-use"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return fresh(folder)


def opened(url):
    """Open it by an engine that remembers, from test to test, what statements look like as SQL."""
    return Database(_engine(url), DatabaseUrl.read(url))


@cache
def _engine(url):
    return Database.open(url)._engine  # its connections do not last: closing gives them up
