"""What people do to watches that are theirs to own, to read or to act on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, literal, not_, null, select, tuple_, update

from bots.conversation.model.watch_models import WatchPage
from bots.notifications.schedule.registry_readings import entered_end_date, may_enter
from bots.notifications.watch_marks import MarkKind
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import certificates, entered_ends, notices, watches
from bots.storage.watches.bulk_insert import batches
from bots.storage.watches.ownership_queries import (
    OWNER_KEY,
    WITH_ENTERED_ENDS,
    all_of,
    choose_readers,
    concerns,
    is_of,
    mark_for_planning,
    owned_by,
)
from bots.storage.watches.row_mapping import ENTERED, KNOWN, effective_reading, listed_watch
from bots.storage.watches.watch_marks import mark, unmark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.intents import Asker
    from bots.notifications.models import EnteredEndDate
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database
    from verifier_client import CertificateId

READ_WATCHES = select(watches, *KNOWN, *ENTERED).select_from(WITH_ENTERED_ENDS)


class WatchActionsInDatabase:
    """Does to watches in the database what people ask; see ``watch.ports.WatchActions``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def snooze(self, who: Asker, certificate: CertificateId, until: date | None) -> int:
        """See the port."""
        async with self._database.writing() as connection:
            found = (await connection.execute(READ_WATCHES.where(is_of(certificate.text), concerns(who)))).all()
            by_end: dict[date, list[int]] = defaultdict(list)
            for row in found:
                facts = effective_reading(row).facts
                if facts is not None and facts.expires_on is not None:
                    by_end[facts.expires_on].append(row.id)
            for end in sorted(by_end):
                affected = watches.c.id.in_(by_end[end])
                await mark_for_planning(
                    connection, affected, self._today, snooze_until=until, snooze_end=end if until else None
                )
                await mark(connection, by_end[end], MarkKind.SNOOZED, who, self._now())
        return sum(map(len, by_end.values()))

    async def acknowledge(self, who: Asker, certificate: CertificateId | None) -> int:
        """See the port; of all that was told, only watches with something new to acknowledge count."""
        async with self._database.writing() as connection:
            if certificate is not None:
                affected = select(watches.c.id).where(is_of(certificate.text), concerns(who))
                numbers = list((await connection.execute(affected)).scalars())
            else:
                unacknowledged = select(notices.c.watch_id).distinct().where(notices.c.acknowledged_at.is_(None))
                numbers = list(
                    (await connection.execute(unacknowledged.where(notices.c.watch_id.in_(all_of(who))))).scalars()
                )
            for part in batches(sorted(numbers)):
                new = and_(notices.c.watch_id.in_(part), notices.c.acknowledged_at.is_(None))
                done = {"acknowledged_at": self._now(), "acknowledged_by": who.key}
                await connection.execute(update(notices).where(new).values(done))
                await mark_for_planning(connection, watches.c.id.in_(part), self._today)
        return len(numbers)

    async def take_back_acknowledgement(self, who: Asker, certificate: CertificateId) -> int:
        """See the port."""
        async with self._database.writing() as connection:
            theirs = select(watches.c.id).where(is_of(certificate.text), concerns(who))
            noticed = select(notices.c.id, notices.c.watch_id, notices.c.told_at, notices.c.acknowledged_at)
            rows: dict[int, list[Any]] = defaultdict(list)
            for row in await connection.execute(noticed.where(notices.c.watch_id.in_(theirs))):
                rows[row.watch_id].append(row)
            undone = {each: done for each, group in rows.items() if (done := _acknowledged_last(group))}
            numbers = [notice for each in undone.values() for notice in each]
            for part in batches(sorted(numbers)):
                nobody = {"acknowledged_at": None, "acknowledged_by": None}
                await connection.execute(update(notices).where(notices.c.id.in_(part)).values(nobody))
            await mark_for_planning(connection, watches.c.id.in_(sorted(undone)), self._today)
        return len(undone)

    async def assign(self, who: Asker, certificate: CertificateId, to: Asker | None) -> int:
        """See the port; to the manager is the same as to nobody."""
        async with self._database.writing() as connection:
            numbers = await assign(connection, who, certificate.text, to, self._now())
        return len(numbers)

    async def enter_end_date(self, who: Asker, certificate: CertificateId, expires_on: date) -> int:
        """
        See the port; before the first reading nobody knows yet that none can be asked, and the date is taken.

        It is of the organisations whose watches these are, and what the others know of the certificate stays.
        """
        async with self._database.writing() as connection:
            number = select(certificates.c.id).where(certificates.c.text == certificate.text)
            it = await connection.scalar(number.with_for_update(key_share=True))
            affected = and_(watches.c.certificate_id == it, concerns(who))
            found = (await connection.execute(READ_WATCHES.where(affected))).all()
            before = {
                (row.surface, row.tenant): effective_reading(row) for row in found if may_enter(effective_reading(row))
            }
            if not before:
                return 0
            homes = tuple_(watches.c.surface, watches.c.tenant).in_(sorted(before))
            await mark_for_planning(connection, and_(watches.c.certificate_id == it, homes), self._today)
            for surface, tenant in sorted(before):
                end = _written(entered_end_date(before[surface, tenant], expires_on, self._now()))
                put = insert_into(entered_ends, connection)
                put = put.values(certificate_id=it, surface=surface, tenant=tenant, **end)
                again = put.on_conflict_do_update(index_elements=list(entered_ends.primary_key), set_=end)
                await connection.execute(again)
        return sum((row.surface, row.tenant) in before for row in found)

    async def page(self, who: Asker, *, after: int = 0, limit: int = 20) -> WatchPage:
        """See the port."""
        owned, read = owned_by(who), and_(watches.c.reader == who.key, not_(owned_by(who)))
        parts = [
            select(
                select(watches.c.id)
                .where(each, watches.c.id > after)
                .order_by(watches.c.id)
                .limit(limit + 1)
                .subquery()
            )
            for each in (owned, read)
        ]
        wanted = (
            READ_WATCHES.where(watches.c.id.in_(parts[0].union_all(parts[1]))).order_by(watches.c.id).limit(limit + 1)
        )
        async with self._database.reading() as connection:
            total = 0
            for each in (owned, read):
                total += await connection.scalar(select(func.count()).select_from(watches).where(each)) or 0
            rows = (await connection.execute(wanted)).all()
        lines = tuple(listed_watch(row, who) for row in rows[:limit])
        return WatchPage(lines, total, lines[-1].watch.id if len(rows) > limit else 0)

    @property
    def _today(self) -> date:
        return self._now().date()


