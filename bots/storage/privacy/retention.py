"""
Forgets at night what organisations keep only for so long; each run is a line of the audit.

What an organisation that removed the bot left behind goes with the last of it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.notifications.message_models import MessageState
from bots.storage.privacy.audit import AuditInDatabase, take_out
from bots.storage.tables.schema import audit, deliveries, installations, metadata, presented, tenant_settings

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from bots.conversation.organisation.ports import OrganisationSettingsStore
    from bots.storage.db.connection import Database
    from bots.storage.platform.installations import InstallationsInDatabase

NIGHT = Asker("certdesk", "", "retention")
SHORTEST = timedelta(days=30)  # no organisation keeps its audit for less
LEFT_BEHIND = timedelta(days=30)  # so long after they removed the bot an organisation's data are kept
ENDED = (MessageState.SENT, MessageState.DROPPED, MessageState.HELD)
KEYS = {"owner", "who", "asker", "recipient"}  # columns that name a person by surface, tenant and ID
OWN_DOOR = {"audit", "audit_removed", "installations"}


class Retention:
    """Keeps to what organisations have set."""

    def __init__(
        self, database: Database, settings: OrganisationSettingsStore, *, installations: InstallationsInDatabase
    ) -> None:
        """Delete what organisations' settings no longer keep, and what belongs to those that removed the bot."""
        self._database = database
        self._audit = AuditInDatabase(database)
        self._settings = settings
        self._installations = installations

    async def run(self, now: datetime) -> int:
        """Forget what is over; return how many rows."""
        gone = 0
        for surface, tenant in await self._organisations(now):
            gone += await self._old_audit_lines(Asker(surface, tenant), now)
        for surface, tenant in await self._with_messages():
            gone += await self._old_messages(Asker(surface, tenant), now)
        for surface, tenant in await self._installations.removed_before(now - LEFT_BEHIND):
            gone += await self._everything(Asker(surface, tenant), now)
        await self._audit.append(AuditEntry(now, NIGHT, "retention", outcome=f"{gone} rows"))
        return gone

    async def _organisations(self, now: datetime) -> tuple[tuple[str, str], ...]:
        wanted = select(audit.c.surface, audit.c.tenant).distinct().where(audit.c.at < now - SHORTEST)
        async with self._database.reading() as connection:
            return tuple((row.surface, row.tenant) for row in await connection.execute(wanted))

    async def _old_audit_lines(self, home: Asker, now: datetime) -> int:
        days = (await self._settings.settings(home.surface, home.tenant)).audit_days
        day = (now - timedelta(days=days)).date()
        old = and_(
            audit.c.surface == home.surface,
            audit.c.tenant == home.tenant,
            audit.c.at < datetime.combine(day, datetime.min.time(), tzinfo=UTC),
        )
        async with self._database.writing() as connection:
            if not await connection.scalar(select(func.count()).select_from(audit).where(old)):
                return 0
            return (await take_out(connection, old, AuditEntry(now, home, "retention", outcome=f"before {day}"))).lines

    async def _with_messages(self) -> tuple[tuple[str, str], ...]:
        wanted = select(tenant_settings.c.surface, tenant_settings.c.tenant).distinct()
        async with self._database.reading() as connection:
            return tuple((row.surface, row.tenant) for row in await connection.execute(wanted))

    async def _old_messages(self, home: Asker, now: datetime) -> int:
        settings = await self._settings.settings(home.surface, home.tenant)
        over = and_(
            deliveries.c.recipient.startswith(f"{home.surface}:{home.tenant}:", autoescape=True),
            deliveries.c.state.in_(ENDED),
            deliveries.c.changed_at < now - timedelta(days=settings.message_days),
        )
        hashes = and_(
            presented.c.surface == home.surface,
            presented.c.tenant == home.tenant,
            presented.c.seen_at < now - timedelta(days=settings.name_days),
        )
        async with self._database.writing() as connection:
            gone = (await connection.execute(delete(deliveries).where(over))).rowcount
            return gone + (await connection.execute(delete(presented).where(hashes))).rowcount

    async def _everything(self, home: Asker, now: datetime) -> int:
        """Delete all that is an organisation's; what others own and somebody there only reads is its owner's."""
        gone = 0
        async with self._database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                if table.name not in OWN_DOOR and (where := _of_organisation(table, home)) is not None:
                    gone += (await connection.execute(delete(table).where(where))).rowcount
            lines = and_(audit.c.surface == home.surface, audit.c.tenant == home.tenant)
            entry = AuditEntry(now, NIGHT, "retention", outcome="an organisation that removed the bot")
            gone += (await take_out(connection, lines, entry)).lines
            there = and_(installations.c.surface == home.surface, installations.c.tenant == home.tenant)
            await connection.execute(delete(installations).where(there))
        return gone


def _of_organisation(table: Table, home: Asker) -> ColumnElement[bool] | None:
    if {"surface", "tenant"} <= set(table.columns.keys()):
        return and_(table.c.surface == home.surface, table.c.tenant == home.tenant)
    keys = [table.c[name] for name in KEYS & set(table.columns.keys())]
    if not keys:
        return None
    to_webhook = f"webhook:{home.surface}:{home.tenant}"
    people = f"{home.surface}:{home.tenant}:"
    return or_(*(or_(key.startswith(people, autoescape=True), key == to_webhook) for key in keys))
