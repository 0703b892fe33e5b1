"""Which rounds ran, who walks now, and who lives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from bots.storage.db.clock import Clock
from bots.storage.db.connection import insert_into
from bots.storage.tables.schema import rounds, workers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database


DEAD = 60.0  # seconds without a sign of life; by hand, a process gives none and keeps its lease


class RoundLogInDatabase:
    """The log of rounds and of signs of life in the database; see ``notifications.ports.RoundLog``."""

    def __init__(self, database: Database, now: Now | None = None) -> None:
        """Read and write through ``database``, by its own clock unless ``now`` gives the time in UTC."""
        self._database = database
        self._clock = Clock(database, now)

    async def begin(self, kind: str, *, worker: str, lease: float) -> bool:
        """See the port; a process that came back waits for its own lease, too, but nobody for one that died."""
        now, until = self._clock.now(), self._clock.now(plus=lease)
        died = select(workers.c.worker).where(workers.c.beat_at <= self._clock.now(plus=-DEAD))
        async with self._database.writing() as connection:
            put = insert_into(rounds, connection).values(kind=kind, worker=worker, lease_until=until, began_at=now)
            taken = put.on_conflict_do_update(
                index_elements=[rounds.c.kind],
                set_={"worker": worker, "lease_until": until, "began_at": now},
                where=or_(rounds.c.lease_until.is_(None), rounds.c.lease_until <= now, rounds.c.worker.in_(died)),
            )
            return (await connection.execute(taken.returning(rounds.c.kind))).first() is not None

    async def renew(self, kind: str, *, worker: str, lease: float) -> bool:
        """See the port."""
        own_round = (rounds.c.kind == kind, rounds.c.worker == worker, rounds.c.lease_until.is_not(None))
        async with self._database.writing() as connection:
            kept = update(rounds).where(*own_round).values(lease_until=self._clock.now(plus=lease))
            return (await connection.execute(kept)).rowcount == 1

    async def finish(self, kind: str, *, worker: str, counts: Mapping[str, int]) -> None:
        """See the port; who lost the walk to another process writes nothing."""
        own_round = (rounds.c.kind == kind, rounds.c.worker == worker)
        done = {"lease_until": None, "finished_at": self._clock.now(), "counts": json.dumps(dict(counts))}
        async with self._database.writing() as connection:
            await connection.execute(update(rounds).where(*own_round).values(done))

    async def release(self, kind: str, *, worker: str) -> None:
        """See the port."""
        mine = (rounds.c.kind == kind, rounds.c.worker == worker)
        async with self._database.writing() as connection:
            await connection.execute(update(rounds).where(*mine).values(lease_until=None))

    async def finished_at(self, kind: str) -> datetime | None:
        """See the port."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(rounds.c.finished_at).where(rounds.c.kind == kind))

    async def beat(self, worker: str) -> None:
        """See the port."""
        async with self._database.writing() as connection:
            put = insert_into(workers, connection).values(worker=worker, beat_at=self._clock.now())
            again = {"beat_at": put.excluded.beat_at}
            await connection.execute(put.on_conflict_do_update(index_elements=[workers.c.worker], set_=again))

    async def alive(self, *, within: float) -> frozenset[str]:
        """See the port."""
        recent = workers.c.beat_at > self._clock.now(plus=-within)
        async with self._database.reading() as connection:
            return frozenset((await connection.execute(select(workers.c.worker).where(recent))).scalars())
