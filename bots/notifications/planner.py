"""
The sweep: walk over the watches that may be due, decide with the pure schedule, write the messages down.

Begin with ``Planner.plan_due``. Nothing is sent here. A sweep that dies halfway is taken up by the next one: what was
written down is told, the rest is still due.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bots.notifications.message_models import MessageKind, MessagePlan, NewMessage
from bots.notifications.schedule.calendars import reading_day
from bots.notifications.schedule.digests import HEARTBEAT_DAYS, MessageHistory, WatchSummary, plan_messages
from bots.notifications.schedule.due_notices import due, next_notice_on
from bots.notifications.schedule.lead_times import ladder_for
from bots.notifications.schedule.watch_transitions import mark_notified, no_news
from bots.notifications.successors import successors

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bots.notifications.models import ManagerId, Notice, NoticeKey, WatchId
    from bots.notifications.round_models import DueWatch
    from bots.notifications.round_store import RoundStore
    from bots.notifications.schedule.calendars import Manager
    from bots.runtime.clock import Now

    Events = Callable[[Sequence[Notice], Mapping[WatchId, str]], Iterable[NewMessage]]

PAGE = 500
SOMETHING = WatchSummary(1)
AHEAD = timedelta(hours=14)  # the farthest zone is that far ahead: its day has begun


@dataclass(slots=True)
class PlanResult:
    """What a sweep did: watches looked at, notices told, and the messages to be delivered, each not before when."""

    watches: int = 0
    notices: int = 0
    messages: dict[str, datetime] = field(default_factory=dict)

    def add(self, other: PlanResult) -> None:
        """Count another one's as well."""
        self.watches += other.watches
        self.notices += other.notices
        self.messages |= other.messages


@dataclass(frozen=True, slots=True)
class _Readers:
    """Those who read what a page of watches tells."""

    managers: Mapping[ManagerId, Manager]
    silenced: frozenset[ManagerId]


