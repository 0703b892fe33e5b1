"""How the watcher is: figures for /metrics, and sentences for /readyz. Silence must be seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bots.notifications.canary import MAX_SILENCE, READER
from bots.notifications.rounds import LATE_AFTER, STUCK_AFTER, RoundKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from bots.notifications.ledger import Ledger
    from bots.notifications.message_models import MessageState
    from bots.notifications.rounds import RoundStores


@dataclass(frozen=True, slots=True)
class Health:
    """
    Ages in seconds, None for never: of the last round of each kind, and of the canary's last notice.

    ``messages`` counts the ledger by state, ``stuck`` messages that should have been sent half an hour ago,
    ``oldest`` is for how many seconds the oldest message waits whose time has come.
    """

    round_ages: Mapping[RoundKind, float | None]
    canary_age: float | None
    messages: Mapping[MessageState, int] = field(default_factory=dict)
    stuck: int = 0
    notices: int = 0
    acknowledged: int = 0
    oldest: float = 0.0

    def warnings(self, up: timedelta) -> tuple[str, ...]:
        """Say what is wrong, ``up`` being how long this process runs: what never was is late only after that."""
        found: list[str] = []
        for walk, late in LATE_AFTER.items():
            age = self.round_ages[walk]
            if _or(age, up) > late.total_seconds():
                found.append(f"no {walk} round since {_hours(_or(age, up))}")
        if _or(self.canary_age, up) > MAX_SILENCE.total_seconds():
            found.append(f"no notice of the canary since {_hours(_or(self.canary_age, up))}")
        if self.stuck:
            found.append(f"{self.stuck} messages should have been sent by now")
        return tuple(found)


async def health(stores: RoundStores, now: datetime) -> Health:
    """Return how the watcher is; raises whatever a store raises when it does not answer."""
    finished = {walk: await stores.log.finished_at(walk) for walk in RoundKind}
    arrived = await stores.ledger.last_sent(READER)
    notified, acknowledged = await stores.ledger.notice_counts()
    return Health(
        {walk: _age(moment, now) for walk, moment in finished.items()},
        _age(arrived, now),
        await stores.ledger.counts(),
        len(await stores.ledger.overdue(now - STUCK_AFTER)),
        notified,
        acknowledged,
        await _oldest(stores.ledger, now),
    )


async def _oldest(ledger: Ledger, now: datetime) -> float:
    for key in await ledger.overdue(now, limit=1):
        message = await ledger.message(key)
        moment = message and (message.lease_until or message.not_before)
        return _age(moment or None, now) or 0.0
    return 0.0


def _age(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else max((now - moment).total_seconds(), 0.0)


def _or(age: float | None, up: timedelta) -> float:
    return up.total_seconds() if age is None else age


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:.0f} hours"
