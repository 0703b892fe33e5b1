"""What a team's rule would send within a year, and what is wrong with preferences: asked before either is kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.watch_models import RulePreview
from bots.conversation.text.invitations import no_zone
from bots.notifications.models import AT_ONCE, ManagerId
from bots.notifications.schedule.calendars import Manager, is_zone, opening, reading_day, shifted, workday_from
from bots.notifications.schedule.digests import HEARTBEAT_DAYS
from bots.notifications.schedule.due_notices import due_on, next_notice_on
from bots.notifications.schedule.lead_times import ladder_for, own_days
from bots.notifications.schedule.watch_transitions import mark_notified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from bots.notifications.models import Notice, WatchState
    from bots.notifications.schedule.lead_times import Ladder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.watch_models import Preferences
    from bots.notifications.models import WatchState
    from bots.runtime.clock import Now

A_YEAR = timedelta(days=365)


class TeamWatches(Protocol):
    """What of ``RoundStore`` a preview reads."""

    async def team_states(self, owner: ManagerId, team: str) -> tuple[WatchState, ...]:
        """Return all watches of an owner's team."""
        ...

    async def managers(self, who: Collection[ManagerId]) -> Mapping[ManagerId, Manager]:
        """Return their calendars."""
        ...


class RulePreviewer:
    """Counts what a rule would send; see ``conversation.watch.ports.RulePreviews``."""

    def __init__(self, teams: TeamWatches, now: Now) -> None:
        """Preview the rules of ``teams`` from the time (UTC) that ``now`` gives on."""
        self._teams = teams
        self._now = now

    async def preview(self, owner: Asker, team: str, days: tuple[int, ...] | None) -> RulePreview:
        """See the port."""
        own = None if days is None else own_days(days)
        states = await self._teams.team_states(ManagerId(owner.key), team)
        readers = {each for state in states for each in (state.watch.manager, state.watch.reader)}
        managers = await self._teams.managers(readers)
        now = self._now()
        until = (now + A_YEAR).date()
        found = await asyncio.to_thread(preview_ladder, states, managers, now=now, until=until, own=own)
        return RulePreview(found.messages, found.digests, found.alerts, found.heartbeats, len(states))


def calendar_of(who: ManagerId, chosen: Preferences) -> Manager:
    """Give somebody's calendar; raises ``ValueError`` that says what no calendar can have."""
    hours = {name: value for name in ("opens", "closes") if (value := getattr(chosen, name)) is not None}
    if not is_zone(chosen.zone):
        raise ValueError(no_zone(chosen.zone))
    return Manager(
        who,
        chosen.zone,
        chosen.workdays,
        alerts_a_day=chosen.alerts_a_day,
        urgent_any_time=chosen.urgent_any_time,
        heartbeat=chosen.heartbeat,
        paused_until=chosen.paused_until,
        **hours,
    )


def preference_error(chosen: Preferences) -> str:
    """Say what is wrong with preferences, or nothing."""
    try:
        calendar_of(ManagerId(""), chosen)
    except ValueError as error:
        return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class LadderPreview:
    """
    What a rule would send from now until a day, if no registry changed a word and everybody acknowledged.

    ``digests`` count messages with notices, ``alerts`` those at once, ``heartbeats`` the weekly signs of life.
    ``busiest`` is the manager with most messages, and how many.
    """

    notices: int
    digests: int
    alerts: int
    heartbeats: int
    busiest: tuple[ManagerId, int] | None

    @property
    def messages(self) -> int:
        """Return N of "this rule would send N messages"."""
        return self.digests + self.alerts + self.heartbeats


def preview_ladder(
    states: Iterable[WatchState],
    managers: Mapping[ManagerId, Manager],
    *,
    now: datetime,
    until: date,
    own: Iterable[int] | None = None,
) -> LadderPreview:
    """Count what a ladder (``own``, or the standard ones) would send to the readers up to and including ``until``."""
    days: dict[ManagerId, set[date]] = {}
    alerts: dict[ManagerId, bool] = {}
    notices = 0
    wanted = None if own is None else tuple(own)
    for state in states:
        manager = managers[state.watch.reader]
        days.setdefault(manager.id, set())
        ladder = ladder_for(state.reading.facts, wanted)
        for day, notice in _notices_until(state, manager, ladder, now=now, until=until):
            notices += 1
            for reader in notice.recipients:
                if notice.kind in AT_ONCE:
                    alerts[reader] = True
                else:
                    days.setdefault(reader, set()).add(day)
    beats = {each: _heartbeats(managers[each], days[each], now, until) for each in days}
    total = Counter({each: len(days[each]) + beats[each] for each in days})
    total.update(alerts.keys())
    digests = sum(map(len, days.values()))
    return LadderPreview(
        notices, digests, len(alerts), sum(beats.values()), max(total.items(), key=_most, default=None)
    )


def _most(item: tuple[ManagerId, int]) -> tuple[int, str]:
    return item[1], item[0]


def _notices_until(
    state: WatchState, manager: Manager, ladder: Ladder, *, now: datetime, until: date
) -> Iterator[tuple[date, Notice]]:
    """Run one watch from day to day on which something is due, each told as soon as it is."""
    state = replace(state, watch=replace(state.watch, escalate_to=None))
    day: date | None = reading_day(manager, now)
    while day is not None and (day := next_notice_on(state, day, manager=manager, ladder=ladder)) and day <= until:
        notices = due_on(state, day, manager=manager, ladder=ladder)
        yield from ((day, notice) for notice in notices)
        state = mark_notified(state, notices, max(now, opening(manager, day)))


def _heartbeats(manager: Manager, days: set[date], now: datetime, until: date) -> int:
    """Count the heartbeats in the gaps between digests, the first one a week from now at the earliest."""
    if not manager.heartbeat:
        return 0
    count, last = 0, manager.local(now).date()
    for day in (*sorted(days), None):
        while (beat := workday_from(manager, shifted(last, HEARTBEAT_DAYS))) < (day or shifted(until, 1)):
            count, last = count + 1, beat
        last = day or last
    return count
