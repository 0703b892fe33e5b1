"""A database for a test: upgraded once in each process, copied for each who asks."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from bots.storage.upgrade import upgrade


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
