"""Watches, rosters and what people do to them, kept in this process only: for the playground and for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.watch_models import ListedWatch, RosterChanges, StoredWatch, WatchPage
from bots.notifications.models import RegistryReading
from bots.notifications.schedule.registry_readings import entered_end_date, may_enter, organisation_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date, datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.watch_models import Callback, Invitation, Preferences, RosterRow, TeamRule
    from bots.notifications.models import EnteredEndDate
    from verifier_client import CertificateId


class Memory:
    """What is kept; ``told`` and ``readings`` are filled by whoever plays the rounds."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Start empty."""
        self.now = now
        self.last_id = 0
        self.watches: dict[tuple[str, str], StoredWatch] = {}
        self.readings: dict[str, RegistryReading] = {}
        self.entered: dict[tuple[str, str, str], EnteredEndDate] = {}
        self.snoozes: dict[int, date] = {}
        self.assigned: dict[int, Asker] = {}
        self.linked: dict[tuple[str, str], Asker] = {}
        self.invites: dict[str, tuple[Invitation, datetime]] = {}
        self.preferences: dict[str, Preferences] = {}
        self.rules: dict[tuple[str, str], TeamRule] = {}
        self.promises: dict[int, tuple[Callback, datetime]] = {}
        self.houses: dict[tuple[str, str], dict[str, str]] = {}

    def owned(self, owner: Asker) -> list[StoredWatch]:
        """Return the owner's, in the order of adding."""
        return sorted((each for each in self.watches.values() if each.owner == owner), key=lambda each: each.id)

    def seen_by(self, who: Asker) -> list[StoredWatch]:
        """Return what somebody owns or reads, in the order of adding."""
        theirs = (each for each in self.watches.values() if who in {each.owner, self.reader(each)})
        return sorted(theirs, key=lambda each: each.id)

    def reader(self, watch: StoredWatch) -> Asker:
        """Return who gets a watch's notices."""
        manager = self.linked.get((watch.owner.key, watch.manager), watch.owner)
        return self.assigned.get(watch.id, manager)

    def told(self, watch: StoredWatch) -> RegistryReading:
        """Return what is told of a watch's certificate in its own organisation."""
        reading = self.readings.get(watch.certificate.text, RegistryReading())
        return organisation_reading(reading, self.entered.get(home_of(watch)), code=watch.certificate.code or "")

    def next_id(self) -> int:
        """Give a number."""
        self.last_id += 1
        return self.last_id


