"""Who watches which certificate; pages by key, never by counting rows, and imports in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, select

from bots.conversation.model.watch_models import StoredWatch
from bots.storage.db.shared_read import SharedRead
from bots.storage.tables.schema import certificates, entered_ends, watches
from bots.storage.watches.bulk_insert import DETAILS, batches, compare, write
from bots.storage.watches.kept_badges import forget_unwatched
from bots.storage.watches.ownership_queries import UNWATCHED_END, owned_by
from bots.storage.watches.readings import first_readings, save
from bots.storage.watches.row_mapping import IDENTIFIED, kept_watch

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.intents import Asker
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database
    from verifier_client import CertificateId, Verdict

JOINED = select(watches, *IDENTIFIED).join(certificates, certificates.c.id == watches.c.certificate_id)


AMONG = (
    select(watches.c.surface, watches.c.tenant, watches.c.owner, watches.c.holder, certificates.c.text)
    .join(certificates, certificates.c.id == watches.c.certificate_id)
    .where(
        watches.c.surface.in_(bindparam("surfaces", expanding=True)),
        watches.c.tenant.in_(bindparam("tenants", expanding=True)),
        watches.c.owner.in_(bindparam("owners", expanding=True)),
        certificates.c.text.in_(bindparam("names", expanding=True)),
    )
)
"""Which of some certificates some people watch: written once, for every verdict asks it."""


class WatchesInDatabase:
    """Keeps watches in the database; see ``conversation.model.ports.WatchStore``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now
        self._among = SharedRead(self._read_among)

    async def watch(self, asker: Asker, certificate: CertificateId) -> bool:
        """See the port; what is known of a watch already stays."""
        if await self._has(asker, certificate):
            return False
        return await self.add([StoredWatch(asker, certificate)]) > 0

    async def unwatch(self, asker: Asker, certificate: CertificateId) -> bool:
        """See the port."""
        return await self.remove(asker, [certificate]) > 0

    async def watched_by(self, asker: Asker) -> tuple[str, ...]:
        """See the port."""
        wanted = select(certificates.c.text).join(watches).where(owned_by(asker)).order_by(watches.c.id)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(wanted)).scalars())

    async def watched_among(self, asker: Asker, names: Collection[str]) -> Mapping[str, str]:
        """See the port; what several ask for in one turn of the event loop is one read."""
        found = await self._among.get({(asker, name) for name in names})
        return {name: holder for (_, name), holder in found.items()}

    async def _read_among(self, wanted: Collection[tuple[Asker, str]]) -> dict[tuple[Asker, str], str]:
        found: dict[tuple[Asker, str], str] = {}
        askers = {(each.surface, each.tenant, each.person): each for each, _ in wanted}
        asked = {(each.key, name) for each, name in wanted}
        surfaces, tenants, owners = (sorted(set(column)) for column in zip(*askers, strict=True))
        async with self._database.reading() as connection:
            for part in batches(sorted({name for _, name in wanted})):
                of_part = {"surfaces": surfaces, "tenants": tenants, "owners": owners, "names": part}
                for row in await connection.execute(AMONG, of_part):
                    asker = askers.get((row.surface, row.tenant, row.owner))
                    if asker is not None and (asker.key, row.text) in asked:
                        found[asker, row.text] = row.holder
        return found

    async def add(self, new: Sequence[StoredWatch]) -> int:
        """See the port; a round looks at what is new from today on, where no other day is named."""
        once = {(each.certificate.text, each.owner.key): each for each in new}
        async with self._database.writing() as connection:
            difference = await compare(connection, [(once[key], DETAILS) for key in sorted(once)])
            await write(connection, difference, now=self._now())
        return len(difference.new)

    async def learn(self, verdicts: Mapping[str, Verdict]) -> None:
        """See the port; the watches are planned by the next round, as new ones are."""
        now = self._now()
        async with self._database.writing() as connection:
            if updates := await first_readings(connection, verdicts, now=now):
                await save(connection, updates, today=now.date())

    async def remove(self, owner: Asker, gone: Collection[CertificateId] | None = None) -> int:
        """See the port."""
        async with self._database.writing() as connection:
            if gone is None:
                return await delete_watches(connection, owned_by(owner))
            removed = 0
            for part in batches(sorted({each.text for each in gone})):
                affected = select(certificates.c.id).where(certificates.c.text.in_(part))
                removed += await delete_watches(
                    connection, and_(owned_by(owner), watches.c.certificate_id.in_(affected))
                )
        return removed

    async def count(self, owner: Asker) -> int:
        """See the port."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(watches).where(owned_by(owner))) or 0

    async def of_owner(self, owner: Asker, *, after: int = 0, limit: int = 50) -> tuple[StoredWatch, ...]:
        """See the port."""
        return await self._page(and_(owned_by(owner), watches.c.id > after), [watches.c.id], limit)

    async def _has(self, owner: Asker, certificate: CertificateId) -> bool:
        return bool(await self._page(and_(owned_by(owner), certificates.c.text == certificate.text), [watches.c.id], 1))

    async def _page(
        self, where: ColumnElement[bool], order: Sequence[ColumnElement[Any]], limit: int
    ) -> tuple[StoredWatch, ...]:
        async with self._database.reading() as connection:
            found = await connection.execute(JOINED.where(where).order_by(*order).limit(limit))
            return tuple(map(kept_watch, found))


async def delete_watches(connection: AsyncConnection, where: ColumnElement[bool], *, forget: bool = False) -> int:
    """
    Delete in the order in which everybody locks watches; what was entered goes with the last of its organisation.

    Args:
        connection: in a transaction.
        where: which watches.
        forget: whether what is kept of a badge goes at once with its last watch, and not in the night.
    """
    ordered = select(watches.c.id).where(where).order_by(watches.c.id).with_for_update()
    change = delete(watches).where(watches.c.id.in_(ordered)).returning(watches.c.certificate_id)
    gone = (await connection.execute(change)).scalars().all()
    for part in batches(sorted(set(gone))):
        of_them = entered_ends.c.certificate_id.in_(part)
        await connection.execute(delete(entered_ends).where(of_them, UNWATCHED_END))
        if forget:
            await forget_unwatched(connection, part)
    return len(gone)
