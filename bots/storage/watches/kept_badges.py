"""
What is kept of badges that came as files, in the row of the certificate that they are.

A badge that nobody watches goes in the night, with its row.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bots.storage.db.connection import insert_into
from bots.storage.db.url import DatabaseError
from bots.storage.tables.schema import certificates, watches
from verifier_client import IdKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.storage.db.connection import Database
    from verifier_client.badges import KeptBadge

log = logging.getLogger(__name__)


class KeptBadgesInDatabase:
    """Keeps badges in the database; see ``conversation.watch.ports.BadgeStore``."""

    def __init__(self, database: Database) -> None:
        """Read and write through ``database``."""
        self._database = database

    async def keep(self, badge: KeptBadge) -> bool:
        """See the port."""
        try:
            async with self._database.writing() as connection:
                put = insert_into(certificates, connection)
                put = put.values(kind=IdKind.KEPT_BADGE, text=badge.reference, badge=badge.text)
                again = {"badge": put.excluded.badge}
                await connection.execute(put.on_conflict_do_update(index_elements=[certificates.c.text], set_=again))
        except DatabaseError as error:
            log.warning("a badge cannot be watched, as it was not kept: %s", error)
            return False
        return True

    async def find(self, reference: str) -> KeptBadge | None:
        """See the port."""
        from verifier_client.badges import KeptBadge  # noqa: PLC0415 - only a badge needs it

        wanted = select(certificates.c.badge).where(certificates.c.text == reference)
        async with self._database.reading() as connection:
            text = await connection.scalar(wanted)
        return None if text is None else KeptBadge.from_text(text)


async def forget_unwatched(connection: AsyncConnection, numbers: Sequence[int]) -> None:
    """Forget what is kept of these badges at once, as far as nobody watches them."""
    unwatched = ~select(1).where(watches.c.certificate_id == certificates.c.id).exists()
    theirs = update(certificates).where(certificates.c.id.in_(numbers), certificates.c.badge.is_not(None), unwatched)
    await connection.execute(theirs.values(badge=None))
