"""
Who reads notices, and since when: from person to person by the index of readers, not from watch to watch.

Somebody may read a thousand watches; what is asked about a person costs one look, however many they are.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, literal, select

from bots.notifications.message_models import MessageKind, MessageState
from bots.storage.db.columns import Moment
from bots.storage.tables.schema import deliveries, watches

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Select


def readers_after(after: str, quiet_since: date, limit: int) -> Select[Any]:
    """
    Select people by key, each with when their first watch was added, and whether a heartbeat may be due to them.

    Args:
        after: the key behind which the page begins.
        quiet_since: the last day of a digest, and of the first watch, of those to whom one may be due.
        limit: how many at most.
    """
    others = watches.alias()
    first = select(func.min(watches.c.reader).label("reader"), literal(1).label("number"))
    people = first.where(watches.c.reader > after).cte(recursive=True)
    following = select(func.min(others.c.reader)).where(others.c.reader > people.c.reader).scalar_subquery()
    more = people.c.reader.is_not(None) & (people.c.number < limit)
    people = people.union_all(select(following, people.c.number + 1).where(more))
    got = select(1).where(
        deliveries.c.recipient == people.c.reader,
        deliveries.c.local_date > quiet_since,
        deliveries.c.what == MessageKind.DIGEST,
        deliveries.c.state != MessageState.DROPPED,
        deliveries.c.attempt > 0,
    )
    end = datetime.combine(quiet_since + timedelta(days=1), time(), UTC)
    theirs = watches.alias()
    first_added = select(theirs.c.added_at).where(theirs.c.reader == people.c.reader).order_by(theirs.c.id).limit(1)
    began = first_added.scalar_subquery()
    is_quiet = and_(began < literal(end, Moment), ~got.exists())
    wanted = select(people.c.reader, began.label("began"), is_quiet.label("is_quiet"))
    return wanted.where(people.c.reader.is_not(None)).order_by(people.c.reader)