class Planner:
    """Turns watches that are due into messages of the ledger."""

    def __init__(self, store: RoundStore, now: Now, events: Events | None = None) -> None:
        """
        Plan what is due.

        Args:
            store: knows what is due.
            now: the time in UTC.
            events: gives what else is written down of notices, for other systems; certificates by their watches.
        """
        self._store = store
        self._now = now
        self._events = events

    async def plan_due(self, *, progress: Callable[[int], None] | None = None) -> PlanResult:
        """Plan for all watches that may be due now, and the heartbeats; ``progress`` is told how many were seen."""
        now, result, after = self._now(), PlanResult(), None
        on = (now + AHEAD).date()
        while passed := await self._store.pass_over(on):
            result.watches += passed
            if progress is not None:
                progress(result.watches)
        while page := await self._store.due(on, after=after, limit=PAGE):
            result.add(await self._plan(page, now))
            after = page[-1].position
            if progress is not None:
                progress(result.watches)
        result.add(await self._heartbeats(now))
        return result

    async def plan_watches(self, watches: Collection[WatchId]) -> PlanResult:
        """Plan for these watches only: something of them just changed."""
        now, result = self._now(), PlanResult()
        names = sorted(watches)
        for start in range(0, len(names), PAGE):
            result.add(await self._plan(await self._store.states(names[start : start + PAGE]), now))
        return result

    async def _plan(
        self, page: Sequence[DueWatch], now: datetime, folded: frozenset[NoticeKey] = frozenset()
    ) -> PlanResult:
        readers = await self._readers(page)
        notices: list[Notice] = []
        settled: list[Notice] = []
        next_on: dict[WatchId, date | None] = {}
        for each in page:
            state, manager = each.state, readers.managers[each.state.watch.reader]
            ladder, day = ladder_for(state.reading.facts, each.team_days), reading_day(manager, now)
            found = due(state, now, manager=manager, ladder=ladder)
            if not each.planned_before and (old := no_news(found)):
                settled += old
                state = mark_notified(state, old, now)
                found = due(state, now, manager=manager, ladder=ladder)
            notices += found
            next_on[state.watch.id] = next_notice_on(
                mark_notified(state, found, now), day, manager=manager, ladder=ladder
            )
        wanted = [notice for notice in notices if not set(notice.recipients) <= readers.silenced]
        settled += [notice for notice in notices if set(notice.recipients) <= readers.silenced]
        posts = await self._posts(wanted, readers, now, folded)
        if self._events is not None:
            certificates = {each.state.watch.id: each.state.watch.certificate for each in page}
            posts += self._events(wanted, certificates)
        positions = {each.state.watch.id: each.position[0] for each in page if each.position is not None}
        refused = await self._store.plan(MessagePlan(tuple(posts), tuple(settled), next_on, positions))
        kept = {post.key: post.not_before for post in posts if post.key not in refused}
        if followed := successors(notices, page):
            await self._store.watch_successors(followed)
        closed = [post for post in posts if post.key in refused and post.kind is MessageKind.ALERT]
        if again := {notice.key for post in closed for notice in post.notices}:
            # The same notices always make the same alert, and that one was held: the digest carries them.
            rest = await self._store.states({key.watch for key in again})
            kept |= (await self._plan(rest, now, folded | again)).messages
        return PlanResult(len(page), len(notices), kept)

    async def _readers(self, page: Sequence[DueWatch]) -> _Readers:
        who: set[ManagerId] = set()
        for each in page:
            watch = each.state.watch
            who |= {watch.manager, watch.reader}
            if watch.escalate_to is not None:
                who.add(watch.escalate_to)
        return _Readers(await self._store.managers(who), await self._store.opted_out(who))

    async def _posts(
        self, notices: Sequence[Notice], readers: _Readers, now: datetime, folded: frozenset[NoticeKey]
    ) -> list[NewMessage]:
        by_reader: dict[ManagerId, list[Notice]] = defaultdict(list)
        for notice in notices:
            for who in notice.recipients:
                if who not in readers.silenced:
                    by_reader[who].append(notice)
        histories = await self._store.message_histories(
            dict.fromkeys(by_reader, now.date()),  # no heartbeat is asked for here
            since=(now - timedelta(days=2 * HEARTBEAT_DAYS)).date(),
        )
        found: list[NewMessage] = []
        for who in sorted(by_reader):
            found += _posts_for(readers.managers[who], by_reader[who], now, histories[who], WatchSummary(0), folded)
        return found

    async def _heartbeats(self, now: datetime) -> PlanResult:
        result, after, quiet_since = PlanResult(), "", (now - timedelta(days=HEARTBEAT_DAYS - 1)).date()
        while who := await self._store.readers(quiet_since=quiet_since, after=after, limit=PAGE):
            managers = await self._store.managers(who)
            histories = await self._store.message_histories(
                who, since=(now - timedelta(days=2 * HEARTBEAT_DAYS)).date()
            )
            silenced = await self._store.opted_out(who)
            wanted = [each for each in who if each not in silenced]
            # Counting costs as much as they watch: only for those whose week is over.
            over = [each for each in wanted if _posts_for(managers[each], (), now, histories[each], SOMETHING)]
            summaries = await self._store.watch_summaries(over, on=now.date())
            posts = [
                post for each in over for post in _posts_for(managers[each], (), now, histories[each], summaries[each])
            ]
            refused = await self._store.plan(MessagePlan(tuple(posts))) if posts else frozenset[str]()
            result.messages |= {post.key: post.not_before for post in posts if post.key not in refused}
            *_, after = who
        return result


def _posts_for(
    manager: Manager,
    notices: Sequence[Notice],
    now: datetime,
    history: MessageHistory,
    summary: WatchSummary,
    folded: Collection[NoticeKey] = (),
) -> list[NewMessage]:
    """Write a manager's alert and digest as messages of the ledger."""
    post = plan_messages(manager, notices, now, history=history, summary=summary, folded=folded)
    found: list[NewMessage] = []
    if post.alert is not None:
        alert = post.alert
        day = manager.local(alert.not_before).date()
        found.append(
            NewMessage(alert.key, MessageKind.ALERT, manager.id, day, alert.not_before, alert.notices, urgent=True)
        )
    if post.digest is not None:
        digest = post.digest
        urgent = any(notice.urgent for notice in digest.notices)
        found.append(
            NewMessage(
                digest.key, MessageKind.DIGEST, manager.id, digest.day, digest.not_before, digest.notices, urgent=urgent
            )
        )
    return found
