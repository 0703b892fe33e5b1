"""Forgets at night what nobody needs any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, or_, select

from bots.notifications.message_models import MessageState
from bots.notifications.models import NoticeKind
from bots.storage.tables.schema import (
    access_tokens,
    callbacks,
    certificates,
    deliveries,
    entered_ends,
    given_answers,
    install_states,
    invites,
    notice_deliveries,
    notices,
    seen,
    watches,
    workers,
)
from bots.storage.watches.ownership_queries import ENTERED_THERE, UNWATCHED_END

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Table

    from bots.storage.db.connection import Database

KEPT = timedelta(days=90)  # so long a message that was sent can be looked up
LONG_PAST = timedelta(days=400)  # so long after its day a notice is no news for sure
SILENT = timedelta(days=7)  # so long without a word a process is gone for good
OF_A_DAY = (
    *(NoticeKind.EXPIRING, NoticeKind.EXPIRED, NoticeKind.REMINDER, NoticeKind.MAINTENANCE, NoticeKind.ESCALATED),
    *(NoticeKind.RENEWED, NoticeKind.MOVED, NoticeKind.UNREAD_AT_END),
)


class PurgeInDatabase:
    """Deletes what nobody needs any more; to be run each night."""

    def __init__(self, database: Database) -> None:
        """Read and write through ``database``."""
        self._database = database

    async def tidy(self, now: datetime) -> Mapping[str, int]:
        """
        Delete old messages, keys, invitations and certificates that nobody watches; return how many of each.

        The keys of notices about an end that is still to come stay, so that nothing is sent twice.
        """
        over = (
            deliveries.c.state.in_((MessageState.SENT, MessageState.DROPPED, MessageState.HELD)),
            deliveries.c.changed_at < now - KEPT,
        )
        unwatched = ~select(1).where(watches.c.certificate_id == certificates.c.id).exists()
        unasked = ~select(1).where(callbacks.c.certificate_id == certificates.c.id).exists()
        unentered = ~select(1).where(entered_ends.c.certificate_id == certificates.c.id).exists()
        gone: tuple[tuple[Table, ColumnElement[bool]], ...] = (
            (deliveries, and_(*over)),
            (notices, _long_past(now)),
            (invites, invites.c.until <= now),
            (install_states, install_states.c.until <= now),
            (callbacks, callbacks.c.until < now - SILENT),
            (entered_ends, UNWATCHED_END),
            (certificates, and_(unwatched, unasked, unentered)),
            (seen, seen.c.until <= now.timestamp()),
            (access_tokens, access_tokens.c.until <= now),
            (given_answers, given_answers.c.until <= now.timestamp()),
            (workers, workers.c.beat_at < now - SILENT),
        )
        counts: dict[str, int] = {}
        for table, where in gone:
            async with self._database.writing() as connection:
                counts[table.name] = (await connection.execute(delete(table).where(where))).rowcount
        return counts


def _long_past(now: datetime) -> ColumnElement[bool]:
    """
    Say that a notice is about a day that no certificate speaks of any more.

    What is about the end that is known now, or the one before it, stays for ever: without it, it would be told anew.
    """
    named = or_(certificates.c.expires_on == notices.c.about_on, certificates.c.previous_end == notices.c.about_on)
    spoken = select(1).where(watches.c.id == notices.c.watch_id, certificates.c.id == watches.c.certificate_id, named)
    ends = or_(entered_ends.c.expires_on == notices.c.about_on, entered_ends.c.previous_end == notices.c.about_on)
    entered = select(1).where(watches.c.id == notices.c.watch_id, ENTERED_THERE, ends)
    delivered = select(1).where(notice_deliveries.c.notice_id == notices.c.id)
    old = notices.c.about_on < (now - LONG_PAST).date()
    return and_(old, notices.c.kind.in_(OF_A_DAY), ~spoken.exists(), ~entered.exists(), ~delivered.exists())
