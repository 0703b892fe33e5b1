"""People who were asked to act in another's place: the message that asks is written down with the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bots.conversation.model.intents import Asker
from bots.conversation.watch.offers import OfferResult
from bots.notifications.message_details import OfferDetails
from bots.notifications.message_models import MessageKind, NewMessage
from bots.notifications.models import ManagerId
from bots.notifications.watch_marks import OFFER_LASTS, MarkKind
from bots.storage.notices.plan_writer import write_posts
from bots.storage.tables.schema import conversation_references, watch_marks, watches
from bots.storage.watches.ownership_queries import concerns, is_of
from bots.storage.watches.watch_actions import assign
from bots.storage.watches.watch_marks import mark, unmark

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database
    from verifier_client import CertificateId

MEETS_FIRST = frozenset({"teams"})  # surfaces on which a bot can only write to whom it has met


class OffersInDatabase:
    """Keeps offers in the database; see ``watch.offers.Offers``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def offer(self, who: Asker, certificate: CertificateId, to: Asker) -> OfferResult:
        """See the port."""
        now, text = self._now(), certificate.text
        async with self._database.writing() as connection:
            theirs = select(watches.c.id).where(is_of(text), concerns(who))
            numbers = list((await connection.execute(theirs)).scalars())
            if not numbers:
                return OfferResult()
            if to.surface in MEETS_FIRST and not await _has_met(connection, to):
                return OfferResult(len(numbers), is_reachable=False)
            await unmark(connection, numbers, MarkKind.DECLINED)
            await mark(connection, numbers, MarkKind.OFFERED, who, now, to=to.key)
            message = _message("offer", to, OfferDetails(text, by=who.key, at=now.isoformat()), now)
            await write_posts(connection, [message], now)
        return OfferResult(len(numbers), is_reachable=True, message=message.key)

    async def accept(self, who: Asker, certificate: CertificateId) -> Asker | None:
        """See the port."""
        async with self._database.writing() as connection:
            found = await self._open(connection, who, certificate)
            if found is None:
                return None
            _, by = found
            await assign(connection, by, certificate.text, who, self._now(), by=by)
        return by

    async def decline(self, who: Asker, certificate: CertificateId) -> tuple[Asker, str] | None:
        """See the port."""
        now = self._now()
        async with self._database.writing() as connection:
            found = await self._open(connection, who, certificate)
            if found is None:
                return None
            numbers, by = found
            await unmark(connection, numbers, MarkKind.OFFERED)
            await mark(connection, numbers, MarkKind.DECLINED, who, now)
            details = OfferDetails(certificate.text, by=who.key, at=now.isoformat(), declined=True)
            message = _message("declined", by, details, now)
            await write_posts(connection, [message], now)
        return by, message.key

    async def _open(
        self, connection: AsyncConnection, who: Asker, certificate: CertificateId
    ) -> tuple[list[int], Asker] | None:
        """Return the watches that were offered to somebody, and who offered them last."""
        wanted = (
            select(watch_marks.c.watch_id, watch_marks.c.done_by)
            .join(watches, watches.c.id == watch_marks.c.watch_id)
            .where(
                is_of(certificate.text),
                watch_marks.c.kind == MarkKind.OFFERED.value,
                watch_marks.c.who == who.key,
                watch_marks.c.done_at > self._now() - OFFER_LASTS,
            )
            .order_by(watch_marks.c.done_at.desc())
        )
        rows = (await connection.execute(wanted)).all()
        if not rows:
            return None
        by = rows[0].done_by
        return [row.watch_id for row in rows if row.done_by == by], Asker.from_key(by)


def _message(what: str, to: Asker, details: OfferDetails, now: datetime) -> NewMessage:
    key = f"{what}:{to.key}:{details.certificate}:{details.at}"
    return NewMessage(key, MessageKind.ANSWER, ManagerId(to.key), now.date(), now, details=details.text)


async def _has_met(connection: AsyncConnection, who: Asker) -> bool:
    columns = conversation_references.c
    theirs = (columns.surface == who.surface, columns.tenant == who.tenant, columns.person == who.person)
    return (await connection.execute(select(1).where(*theirs).limit(1))).first() is not None
