"""What rounds read and write; every page goes by an index."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select, tuple_

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import InvitationKind
from bots.notifications.message_models import MessageKind, MessageState
from bots.notifications.models import ManagerId, WatchId
from bots.notifications.round_models import DueWatch, TeamCertificate, WatchedCertificate
from bots.notifications.schedule.digests import MessageHistory, WatchSummary
from bots.storage.notices.digest_readers import readers_after
from bots.storage.notices.notice_records import UNSENT
from bots.storage.notices.plan_writer import Plan
from bots.storage.notices.preferences import calendar, platform_zones, usual_hours
from bots.storage.notices.quiet_watches import pass_over
from bots.storage.tables.schema import certificates, deliveries, links, preferences, watches
from bots.storage.watches.bulk_insert import BATCH, batches
from bots.storage.watches.loading import WATCHED, page_of, states_of
from bots.storage.watches.ownership_queries import WITH_ENTERED_ENDS, owned_by, silenced
from bots.storage.watches.readings import save
from bots.storage.watches.row_mapping import ENTERED, KNOWN, READABLE, effective_reading, identified, reading
from bots.storage.watches.successors import follow
from bots.storage.watches.watch_overview import END, SOON
from verifier_client import RegistryStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Row, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bots.notifications.message_models import MessagePlan
    from bots.notifications.models import WatchState
    from bots.notifications.round_models import ReadingUpdate
    from bots.notifications.schedule.calendars import Manager
    from bots.runtime.clock import Now
    from bots.storage.db.connection import Database
    from verifier_client import CertificateId

STANDS = frozenset({RegistryStatus.VALID, RegistryStatus.UNSAID})


class RoundStoreInDatabase:
    """What rounds read and write in the database; see ``notifications.round_store.RoundStore``."""

    def __init__(self, database: Database, now: Now) -> None:
        """Read and write through ``database``; ``now`` returns the time in UTC."""
        self._database = database
        self._now = now

    async def due_counts(self, on: date) -> tuple[int, int]:
        """See the port."""
        reads = select(func.count()).select_from(certificates).where(certificates.c.next_read_on <= on)
        sweeps = select(func.count()).select_from(watches).where(watches.c.next_notice_on <= on)
        async with self._database.reading() as connection:
            return await connection.scalar(reads) or 0, await connection.scalar(sweeps) or 0

    async def to_read(self, on: date, *, after: int = 0, limit: int = 500) -> tuple[WatchedCertificate, ...]:
        """See the port; what nobody watches is not read."""
        async with self._database.reading() as connection:
            first = await connection.scalar(select(func.min(certificates.c.next_read_on)))
            if first is None or first > on:
                return ()
            # Hidden from the index of that day: sorting all that is due anew for each page would cost its square.
            due = func.coalesce(certificates.c.next_read_on, date.max) <= on
            watched = select(1).where(watches.c.certificate_id == certificates.c.id).exists()
            wanted = select(certificates.c.id, *KNOWN).where(certificates.c.id > after, due, watched, READABLE)
            found = await connection.execute(wanted.order_by(certificates.c.id).limit(limit))
            return tuple(WatchedCertificate(row.id, identified(row), reading(row)) for row in found)

    async def save_readings(self, updates: Sequence[ReadingUpdate], *, today: date) -> None:
        """See the port; what people entered goes as soon as a registry gives a record."""
        if not updates:
            return
        async with self._database.writing() as connection:
            await save(connection, updates, today=today)

    async def due(self, on: date, *, after: tuple[date, int] | None = None, limit: int = 500) -> tuple[DueWatch, ...]:
        """See the port."""
        order = (watches.c.next_notice_on, watches.c.id)
        wanted = WATCHED.where(watches.c.next_notice_on <= on).order_by(*order).limit(limit)
        if after is not None:
            wanted = wanted.where(tuple_(*order) > tuple_(*after))
        async with self._database.reading() as connection:
            return await page_of(connection, wanted)

    async def pass_over(self, on: date, *, limit: int = 2_000) -> int:
        """See the port."""
        async with self._database.writing() as connection:
            return await pass_over(connection, on, limit=limit)

    async def states(self, watches: Collection[WatchId]) -> tuple[DueWatch, ...]:
        """See the port."""
        async with self._database.reading() as connection:
            parts = batches(sorted(map(int, watches)))
            return tuple([due for part in parts for due in await states_of(connection, part)])

    async def watches_of(self, certificates: Collection[int]) -> tuple[WatchId, ...]:
        """See the port."""
        async with self._database.reading() as connection:
            found: list[int] = []
            for part in batches(sorted(certificates)):
                wanted = select(watches.c.id).where(watches.c.certificate_id.in_(part))
                found += (await connection.execute(wanted)).scalars()
        return tuple(WatchId(str(number)) for number in sorted(found))

    async def watch_successors(self, successors: Mapping[WatchId, CertificateId]) -> None:
        """See the port; what is watched already stays as it is."""
        async with self._database.writing() as connection:
            await follow(connection, {int(each): successors[each] for each in successors}, self._now())

    async def fallback(self, who: ManagerId) -> ManagerId | None:
        """See the port."""
        wanted = select(links.c.who).where(links.c.owner == who, links.c.kind == InvitationKind.FALLBACK)
        async with self._database.reading() as connection:
            found = await connection.scalar(wanted)
        return None if found is None else ManagerId(found)

    async def team_states(self, owner: ManagerId, team: str) -> tuple[WatchState, ...]:
        """See the port."""
        owned = owned_by(Asker.from_key(owner))
        async with self._database.reading() as connection:
            names = (await connection.execute(select(watches.c.team).distinct().where(owned))).scalars()
            same = [name for name in names if name.casefold() == team.casefold()]
            found: list[WatchState] = []
            after = 0
            while page := await page_of(
                connection,
                WATCHED.where(owned, watches.c.team.in_(same), watches.c.id > after)
                .order_by(watches.c.id)
                .limit(BATCH),
            ):
                found += [each.state for each in page]
                after = int(page[-1].state.watch.id)
        return tuple(found)

    async def team_certificates(self, watches: Collection[WatchId]) -> Mapping[WatchId, tuple[TeamCertificate, ...]]:
        """See the port."""
        async with self._database.reading() as connection:
            teams = await _teams_of(connection, sorted(map(int, watches)))
            members = await _members(connection, sorted(set(teams.values())))
        return {
            WatchId(str(number)): tuple(mate for mate in members[team].values() if mate is not members[team][number])
            for number, team in teams.items()
            if number in members[team]
        }

    async def managers(self, who: Collection[ManagerId]) -> Mapping[ManagerId, Manager]:
        """See the port."""
        set_by: dict[str, Row[Any]] = {}
        zones: dict[str, str] = {}
        async with self._database.reading() as connection:
            for part in batches(sorted(who)):
                wanted = select(preferences).where(preferences.c.who.in_(part))
                set_by |= {row.who: row for row in await connection.execute(wanted)}
                zones |= await platform_zones(connection, part)
            usual = await usual_hours(connection)
        return {each: calendar(each, set_by.get(each), usual, zones.get(each, "")) for each in who}

    async def opted_out(self, who: Collection[ManagerId]) -> frozenset[ManagerId]:
        """See the port."""
        async with self._database.reading() as connection:
            parts = batches(sorted(who))
            return frozenset([ManagerId(each) for part in parts for each in await silenced(connection, part)])

    async def message_histories(
        self, who: Mapping[ManagerId, date], *, since: date
    ) -> Mapping[ManagerId, MessageHistory]:
        """See the port; an alert counts against the day's budget from its planning on."""
        days: dict[str, set[date]] = defaultdict(set)
        alerts: dict[str, dict[date, int]] = defaultdict(dict)
        sent = (deliveries.c.recipient, deliveries.c.local_date, deliveries.c.what, func.count().label("many"))
        counted = or_(and_(deliveries.c.attempt > 0, ~UNSENT), deliveries.c.what == MessageKind.ALERT)
        async with self._database.reading() as connection:
            for part in batches(sorted(who)):
                lately = deliveries.c.recipient.in_(part) & (deliveries.c.local_date >= since)
                got = (
                    select(*sent).where(lately, counted, deliveries.c.state != MessageState.DROPPED).group_by(*sent[:3])
                )
                for row in await connection.execute(got):
                    if row.what == MessageKind.DIGEST:
                        days[row.recipient].add(row.local_date)
                    elif row.what == MessageKind.ALERT:
                        alerts[row.recipient][row.local_date] = row.many
        return {each: MessageHistory(began, frozenset(days[each]), alerts[each]) for each, began in who.items()}

    async def watch_summaries(self, who: Collection[ManagerId], *, on: date) -> Mapping[ManagerId, WatchSummary]:
        """See the port; a watch whose time is over counts no more."""
        found: dict[str, WatchSummary] = {}
        soon = END.between(on, on + SOON)
        wanted = (
            select(
                watches.c.reader,
                func.count(),
                func.sum(case((soon, 1), else_=0)),
                func.sum(case((certificates.c.failing_since.is_not(None), 1), else_=0)),
                func.max(certificates.c.read_at),
            )
            .select_from(WITH_ENTERED_ENDS)
            .where(or_(watches.c.until.is_(None), watches.c.until >= on))
            .group_by(watches.c.reader)
        )
        async with self._database.reading() as connection:
            for part in batches(sorted(who)):
                for reader, *counts in await connection.execute(wanted.where(watches.c.reader.in_(part))):
                    found[reader] = WatchSummary(*counts)
        return {each: found.get(each, WatchSummary(0)) for each in who}

    async def readers(self, *, quiet_since: date, after: str = "", limit: int = 500) -> Mapping[ManagerId, date]:
        """See the port."""
        async with self._database.reading() as connection:
            while page := (await connection.execute(readers_after(after, quiet_since, limit))).all():
                if found := {ManagerId(row.reader): row.began.date() for row in page if row.is_quiet}:
                    return found
                after = page[-1].reader
        return {}

    async def plan(self, planned: MessagePlan) -> frozenset[str]:
        """See the port."""
        async with self._database.writing() as connection:
            return await Plan(connection, planned, at=self._now()).write()


