"""
Who reads notices, and since when: from person to person by the index of readers, not from watch to watch.

Somebody may read a thousand watches; what is asked about a person costs one look, however many they are.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, column, func, literal, select, values

from bots.notifications.message_models import MessageKind, MessageState
from bots.storage.db.columns import Moment
from bots.storage.tables.schema import deliveries, watches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect, Select


def readers_after(after: str, quiet_since: date, limit: int) -> Select[Any]:
    """
    Select people by key, each with whether a heartbeat may be due to them.

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
    began = _added_first(people.c.reader) < literal(end, Moment)
    is_quiet = and_(began, ~got.exists()).label("is_quiet")
    return select(people.c.reader, is_quiet).where(people.c.reader.is_not(None)).order_by(people.c.reader)


def first_watched(people: Sequence[str]) -> Select[Any]:
    """Select when the first watch of each of these people was added, none for who reads nothing."""
    named = values(column("who", watches.c.reader.type)).data([(who,) for who in people]).cte()
    added = _added_first(named.c.who)
    return select(named.c.who, added).where(added.is_not(None))


def _added_first(reader: ColumnElement[str]) -> ScalarSelect[Any]:
    theirs = watches.alias()
    return select(theirs.c.added_at).where(theirs.c.reader == reader).order_by(theirs.c.id).limit(1).scalar_subquery()
