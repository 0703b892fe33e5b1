"""Compares the names of watches with those that registries give, and keeps only what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from bots.storage.tables.schema import watches
from verifier_client import agreement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection


async def compare_names(connection: AsyncConnection, holders: Mapping[int, str]) -> None:
    """
    Note for each watch that names a holder how that compares with the registry's name.

    Args:
        connection: a transaction that writes.
        holders: the registries' names, by the certificates' numbers.
    """
    named = select(watches.c.id, watches.c.certificate_id, watches.c.holder, watches.c.agreement)
    rows = await connection.execute(named.where(watches.c.certificate_id.in_(holders), watches.c.holder != ""))
    compared = [(row, agreement(row.holder, holders[row.certificate_id]).value) for row in rows]
    changed = [{"it": row.id, "found": found} for row, found in compared if found != row.agreement]
    if changed:
        change = update(watches).where(watches.c.id == bindparam("it")).values(agreement=bindparam("found"))
        await connection.execute(change, sorted(changed, key=lambda each: each["it"]))
