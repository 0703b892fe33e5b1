"""Writes down what is told, and takes back what was not told after all."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, select

from bots.notifications.message_models import MessageState
from bots.notifications.models import ManagerId, Notice
from bots.storage.tables.schema import deliveries, notice_deliveries, notices, watches
from bots.storage.watches.ownership_queries import mark_for_planning
from bots.storage.watches.row_mapping import notice_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.notifications.models import NoticeKey

DAYS = ("end", "start_by")
SAID = ("assumed", "unconfirmed", "becomes", "successor")
UNSENT = and_(deliveries.c.state == MessageState.PENDING, ~deliveries.c.doubt, ~deliveries.c.repeated)
"""A message that waits and that certainly nobody got, however often it was tried (``Message.is_unsent``)."""


def row_of(key: NoticeKey, at: datetime) -> dict[str, Any]:
    """Write a key down as told."""
    return {
        "key": key.text,
        "watch_id": int(key.watch),
        "kind": key.kind.value,
        "of_kind": key.of and key.of.value,
        "about_on": key.on,
        "step": key.step,
        "told_at": at,
    }


def detail_of(notice: Notice) -> str:
    """Write down what a notice says besides its key; what it covers are rows of their own."""
    said: dict[str, Any] = {name: getattr(notice, name) for name in SAID}
    days = {name: getattr(notice, name) for name in DAYS}
    said |= {name: day and day.isoformat() for name, day in days.items()}
    return json.dumps({"to": notice.recipients, **{name: value for name, value in said.items() if value}})


def notice_of(row: Row[Any], covered: Sequence[Row[Any]]) -> Notice:
    """Read a notice as it was planned."""
    said = json.loads(row.detail)
    recipients = tuple(map(ManagerId, said.pop("to", ())))
    said |= {name: date.fromisoformat(said[name]) for name in DAYS if name in said}
    return Notice(notice_key(row), recipients, tuple(map(notice_key, covered)), **said)


async def notices_of(connection: AsyncConnection, delivery: str) -> tuple[Notice, ...]:
    """Return what a message tells, in the order of planning."""
    wanted = (
        select(notices).join(notice_deliveries, notice_deliveries.c.notice_id == notices.c.id).order_by(notices.c.id)
    )
    found = (await connection.execute(wanted.where(notice_deliveries.c.delivery_key == delivery))).all()
    ids = select(notice_deliveries.c.notice_id).where(notice_deliveries.c.delivery_key == delivery)
    covers: dict[int, list[Row[Any]]] = {row.id: [] for row in found}
    for row in await connection.execute(select(notices).where(notices.c.covered_by.in_(ids)).order_by(notices.c.id)):
        covers[row.covered_by].append(row)
    return tuple(notice_of(row, covers[row.id]) for row in found)


async def take_back(
    connection: AsyncConnection, delivery: str, today: date, only: Collection[NoticeKey] | None = None
) -> None:
    """
    Note that a message (or only some notices of it) was not told: the schedule gives them again.

    What another message tells too, or somebody acknowledged, stays told.
    """
    of_it = _of(delivery, only)
    delivered = select(notice_deliveries.c.notice_id).where(of_it)
    affected = select(notices.c.watch_id).where(notices.c.id.in_(delivered))
    await mark_for_planning(connection, watches.c.id.in_(affected), today)
    ids = list((await connection.execute(delivered)).scalars())
    await connection.execute(delete(notice_deliveries).where(of_it))
    still = select(1).where(notice_deliveries.c.notice_id == notices.c.id).exists()
    for start in range(0, len(ids), 500):
        gone = notices.c.id.in_(ids[start : start + 500])
        await connection.execute(delete(notices).where(gone, notices.c.acknowledged_at.is_(None), ~still))


def _of(delivery: str, only: Collection[NoticeKey] | None) -> ColumnElement[bool]:
    where = notice_deliveries.c.delivery_key == delivery
    if only is None:
        return where
    texts = [key.text for key in only]
    return where & notice_deliveries.c.notice_id.in_(select(notices.c.id).where(notices.c.key.in_(texts)))
