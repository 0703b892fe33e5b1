"""What people do to watches that are theirs to own, to read or to act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, literal, not_, null, select, update

from bots.conversation.keeping import Page, WatchLine
from bots.notifications.readings import entered
from bots.storage.adding import batches
from bots.storage.belonging import OWNER_KEY, all_of, choose_readers, concerns, is_of, owned_by, stir
from bots.storage.rows import KNOWN, kept_watch, reading, reading_row
from bots.storage.tables import certificates, notices, watches

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.intents import Asker
    from bots.now import Now
    from bots.storage.database import Database
    from verifier_client import CertificateId


class DeedsInDatabase:
    """See ``conversation.keeping.Deeds``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Take the database, and the time."""
        self._database = database
        self._now = now

    async def snooze(self, who: Asker, certificate: CertificateId, until: date) -> int:
        """See the port."""
        async with self._database.writing() as connection:
            wanted = select(certificates.c.expires_on).where(certificates.c.text == certificate.text)
            end = await connection.scalar(wanted)
            if end is None:
                return 0
            theirs = and_(is_of(certificate.text), concerns(who))
            return await stir(connection, theirs, self._today, snooze_until=until, snooze_end=end)

    async def acknowledge(self, who: Asker, certificate: CertificateId | None) -> int:
        """See the port; of all that was told, only watches with something new to acknowledge count."""
        async with self._database.writing() as connection:
            if certificate is not None:
                theirs = select(watches.c.id).where(is_of(certificate.text), concerns(who))
                numbers = list((await connection.execute(theirs)).scalars())
            else:
                told = select(notices.c.watch_id).distinct().where(notices.c.acknowledged_at.is_(None))
                numbers = list((await connection.execute(told.where(notices.c.watch_id.in_(all_of(who))))).scalars())
            for part in batches(sorted(numbers)):
                new = and_(notices.c.watch_id.in_(part), notices.c.acknowledged_at.is_(None))
                done = {"acknowledged_at": self._now(), "acknowledged_by": who.key}
                await connection.execute(update(notices).where(new).values(done))
                await stir(connection, watches.c.id.in_(part), self._today)
        return len(numbers)

    async def assign(self, who: Asker, certificate: CertificateId, to: Asker | None) -> int:
        """See the port; to the manager is the same as to nobody."""
        async with self._database.writing() as connection:
            return await assign(connection, who, certificate.text, to, self._today)

    async def enter(self, who: Asker, certificate: CertificateId, expires_on: date) -> int:
        """See the port; before the first reading nobody knows yet that none can be asked, and the date is taken."""
        async with self._database.writing() as connection:
            theirs = select(watches.c.id).where(is_of(certificate.text), concerns(who))
            many = len((await connection.execute(theirs)).all())
            wanted = select(certificates.c.id, *KNOWN).where(certificates.c.text == certificate.text)
            row = (await connection.execute(wanted.with_for_update())).first()
            if not many or row is None:
                return 0
            before = reading(row)
            never_read = before.facts is None and before.failing_since is None and before.gone_since is None
            if before.by_hand_since is None and not never_read:
                return 0
            issuer = before.facts.issuer if before.facts else ""
            after = entered(before, expires_on, self._now(), code=row.code or "", issuer=issuer)
            change = update(certificates).where(certificates.c.id == row.id)
            await connection.execute(change.values(reading_row(after)))
            await stir(connection, watches.c.certificate_id == row.id, self._today)
        return many

    async def page(self, who: Asker, *, after: int = 0, limit: int = 20) -> Page:
        """See the port."""
        mine, read = owned_by(who), and_(watches.c.reader == who.key, not_(owned_by(who)))
        parts = [
            select(
                select(watches.c.id)
                .where(each, watches.c.id > after)
                .order_by(watches.c.id)
                .limit(limit + 1)
                .subquery()
            )
            for each in (mine, read)
        ]
        joined = select(watches, *KNOWN).join(certificates, certificates.c.id == watches.c.certificate_id)
        wanted = joined.where(watches.c.id.in_(parts[0].union_all(parts[1]))).order_by(watches.c.id).limit(limit + 1)
        async with self._database.reading() as connection:
            total = 0
            for each in (mine, read):
                total += await connection.scalar(select(func.count()).select_from(watches).where(each)) or 0
            rows = (await connection.execute(wanted)).all()
        lines = tuple(
            WatchLine(
                kept_watch(row),
                row.expires_on,
                row.status or "",
                row.read_at,
                row.snooze_until,
                (row.surface, row.tenant, row.owner) == (who.surface, who.tenant, who.person),
            )
            for row in rows[:limit]
        )
        return Page(lines, total, lines[-1].watch.id if len(rows) > limit else 0)

    @property
    def _today(self) -> date:
        return self._now().date()


async def assign(connection: AsyncConnection, who: Asker, text: str, to: Asker | None, today: date) -> int:
    """Let ``to`` act on what concerns ``who`` of that certificate."""
    found = select(watches.c.id).where(is_of(text), concerns(who))
    numbers = list((await connection.execute(found)).scalars())
    theirs = watches.c.id.in_(numbers)
    manager = func.coalesce(watches.c.linked, OWNER_KEY)
    key = null() if to is None else case((manager == to.key, null()), else_=literal(to.key))
    await connection.execute(update(watches).where(theirs).values(assigned_to=key))
    return await choose_readers(connection, theirs, today)
