"""The time that processes share: the database's own, or a given one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Interval, func, literal, type_coerce

from bots.storage.db.columns import Moment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database


class Clock:
    """Says what time it is within a statement; leases are only as good as all agree on that."""

    def __init__(self, database: Database, now: Now | None = None) -> None:
        """Use the database's own clock, or ``now`` in its place: for one process, or for tests."""
        self._is_sqlite = database.address.is_sqlite
        self._now = now

    def now(self, *, plus: float = 0) -> ColumnElement[datetime]:
        """Give the present, or so many seconds later; on PostgreSQL not the moment at which the transaction began."""
        if self._now is not None:
            return literal(self._now() + timedelta(seconds=plus), Moment)
        if self._is_sqlite:
            return type_coerce(func.strftime("%Y-%m-%d %H:%M:%f000", "now", f"{plus:+.3f} seconds"), Moment)
        return type_coerce(func.clock_timestamp() + literal(timedelta(seconds=plus), Interval), Moment)
