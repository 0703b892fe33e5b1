"""Who did what about a watch, and when; and what people are called."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, or_, select

from bots.notifications.models import ManagerId, NoticeKey, WatchId
from bots.notifications.watch_marks import OFFER_LASTS, MarkKind, WatchMark, WatchMarks
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import links, notices, profiles, watch_marks, watches
from bots.storage.watches.bulk_insert import batches
from bots.storage.watches.ownership_queries import is_of
from bots.storage.watches.row_mapping import notice_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.intents import Asker
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database


class WatchMarksInDatabase:
    """Reads marks and names from the database; see ``notifications.watch_marks.MarkStore``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def marks(self, those: Collection[WatchId]) -> Mapping[WatchId, WatchMarks]:
        """See the port."""
        marks: dict[WatchId, dict[MarkKind, WatchMark]] = defaultdict(dict)
        acknowledged: dict[WatchId, dict[NoticeKey, WatchMark]] = defaultdict(dict)
        async with self._database.reading() as connection:
            for part in batches(sorted(map(int, those))):
                wanted = select(watch_marks).where(watch_marks.c.watch_id.in_(part))
                for row in await connection.execute(wanted):
                    mark = _mark_of(row)
                    if not self._is_over(mark):
                        marks[WatchId(str(row.watch_id))][mark.kind] = mark
                done = (notices.c.watch_id.in_(part), notices.c.acknowledged_at.is_not(None))
                for row in await connection.execute(select(notices).where(*done)):
                    mark = WatchMark(MarkKind.ACKNOWLEDGED, ManagerId(row.acknowledged_by or ""), row.acknowledged_at)
                    acknowledged[WatchId(str(row.watch_id))][notice_key(row)] = mark
        return {each: WatchMarks(marks[each], acknowledged[each]) for each in those}

    async def offer_to(self, who: ManagerId, certificate: str) -> WatchMark | None:
        """See the port."""
        asked = (MarkKind.OFFERED.value, MarkKind.ASSIGNED.value)
        theirs = or_(
            and_(watch_marks.c.kind.in_(asked), watch_marks.c.who == who),
            and_(watch_marks.c.kind == MarkKind.DECLINED.value, watch_marks.c.done_by == who),
        )
        wanted = (
            select(watch_marks).join(watches, watches.c.id == watch_marks.c.watch_id).where(is_of(certificate), theirs)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(wanted.order_by(watch_marks.c.done_at.desc()).limit(1))).first()
        mark = None if row is None else _mark_of(row)
        return None if mark is not None and self._is_over(mark) else mark

    async def names(self, who: Collection[ManagerId]) -> Mapping[ManagerId, str]:
        """See the port; a platform's word goes before a roster's."""
        wanted = sorted(who)
        found: dict[ManagerId, str] = {}
        async with self._database.reading() as connection:
            for row in await connection.execute(select(links.c.who, links.c.name).where(links.c.who.in_(wanted))):
                found[ManagerId(row.who)] = row.name
            known = select(profiles.c.who, profiles.c.name).where(profiles.c.who.in_(wanted), profiles.c.name != "")
            for row in await connection.execute(known):
                found[ManagerId(row.who)] = row.name
        return found

    def _is_over(self, mark: WatchMark) -> bool:
        return mark.kind is MarkKind.OFFERED and self._now() - mark.at >= OFFER_LASTS


def _mark_of(row: Row[Any]) -> WatchMark:
    to = ManagerId(row.who) if row.who else None
    return WatchMark(MarkKind(row.kind), ManagerId(row.done_by), row.done_at, to)


async def mark(
    connection: AsyncConnection,
    watches: Iterable[int],
    kind: MarkKind,
    by: Asker,
    at: datetime,
    *,
    to: str | None = None,
) -> None:
    """
    Note that something was done about watches; of each kind the last one is kept.

    Args:
        connection: a transaction that writes.
        watches: the watches' numbers.
        kind: what was done.
        by: who did it.
        at: when (UTC).
        to: whom it was given or offered to, by ``Asker.key``.
    """
    rows: list[dict[str, Any]] = [
        {"watch_id": each, "kind": kind.value, "done_by": by.key, "done_at": at, "who": to} for each in sorted(watches)
    ]
    if not rows:
        return
    put = insert_into(watch_marks, connection)
    again = {name: put.excluded[name] for name in ("done_by", "done_at", "who")}
    await connection.execute(put.on_conflict_do_update(index_elements=[*watch_marks.primary_key], set_=again), rows)


async def unmark(connection: AsyncConnection, watches: Sequence[int], *kinds: MarkKind) -> None:
    """Note that these kinds of things no longer hold about watches."""
    gone = watch_marks.c.kind.in_([each.value for each in kinds])
    for part in batches(sorted(watches)):
        await connection.execute(delete(watch_marks).where(watch_marks.c.watch_id.in_(part), gone))
