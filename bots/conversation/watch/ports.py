"""
What watching needs from stores: rosters, invitations, preferences, rules, and callbacks.

A manager is a chat identity. Nobody is linked by name or address: an invitation has a code, and whoever types it in
their own chat has agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bots.conversation.model.intents import Asker
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
    from verifier_client import CertificateId
    from verifier_client.badges import KeptBadge


class Rosters(Protocol):
    """Imports rosters, each in one transaction."""

    async def compare(self, owner: Asker, rows: Sequence[RosterRow]) -> RosterChanges:
        """
        Count what an import would do, and change nothing.

        Args:
            owner: who would own the watches.
            rows: the roster's usable rows.
        """
        ...

    async def import_rows(
        self, owner: Asker, rows: Sequence[RosterRow], *, name: str, digest: str, wrong: int
    ) -> RosterChanges:
        """
        Import a roster, all of it or nothing.

        Args:
            owner: who owns the watches.
            rows: the roster's usable rows.
            name: the file's name.
            digest: the hash of the file's cells.
            wrong: how many lines were left out.

        Returns:
            What changed.
        """
        ...


class WatchActions(Protocol):
    """
    What people do to watches that they own, read or are told of.

    Each returns how many watches it touched; 0 says that none of that ID is theirs.
    """

    async def snooze(self, who: Asker, certificate: CertificateId, until: date | None) -> int:
        """
        Send nothing about a certificate's present end before a day; 0 also where no end is known.

        Args:
            who: who wants that.
            certificate: which one.
            until: the day on which a reminder comes; None ends the silence.
        """
        ...

    async def acknowledge(self, who: Asker, certificate: CertificateId | None) -> int:
        """
        Note that somebody acts: the countdown stops but for the days around the end, and nobody else is told.

        Args:
            who: who acts.
            certificate: which one, None for all that they were told of.
        """
        ...

    async def take_back_acknowledgement(self, who: Asker, certificate: CertificateId) -> int:
        """
        Note that nobody acts after all: what was acknowledged last is open again.

        Args:
            who: who takes it back.
            certificate: which one.

        Returns:
            How many watches it touched; 0 also where something newer was told, which nobody acknowledged.
        """
        ...

    async def assign(self, who: Asker, certificate: CertificateId, to: Asker | None) -> int:
        """
        Let somebody else act on a certificate.

        Args:
            who: who assigns it.
            certificate: which one.
            to: who acts from now on; None gives it back.
        """
        ...

    async def enter_end_date(self, who: Asker, certificate: CertificateId, expires_on: date) -> int:
        """
        Note an end where no registry can be asked, for the organisations whose watches these are; else return 0.

        Args:
            who: who enters it.
            certificate: which one.
            expires_on: the last day on which it stands.
        """
        ...

    async def page(self, who: Asker, *, after: int = 0, limit: int = 20) -> WatchPage:
        """
        Return a page of the watches that somebody owns or reads, in the order of adding.

        Args:
            who: whose.
            after: ``WatchPage.after`` of the page before, 0 for the first page.
            limit: how many at most.
        """
        ...


class Invitations(Protocol):
    """Links roster names and roles to chat identities, by codes that were typed."""

    async def invite(self, invite: Invitation, *, code: str, until: datetime) -> None:
        """
        Store an invitation under a hash of its code.

        Args:
            invite: what the code gives to whoever types it.
            code: eight characters of ``invitation_codes.ALPHABET``.
            until: when it expires (UTC).
        """
        ...

    async def claim(self, code: str, who: Asker) -> Invitation | None:
        """
        Use up an invitation.

        Args:
            code: the code without dash, in capitals.
            who: who typed it, and is linked by that.

        Returns:
            The invitation, None when no open one has this code.
        """
        ...

    async def links(self, owner: Asker) -> tuple[LinkedPerson, ...]:
        """Return the managers that the owner's rosters name, by name."""
        ...

    async def unlink(self, owner: Asker, name: str) -> bool:
        """
        Forget who a roster's manager is in chat; the notices come to the owner again.

        Args:
            owner: whose roster.
            name: the manager's name as the roster has it.

        Returns:
            Whether they were linked.
        """
        ...


class PreferencesStore(Protocol):
    """Keeps people's preferences."""

    async def preferences(self, who: Asker) -> Preferences | None:
        """Return what somebody set, None for nothing."""
        ...

    async def set_preferences(self, who: Asker, preferences: Preferences) -> None:
        """
        Store preferences; messages that are planned but not claimed yet follow them.

        Args:
            who: whose.
            preferences: checked ones, see ``WatchStores.preference_error``.
        """
        ...

    async def platform_zone(self, who: Asker) -> str:
        """Return the time zone that somebody's own platform named, "" where it named none that is known here."""
        ...

    async def forget(self, who: Asker) -> None:
        """Delete what somebody set."""
        ...


class TeamRules(Protocol):
    """Keeps teams' own rules."""

    async def rules(self, owner: Asker) -> tuple[TeamRule, ...]:
        """Return the owner's rules, by team."""
        ...

    async def set_rule(self, owner: Asker, rule: TeamRule) -> None:
        """
        Store a rule, and plan the team's watches anew; one without days and profile is deleted.

        Args:
            owner: whose team.
            rule: the team's rule.
        """
        ...


class RulePreviews(Protocol):
    """Counts the messages that a rule would send before it is saved."""

    async def preview(self, owner: Asker, team: str, days: tuple[int, ...] | None) -> RulePreview:
        """
        Run the schedule over a year, without sending.

        Args:
            owner: whose team.
            team: its name, in any case.
            days: days before the end, negative ones after it; None for the standard ones.

        Raises:
            ValueError: for days that no rule can have; its text says why, for the asker.
        """
        ...


class Callbacks(Protocol):
    """Keeps questions that are asked again until a registry answers; the holder's name is deleted with them."""

    async def add(self, callback: Callback, *, until: datetime, most: int) -> bool:
        """
        Store a callback; the same question twice is one callback.

        Args:
            callback: the question, and who asked it.
            until: when it is given up (UTC).
            most: how many open ones an asker may have.

        Returns:
            False when the asker has ``most`` open already.
        """
        ...

    async def open(self, *, after: int = 0, limit: int = 100) -> tuple[Callback, ...]:
        """
        Return a page of the open callbacks.

        Args:
            after: the ID of the last one of the page before, 0 for the first page.
            limit: how many at most.
        """
        ...

    async def settle(self, callback: Callback) -> None:
        """Delete a callback that was answered or given up."""
        ...

    async def expired(self) -> tuple[Callback, ...]:
        """Return those whose time is over; their askers are told so, and then they are settled."""
        ...


class BadgeStore(Protocol):
    """Keeps what is needed of a badge's file to check it again: without a person, and while somebody watches it."""

    async def keep(self, badge: KeptBadge) -> bool:
        """
        Keep a badge under its name, until the next night if nobody watches it by then.

        Returns whether it is kept; it is not while the database is down.
        """
        ...

    async def find(self, reference: str) -> KeptBadge | None:
        """Return the badge of that name, None when it is not kept, or not any more."""
        ...
