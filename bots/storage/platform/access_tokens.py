"""The tokens with which assistants ask for a person, shared by all processes that use the database."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bots.runtime.ports import AccessToken
from bots.storage.tables.schema import access_tokens as table

if TYPE_CHECKING:
    from datetime import datetime

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database

PREFIX = "certdesk_"  # so that scanners of leaked secrets know one
SECRET_BYTES = 32  # of chance: what is so long needs no slow hash


class AccessTokensInDatabase:
    """Keeps tokens in the database; see ``runtime.ports.AccessTokens``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def create(self, who: str, *, until: datetime) -> tuple[AccessToken, str]:
        """See the port."""
        secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        row = {"digest": _digest(secret), "who": who, "made_at": self._now(), "until": until}
        async with self._database.writing() as connection:
            made = (await connection.execute(table.insert().values(**row).returning(*_SHOWN))).one()
        return _token(made), secret

    async def of_secret(self, secret: str) -> AccessToken | None:
        """See the port."""
        if not secret.startswith(PREFIX):
            return None
        wanted = select(*_SHOWN).where(table.c.digest == _digest(secret), table.c.until > self._now())
        async with self._database.reading() as connection:
            row = (await connection.execute(wanted)).first()
        return row and _token(row)

    async def all(self) -> tuple[AccessToken, ...]:
        """See the port."""
        wanted = select(*_SHOWN).where(table.c.until > self._now()).order_by(table.c.number)
        async with self._database.reading() as connection:
            return tuple(map(_token, await connection.execute(wanted)))

    async def revoke(self, number: int) -> AccessToken | None:
        """See the port."""
        gone = table.delete().where(table.c.number == number).returning(*_SHOWN)
        async with self._database.writing() as connection:
            row = (await connection.execute(gone)).first()
        return row and _token(row)


_SHOWN = (table.c.number, table.c.who, table.c.made_at, table.c.until)


def _token(row: Any) -> AccessToken:
    return AccessToken(row.number, row.who, row.made_at, row.until)


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
