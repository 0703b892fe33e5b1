"""
The upgrade in a process of its own, for one that runs long: Alembic takes 12 MB, and they go with the child.

``python -m bots.storage.maintenance.upgrade_process`` is that child: it reads the database's URL from its standard
input, as arguments are seen by everybody, and says on its standard output why it failed.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE

from bots.storage.db.url import DatabaseError
from bots.storage.maintenance.new_file import fill_new_file
from bots.storage.maintenance.revision import is_current

CHILD = (sys.executable, "-P", "-m", "bots.storage.maintenance.upgrade_process")
REFUSED = 3


async def upgrade_in_a_process(url: str) -> None:
    """
    Bring the database's tables up to date, unless they are; those of a new SQLite file need no child.

    Raises ``DatabaseError`` when it cannot be opened, or was made by a newer Certdesk. A child that cannot even
    start is no error here: whoever opens the database next upgrades it.
    """
    if await asyncio.to_thread(_is_ready, url):
        return
    child = await asyncio.create_subprocess_exec(*CHILD, stdin=PIPE, stdout=PIPE)
    said, _ = await child.communicate(url.encode())
    if child.returncode == REFUSED:
        raise DatabaseError(said.decode())


def _is_ready(url: str) -> bool:
    return is_current(url) or fill_new_file(url)


def main() -> int:
    """Upgrade; return the exit code."""
    from bots.storage.maintenance.upgrade import upgrade  # noqa: PLC0415 - the parent must not load Alembic

    try:
        upgrade(sys.stdin.buffer.read().decode())
    except DatabaseError as error:
        sys.stdout.buffer.write(str(error).encode())
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