def _written(end: EnteredEndDate) -> dict[str, Any]:
    return {"expires_on": end.expires_on, "previous_end": end.previous_end, "entered_at": end.at}


def _acknowledged_last(noticed: Sequence[Row[Any]]) -> list[int]:
    """Return the notices of a watch that the last acknowledgement settled; none where something newer was told."""
    newest = max(noticed, key=lambda each: (each.told_at, each.id))
    if newest.acknowledged_at is None:
        return []
    last = max(each.acknowledged_at for each in noticed if each.acknowledged_at is not None)
    return [each.id for each in noticed if each.acknowledged_at == last]


async def assign(
    connection: AsyncConnection, who: Asker, text: str, to: Asker | None, now: datetime, *, by: Asker | None = None
) -> list[int]:
    """
    Let somebody act on what concerns somebody of a certificate.

    Args:
        connection: a transaction that writes.
        who: whom it concerns.
        text: the certificate's ID.
        to: who acts from now on; None gives it back, and withdraws what was offered.
        now: the time (UTC).
        by: who is noted as having assigned it; None for ``who``.

    Returns:
        The numbers of the watches.
    """
    found = select(watches.c.id).where(is_of(text), concerns(who))
    numbers = list((await connection.execute(found)).scalars())
    affected = watches.c.id.in_(numbers)
    manager = func.coalesce(watches.c.linked, OWNER_KEY)
    key = null() if to is None else case((manager == to.key, null()), else_=literal(to.key))
    await connection.execute(update(watches).where(affected).values(assigned_to=key))
    await unmark(connection, numbers, MarkKind.ASSIGNED, MarkKind.OFFERED, MarkKind.DECLINED)
    if to is not None:
        await mark(connection, numbers, MarkKind.ASSIGNED, by or who, now, to=to.key)
    await choose_readers(connection, affected, now.date())
    return numbers
