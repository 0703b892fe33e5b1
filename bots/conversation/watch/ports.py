"""
The ports behind watching: rosters, links, preferences, rules, and promises to come back.

A manager is a chat identity. Nobody is linked by name or address: an invitation makes a code, and whoever types it
in their own chat has agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import ErasureStore, WatchStore
    from bots.conversation.model.watch_models import (
        Callback,
        Invitation,
        LinkedPerson,
        Preferences,
        RosterChanges,
        RosterRow,
        RulePreview,
        TeamRule,
        WatchPage,
    )
    from bots.conversation.organisation.organisation_settings import NameHistory, OrganisationSettingsStore
    from verifier_client import CertificateId


class Rosters(Protocol):
    """Imports rosters; one transaction each."""

    async def compare(self, owner: Asker, rows: Sequence[RosterRow]) -> RosterChanges:
        """Say what an import would do, and do nothing."""
        ...

    async def import_rows(
        self, owner: Asker, rows: Sequence[RosterRow], *, name: str, digest: str, wrong: int
    ) -> RosterChanges:
        """Import the rows; ``digest`` is the file's, ``wrong`` how many lines were left out. All or nothing."""
        ...


class WatchActions(Protocol):
    """
    What people do to watches that they own, read or are told of.

    Each returns how many watches it touched; 0 says that none of that ID is theirs.
    """

    async def snooze(self, who: Asker, certificate: CertificateId, until: date) -> int:
        """Say no more of its present end before ``until``; 0 also where no end is known."""
        ...

    async def acknowledge(self, who: Asker, certificate: CertificateId | None) -> int:
        """Somebody is on it (on all that was told, when None): no more countdown but the guards, no escalation."""
        ...

    async def assign(self, who: Asker, certificate: CertificateId, to: Asker | None) -> int:
        """Let somebody else act; None gives it back."""
        ...

    async def enter_end_date(self, who: Asker, certificate: CertificateId, expires_on: date) -> int:
        """Note an end date where no registry can be asked, for the organisations whose watches these are; else 0."""
        ...

    async def page(self, who: Asker, *, after: int = 0, limit: int = 20) -> WatchPage:
        """Return a page of the watches that are theirs to own or to read, in the order of adding."""
        ...


class Invitations(Protocol):
    """Links roster names and roles to chat identities, by codes that were typed."""

    async def invite(self, invite: Invitation, *, code: str, until: datetime) -> None:
        """Keep an invitation under its code (only a hash of it is kept)."""
        ...

    async def claim(self, code: str, who: Asker) -> Invitation | None:
        """Link ``who``, once; None when no open invitation has this code."""
        ...

    async def links(self, owner: Asker) -> tuple[LinkedPerson, ...]:
        """Return the managers that the owner's rosters name, by name."""
        ...

    async def unlink(self, owner: Asker, name: str) -> bool:
        """Forget who a name is; the notices come to the owner again."""
        ...


class PreferencesStore(Protocol):
    """People's preferences."""

    async def preferences(self, who: Asker) -> Preferences | None:
        """Return what was set, None for nothing."""
        ...

    async def set_preferences(self, who: Asker, preferences: Preferences) -> None:
        """Keep it; what is planned but not claimed yet follows it."""
        ...

    async def forget(self, who: Asker) -> None:
        """Forget it."""
        ...


class TeamRules(Protocol):
    """Teams' own rules."""

    async def rules(self, owner: Asker) -> tuple[TeamRule, ...]:
        """Return the owner's rules, by team."""
        ...

    async def set_rule(self, owner: Asker, rule: TeamRule) -> None:
        """Keep a rule; without days and profile it is forgotten. The team's watches are looked at anew."""
        ...


class RulePreviews(Protocol):
    """Says how many messages a rule would send before it is saved."""

    async def preview(self, owner: Asker, team: str, days: tuple[int, ...] | None) -> RulePreview:
        """Run the schedule over a year, without sending; ``ValueError`` says which days no rule can have."""
        ...


class Callbacks(Protocol):
    """Questions to be asked again, until ``until``; the holder's name goes with the promise."""

    async def add(self, promise: Callback, *, until: datetime, most: int) -> bool:
        """Keep it; False when the asker has ``most`` open already. The same question twice is one promise."""
        ...

    async def open(self, *, after: int = 0, limit: int = 100) -> tuple[Callback, ...]:
        """Return a page of the open ones."""
        ...

    async def settle(self, promise: Callback) -> None:
        """It was answered: forget it."""
        ...

    async def expired(self) -> tuple[Callback, ...]:
        """Return those whose time is over: their askers are told so, and then they are settled."""
        ...


@dataclass(frozen=True, slots=True)
class WatchStores:
    """
    All that the desk needs where watches are kept.

    ``now`` is the time in UTC, ``choose`` picks one letter of several so that nobody can guess it, and ``why_not``
    says what is wrong with preferences (an unknown time zone, no hours), or nothing. ``admins`` are the operator's own,
    by ``Asker.key``.
    """

    watches: WatchStore
    rosters: Rosters
    actions: WatchActions
    invitations: Invitations
    preferences: PreferencesStore
    rules: TeamRules
    previews: RulePreviews
    callbacks: Callbacks
    erasure: ErasureStore
    settings: OrganisationSettingsStore
    now: Callable[[], datetime]
    choose_letter: Callable[[str], str]
    preference_error: Callable[[Preferences], str]
    admins: frozenset[str] = frozenset()
    name_history: NameHistory | None = None
