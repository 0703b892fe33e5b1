"""People's preferences, and the calendars that they make."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import delete, or_, select, update

from bots.conversation.model.watch_models import Preferences
from bots.conversation.organisation.organisation_settings import OrganisationSettings
from bots.notifications.message_models import MessageKind, MessageState
from bots.notifications.models import ManagerId
from bots.notifications.schedule.calendars import Manager, is_zone, open_from, opening
from bots.storage.db.connection import insert_into
from bots.storage.notices.notice_records import UNSENT, take_back
from bots.storage.tables.schema import deliveries, preferences, profiles, tenant_settings, watches
from bots.storage.watches.ownership_queries import choose_readers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.conversation.model.intents import Asker
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

HOURS = "%H:%M"


class PreferencesInDatabase:
    """Keeps people's preferences in the database; see ``watch.ports.PreferencesStore``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def preferences(self, who: Asker) -> Preferences | None:
        """See the port."""
        async with self._database.reading() as connection:
            row = await _row(connection, who.key)
        return None if row is None else _preferences(row)

    async def platform_zone(self, who: Asker) -> str:
        """See the port."""
        async with self._database.reading() as connection:
            return (await platform_zones(connection, [who.key])).get(who.key, "")

    async def set_preferences(self, who: Asker, preferences: Preferences) -> None:
        """See the port; raises ``ValueError`` for hours, days or a zone in which nothing could be read."""
        manager = _manager(ManagerId(who.key), preferences)
        row = {
            "time_zone": preferences.zone,
            "opens": preferences.opens and preferences.opens.strftime(HOURS),
            "closes": preferences.closes and preferences.closes.strftime(HOURS),
            "workdays": "".join(map(str, sorted(preferences.workdays))),
            "alerts_a_day": preferences.alerts_a_day,
            "urgent_any_time": preferences.urgent_any_time,
            "heartbeat": preferences.heartbeat,
            "opted_out": preferences.opted_out,
            "paused_until": preferences.paused_until,
        }
        await self._keep(who, row, manager, opted_out=preferences.opted_out)

    async def forget(self, who: Asker) -> None:
        """See the port."""
        async with self._database.writing() as connection:
            before = await _row(connection, who.key)
            await connection.execute(delete(preferences).where(preferences.c.who == who.key))
            await self._follow(connection, Manager(ManagerId(who.key)))
            if before is not None and before.opted_out:
                await self._choose(connection, who)

    async def _keep(self, who: Asker, row: dict[str, Any], manager: Manager, *, opted_out: bool) -> None:
        async with self._database.writing() as connection:
            before = await _row(connection, who.key)
            put = insert_into(preferences, connection).values(who=who.key, changed_at=self._now(), **row)
            again = {name: put.excluded[name] for name in (*row, "changed_at")}
            await connection.execute(put.on_conflict_do_update(index_elements=[preferences.c.who], set_=again))
            if opted_out:
                await self._drop(connection, who)
            else:
                await self._follow(connection, manager, from_today=_ends_pause(before, manager))
            if opted_out != (before is not None and before.opted_out):
                await self._choose(connection, who)

    async def _follow(self, connection: AsyncConnection, manager: Manager, *, from_today: bool = False) -> None:
        """
        Move digests that nobody got into the person's new hours, never onto a day that had one.

        Args:
            connection: within a transaction.
            manager: the new calendar.
            from_today: whether a digest may come before the day it was planned for, as after the end of a pause.
        """
        to_person = (deliveries.c.recipient == manager.id, deliveries.c.what == MessageKind.DIGEST)
        pending = select(deliveries.c.key, deliveries.c.local_date).where(*to_person, UNSENT).with_for_update()
        rows = (await connection.execute(pending.order_by(deliveries.c.local_date))).all()
        had = select(deliveries.c.local_date).where(*to_person, deliveries.c.attempt > 0, ~UNSENT)
        closed = set((await connection.execute(had)).scalars()) if rows else set()
        for row in rows:
            planned = self._now() if from_today else opening(manager, row.local_date)
            moment = open_from(manager, max(self._now(), planned), closed=closed)
            day = manager.local(moment).date()
            closed.add(day)
            change = update(deliveries).where(deliveries.c.key == row.key)
            await connection.execute(change.values(not_before=moment.astimezone(UTC), local_date=day))

    async def _drop(self, connection: AsyncConnection, who: Asker) -> None:
        """Nobody reads what was planned: the next in line is told."""
        to_person = (deliveries.c.recipient == who.key, deliveries.c.what.in_((MessageKind.DIGEST, MessageKind.ALERT)))
        dropped = (
            update(deliveries)
            .where(*to_person, UNSENT)
            .values(state=MessageState.DROPPED.value, changed_at=self._now())
        )
        for key in (await connection.execute(dropped.returning(deliveries.c.key))).scalars().all():
            await take_back(connection, key, self._now().date())

    async def _choose(self, connection: AsyncConnection, who: Asker) -> None:
        named = (watches.c.reader, watches.c.linked, watches.c.assigned_to)
        await choose_readers(connection, or_(*(each == who.key for each in named)), self._now().date())


