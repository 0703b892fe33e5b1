"""
Passes over watches that certainly have nothing to tell yet, in two statements for many and without reading them.

What is quiet stands in ``schedule/quiet_spans``; here are its words in SQL.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Date, and_, case, exists, func, or_, select, type_coerce, update

from bots.notifications.schedule.quiet_spans import AT_REST, READ_WITHIN, codes_at_rest, quiet_days
from bots.storage.tables.schema import (
    certificates,
    notices,
    preferences,
    team_rules,
    tenant_settings,
    watches,
)
from bots.storage.watches.ownership_queries import ENTERED_THERE, OWNER_KEY

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

_NOTHING_HAPPENED = and_(
    *(
        certificates.c[name].is_(None)
        for name in ("failing_since", "gone_since", "by_hand_since", "previous_end", "successor")
    ),
    watches.c.snooze_until.is_(None),
    ~exists().where(notices.c.watch_id == watches.c.id),
    ~exists().where(ENTERED_THERE),
    ~exists().where(preferences.c.who == watches.c.reader, preferences.c.paused_until.is_not(None)),
)
_TEAM_DAYS = select(1).where(
    team_rules.c.owner == OWNER_KEY, team_rules.c.team == watches.c.team, team_rules.c.days.is_not(None)
)
_ORGANISATION_DAYS = select(1).where(
    tenant_settings.c.surface == watches.c.surface,
    tenant_settings.c.tenant == watches.c.tenant,
    tenant_settings.c.name == "days",
    tenant_settings.c.value != "",
)
_OWN_DAYS = or_(*(each.correlate(watches).exists() for each in (_TEAM_DAYS, _ORGANISATION_DAYS)))


async def pass_over(connection: AsyncConnection, on: date, *, limit: int) -> int:
    """
    Move quiet watches on to the first day on which one of them could have something to tell.

    Args:
        connection: a transaction that writes.
        on: the last stored day of the next notice that counts.
        limit: how many at most.

    Returns:
        How many it were, 0 when there are no more.
    """
    quiet = (
        select(watches.c.id)
        .join(certificates, certificates.c.id == watches.c.certificate_id)
        .where(watches.c.next_notice_on <= on, _NOTHING_HAPPENED, _is_far(on))
    )
    some = quiet.order_by(watches.c.next_notice_on, watches.c.id).limit(limit)
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        # Locked in the order of their numbers, as everybody does; whether they still are quiet is asked of those then.
        locked = select(watches.c.id).where(watches.c.id.in_(some)).order_by(watches.c.id)
        ours = (await connection.execute(locked.with_for_update(key_share=True))).scalars().all()
        some = quiet.where(watches.c.id.in_(ours))
    first = select(_first_day(is_sqlite=is_sqlite)).where(certificates.c.id == watches.c.certificate_id)
    change = update(watches).where(watches.c.id.in_(some))
    change = change.values(next_notice_on=first.scalar_subquery(), begun=True)
    return (await connection.execute(change)).rowcount


def _is_far(on: date) -> ColumnElement[bool]:
    """Say that a registry's word gives nothing to tell to who reads it soon after a day."""
    end = certificates.c.expires_on
    soon, later = (on + timedelta(days=READ_WITHIN + quiet_days(own=own)) for own in (False, True))
    stands = and_(
        certificates.c.status.in_(sorted(AT_REST)),
        certificates.c.certification.in_(sorted(codes_at_rest())),
        or_(end.is_(None), end > later, and_(end > soon, ~_OWN_DAYS)),
    )
    return or_(certificates.c.status.is_(None), stands)


def _first_day(*, is_sqlite: bool) -> ColumnElement[date]:
    """Give the first day on which the end can be spoken of, none where there is no end."""
    end, own = certificates.c.expires_on, case((_OWN_DAYS, quiet_days(own=True)), else_=quiet_days(own=False))
    day = func.date(end, func.printf("-%d days", own)) if is_sqlite else end - own
    return case((certificates.c.status.is_not(None), type_coerce(day, Date)))  # without a word no end counts
