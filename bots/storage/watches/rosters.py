"""Imports rosters: compared first, then kept in one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import insert

from bots.conversation.model.watch_models import FieldChange, RosterChanges, StoredWatch
from bots.storage.tables.schema import rosters
from bots.storage.watches.bulk_insert import compare, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.watch_models import RosterRow
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database
    from bots.storage.watches.bulk_insert import Difference


class RostersInDatabase:
    """Imports rosters into the database; see ``watch.ports.Rosters``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def compare(self, owner: Asker, rows: Sequence[RosterRow]) -> RosterChanges:
        """See the port."""
        async with self._database.reading() as connection:
            return _counted(await compare(connection, _watches(owner, rows)))

    async def import_rows(
        self, owner: Asker, rows: Sequence[RosterRow], *, name: str, digest: str, wrong: int
    ) -> RosterChanges:
        """See the port."""
        now = self._now()
        async with self._database.writing() as connection:
            difference = await compare(connection, _watches(owner, rows))
            counted = _counted(difference)
            put = insert(rosters).values(
                surface=owner.surface,
                tenant=owner.tenant,
                owner=owner.person,
                name=name,
                digest=digest,
                rows_new=counted.new,
                rows_changed=counted.changed,
                rows_wrong=wrong,
                imported_at=now,
            )
            roster = await connection.scalar(put.returning(rosters.c.id))
            await write(connection, difference, now=now, roster=roster)
        return counted


def _counted(difference: Difference) -> RosterChanges:
    changes = tuple(
        FieldChange(watch.certificate.text, name, _text(before), _text(getattr(watch, name)))
        for (_, watch), had in zip(difference.changed, difference.before, strict=True)
        for name, before in had.items()
    )
    return RosterChanges(len(difference.new), len(difference.changed), difference.same, changes)


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _watches(owner: Asker, rows: Sequence[RosterRow]) -> list[tuple[StoredWatch, frozenset[str]]]:
    """Give each certificate once, with the details that are said of it; of two lines with one the later counts."""
    once = {
        row.certificate.text: (
            StoredWatch(owner, row.certificate, row.person, row.manager, row.team, row.purpose, row.until),
            frozenset("holder" if name == "person" else name for name in row.given),
        )
        for row in rows
    }
    return [once[text] for text in sorted(once)]