def _ends_pause(before: Row[Any] | None, manager: Manager) -> bool:
    """Say whether a pause was set and is set no more, or a shorter one."""
    was, now = before and before.paused_until, manager.paused_until
    return was is not None and (now is None or now < was)


def calendar(who: ManagerId, row: Row[Any] | None, usual: Mapping[str, Preferences], zone: str = "") -> Manager:
    """
    Give somebody's calendar; their organisation's ``usual`` one where they set nothing, and the default else.

    ``zone`` is what their own platform says, and goes before the organisation's. What this system does not know, such
    as a zone, is passed over.
    """
    wanted = _preferences(row) if row is not None else usual.get(_home(who))
    if row is None and zone:
        wanted = replace(wanted or Preferences(), zone=zone)
    if wanted is not None:
        with suppress(ValueError, ZoneInfoNotFoundError):
            return _manager(who, wanted)
    return Manager(who)


async def platform_zones(connection: AsyncConnection, who: Sequence[str]) -> dict[str, str]:
    """Return the time zones that people's own platforms named, as far as they are known here."""
    wanted = select(profiles.c.who, profiles.c.time_zone).where(profiles.c.who.in_(who), profiles.c.time_zone != "")
    return {row.who: row.time_zone for row in await connection.execute(wanted) if is_zone(row.time_zone)}


async def usual_hours(connection: AsyncConnection) -> dict[str, Preferences]:
    """Return when people are told who set nothing, by surface and tenant, where an organisation has set that."""
    hours = tenant_settings.c.name.in_(("zone", "hours", "workdays"))
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in await connection.execute(select(tenant_settings).where(hours)):
        texts[f"{row.surface}:{row.tenant}"][row.name] = row.value
    return {home: OrganisationSettings(tuple(each.items())).default_preferences for home, each in texts.items()}


def _home(who: str) -> str:
    return ":".join(who.split(":", 2)[:2])


async def _row(connection: AsyncConnection, who: str) -> Row[Any] | None:
    return (await connection.execute(select(preferences).where(preferences.c.who == who))).first()


def _preferences(row: Row[Any]) -> Preferences:
    return Preferences(
        row.time_zone,
        time.fromisoformat(row.opens) if row.opens else None,
        time.fromisoformat(row.closes) if row.closes else None,
        frozenset(map(int, row.workdays)),
        row.alerts_a_day,
        row.urgent_any_time,
        row.heartbeat,
        row.opted_out,
        row.paused_until,
    )


def _manager(who: ManagerId, wanted: Preferences) -> Manager:
    usual = Manager(who)
    return Manager(
        who,
        wanted.zone,
        wanted.workdays,
        wanted.opens if wanted.opens is not None else usual.opens,
        wanted.closes if wanted.closes is not None else usual.closes,
        wanted.alerts_a_day,
        wanted.urgent_any_time,
        wanted.heartbeat,
        wanted.paused_until,
    )
