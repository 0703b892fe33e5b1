"""A store for dry runs: it reads like the real one, and keeps what was learned and planned to itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bots.notifications.schedule.registry_readings import organisation_reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from bots.notifications.message_models import MessagePlan, NewMessage
    from bots.notifications.models import ManagerId, RegistryReading, WatchId, WatchState
    from bots.notifications.round_models import DueWatch, ReadingUpdate, TeamCertificate, WatchedCertificate
    from bots.notifications.round_store import RoundStore
    from bots.notifications.schedule.calendars import Manager
    from bots.notifications.schedule.digests import MessageHistory, WatchSummary
    from verifier_client import CertificateId

SOON = timedelta(days=90)


class DryRunStore:
    """A ``RoundStore`` that stores nothing; ``messages`` is what would have been stored, by key."""

    def __init__(self, store: RoundStore) -> None:
        """Read from the real store."""
        self._store = store
        self._learned: dict[int, RegistryReading] = {}
        self._changed: set[int] = set()
        self._seen: set[WatchId] = set()
        self._read_by: dict[ManagerId, set[int]] = defaultdict(set)
        self.messages: dict[str, NewMessage] = {}

    async def due_counts(self, on: date) -> tuple[int, int]:
        """See the port."""
        return await self._store.due_counts(on)

    async def to_read(self, on: date, *, after: int = 0, limit: int = 500) -> tuple[WatchedCertificate, ...]:
        """See the port."""
        return await self._store.to_read(on, after=after, limit=limit)

    async def save_readings(self, updates: Sequence[ReadingUpdate], *, today: date) -> None:  # noqa: ARG002 - the port's
        """Remember the readings in memory."""
        self._learned |= {each.id: each.reading for each in updates}
        self._changed |= {each.id for each in updates if each.is_changed}

    async def due(self, on: date, *, after: tuple[date, int] | None = None, limit: int = 500) -> tuple[DueWatch, ...]:
        """Give the store's pages, and at the end those that only became due by what was learned."""
        page = await self._store.due(on, after=after, limit=limit)
        if not page and self._changed:
            wanted = set(await self._store.watches_of(self._changed)) - self._seen
            self._changed.clear()
            page = await self._store.states(wanted)
            page = tuple(replace(each, position=each.position or after or (on, 0)) for each in page)
        self._seen |= {each.state.watch.id for each in page}
        for each in page:
            self._read_by[each.state.watch.reader].add(each.watched.id)
        return self._updated(page)

    async def pass_over(self, on: date, *, limit: int = 2_000) -> int:  # noqa: ARG002 - the port's
        """Pass over none: nothing is kept, and ``due`` gives them."""
        return 0

    async def states(self, watches: Collection[WatchId]) -> tuple[DueWatch, ...]:
        """See the port."""
        return self._updated(await self._store.states(watches))

    async def watches_of(self, certificates: Collection[int]) -> tuple[WatchId, ...]:
        """Give none: what changed comes with ``due``."""
        del certificates
        return ()

    async def watch_successors(self, successors: Mapping[WatchId, CertificateId]) -> None:
        """Do nothing: nothing is kept."""

    async def fallback(self, who: ManagerId) -> ManagerId | None:
        """See the port."""
        return await self._store.fallback(who)

    async def team_certificates(self, watches: Collection[WatchId]) -> Mapping[WatchId, tuple[TeamCertificate, ...]]:
        """See the port."""
        return await self._store.team_certificates(watches)

    async def team_states(self, owner: ManagerId, team: str) -> tuple[WatchState, ...]:
        """See the port."""
        return await self._store.team_states(owner, team)

    async def managers(self, who: Collection[ManagerId]) -> Mapping[ManagerId, Manager]:
        """See the port."""
        return await self._store.managers(who)

    async def opted_out(self, who: Collection[ManagerId]) -> frozenset[ManagerId]:
        """See the port."""
        return await self._store.opted_out(who)

    async def message_histories(
        self, who: Mapping[ManagerId, date], *, since: date
    ) -> Mapping[ManagerId, MessageHistory]:
        """See the port."""
        return await self._store.message_histories(who, since=since)

    async def watch_summaries(self, who: Collection[ManagerId], *, on: date) -> Mapping[ManagerId, WatchSummary]:
        """Give the store's, with what was read here for the first time."""
        kept = await self._store.watch_summaries(who, on=on)
        return {each: self._counted(each, kept[each], on) for each in who}

    async def readers(self, *, quiet_since: date, after: str = "", limit: int = 500) -> Mapping[ManagerId, date]:
        """See the port."""
        return await self._store.readers(quiet_since=quiet_since, after=after, limit=limit)

    async def plan(self, planned: MessagePlan) -> frozenset[str]:
        """Collect what would be written down."""
        for post in planned.messages:
            before = self.messages.get(post.key)
            notices = (*(before.notices if before else ()), *post.notices)
            self.messages[post.key] = replace(post, notices=tuple({each.key: each for each in notices}.values()))
        return frozenset()

    def _counted(self, who: ManagerId, summary: WatchSummary, on: date) -> WatchSummary:
        facts = [reading.facts for number in self._read_by[who] if (reading := self._learned.get(number))]
        ends = sum(
            each is not None and each.expires_on is not None and on <= each.expires_on <= on + SOON for each in facts
        )
        read_at = max((each.read_at for each in self._learned.values() if each.read_at), default=summary.read_at)
        return replace(summary, expiring=max(summary.expiring, ends), read_at=read_at)

    def _updated(self, page: Iterable[DueWatch]) -> tuple[DueWatch, ...]:
        return tuple(
            _read(each, self._learned[each.watched.id]) if each.watched.id in self._learned else each for each in page
        )


def _read(due: DueWatch, reading: RegistryReading) -> DueWatch:
    reading = organisation_reading(reading, due.entered_end, code=due.watched.certificate.code or "")
    return replace(due, watched=replace(due.watched, reading=reading), state=replace(due.state, reading=reading))
