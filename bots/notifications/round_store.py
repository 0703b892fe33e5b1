"""The port of the store that rounds read and write: certificates to read, watches that are due, and plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from bots.notifications.message_models import MessagePlan
    from bots.notifications.models import ManagerId, WatchId, WatchState
    from bots.notifications.round_models import DueWatch, ReadingUpdate, TeamCertificate, WatchedCertificate
    from bots.notifications.schedule.calendars import Manager
    from bots.notifications.schedule.digests import MessageHistory, WatchSummary
    from verifier_client import CertificateId


class RoundStore(Protocol):
    """What a round reads and writes. Pages go by key; none counts rows."""

    async def due_counts(self, on: date) -> tuple[int, int]:
        """Return how many certificates are to be read by a day (UTC), and how many watches may be due by then."""
        ...

    async def to_read(self, on: date, *, after: int = 0, limit: int = 500) -> tuple[WatchedCertificate, ...]:
        """
        Return a page of the certificates that are to be read, by number.

        Args:
            on: the day (UTC) up to which.
            after: the number of the last one of the page before, 0 for the first page.
            limit: how many at most.
        """
        ...

    async def save_readings(self, updates: Sequence[ReadingUpdate], *, today: date) -> None:
        """
        Store what was read, all or nothing.

        Args:
            updates: the readings; the watches of those that changed are due from ``today`` on.
            today: the day (UTC) of the round.
        """
        ...

    async def due(self, on: date, *, after: tuple[date, int] | None = None, limit: int = 500) -> tuple[DueWatch, ...]:
        """
        Return a page of the watches that may be due, by the stored day of the next notice and by number.

        Args:
            on: the last stored day that counts.
            after: the position of the last one of the page before, None for the first page.
            limit: how many at most.
        """
        ...

    async def pass_over(self, on: date, *, limit: int = 2_000) -> int:
        """
        Move some of the watches that may be due, but certainly are not, on to a day on which they may be.

        Args:
            on: the last stored day that counts.
            limit: how many at most.

        Returns:
            How many it were, 0 when there are no more.
        """
        ...

    async def states(self, watches: Collection[WatchId]) -> tuple[DueWatch, ...]:
        """Return these watches as they are now, without those that were removed."""
        ...

    async def watches_of(self, certificates: Collection[int]) -> tuple[WatchId, ...]:
        """Return all watches of the certificates with these numbers."""
        ...

    async def watch_successors(self, successors: Mapping[WatchId, CertificateId]) -> None:
        """Watch the certificates that followed others as those were watched: for the same people, team and purpose."""
        ...

    async def fallback(self, who: ManagerId) -> ManagerId | None:
        """Return the same person's identity on another surface, if one was linked."""
        ...

    async def team_states(self, owner: ManagerId, team: str) -> tuple[WatchState, ...]:
        """
        Return all watches of a team as they are now.

        Args:
            owner: whose team.
            team: its name; capitals do not count.
        """
        ...

    async def team_certificates(self, watches: Collection[WatchId]) -> Mapping[WatchId, tuple[TeamCertificate, ...]]:
        """Return, for each watch that belongs to a team, the other certificates of the same owner and team."""
        ...

    async def managers(self, who: Collection[ManagerId]) -> Mapping[ManagerId, Manager]:
        """Return people's calendars, the default one for whoever set none."""
        ...

    async def opted_out(self, who: Collection[ManagerId]) -> frozenset[ManagerId]:
        """Return those of them who turned notices off."""
        ...

    async def message_histories(
        self, who: Mapping[ManagerId, date], *, since: date
    ) -> Mapping[ManagerId, MessageHistory]:
        """
        Return what people were sent lately.

        Args:
            who: the people, each with the day from which their heartbeat counts.
            since: the first day that counts; a digest counts from its first claim on.
        """
        ...

    async def watch_summaries(self, who: Collection[ManagerId], *, on: date) -> Mapping[ManagerId, WatchSummary]:
        """
        Count what people watch.

        Args:
            who: the people.
            on: the day from which 90 days are counted for what ends soon.
        """
        ...

    async def readers(self, *, quiet_since: date, after: str = "", limit: int = 500) -> Mapping[ManagerId, date]:
        """
        Return a page of those who read notices and got no digest lately, in the order of their keys.

        Args:
            quiet_since: the last day for which they may have had a digest, and on which they may have begun.
            after: the key of the last one of the page before, "" for the first page.
            limit: how many at most.

        Returns:
            Each with the day on which the first of their watches was added; who began later is left out.
        """
        ...

    async def plan(self, planned: MessagePlan) -> frozenset[str]:
        """
        Store a plan in one transaction; a message that was never claimed takes new notices on.

        Returns:
            The keys of messages that could not take more; what was refused stays due.
        """
        ...
