"""Copies watches from certificates to those that followed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import certificates, watches
from bots.storage.watches.bulk_insert import batches, ids_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from verifier_client import CertificateId

SAME = (
    "surface", "tenant", "owner", "holder", "manager", "team", "purpose", "until", "reader", "linked", "assigned_to",
    "escalate_to", "roster_id",
)  # fmt: skip


async def follow(connection: AsyncConnection, successors: Mapping[int, CertificateId], now: datetime) -> None:
    """Watch the successors as their predecessors are watched; to be read and looked at with the next round."""
    ids = await ids_of(connection, successors.values(), read_on=now.date())
    wanted = select(certificates.c.text, watches.c.id, *(watches.c[name] for name in SAME)).join(watches)
    for part in batches(sorted(successors)):
        found = await connection.execute(wanted.where(watches.c.id.in_(part)))
        rows = [
            {name: getattr(row, name) for name in SAME}
            | {
                "certificate_id": ids[successors[row.id].text],
                "follows": row.text,
                "added_at": now,
                "next_notice_on": now.date(),
            }
            for row in found
        ]
        if rows:
            await connection.execute(insert_into(watches, connection).on_conflict_do_nothing(), rows)
