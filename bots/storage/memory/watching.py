"""All ports of watching, kept in this process only: for the playground and for tests. Nothing is sent from here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.ports import Erased
from bots.conversation.model.watch_models import InvitationKind, LinkedPerson, Preferences
from bots.conversation.organisation.organisation_settings import OrganisationSettings
from bots.conversation.watch.ports import WatchStores
from bots.notifications.models import ManagerId, ScheduledWatch, WatchId, WatchState
from bots.notifications.schedule.rule_preview import RulePreviewer, calendar_of, preference_error
from bots.storage.memory.watches import DeedsInMemory, Memory, RostersInMemory, WatchesInMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.watch_models import Callback, Invitation, TeamRule
    from bots.notifications.schedule.calendars import Manager


def keeping_in_memory(memory: Memory, *, now: Callable[[], datetime], choose: Callable[[str], str]) -> WatchStores:
    """Give ports that keep their promises as long as the process lives."""
    watches = WatchesInMemory(memory)
    return WatchStores(
        watches=watches,
        rosters=RostersInMemory(memory, watches),
        actions=DeedsInMemory(memory),
        invitations=LinksInMemory(memory),
        preferences=PeopleInMemory(memory),
        rules=RulesInMemory(memory),
        previews=RulePreviewer(TeamsInMemory(memory), now),
        callbacks=PromisesInMemory(memory),
        erasure=PrivacyInMemory(memory),
        settings=HousesInMemory(memory),
        now=now,
        choose_letter=choose,
        preference_error=preference_error,
    )


class LinksInMemory:
    """See ``conversation.keeping.Links``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def invite(self, invite: Invitation, *, code: str, until: datetime) -> None:
        """See the port."""
        self._memory.invites[code] = (invite, until)

    async def claim(self, code: str, who: Asker) -> Invitation | None:
        """See the port."""
        invite, until = self._memory.invites.get(code, (None, self._memory.now()))
        if invite is None or until <= self._memory.now():
            return None
        if invite.owner.surface == who.surface and invite.owner.tenant != who.tenant:
            return None
        del self._memory.invites[code]
        if invite.kind is InvitationKind.MANAGER:
            self._memory.linked[invite.owner.key, invite.subject] = who
        if invite.kind is InvitationKind.ASSIGN:
            touched = (each for each in self._memory.seen_by(invite.owner) if each.certificate.text == invite.subject)
            self._memory.assigned |= {each.id: who for each in touched}
        return invite

    async def links(self, owner: Asker) -> tuple[LinkedPerson, ...]:
        """See the port."""
        names = [each.manager for each in self._memory.owned(owner) if each.manager]
        return tuple(
            LinkedPerson(name, self._memory.linked.get((owner.key, name)), names.count(name))
            for name in sorted(set(names))
        )

    async def unlink(self, owner: Asker, name: str) -> bool:
        """See the port."""
        return self._memory.linked.pop((owner.key, name), None) is not None


class PeopleInMemory:
    """See ``conversation.keeping.People``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def preferences(self, who: Asker) -> Preferences | None:
        """See the port."""
        return self._memory.preferences.get(who.key)

    async def set_preferences(self, who: Asker, preferences: Preferences) -> None:
        """See the port."""
        self._memory.preferences[who.key] = preferences

    async def forget(self, who: Asker) -> None:
        """See the port."""
        self._memory.preferences.pop(who.key, None)


class RulesInMemory:
    """See ``conversation.keeping.Rules``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def rules(self, owner: Asker) -> tuple[TeamRule, ...]:
        """See the port."""
        kept = (rule for (key, _), rule in self._memory.rules.items() if key == owner.key)
        return tuple(sorted(kept, key=lambda rule: rule.team))

    async def set_rule(self, owner: Asker, rule: TeamRule) -> None:
        """See the port."""
        self._memory.rules.pop((owner.key, rule.team.casefold()), None)
        if rule.days is not None or rule.profile:
            self._memory.rules[owner.key, rule.team.casefold()] = rule


class PrivacyInMemory:
    """See ``conversation.privacy.Privacy``; no audit is kept here."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def forget_asker(self, who: Asker, *, by: Asker) -> Erased:  # noqa: ARG002 - there is no audit to name it
        """See the port."""
        memory, key = self._memory, who.key
        before = len(memory.watches)
        memory.watches = {name: each for name, each in memory.watches.items() if each.owner != who}
        memory.linked = {name: to for name, to in memory.linked.items() if who != to and name[0] != key}
        memory.assigned = {name: to for name, to in memory.assigned.items() if who != to}
        memory.invites = {code: each for code, each in memory.invites.items() if each[0].owner != who}
        memory.rules = {name: rule for name, rule in memory.rules.items() if name[0] != key}
        memory.promises = {name: each for name, each in memory.promises.items() if each[0].asker != who}
        memory.preferences.pop(key, None)
        return Erased(memory.now(), (("watches", before - len(memory.watches)),))


class HousesInMemory:
    """See ``conversation.house.Houses``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def settings(self, surface: str, tenant: str) -> OrganisationSettings:
        """See the port."""
        return OrganisationSettings(tuple(self._memory.houses.get((surface, tenant), {}).items()))

    async def change(self, asker: Asker, texts: Mapping[str, str]) -> None:
        """See the port."""
        self._memory.houses.setdefault((asker.surface, asker.tenant), {}).update(texts)

    async def installer(self, surface: str, tenant: str) -> str:  # noqa: ARG002 - nobody installs anything here
        """See the port."""
        return ""


class TeamsInMemory:
    """See ``notifications.previewing.Teams``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def team_states(self, owner: ManagerId, team: str) -> tuple[WatchState, ...]:
        """See the port."""
        return tuple(
            WatchState(
                ScheduledWatch(
                    WatchId(str(each.id)), each.certificate.text, ManagerId(self._memory.reader(each).key), each.holder
                ),
                self._memory.told(each),
            )
            for each in self._memory.watches.values()
            if each.owner.key == owner and each.team.casefold() == team.casefold()
        )

    async def managers(self, who: Collection[ManagerId]) -> Mapping[ManagerId, Manager]:
        """See the port."""
        return {each: calendar_of(each, self._memory.preferences.get(each, Preferences())) for each in who}


class PromisesInMemory:
    """See ``conversation.keeping.Promises``."""

    def __init__(self, memory: Memory) -> None:
        """Take where it is kept."""
        self._memory = memory

    async def add(self, promise: Callback, *, until: datetime, most: int) -> bool:
        """See the port."""
        mine = [each for each, _ in self._memory.promises.values() if each.asker == promise.asker]
        if any(replace(each, id=0) == replace(promise, id=0) for each in mine):
            return True
        if len(mine) >= most:
            return False
        kept = replace(promise, id=self._memory.next_id())
        self._memory.promises[kept.id] = (kept, until)
        return True

    async def open(self, *, after: int = 0, limit: int = 100) -> tuple[Callback, ...]:
        """See the port."""
        now, kept = self._memory.now(), self._memory.promises.items()
        return tuple(promise for id_, (promise, until) in kept if id_ > after and now < until)[:limit]

    async def settle(self, promise: Callback) -> None:
        """See the port."""
        self._memory.promises.pop(promise.id, None)

    async def expired(self) -> tuple[Callback, ...]:
        """See the port."""
        now = self._memory.now()
        return tuple(promise for promise, until in self._memory.promises.values() if until <= now)
