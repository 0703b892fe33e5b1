"""Reads certificates anew, at the registries' pace; readings are stored batch by batch, so that none is lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

from bots.notifications.round_models import ReadingUpdate
from bots.notifications.schedule.registry_readings import next_reading_on, reading_after

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bots.notifications.models import RegistryReading
    from bots.notifications.ports import Registries
    from bots.notifications.round_models import WatchedCertificate
    from bots.notifications.round_store import RoundStore
    from bots.runtime.clock import Now
    from verifier_client import Verdict

BATCH = 200


@dataclass(frozen=True, slots=True)
class RecheckBatch:
    """What one batch of readings came to; ``changed`` are the numbers of certificates that changed."""

    read: int
    failed: int
    changed: tuple[int, ...]


class Recheck:
    """Reads certificates anew from their registries, and stores what changed."""

    def __init__(self, *, store: RoundStore, registries: Registries, now: Now) -> None:
        """Read from ``registries`` what ``store`` says is due at the time (UTC) that ``now`` gives."""
        self._store = store
        self._registries = registries
        self._now = now

    async def read_due(self) -> AsyncIterator[RecheckBatch]:
        """Read everything that is due for it; each batch is kept before the next begins."""
        after, today = 0, self._now().astimezone(UTC).date()
        while page := await self._store.to_read(today, after=after, limit=BATCH):
            yield await self.read(page)
            after = page[-1].id

    async def read(self, kept: Sequence[WatchedCertificate]) -> RecheckBatch:
        """Read these now, and keep what was learned."""
        by_text: dict[str, list[WatchedCertificate]] = defaultdict(list)
        for each in kept:
            by_text[each.certificate.text].append(each)
        found: list[ReadingUpdate] = []
        failed = 0
        async for verdict in self._registries.verdicts([each.certificate for each in kept]):
            now = self._now().astimezone(UTC)
            failed += verdict.error is not None
            for each in by_text.pop(verdict.question.text, ()):
                reading = reading_after(each.reading, verdict, now)
                found.append(
                    ReadingUpdate(
                        each.id,
                        reading,
                        next_reading_on(reading, now),
                        _is_changed(each.reading, reading),
                        holder_in(verdict),
                    )
                )
        await self._store.save_readings(found, today=self._now().astimezone(UTC).date())
        return RecheckBatch(len(found), failed, tuple(each.id for each in found if each.is_changed))


def holder_in(verdict: Verdict) -> str:
    """Return the name that the registry gave, "" for none."""
    return (verdict.record.holder if verdict.record else None) or ""


def _is_changed(before: RegistryReading, after: RegistryReading) -> bool:
    """Say whether anything changed but the moment of reading."""
    return replace(before, read_at=None) != replace(after, read_at=None)
