"""Stores what was read of certificates, by a round or when a watch begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, update

from bots.notifications.models import RegistryReading
from bots.notifications.round_models import ReadingUpdate
from bots.notifications.schedule.registry_readings import reading_after
from bots.storage.tables.schema import certificates, entered_ends, watches
from bots.storage.watches.bulk_insert import batches
from bots.storage.watches.name_agreement import compare_names
from bots.storage.watches.ownership_queries import mark_for_planning
from bots.storage.watches.row_mapping import KNOWN, reading, reading_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from verifier_client import Verdict


async def save(connection: AsyncConnection, updates: Sequence[ReadingUpdate], *, today: date) -> None:
    """
    Store readings; what people entered goes as soon as a registry gives a record.

    Args:
        connection: a transaction that writes.
        updates: the readings, one at least.
        today: the day (UTC) from which the watches of those that changed are due.
    """
    rows = [
        {f"new_{name}": value for name, value in reading_row(each.reading).items()}
        | {"it": each.id, "new_next_read_on": each.next_on}
        for each in sorted(updates, key=lambda each: each.id)
    ]
    names = [name.removeprefix("new_") for name in rows[0] if name != "it"]
    change = update(certificates).where(certificates.c.id == bindparam("it"))
    await connection.execute(change.values({name: bindparam(f"new_{name}") for name in names}), rows)
    for part in batches([each.id for each in updates if each.is_changed]):
        await mark_for_planning(connection, watches.c.certificate_id.in_(part), today)
    for named in batches([each for each in updates if each.holder]):
        await compare_names(connection, {each.id: each.holder for each in named})
    for part in batches([each.id for each in updates if each.is_changed and _is_a_record(each.reading)]):
        await connection.execute(delete(entered_ends).where(entered_ends.c.certificate_id.in_(part)))


async def first_readings(
    connection: AsyncConnection, verdicts: Mapping[str, Verdict], *, now: datetime
) -> list[ReadingUpdate]:
    """
    Return what verdicts say of certificates that no round has read yet.

    Args:
        connection: a transaction.
        verdicts: what was found, by the certificates' IDs; what could not be checked is left to the next round.
        now: the time in UTC.

    Returns:
        The readings; each certificate is still read by the next round, as a verdict may have been remembered.
    """
    found: list[ReadingUpdate] = []
    for part in batches(sorted(verdicts)):
        wanted = select(certificates.c.id, certificates.c.next_read_on, *KNOWN).where(certificates.c.text.in_(part))
        for row in await connection.execute(wanted):
            verdict, empty = verdicts[row.text], RegistryReading()
            if verdict.error is not None or reading(row) != empty:
                continue
            after = reading_after(empty, verdict, verdict.provenance.checked_at or now)
            holder = (verdict.record.holder if verdict.record else None) or ""
            if after.failing_since is None:
                found.append(ReadingUpdate(row.id, after, row.next_read_on, is_changed=True, holder=holder))
    return found


def _is_a_record(reading: RegistryReading) -> bool:
    return reading.facts is not None and reading.by_hand_since is None
