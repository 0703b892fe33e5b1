"""
Writes down what a sweep decided, all or nothing, in statements for many rows.

READ ``Plan.write`` FIRST. Rows are locked in one order everywhere: messages, watches, notices; each by its key.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, bindparam, delete, insert, or_, select, update

from bots.notifications.message_models import MessageKind
from bots.notifications.models import WatchId
from bots.storage.db.connection import insert_into
from bots.storage.notices.notice_records import UNSENT, detail_of, row_of
from bots.storage.tables.schema import deliveries, notice_deliveries, notices, watches
from bots.storage.watches.bulk_insert import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.notifications.message_models import MessagePlan, NewMessage
    from bots.notifications.models import Notice


class Plan:
    """One plan, within one transaction."""

    def __init__(self, connection: AsyncConnection, planned: MessagePlan, *, at: datetime) -> None:
        """Write ``planned`` down, at the moment ``at``, through ``connection``."""
        self._connection = connection
        self._planned = planned
        self._posts = sorted(planned.messages, key=lambda each: each.key)
        self._at = at

    async def write(self) -> frozenset[str]:
        """
        Write it; return the keys of messages that took nothing.

        A notice of a refused message is written down for nobody and its watch stays due, even where another
        message would have taken it. What two sweeps plan at once is told once.
        """
        made = await write_posts(self._connection, self._posts, self._at)
        ready = await self._open()
        refused = {notice.key for post in self._posts if post.key not in ready for notice in post.notices}
        there = await self._lock_watches()
        planned = {
            post.key: [each for each in post.notices if each.key not in refused and each.key.watch in there]
            for post in self._posts
            if post.key in ready
        }
        settled = [each for each in self._planned.settled if each.key.watch in there]
        numbers, known = await self._write_notices([*(each for every in planned.values() for each in every), *settled])
        full = await self._link(planned, numbers, known, made)
        await self._advance(there - {key.watch for key in refused})
        empty = {post.key for post in self._posts if post.notices} - full
        await self._unmake(made & empty)
        return frozenset({post.key for post in self._posts} - ready | empty)

    async def _open(self) -> set[str]:
        """Lock those that nobody got: a claim waits, and then sees that they changed."""
        found: set[str] = set()
        wanted = select(deliveries.c.key).where(UNSENT)
        for part in batches([post.key for post in self._posts]):
            locked = wanted.where(deliveries.c.key.in_(part)).order_by(deliveries.c.key).with_for_update()
            found |= set((await self._connection.execute(locked)).scalars())
        return found

    async def _lock_watches(self) -> set[WatchId]:
        """Lock all watches that it is about; those that are gone are left out."""
        about = {notice.key.watch for post in self._posts for notice in post.notices}
        about |= self._planned.next_on.keys() | {notice.key.watch for notice in self._planned.settled}
        found: set[WatchId] = set()
        for part in batches(sorted(map(int, about))):
            locked = select(watches.c.id).where(watches.c.id.in_(part)).order_by(watches.c.id)
            rows = await self._connection.execute(locked.with_for_update(key_share=True))
            found |= {WatchId(str(number)) for number in rows.scalars()}
        return found

    async def _write_notices(self, wanted: Iterable[Notice]) -> tuple[dict[str, int], set[int]]:
        """Write notices and what they cover, each key once; return the numbers by key, and those known before."""
        once = {notice.key.text: notice for notice in wanted}
        covers = {key.text: (key, text) for text, notice in once.items() for key in notice.covers}
        numbers: dict[str, int] = {}
        for part in batches([*once, *covers]):
            found = await self._connection.execute(select(notices.c.key, notices.c.id).where(notices.c.key.in_(part)))
            numbers |= {row.key: row.id for row in found}
        known = set(numbers.values())
        new = [each for text, each in once.items() if text not in numbers]
        rows = [row_of(each.key, self._at) | {"detail": detail_of(each)} for each in new]
        if rows:
            put = insert(notices).returning(notices.c.key, notices.c.id)
            numbers |= {row.key: row.id for row in await self._connection.execute(put, rows)}
        covered = [
            row_of(key, self._at) | {"covered_by": numbers[by]}
            for text, (key, by) in covers.items()
            if text not in numbers
        ]
        if covered:
            await self._connection.execute(insert(notices), covered)
        return numbers, known

    async def _link(
        self, planned: Mapping[str, list[Notice]], numbers: Mapping[str, int], known: set[int], made: set[str]
    ) -> set[str]:
        """Put notices into messages; return the keys of messages that hold any of what was planned into them."""
        before = await self._deliveries_of(known)
        full: set[str] = set()
        rows: list[dict[str, Any]] = []
        for post in self._posts:
            for notice in planned.get(post.key, ()):
                number = numbers[notice.key.text]
                delivered = before.get((number, post.to), set())
                if post.key in delivered or not delivered or post.kind is MessageKind.HANDED:
                    full.add(post.key)
                    if post.key not in delivered:
                        rows.append({"notice_id": number, "delivery_key": post.key})
        if rows:
            await self._connection.execute(insert(notice_deliveries), rows)
        await self._revise({row["delivery_key"] for row in rows} - made)
        return full

    async def _deliveries_of(self, known: set[int]) -> Mapping[tuple[int, str], set[str]]:
        """Return the messages that tell notices known before, by notice and reader."""
        found: dict[tuple[int, str], set[str]] = defaultdict(set)
        wanted = select(notice_deliveries.c.notice_id, deliveries.c.recipient, deliveries.c.key).join(deliveries)
        for part in batches(sorted(known)):
            for row in await self._connection.execute(wanted.where(notice_deliveries.c.notice_id.in_(part))):
                found[row.notice_id, row.recipient].add(row.key)
        return found

    async def _revise(self, grown: set[str]) -> None:
        if not grown:
            return
        urgent = {post.key: post.urgent for post in self._posts}
        change = (
            update(deliveries)
            .where(deliveries.c.key == bindparam("it"))
            .values(
                revision=deliveries.c.revision + 1,
                urgent=or_(deliveries.c.urgent, bindparam("pressing", type_=deliveries.c.urgent.type)),
                changed_at=self._at,
            )
        )
        await self._connection.execute(change, [{"it": key, "pressing": urgent[key]} for key in sorted(grown)])

    async def _advance(self, whole: set[WatchId]) -> None:
        """Move watches on to their next day, unless they were stirred since they were read."""
        on = watches.c.next_notice_on
        change = update(watches).where(watches.c.id == bindparam("it"))
        change = change.values(next_notice_on=bindparam("day", type_=Date), begun=True)
        rows: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
        for watch in sorted(whole & self._planned.next_on.keys(), key=int):
            row = {"it": int(watch), "day": self._planned.next_on[watch]}
            if watch in self._planned.positions:
                rows[1].append(row | {"was": self._planned.positions[watch]})
            else:
                rows[0].append(row)
        if rows[0]:
            await self._connection.execute(change, rows[0])
        if rows[1]:
            guarded = change.where(on.is_not_distinct_from(bindparam("was", type_=Date)))
            await self._connection.execute(guarded, rows[1])

    async def _unmake(self, empty: set[str]) -> None:
        for part in batches(sorted(empty)):
            await self._connection.execute(delete(deliveries).where(deliveries.c.key.in_(part)))


async def write_posts(connection: AsyncConnection, posts: Iterable[NewMessage], at: datetime) -> set[str]:
    """Write messages down that are not known yet; return their keys."""
    rows = [
        {
            "key": post.key,
            "what": post.kind.value,
            "recipient": post.to,
            "local_date": post.day,
            "urgent": post.urgent,
            "about": post.details,
            "not_before": post.not_before,
            "created_at": at,
            "changed_at": at,
        }
        for post in posts
    ]
    if not rows:
        return set()
    put = insert_into(deliveries, connection).on_conflict_do_nothing().returning(deliveries.c.key)
    return set((await connection.execute(put, rows)).scalars())
