"""People who were asked to be admins: the message that asks is written down with the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bots.conversation.model.intents import Asker
from bots.conversation.organisation.organisation_settings import (
    ADMINS_ASKED,
    AdminOffer,
    admin_offers,
    admin_offers_text,
)
from bots.notifications.message_details import ASKS, TELLS, OfferDetails
from bots.notifications.message_models import MessageKind, NewMessage
from bots.notifications.models import ManagerId
from bots.storage.db.connection import insert_into
from bots.storage.notices.plan_writer import write_posts
from bots.storage.tables.schema import tenant_settings

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database
    from bots.storage.watches.organisation_settings import OrganisationSettingsInDatabase


class AdminOffersInDatabase:
    """Keeps offers among an organisation's settings; see ``organisation.admin_offers.AdminOffers``."""

    def __init__(self, database: Database, settings: OrganisationSettingsInDatabase, now: Now) -> None:
        """
        Read and write through a database.

        Args:
            database: where the settings are.
            settings: remembers them for a moment, and forgets what is changed here.
            now: the time in UTC.
        """
        self._database = database
        self._settings = settings
        self._now = now

    async def ask(self, who: Asker, people: Collection[str]) -> tuple[str, ...]:
        """See the port."""
        now = self._now()
        async with self._database.writing() as connection:
            offers = await _read(connection, who)
            offers |= {each: AdminOffer(who.key, now.isoformat()) for each in people}
            await _write(connection, who, offers, now)
            details = OfferDetails("", by=who.key, at=now.isoformat())
            messages = [_message(ASKS, Asker(who.surface, who.tenant, each), details, now) for each in sorted(people)]
            await write_posts(connection, messages, now)
        self._settings.forget_copy(who)
        return tuple(each.key for each in messages)

    async def answer(self, who: Asker, *, accepts: bool) -> tuple[Asker, str] | None:
        """See the port."""
        now, told = self._now(), ""
        async with self._database.writing() as connection:
            offers = await _read(connection, who)
            offer = offers.pop(who.person, None)
            if offer is None or not offer.is_open(now):
                return None
            if not accepts:
                offers[who.person] = AdminOffer(offer.by, offer.at, declined=True)
                details = OfferDetails("", by=who.key, at=now.isoformat(), declined=True)
                message = _message(TELLS, Asker.from_key(offer.by), details, now)
                await write_posts(connection, [message], now)
                told = message.key
            await _write(connection, who, offers, now)
        self._settings.forget_copy(who)
        return Asker.from_key(offer.by), told


async def _read(connection: AsyncConnection, who: Asker) -> dict[str, AdminOffer]:
    columns = tenant_settings.c
    theirs = (columns.surface == who.surface, columns.tenant == who.tenant, columns.name == ADMINS_ASKED)
    return admin_offers(await connection.scalar(select(columns.value).where(*theirs).with_for_update()) or "")


async def _write(connection: AsyncConnection, who: Asker, offers: dict[str, AdminOffer], now: datetime) -> None:
    row = {"surface": who.surface, "tenant": who.tenant, "name": ADMINS_ASKED}
    put = insert_into(tenant_settings, connection).values(**row, value=admin_offers_text(offers), changed_at=now)
    again = {each: put.excluded[each] for each in ("value", "changed_at")}
    await connection.execute(put.on_conflict_do_update(index_elements=[*tenant_settings.primary_key], set_=again))


def _message(prefix: str, to: Asker, details: OfferDetails, now: datetime) -> NewMessage:
    key = f"{prefix}{to.key}:admin:{details.at}"
    return NewMessage(key, MessageKind.ANSWER, ManagerId(to.key), now.date(), now, details=details.text)