async def _teams_of(connection: AsyncConnection, numbers: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
    found: dict[int, tuple[str, str, str, str]] = {}
    team = (watches.c.surface, watches.c.tenant, watches.c.owner, watches.c.team)
    for part in batches(numbers):
        wanted = select(watches.c.id, *team).where(watches.c.id.in_(part), watches.c.team != "")
        for number, *of in await connection.execute(wanted):
            found[number] = (of[0], of[1], of[2], of[3])
    return found


async def _members(
    connection: AsyncConnection, teams: Sequence[tuple[str, str, str, str]]
) -> dict[tuple[str, str, str, str], dict[int, TeamCertificate]]:
    found: dict[tuple[str, str, str, str], dict[int, TeamCertificate]] = defaultdict(dict)
    team = (watches.c.surface, watches.c.tenant, watches.c.owner, watches.c.team)
    joined: Select[Any] = select(*team, watches.c.id.label("number"), *KNOWN, *ENTERED).select_from(WITH_ENTERED_ENDS)
    for part in batches(teams):
        for row in await connection.execute(joined.where(tuple_(*team).in_(part)).order_by(watches.c.id)):
            known = effective_reading(row)
            facts = known.facts
            stands = facts is not None and facts.status in STANDS and known.gone_since is None and not facts.successor
            code = (facts.code if facts else "") or row.code or ""
            end = facts.expires_on if facts else None
            found[tuple(row[:4])][row.number] = TeamCertificate(
                row.text, code, stands, end, facts.issuer if facts else ""
            )
    return found
