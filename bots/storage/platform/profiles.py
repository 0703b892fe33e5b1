"""What a person's own platform says of them, written only when it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bots.runtime.answer_memory import Recent
from bots.runtime.ports import Profile
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import profiles

if TYPE_CHECKING:
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

REMEMBERED = 10_000  # people whose profile need not be read again by this process
REMEMBERED_S = 900.0  # as long as another process may hold one of somebody who was forgotten


class ProfilesInDatabase:
    """Keeps profiles in the database; see ``runtime.ports.Profiles``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now
        self._known = Recent[str, Profile](lambda: now().timestamp(), keep=REMEMBERED_S, size=REMEMBERED)

    async def is_known(self, who: str) -> bool:
        """See the port."""
        if self._known.find(who) is not None:
            return True
        async with self._database.reading() as connection:
            return await connection.scalar(select(1).where(profiles.c.who == who)) is not None

    async def language_of(self, who: str) -> str:
        """See the port."""
        if (known := self._known.find(who)) is not None:
            return known.language
        async with self._database.reading() as connection:
            return await connection.scalar(select(profiles.c.language).where(profiles.c.who == who)) or ""

    async def keep(self, who: str, profile: Profile) -> None:
        """See the port."""
        if self._known.find(who) == profile:
            return
        row = {
            "name": profile.name[:200],
            "time_zone": profile.time_zone[:100],
            "language": profile.language[:35],
            "seen_at": self._now(),
        }
        async with self._database.writing() as connection:
            put = insert_into(profiles, connection).values(who=who, **row)
            await connection.execute(put.on_conflict_do_update(index_elements=[profiles.c.who], set_=row))
        self._known.remember(who, profile)

    def forget(self, who: str) -> None:
        """Remember nothing here of somebody whom the database has forgotten, so that they can be known again."""
        self._known.forget(who)