class WatchesInMemory:
    """See ``conversation.ports.Watches``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def watch(self, asker: Asker, certificate: CertificateId) -> bool:
        """See the port."""
        if (asker.key, certificate.text) in self._memory.watches:
            return False
        return await self.add([StoredWatch(asker, certificate)]) > 0

    async def unwatch(self, asker: Asker, certificate: CertificateId) -> bool:
        """See the port."""
        return await self.remove(asker, [certificate]) > 0

    async def watched_by(self, asker: Asker) -> tuple[str, ...]:
        """See the port."""
        return tuple(each.certificate.text for each in self._memory.owned(asker))

    async def add(self, watches: Sequence[StoredWatch]) -> int:
        """See the port."""
        kept, new = self._memory.watches, 0
        for each in watches:
            place = (each.owner.key, each.certificate.text)
            old = kept.get(place)
            new += old is None
            known = (old.id, old.next_notice_on) if old else (self._memory.next_id(), each.next_notice_on)
            kept[place] = replace(each, id=known[0], next_notice_on=known[1])
        return new

    async def remove(self, owner: Asker, certificates: Collection[CertificateId] | None = None) -> int:
        """See the port."""
        wanted = None if certificates is None else {each.text for each in certificates}
        gone = [each for each in self._memory.owned(owner) if wanted is None or each.certificate.text in wanted]
        for each in gone:
            del self._memory.watches[owner.key, each.certificate.text]
        if self._memory.entered:
            watched = {home_of(each) for each in self._memory.watches.values()}
            self._memory.entered = {home: end for home, end in self._memory.entered.items() if home in watched}
        return len(gone)

    async def count(self, owner: Asker) -> int:
        """See the port."""
        return len(self._memory.owned(owner))

    async def of_owner(self, owner: Asker, *, after: int = 0, limit: int = 50) -> tuple[StoredWatch, ...]:
        """See the port."""
        return tuple(each for each in self._memory.owned(owner) if each.id > after)[:limit]


class RostersInMemory:
    """See ``conversation.keeping.Rosters``."""

    def __init__(self, memory: Memory, watches: WatchesInMemory) -> None:
        """Take where it is kept."""
        self._memory = memory
        self._watches = watches

    async def compare(self, owner: Asker, rows: Sequence[RosterRow]) -> RosterChanges:
        """See the port."""
        stands = [self._stands(each) for each in _as_watches(owner, rows)]
        return RosterChanges(stands.count("new"), stands.count("changed"), stands.count("same"))

    async def import_rows(
        self,
        owner: Asker,
        rows: Sequence[RosterRow],
        *,
        name: str,  # noqa: ARG002 - a playground keeps no history
        digest: str,  # noqa: ARG002
        wrong: int,  # noqa: ARG002
    ) -> RosterChanges:
        """See the port."""
        compared = await self.compare(owner, rows)
        await self._watches.add(list(_as_watches(owner, rows)))
        return compared

    def _stands(self, watch: StoredWatch) -> str:
        old = self._memory.watches.get((watch.owner.key, watch.certificate.text))
        if old is None:
            return "new"
        return "same" if replace(old, id=0, next_notice_on=None) == watch else "changed"


class DeedsInMemory:
    """See ``conversation.keeping.Deeds``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def snooze(self, who: Asker, certificate: CertificateId, until: date) -> int:
        """See the port."""
        told = [(each, self._memory.told(each).facts) for each in self._theirs(who, certificate)]
        touched = [each for each, facts in told if facts is not None and facts.expires_on is not None]
        self._memory.snoozes |= {each.id: until for each in touched}
        return len(touched)

    async def acknowledge(self, who: Asker, certificate: CertificateId | None) -> int:
        """See the port; nothing is ever told from memory, so all of it means nothing."""
        return 0 if certificate is None else len(self._theirs(who, certificate))

    async def assign(self, who: Asker, certificate: CertificateId, to: Asker | None) -> int:
        """See the port."""
        touched = self._theirs(who, certificate)
        for each in touched:
            self._memory.assigned.pop(each.id, None)
            if to is not None:
                self._memory.assigned[each.id] = to
        return len(touched)

    async def enter_end_date(self, who: Asker, certificate: CertificateId, expires_on: date) -> int:
        """See the port."""
        touched = [each for each in self._theirs(who, certificate) if may_enter(self._memory.told(each))]
        before = {home_of(each): self._memory.told(each) for each in touched}
        now = self._memory.now()
        self._memory.entered |= {home: entered_end_date(reading, expires_on, now) for home, reading in before.items()}
        return len(touched)

    async def page(self, who: Asker, *, after: int = 0, limit: int = 20) -> WatchPage:
        """See the port."""
        theirs = self._memory.seen_by(who)
        shown = [each for each in theirs if each.id > after][:limit]
        more = bool(shown) and shown[-1].id != theirs[-1].id
        lines = tuple(self._line(each, who) for each in shown)
        return WatchPage(lines, len(theirs), shown[-1].id if more else 0)

    def _theirs(self, who: Asker, certificate: CertificateId) -> list[StoredWatch]:
        return [each for each in self._memory.seen_by(who) if each.certificate.text == certificate.text]

    def _line(self, watch: StoredWatch, who: Asker) -> ListedWatch:
        reading = self._memory.told(watch)
        facts = reading.facts
        return ListedWatch(
            watch,
            facts.expires_on if facts else None,
            str(facts.status) if facts else "",
            reading.read_at,
            self._memory.snoozes.get(watch.id),
            is_owner=watch.owner == who,
        )


def home_of(watch: StoredWatch) -> tuple[str, str, str]:
    """Return the place of what was entered about a watch's certificate: the organisation's own."""
    return watch.certificate.text, watch.owner.surface, watch.owner.tenant


def _as_watches(owner: Asker, rows: Sequence[RosterRow]) -> Iterator[StoredWatch]:
    for row in rows:
        yield StoredWatch(owner, row.certificate, row.person, row.manager, row.team, row.purpose, row.until)
