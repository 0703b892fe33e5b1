"""Whose a watch is, and who reads its notices: the same words for every statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, and_, case, func, literal, or_, select, type_coerce, update
from sqlalchemy.types import Integer

from bots.storage.tables.schema import certificates, entered_ends, preferences, watches

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.intents import Asker

OWNER_KEY = watches.c.surface + ":" + watches.c.tenant + ":" + watches.c.owner
ENTERED_THERE = and_(
    entered_ends.c.certificate_id == watches.c.certificate_id,
    entered_ends.c.surface == watches.c.surface,
    entered_ends.c.tenant == watches.c.tenant,
)
"""That an end was entered by the watch's own organisation, for its certificate."""
WITH_ENTERED_ENDS = watches.join(certificates, certificates.c.id == watches.c.certificate_id).outerjoin(
    entered_ends, ENTERED_THERE
)
"""Watches with their certificates, and with what their own organisation entered."""
UNWATCHED_END = ~(
    select(1)
    .where(
        watches.c.certificate_id == entered_ends.c.certificate_id,
        # Hidden from the index of owners: one certificate is watched by few, an organisation watches many.
        func.coalesce(watches.c.surface, "") == entered_ends.c.surface,
        func.coalesce(watches.c.tenant, "") == entered_ends.c.tenant,
    )
    .correlate(entered_ends)
    .exists()
)
"""That nobody of the organisation that entered an end watches its certificate any more."""
SILENT = select(preferences.c.who).where(preferences.c.opted_out)


def owned_by(owner: Asker) -> ColumnElement[bool]:
    """Say that it is the owner's."""
    same_owner = (watches.c.surface == owner.surface, watches.c.tenant == owner.tenant, watches.c.owner == owner.person)
    return and_(*same_owner)


def concerns(who: Asker) -> ColumnElement[bool]:
    """Say that somebody may act on it: its owner, its reader, who it is linked or assigned to, and the deputy."""
    named = (watches.c.reader, watches.c.linked, watches.c.assigned_to, watches.c.escalate_to)
    return or_(owned_by(who), *(column == who.key for column in named))


def all_of(who: Asker) -> Select[Any]:
    """Select the numbers of all that somebody may act on, each by an index of its own."""
    named = (watches.c.reader, watches.c.linked, watches.c.assigned_to, watches.c.escalate_to)
    first, *rest = (
        select(watches.c.id).where(where) for where in (owned_by(who), *(each == who.key for each in named))
    )
    return select(first.union(*rest).subquery().c.id)


def is_of(text: str) -> ColumnElement[bool]:
    """Say that it is about the certificate with that ID."""
    return watches.c.certificate_id == number_of(text)


def number_of(text: str) -> ScalarSelect[Any]:
    """Select a certificate's number."""
    return select(certificates.c.id).where(certificates.c.text == text).scalar_subquery()


async def choose_readers(connection: AsyncConnection, where: ColumnElement[bool], today: date) -> int:
    """Work out anew who reads these watches, and have a round look at them; return how many there are."""
    reader = case(
        (and_(watches.c.assigned_to.is_not(None), watches.c.assigned_to.not_in(SILENT)), watches.c.assigned_to),
        (and_(watches.c.linked.is_not(None), watches.c.linked.not_in(SILENT)), watches.c.linked),
        else_=OWNER_KEY,
    )
    await mark_for_planning(connection, where, today)
    return (await connection.execute(update(watches).where(where).values(reader=reader))).rowcount


async def mark_for_planning(connection: AsyncConnection, where: ColumnElement[bool], today: date, **values: Any) -> int:
    """
    Have a round look at these watches today; return how many there are.

    What was due already moves one day back, so that a sweep which read it before does not move it on. All are locked
    in the order of their numbers, as everybody does who writes to several.
    """
    on = watches.c.next_notice_on
    if connection.dialect.name == "sqlite":
        before = type_coerce(func.date(on, "-1 day"), Date)
    else:
        before = type_coerce(on - literal(1, Integer), Date)
    ordered = select(watches.c.id).where(where).order_by(watches.c.id).with_for_update(key_share=True)
    moved = case((or_(on.is_(None), on > today), literal(today, Date)), else_=before)
    change = update(watches).where(watches.c.id.in_(ordered)).values(next_notice_on=moved, **values)
    return (await connection.execute(change)).rowcount


async def silenced(connection: AsyncConnection, who: Collection[str]) -> frozenset[str]:
    """Return those who opted out."""
    return frozenset((await connection.execute(SILENT.where(preferences.c.who.in_(who)))).scalars())
