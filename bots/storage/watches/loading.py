"""Loads watches with all that decides about them, in two statements for a page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from bots.storage.tables.schema import notices, team_rules, tenant_settings, watches
from bots.storage.watches.ownership_queries import OWNER_KEY, WITH_ENTERED_ENDS
from bots.storage.watches.row_mapping import ENTERED, KNOWN, READABLE, due

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Row, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.notifications.round_models import DueWatch

ORGANISATION_DAYS = (
    select(tenant_settings.c.value)
    .where(
        tenant_settings.c.surface == watches.c.surface,
        tenant_settings.c.tenant == watches.c.tenant,
        tenant_settings.c.name == "days",
        tenant_settings.c.value != "",
    )
    .scalar_subquery()
)
WATCHED = (
    select(
        watches,
        *KNOWN,
        *ENTERED,
        func.coalesce(team_rules.c.days, ORGANISATION_DAYS).label("days"),
        team_rules.c.profile,
    )
    .select_from(WITH_ENTERED_ENDS)
    .outerjoin(team_rules, and_(team_rules.c.owner == OWNER_KEY, team_rules.c.team == watches.c.team))
    .where(READABLE)
)
NOTICES = select(
    notices.c.watch_id,
    notices.c.kind,
    notices.c.of_kind,
    notices.c.about_on,
    notices.c.step,
    notices.c.told_at,
    notices.c.acknowledged_at,
)


async def states_of(connection: AsyncConnection, numbers: Collection[int]) -> tuple[DueWatch, ...]:
    """Return the watches of these numbers."""
    if not numbers:
        return ()
    return await page_of(connection, WATCHED.where(watches.c.id.in_(numbers)).order_by(watches.c.id))


async def page_of(connection: AsyncConnection, wanted: Select[Any]) -> tuple[DueWatch, ...]:
    """Return what a selection of ``WATCHED`` finds."""
    rows: Sequence[Row[Any]] = (await connection.execute(wanted)).all()
    noticed: dict[int, list[Row[Any]]] = defaultdict(list)
    if rows:
        found: Iterable[Row[Any]] = await connection.execute(
            NOTICES.where(notices.c.watch_id.in_([row.id for row in rows]))
        )
        for each in found:
            noticed[each.watch_id].append(each)
    return tuple(due(row, noticed.get(row.id, ())) for row in rows)
