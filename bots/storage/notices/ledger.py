"""The ledger: one statement claims, and what settles an attempt names it, so that a late word changes nothing."""

from __future__ import annotations

from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, null, or_, select, true, union_all, update

from bots.notifications.message_models import Message, MessageKind, MessageState
from bots.notifications.models import ManagerId
from bots.storage.db.clock import Clock
from bots.storage.notices.notice_records import UNSENT, notices_of, take_back
from bots.storage.notices.plan_writer import write_posts
from bots.storage.tables.schema import certificates as known
from bots.storage.tables.schema import deliveries, notice_deliveries, notices, watches

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row

    from bots.notifications.message_models import NewMessage
    from bots.notifications.models import Notice, NoticeKey
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

STATE = deliveries.c.state


class LedgerInDatabase:
    """The ledger of messages in the database; see ``notifications.ledger.Ledger``."""

    def __init__(self, database: Database, now: Now | None = None) -> None:
        """Read and write through ``database``, by its own clock unless ``now`` gives the time in UTC."""
        self._database = database
        self._clock = Clock(database, now)

    async def message(self, key: str) -> Message | None:
        """See the port."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(deliveries).where(deliveries.c.key == key))).first()
        return None if row is None else _message(row)

    async def notices(self, key: str) -> tuple[Notice, ...]:
        """See the port."""
        async with self._database.reading() as connection:
            return await notices_of(connection, key)

    async def details(self, key: str) -> str:
        """See the port."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(deliveries.c.about).where(deliveries.c.key == key)) or ""

    async def claim(
        self, key: str, *, worker: str, lease: float, revision: int, payload: str, dropped: Collection[NoticeKey] = ()
    ) -> Message | None:
        """See the port."""
        now = self._clock.now()
        free = or_(
            and_(STATE == MessageState.PENDING, deliveries.c.not_before <= now),
            and_(STATE == MessageState.INFLIGHT, deliveries.c.lease_until <= now),
        )
        in_doubt = or_(deliveries.c.doubt, STATE == MessageState.INFLIGHT)
        change = update(deliveries).where(deliveries.c.key == key, deliveries.c.revision == revision, free)
        claimed = change.values(
            state=MessageState.INFLIGHT.value,
            attempt=deliveries.c.attempt + 1,
            worker=worker,
            lease_until=self._clock.now(plus=lease),
            doubt=in_doubt,
            first_attempt_at=func.coalesce(deliveries.c.first_attempt_at, now),
            payload=case((in_doubt, func.coalesce(deliveries.c.payload, payload)), else_=payload),
            changed_at=now,
        ).returning(deliveries)
        async with self._database.writing() as connection:
            row = (await connection.execute(claimed)).first()
            if row is not None and dropped and not (row.doubt or row.repeated):
                await take_back(connection, key, row.changed_at.date(), dropped)
        return None if row is None else _message(row)

    async def sent(self, key: str, *, attempt: int, provider_id: str) -> bool:
        """See the port; what it tells counts as told from now on, and of an event only that it was sent is left."""
        now = self._clock.now()
        is_event = deliveries.c.what == MessageKind.EVENT
        emptied = {"about": case((is_event, ""), else_=deliveries.c.about)}
        emptied["payload"] = case((is_event, null()), else_=deliveries.c.payload)
        delivered = select(notice_deliveries.c.notice_id).where(notice_deliveries.c.delivery_key == key)
        async with self._database.writing() as connection:
            change = self._settle(key, attempt, MessageState.SENT, provider_id=provider_id, cause="", **emptied)
            if (await connection.execute(change)).rowcount == 0:
                return False
            of_message = or_(notices.c.id.in_(delivered), notices.c.covered_by.in_(delivered))
            await connection.execute(update(notices).where(of_message, notices.c.told_at < now).values(told_at=now))
        return True

    async def give_back(self, key: str, *, attempt: int, retry_at: datetime, cause: str, doubt: bool) -> bool:
        """See the port."""
        change = self._settle(key, attempt, MessageState.PENDING, not_before=retry_at, cause=cause, doubt=doubt)
        return await self._done(change)

    async def doubtful(self, key: str, *, attempt: int, cause: str) -> bool:
        """See the port."""
        return await self._done(self._of_attempt(key, attempt).values(cause=cause, changed_at=self._clock.now()))

    async def free(self, key: str, *, attempt: int, repeated: bool) -> bool:
        """See the port."""
        now = self._clock.now()
        is_repeated = true() if repeated else deliveries.c.repeated
        change = self._settle(key, attempt, MessageState.PENDING, not_before=now, doubt=False, repeated=is_repeated)
        return await self._done(change)

    async def hold(self, key: str, *, attempt: int, cause: str, today: date) -> bool:
        """See the port."""
        return await self._untold(key, self._settle(key, attempt, MessageState.HELD, cause=cause, doubt=True), today)

    async def drop(self, key: str, *, revision: int, today: date) -> bool:
        """See the port."""
        change = update(deliveries).where(deliveries.c.key == key, UNSENT, deliveries.c.revision == revision)
        return await self._untold(
            key, change.values(state=MessageState.DROPPED.value, changed_at=self._clock.now()), today
        )

    async def mark_dead(self, key: str, *, attempt: int, cause: str) -> bool:
        """See the port."""
        return await self._done(self._settle(key, attempt, MessageState.DEAD, cause=cause))

    async def write(self, post: NewMessage) -> bool:
        """See the port."""
        async with self._database.writing() as connection:
            at = (await connection.execute(select(self._clock.now()))).scalar_one()
            return bool(await write_posts(connection, [post], at))

    async def sent_as(self, to: ManagerId, provider_id: str) -> Message | None:
        """See the port."""
        theirs = (deliveries.c.recipient == to, deliveries.c.provider_id == provider_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(select(deliveries).where(*theirs, _is(MessageState.SENT)))).first()
        return None if row is None else _message(row)

    async def sent_about(self, certificates: Collection[str], *, since: datetime, limit: int) -> tuple[Message, ...]:
        """See the port; an offer is drawn anew only where somebody presses in it."""
        told = (
            select(notice_deliveries.c.delivery_key)
            .join(notices, notices.c.id == notice_deliveries.c.notice_id)
            .join(watches, watches.c.id == notices.c.watch_id)
            .where(watches.c.certificate_id.in_(select(known.c.id).where(known.c.text.in_(certificates))))
        )
        wanted = select(deliveries).where(
            deliveries.c.key.in_(told), _is(MessageState.SENT), deliveries.c.changed_at >= since
        )
        async with self._database.reading() as connection:
            found = await connection.execute(wanted.order_by(deliveries.c.changed_at.desc()).limit(limit))
            return tuple(map(_message, found))

    async def overdue(self, before: datetime, *, limit: int = 500) -> tuple[str, ...]:
        """See the port; the oldest first, those that wait before those whose lease ended."""
        moments = {MessageState.PENDING: deliveries.c.not_before, MessageState.INFLIGHT: deliveries.c.lease_until}
        keys: list[str] = []
        async with self._database.reading() as connection:
            for state, moment in moments.items():
                wanted = select(deliveries.c.key).where(_is(state), moment < before).order_by(moment)
                keys += (await connection.execute(wanted.limit(limit))).scalars()
        return tuple(keys[:limit])

    async def listed(
        self, states: Collection[MessageState], *, after: str = "", limit: int = 50
    ) -> tuple[Message, ...]:
        """See the port."""
        pages: list[list[Message]] = []
        async with self._database.reading() as connection:
            for state in states:
                wanted = select(deliveries).where(_is(state), deliveries.c.key > after)
                found = await connection.execute(wanted.order_by(deliveries.c.key).limit(limit))
                pages.append([_message(row) for row in found])
        return tuple(islice(merge(*pages, key=lambda each: each.key), limit))

    async def retry(self, key: str) -> bool:
        """See the port."""
        now = self._clock.now()
        change = update(deliveries).where(deliveries.c.key == key, STATE == MessageState.DEAD)
        may_be_there = or_(deliveries.c.doubt, deliveries.c.repeated)  # the platform is asked from its first attempt on
        began = case((may_be_there, deliveries.c.first_attempt_at))
        opened = {"state": MessageState.PENDING.value, "first_attempt_at": began}
        return await self._done(change.values(**opened, not_before=now, changed_at=now))

    async def notice_counts(self) -> tuple[int, int]:
        """See the port."""
        wanted = select(func.count(), func.count(notices.c.acknowledged_at)).where(notices.c.covered_by.is_(None))
        async with self._database.reading() as connection:
            delivered, acknowledged = (await connection.execute(wanted)).one()
        return delivered, acknowledged

    async def last_sent(self, to: ManagerId) -> datetime | None:
        """See the port."""
        wanted = select(func.max(deliveries.c.changed_at)).where(
            deliveries.c.recipient == to, STATE == MessageState.SENT
        )
        async with self._database.reading() as connection:
            found: datetime | None = await connection.scalar(wanted)
        return found

    async def missed(self, *, since: datetime) -> int:
        """See the port."""
        tried = (_is(MessageState.DROPPED), deliveries.c.attempt > 0, deliveries.c.changed_at >= since)
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(deliveries).where(*tried)) or 0

    async def counts(self, *, since: datetime | None = None) -> Mapping[MessageState, int]:
        """See the port."""
        counted = select(STATE, func.count()).group_by(STATE)
        if since is not None:
            each = (select(STATE).where(_is(state), deliveries.c.changed_at >= since) for state in MessageState)
            lately = union_all(*each).subquery()
            counted = select(lately.c.state, func.count()).group_by(lately.c.state)
        async with self._database.reading() as connection:
            return {MessageState(state): many for state, many in await connection.execute(counted)}

    def _of_attempt(self, key: str, attempt: int) -> Any:
        this_attempt = (deliveries.c.key == key, deliveries.c.attempt == attempt, STATE == MessageState.INFLIGHT)
        return update(deliveries).where(*this_attempt)

    def _settle(self, key: str, attempt: int, state: MessageState, **values: Any) -> Any:
        now = self._clock.now()
        return self._of_attempt(key, attempt).values(state=state.value, lease_until=None, changed_at=now, **values)

    async def _done(self, change: Any) -> bool:
        async with self._database.writing() as connection:
            return (await connection.execute(change)).rowcount == 1

    async def _untold(self, key: str, change: Any, today: date) -> bool:
        async with self._database.writing() as connection:
            if (await connection.execute(change)).rowcount == 0:
                return False
            await take_back(connection, key, today)
        return True


def _is(state: MessageState) -> ColumnElement[bool]:
    return STATE.in_((state,))


def _message(row: Row[Any]) -> Message:
    return Message(
        row.key,
        MessageKind(row.what),
        ManagerId(row.recipient),
        row.local_date,
        row.urgent,
        MessageState(row.state),
        row.revision,
        row.attempt,
        row.doubt,
        row.repeated,
        row.not_before,
        row.lease_until,
        row.first_attempt_at,
        row.created_at,
        row.changed_at,
        row.payload,
        row.provider_id,
        row.cause,
    )
