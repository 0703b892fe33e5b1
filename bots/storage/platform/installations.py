"""Workspaces that installed the bot; their tokens come encrypted, and stay so here."""

from __future__ import annotations

import hmac
import json
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, null, or_, select, update

from bots.runtime.ports import Installation
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import install_states
from bots.storage.tables.schema import installations as table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

MOST_STATES = 10_000  # that were used and are not void yet; whoever uses one more makes room


class InstallationsInDatabase:
    """Keeps installations in the database; see ``runtime.ports.Installations``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def keep(self, installation: Installation) -> None:
        """See the port."""
        async with self._database.writing() as connection:
            put = insert_into(table, connection).values(
                surface=installation.surface,
                tenant=installation.tenant,
                token=installation.token,
                details=installation.details,
                installed_at=installation.installed_at,
                expires_at=installation.expires_at,
            )
            again = {name: put.excluded[name] for name in ("token", "details", "installed_at", "expires_at")}
            free = {"lease_until": null(), "removed_at": null()}
            await connection.execute(put.on_conflict_do_update(index_elements=[*table.primary_key], set_=again | free))

    async def of_team(self, surface: str, tenant: str) -> Installation | None:
        """See the port."""
        wanted = select(table).where(*_of(surface, tenant), table.c.removed_at.is_(None))
        async with self._database.reading() as connection:
            row = (await connection.execute(wanted)).first()
        if row is None:
            return None
        return Installation(row.surface, row.tenant, row.token, row.installed_at, row.details, row.expires_at)

    async def may_renew(self, installation: Installation, *, lease: float) -> bool:
        """See the port."""
        now = self._now()
        same = (*_of(installation.surface, installation.tenant), table.c.expires_at == installation.expires_at)
        free = or_(table.c.lease_until.is_(None), table.c.lease_until <= now)
        change = update(table).where(*same, free, table.c.removed_at.is_(None))
        async with self._database.writing() as connection:
            taken = await connection.execute(change.values(lease_until=now + timedelta(seconds=lease)))
            return taken.rowcount == 1

    async def forget(self, surface: str, tenant: str) -> None:
        """See the port."""
        gone = {"token": b"", "details": "", "expires_at": null(), "lease_until": null(), "removed_at": self._now()}
        async with self._database.writing() as connection:
            served = table.c.details == json.dumps({"under": tenant})
            owned = or_(table.c.tenant == tenant, served)
            there = (table.c.surface == surface, owned, table.c.removed_at.is_(None))
            await connection.execute(update(table).where(*there).values(gone))

    async def removed_before(self, moment: datetime) -> tuple[tuple[str, str], ...]:
        """Return surface and tenant of those that removed the bot before then."""
        wanted = select(table.c.surface, table.c.tenant).where(table.c.removed_at < moment)
        async with self._database.reading() as connection:
            return tuple((row.surface, row.tenant) for row in await connection.execute(wanted))


class InstallStatesInDatabase:
    """Keeps what installations brought back; see ``runtime.ports.InstallStates``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def use(self, state: str, *, until: datetime) -> bool:
        """See the port."""
        async with self._database.writing() as connection:
            waiting = await connection.scalar(select(func.count()).select_from(install_states)) or 0
            if waiting >= MOST_STATES:
                oldest = select(install_states.c.state_hash).order_by(install_states.c.until).limit(MOST_STATES // 10)
                await connection.execute(delete(install_states).where(install_states.c.state_hash.in_(oldest)))
            row = {"state_hash": _hash(state), "browser_hash": "", "until": until}
            put = insert_into(install_states, connection).values(row).on_conflict_do_nothing()
            return (await connection.execute(put)).rowcount == 1

    async def take(self, state: str, browser: str) -> bool:
        """See the port; whatever came of it, it is used up."""
        gone = delete(install_states).where(install_states.c.state_hash == _hash(state))
        async with self._database.writing() as connection:
            row = (await connection.execute(gone.returning(install_states))).first()
        return row is not None and row.until > self._now() and hmac.compare_digest(row.browser_hash, _hash(browser))


def _of(surface: str, tenant: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.surface == surface, table.c.tenant == tenant


def _hash(secret: str) -> str:
    """Both are long and random, so that a plain hash of them cannot be guessed."""
    return sha256(secret.encode()).hexdigest()
