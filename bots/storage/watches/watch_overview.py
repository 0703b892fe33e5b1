"""Watches by how soon somebody must look at them: sorted by the database, whatever their number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from bots.conversation.model.watch_models import Urgency, WatchPage
from bots.storage.tables.schema import certificates, entered_ends, watches
from bots.storage.watches.ownership_queries import WITH_ENTERED_ENDS, owned_by
from bots.storage.watches.row_mapping import ENTERED, KNOWN, listed_watch
from verifier_client import RegistryStatus

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.watch_models import WatchFilter
    from bots.storage.db.connection import Database

SOON = timedelta(days=90)
TAKEN = (RegistryStatus.REVOKED.value, RegistryStatus.SUSPENDED.value)
UNANSWERED = and_(certificates.c.status.is_(None), certificates.c.gone_since.is_(None))
END = case(
    (
        or_(certificates.c.by_hand_since.is_not(None), UNANSWERED),
        func.coalesce(entered_ends.c.expires_on, certificates.c.expires_on),
    ),
    else_=certificates.c.expires_on,
)
"""The end that ``row_mapping.effective_reading`` gives."""


class WatchOverviewInDatabase:
    """Lists watches from the database; see ``watch.watch_lists.WatchOverview``."""

    def __init__(self, database: Database) -> None:
        """Read through ``database``."""
        self._database = database

    async def urgent_first(
        self, who: Asker, wanted: WatchFilter, *, today: date, skip: int = 0, limit: int = 20
    ) -> WatchPage:
        """See the port."""
        where = and_(or_(owned_by(who), watches.c.reader == who.key), *_filtered(wanted))
        urgency = _urgency(today).label("urgency")
        rows = (
            select(watches, *KNOWN, *ENTERED, urgency)
            .select_from(WITH_ENTERED_ENDS)
            .where(where)
            .order_by(urgency, END.nulls_last(), watches.c.id)
            .offset(skip)
            .limit(limit)
        )
        counted = select(func.count()).select_from(WITH_ENTERED_ENDS).where(where)
        async with self._database.reading() as connection:
            total = await connection.scalar(counted) or 0
            found = (await connection.execute(rows)).all()
        lines = tuple(replace(listed_watch(row, who), urgency=Urgency(row.urgency)) for row in found)
        return WatchPage(lines, total)


def _urgency(today: date) -> ColumnElement[int]:
    is_unclear = or_(certificates.c.failing_since.is_not(None), certificates.c.gone_since.is_not(None))
    return case(
        (certificates.c.status.in_(TAKEN), Urgency.TAKEN.value),
        (today + SOON >= END, Urgency.ENDING.value),
        (is_unclear, Urgency.UNCLEAR.value),
        (END.is_not(None), Urgency.LATER.value),
        else_=Urgency.NO_END.value,
    )


def _filtered(wanted: WatchFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.ends is not None:
        found.append(END.between(*wanted.ends))
    if wanted.team:
        found.append(func.lower(watches.c.team) == wanted.team.lower())
    if wanted.person:
        found.append(watches.c.holder.icontains(wanted.person, autoescape=True))
    return found
