"""Who watches which certificate; pages by key, never by counting rows, and imports in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, select, tuple_, update

from bots.conversation.intents import Asker
from bots.conversation.ports import KeptWatch
from bots.storage.database import insert_into
from bots.storage.tables import certificates, watches
from verifier_client import CertificateId, IdKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.storage.database import Database, Now

Item = TypeVar("Item")
BATCH = 500
DETAILS = ("holder", "manager", "team", "purpose", "until")
JOINED = select(
    watches,
    certificates.c.kind,
    certificates.c.text,
    certificates.c.code,
    certificates.c.issued_year,
    certificates.c.issued_month,
).join(certificates, certificates.c.id == watches.c.certificate_id)


class WatchesInDatabase:
    """See ``conversation.ports.Watches``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Take the database, and the time."""
        self._database = database
        self._now = now

    async def watch(self, asker: Asker, certificate: CertificateId) -> bool:
        """See the port ``Watching``; what is known of a watch already stays."""
        if await self._has(asker, certificate):
            return False
        return await self.add([KeptWatch(asker, certificate)]) > 0

    async def unwatch(self, asker: Asker, certificate: CertificateId) -> bool:
        """See the port ``Watching``."""
        return await self.remove(asker, [certificate]) > 0

    async def watched_by(self, asker: Asker) -> tuple[str, ...]:
        """See the port ``Watching``."""
        wanted = select(certificates.c.text).join(watches).where(_of(asker)).order_by(watches.c.id)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(wanted)).scalars())

    async def add(self, new: Sequence[KeptWatch]) -> int:
        """See the port; always in the same order, so that two imports cannot wait for each other."""
        once = {(each.certificate.text, each.owner.key): each for each in new}
        async with self._database.writing() as connection:
            return sum([await self._add(connection, part) for part in _batches([once[key] for key in sorted(once)])])

    async def remove(self, owner: Asker, gone: Collection[CertificateId] | None = None) -> int:
        """See the port."""
        if gone is None:
            async with self._database.writing() as connection:
                return (await connection.execute(delete(watches).where(_of(owner)))).rowcount
        removed = 0
        async with self._database.writing() as connection:
            for part in _batches(sorted({each.text for each in gone})):
                theirs = select(certificates.c.id).where(certificates.c.text.in_(part))
                wanted = delete(watches).where(_of(owner), watches.c.certificate_id.in_(theirs))
                removed += (await connection.execute(wanted)).rowcount
        return removed

    async def count(self, owner: Asker) -> int:
        """See the port."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(watches).where(_of(owner))) or 0

    async def of_owner(self, owner: Asker, *, after: int = 0, limit: int = 50) -> tuple[KeptWatch, ...]:
        """See the port."""
        return await self._page(and_(_of(owner), watches.c.id > after), [watches.c.id], limit)

    async def due(self, on: date, *, after: KeptWatch | None = None, limit: int = 500) -> tuple[KeptWatch, ...]:
        """See the port."""
        order = [watches.c.next_notice_on, watches.c.id]
        due = watches.c.next_notice_on <= on
        if after is not None:
            due = and_(due, tuple_(*order) > tuple_(after.next_notice_on, after.id))
        return await self._page(due, order, limit)

    async def schedule(self, dates: Mapping[int, date | None]) -> None:
        """See the port."""
        if not dates:
            return
        change = update(watches).where(watches.c.id == bindparam("it")).values(next_notice_on=bindparam("day"))
        async with self._database.writing() as connection:
            await connection.execute(change, [{"it": it, "day": dates[it]} for it in sorted(dates)])

    async def _has(self, owner: Asker, certificate: CertificateId) -> bool:
        return bool(await self._page(and_(_of(owner), certificates.c.text == certificate.text), [watches.c.id], 1))

    async def _page(
        self, where: ColumnElement[bool], order: Sequence[ColumnElement[Any]], limit: int
    ) -> tuple[KeptWatch, ...]:
        async with self._database.reading() as connection:
            found = await connection.execute(JOINED.where(where).order_by(*order).limit(limit))
            return tuple(map(_watch, found))

    async def _add(self, connection: AsyncConnection, new: Sequence[KeptWatch]) -> int:
        ids = await _ids(connection, [each.certificate for each in new])
        rows = [_row(each) | {"certificate_id": ids[each.certificate.text], "added_at": self._now()} for each in new]
        named = [watches.c.surface, watches.c.tenant, watches.c.owner, watches.c.certificate_id]
        owners = {tuple(row[column.name] for column in named[:-1]) for row in rows}
        known = select(*named).where(watches.c.certificate_id.in_(ids.values()), tuple_(*named[:-1]).in_(owners))
        had = {tuple(row) for row in await connection.execute(known)}
        insert = insert_into(watches, connection)
        details = {name: insert.excluded[name] for name in DETAILS}
        await connection.execute(insert.on_conflict_do_update(index_elements=named, set_=details), rows)
        return sum(tuple(row[column.name] for column in named) not in had for row in rows)


async def _ids(connection: AsyncConnection, named: Sequence[CertificateId]) -> dict[str, int]:
    """Return the certificates' numbers, giving new ones where needed."""
    columns = ("kind", "text", "code", "issued_year", "issued_month")
    rows = {each.text: {name: getattr(each, name) for name in columns} for each in named}
    await connection.execute(insert_into(certificates, connection).on_conflict_do_nothing(), list(rows.values()))
    wanted = select(certificates.c.text, certificates.c.id).where(certificates.c.text.in_(rows))
    return {row.text: row.id for row in await connection.execute(wanted)}


def _of(owner: Asker) -> ColumnElement[bool]:
    mine = (watches.c.surface == owner.surface, watches.c.tenant == owner.tenant, watches.c.owner == owner.person)
    return and_(*mine)


def _row(watch: KeptWatch) -> dict[str, Any]:
    owner = {"surface": watch.owner.surface, "tenant": watch.owner.tenant, "owner": watch.owner.person}
    return owner | {name: getattr(watch, name) for name in (*DETAILS, "next_notice_on")}


def _watch(row: Row[Any]) -> KeptWatch:
    return KeptWatch(
        Asker(row.surface, row.tenant, row.owner),
        CertificateId(IdKind(row.kind), row.text, row.code, row.issued_year, row.issued_month),
        **{name: getattr(row, name) for name in (*DETAILS, "next_notice_on", "id")},
    )


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
