"""With which names an ID was presented: keyed hashes that say nothing without the operator's key, for a short time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, select

from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import presented
from verifier_client import name_key

if TYPE_CHECKING:
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.runtime.clock import Now
    from bots.security.encryption import Encryption
    from bots.storage.db.connection import Database

PURPOSE = "presented names"
MARK = 8  # letters before the colon, which tell the key


class NameHistoryInDatabase:
    """Keeps keyed hashes of the names asked about; see ``organisation.ports.NameHistory``."""

    def __init__(self, database: Database, now: Now, *, encryption: Encryption) -> None:
        """Keep hashes in ``database``, made with the key of ``encryption``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now
        self._encryption = encryption

    async def other_name(self, asker: Asker, certificate: str, name: str, *, days: int) -> datetime | None:
        """See the port; hashes of another key are never compared."""
        own_hash = self._hash(asker, certificate, name)
        here = and_(
            presented.c.surface == asker.surface,
            presented.c.tenant == asker.tenant,
            presented.c.certificate == certificate,
        )
        fresh = presented.c.seen_at > self._now() - timedelta(days=days)
        same_key = presented.c.name_hash.startswith(own_hash[: MARK + 1], autoescape=True)
        others = select(func.max(presented.c.seen_at)).where(here, fresh, same_key, presented.c.name_hash != own_hash)
        async with self._database.writing() as connection:
            found: datetime | None = await connection.scalar(others)
            put = insert_into(presented, connection).values(
                surface=asker.surface,
                tenant=asker.tenant,
                certificate=certificate,
                name_hash=own_hash,
                seen_at=self._now(),
            )
            again = {"seen_at": put.excluded.seen_at}
            await connection.execute(put.on_conflict_do_update(index_elements=[*presented.primary_key], set_=again))
        return found

    async def forget_name(self, name: str) -> int:
        """Forget a name wherever an ID was presented with it; return how often that was."""
        gone = 0
        async with self._database.writing() as connection:
            for row in (await connection.execute(select(presented))).all():
                if row.name_hash == self._hash_of(row.surface, row.tenant, row.certificate, name):
                    same = and_(*(column == getattr(row, column.name) for column in presented.primary_key))
                    gone += (await connection.execute(delete(presented).where(same))).rowcount
        return gone

    def _hash(self, asker: Asker, certificate: str, name: str) -> str:
        return self._hash_of(asker.surface, asker.tenant, certificate, name)

    def _hash_of(self, surface: str, tenant: str, certificate: str, name: str) -> str:
        """Each organisation has its own key, and each ID its own hash of a name: none can be followed to another."""
        return self._encryption.hashed(f"{PURPOSE}:{surface}:{tenant}", certificate, name_key(name))
