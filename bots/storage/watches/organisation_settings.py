"""Organisations' settings, as texts; read often and changed seldom, so they are remembered for a moment."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from bots.conversation.organisation.organisation_settings import ADMINS_ASKED, FIELDS, OrganisationSettings
from bots.runtime.json_access import text_at
from bots.storage.db.connection import insert_into
from bots.storage.db.url import DatabaseError
from bots.storage.tables.schema import installations, tenant_settings, watches
from bots.storage.watches.ownership_queries import mark_for_planning

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

log = logging.getLogger(__name__)

REMEMBERED = timedelta(seconds=30)
MOST = 1000  # organisations remembered
KEPT = {*FIELDS, ADMINS_ASKED}


class OrganisationSettingsInDatabase:
    """Keeps organisations' settings; see ``organisation.ports.OrganisationSettingsStore``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now
        self._known: dict[tuple[str, str], tuple[datetime, OrganisationSettings]] = {}

    async def settings(self, surface: str, tenant: str) -> OrganisationSettings:
        """See the port; while the database is down, as they were read last."""
        known = self._known.get((surface, tenant))
        if known is not None and known[0] <= self._now() < known[0] + REMEMBERED:
            return known[1]
        wanted = select(tenant_settings).where(tenant_settings.c.surface == surface, tenant_settings.c.tenant == tenant)
        try:
            async with self._database.reading() as connection:
                rows = (await connection.execute(wanted)).all()
        except DatabaseError as error:
            log.warning("an organisation's settings are taken as they were: %s", error)
            return known[1] if known is not None else OrganisationSettings()
        found = OrganisationSettings(tuple((row.name, row.value) for row in rows if row.name in KEPT))
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[surface, tenant] = (self._now(), found)
        return found

    async def change(self, asker: Asker, texts: Mapping[str, str]) -> None:
        """See the port; other days before an end have a round look at everything of theirs."""
        here = {"surface": asker.surface, "tenant": asker.tenant, "changed_at": self._now()}
        async with self._database.writing() as connection:
            for name, text in texts.items():
                put = insert_into(tenant_settings, connection).values(name=name, value=text, **here)
                again = {each: put.excluded[each] for each in ("value", "changed_at")}
                await connection.execute(
                    put.on_conflict_do_update(index_elements=[*tenant_settings.primary_key], set_=again)
                )
            if "days" in texts:
                affected = and_(watches.c.surface == asker.surface, watches.c.tenant == asker.tenant)
                await mark_for_planning(connection, affected, self._now().date())
        self.forget_copy(asker)

    def forget_copy(self, asker: Asker) -> None:
        """Read the settings of somebody's organisation anew the next time."""
        self._known.pop((asker.surface, asker.tenant), None)

    async def installer(self, surface: str, tenant: str) -> str:
        """See the port."""
        wanted = select(installations.c.details).where(
            installations.c.surface == surface, installations.c.tenant == tenant
        )
        try:
            async with self._database.reading() as connection:
                details = await connection.scalar(wanted)
        except DatabaseError:
            return ""
        return text_at(json.loads(details or "{}"), "by")
