"""
The chain over the audit: each line's link is a hash over the link before and the line, so a later change shows.

A line that retention or a request takes out leaves its place, its hash and its link behind, put there by the
database itself; the hash is salted, and the salt goes with the line, so that nothing about a person is left.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, null, select, union_all

from bots.storage.db.columns import storable
from bots.storage.tables.schema import audit, audit_removed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

FIRST = "0" * 64
A_PAGE = 1_000
LOCK = "SELECT pg_advisory_xact_lock(hashtext('certdesk audit ' || current_schema()))"
STATED = ("surface", "tenant", "person", "deed", "certificate", "outcome")


class Broken(StrEnum):
    """What can be wrong with a place of the chain."""

    CHANGED = "changed"
    MISSING = "missing"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Chain:
    """
    What a walk found: how many lines stand, how many were taken out, how many are older than the chain.

    ``head`` is the last link, ``broken`` and ``place`` are the first that is wrong; ``OUTSIDE`` is a line that was
    written past the chain, and its place is its number in the table.
    """

    lines: int = 0
    removed: int = 0
    before: int = 0
    head: str = FIRST
    broken: Broken | None = None
    place: int = 0


def digest_of(row: Mapping[str, Any], salt: str) -> str:
    """Return a line's hash."""
    at = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return _hash(json.dumps([salt, at, *(storable(row[name]) for name in STATED)]))


def link_of(before: str, place: int, digest: str) -> str:
    """Return the link at a place."""
    return _hash(f"{before} {place} {digest}")


async def chained(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give lines their places; of several processes one at a time does so."""
    if connection.dialect.name == "postgresql":
        await connection.exec_driver_sql(LOCK)
    last = (await connection.execute(_LAST)).first()
    place, link = (last.place, last.link) if last else (0, FIRST)
    found = []
    for row in rows:
        place, salt = place + 1, secrets.token_hex(16)
        digest = digest_of(row, salt)
        link = link_of(link, place, digest)
        found.append({**row, "place": place, "salt": salt, "digest": digest, "link": link})
    return found


async def walk(connection: AsyncConnection) -> Chain:
    """Hold every line to its hash and every place to the one before, up to the first that is wrong."""
    first = await connection.scalar(select(func.min(audit.c.id)).where(audit.c.place.is_not(None)))
    loose = select(func.count(), func.max(audit.c.id)).where(audit.c.place.is_(None))
    count, newest = (await connection.execute(loose)).one()
    chain, place = Chain(before=count), 0
    while rows := (await connection.execute(_ALL.where(_PLACES.c.place > place).limit(A_PAGE))).all():
        for row in rows:
            place += 1
            if broken := _broken(row, place, chain.head):
                return replace(chain, broken=broken, place=place)
            is_line = row.salt is not None
            chain = replace(chain, head=row.link, lines=chain.lines + is_line, removed=chain.removed + (not is_line))
    if first is not None and newest is not None and newest > first:
        return replace(chain, broken=Broken.OUTSIDE, place=newest)
    return chain


async def is_linked(connection: AsyncConnection, link: str) -> bool:
    """Say whether a link is in the chain; the first one is in every chain."""
    found = await connection.scalar(select(_PLACES.c.place).where(_PLACES.c.link == link).limit(1))
    return link == FIRST or found is not None


def _broken(row: Row[Any], place: int, before: str) -> Broken | None:
    if row.place != place:
        return Broken.MISSING
    is_right = row.salt is None or row.digest == digest_of(row._asdict(), row.salt)
    return None if is_right and row.link == link_of(before, place, row.digest) else Broken.CHANGED


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_GONE = [null().label(name) for name in ("at", *STATED)]
_PLACES = union_all(
    select(
        audit.c.place, audit.c.salt, audit.c.digest, audit.c.link, audit.c.at, *(audit.c[name] for name in STATED)
    ).where(audit.c.place.is_not(None)),
    select(audit_removed.c.place, null().label("salt"), audit_removed.c.digest, audit_removed.c.link, *_GONE),
).subquery()
_ALL = select(_PLACES).order_by(_PLACES.c.place)
_LAST = select(_PLACES.c.place, _PLACES.c.link).order_by(_PLACES.c.place.desc()).limit(1)
