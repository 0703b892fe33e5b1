"""What a team's rule would send within a year, and what is wrong with preferences: asked before either is kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bots.conversation.keeping import RulePreview
from bots.conversation.link_phrases import no_zone
from bots.notifications.calendars import Manager, is_zone
from bots.notifications.ladders import own_days
from bots.notifications.previews import preview
from bots.notifications.values import ManagerId

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bots.conversation.intents import Asker
    from bots.conversation.keeping import Preferences
    from bots.notifications.values import WatchState
    from bots.now import Now

A_YEAR = timedelta(days=365)


class Teams(Protocol):
    """What of ``RoundStore`` a preview reads."""

    async def team_states(self, owner: ManagerId, team: str) -> tuple[WatchState, ...]:
        """Return all watches of an owner's team."""
        ...

    async def managers(self, who: Collection[ManagerId]) -> Mapping[ManagerId, Manager]:
        """Return their calendars."""
        ...


class Rehearsal:
    """See ``conversation.keeping.Previewing``."""

    def __init__(self, teams: Teams, now: Now) -> None:
        """Take who knows the teams, and the time."""
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
        found = await asyncio.to_thread(preview, states, managers, now=now, until=until, own=own)
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
        **hours,
    )


def why_not(chosen: Preferences) -> str:
    """Say what is wrong with preferences, or nothing."""
    try:
        calendar_of(ManagerId(""), chosen)
    except ValueError as error:
        return str(error)
    return ""
