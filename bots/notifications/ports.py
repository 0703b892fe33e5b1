"""What rounds and deliveries need from outside: the store, the registries, the chat platforms and the engine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.notifications.message_models import (
        LookBack,
        Message,
        MessagePlan,
        MessageState,
        NewMessage,
        NotSent,
        SendResult,
        Sent,
    )
    from bots.notifications.models import ManagerId, Notice, NoticeKey, WatchId, WatchState
    from bots.notifications.round_models import DueWatch, ReadingUpdate, TeamCertificate, WatchedCertificate
    from bots.notifications.schedule.calendars import Manager
    from bots.notifications.schedule.digests import MessageHistory, WatchSummary
    from verifier_client import CertificateId, Verdict

Deliver = Callable[[str], Awaitable[datetime | None]]
"""Deliver the message of that key; returns when to come again, None when it is closed."""


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

    async def message_histories(self, who: Collection[ManagerId], *, since: date) -> Mapping[ManagerId, MessageHistory]:
        """
        Return what people were sent lately.

        Args:
            who: the people.
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

    async def readers(self, *, quiet_since: date, after: str = "", limit: int = 500) -> tuple[ManagerId, ...]:
        """
        Return a page of those who read notices but got no digest lately, by key.

        Args:
            quiet_since: the last day for which they may have had a digest.
            after: the key of the last one of the page before, "" for the first page.
            limit: how many at most.
        """
        ...

    async def plan(self, planned: MessagePlan) -> frozenset[str]:
        """
        Store a plan in one transaction; a message that was never claimed takes new notices on.

        Returns:
            The keys of messages that could not take more; what was refused stays due.
        """
        ...


class Ledger(Protocol):
    """
    The ledger of what is sent: a message is claimed before any network, and settled after it (docs/notifications.md).

    Times are the database's where several machines share it. A method that names an attempt returns False, and
    changes nothing, when a later attempt owns the message.
    """

    async def message(self, key: str) -> Message | None:
        """Return one message."""
        ...

    async def notices(self, key: str) -> tuple[Notice, ...]:
        """Return the notices of a message, as they were planned."""
        ...

    async def details(self, key: str) -> str:
        """Return what an answer, an alarm or a message handed over is about, as JSON (``message_details``)."""
        ...

    async def claim(
        self, key: str, *, worker: str, lease: float, revision: int, payload: str, dropped: Collection[NoticeKey] = ()
    ) -> Message | None:
        """
        Claim a message for one attempt.

        It can be claimed when it is open, its ``not_before`` has passed, no lease runs, and its revision is the given
        one. The first claim freezes the payload. A message whose lease ran out without a word is marked as in doubt.

        Args:
            key: the message's key.
            worker: the name of the process.
            lease: for how many seconds nobody else may claim it.
            revision: of which revision the payload was made.
            payload: what the surface will send.
            dropped: the keys of notices that became untrue; the first claim removes them.

        Returns:
            The claimed message, None when it cannot be claimed.
        """
        ...

    async def sent(self, key: str, *, attempt: int, provider_id: str) -> bool:
        """
        Note that an attempt succeeded.

        Args:
            key: the message's key.
            attempt: the number of the attempt.
            provider_id: what the platform calls the message.
        """
        ...

    async def give_back(self, key: str, *, attempt: int, again_at: datetime, cause: str, doubt: bool) -> bool:
        """
        Note that an attempt certainly sent nothing.

        Args:
            key: the message's key.
            attempt: the number of the attempt.
            again_at: when to try again (UTC).
            cause: why nothing was sent, for the admin.
            doubt: whether an earlier attempt is in doubt still.
        """
        ...

    async def doubtful(self, key: str, *, attempt: int, cause: str) -> bool:
        """
        Note that nobody knows whether an attempt arrived; its lease runs on.

        Args:
            key: the message's key.
            attempt: the number of the attempt.
            cause: why that is unknown, for the admin.
        """
        ...

    async def free(self, key: str, *, attempt: int, repeated: bool) -> bool:
        """
        Note that a message is no longer in doubt and may be sent at once.

        Args:
            key: the message's key.
            attempt: the number of the attempt.
            repeated: whether it is knowingly sent again; else the platform said that it is absent.
        """
        ...

    async def hold(self, key: str, *, attempt: int, cause: str, today: date) -> bool:
        """
        Close a message as in doubt; its notices count as not sent.

        Args:
            key: the message's key.
            attempt: the number of the attempt.
            cause: why that is unknown, for the admin.
            today: the day on which its watches are due again.
        """
        ...

    async def drop(self, key: str, *, revision: int, today: date) -> bool:
        """
        Close a message that was never claimed, as nothing is left to say.

        Args:
            key: the message's key.
            revision: of which revision that was found.
            today: the day on which its watches are planned again.
        """
        ...

    async def mark_dead(self, key: str, *, attempt: int, cause: str) -> bool:
        """
        Close a message as dead: it could not be sent, and a person must see it.

        Args:
            key: the message's key.
            attempt: the number of the attempt.
            cause: why it could not be sent, for the admin.
        """
        ...

    async def write(self, post: NewMessage) -> bool:
        """Store a message without notices; False when its key is known already."""
        ...

    async def overdue(self, before: datetime, *, limit: int = 500) -> tuple[str, ...]:
        """
        Return the keys of open messages whose time came, or whose lease ended, before a moment.

        Args:
            before: the moment (UTC).
            limit: how many at most.
        """
        ...

    async def listed(
        self, states: Collection[MessageState], *, after: str = "", limit: int = 50
    ) -> tuple[Message, ...]:
        """
        Return a page of messages, by key.

        Args:
            states: their states.
            after: the key of the last one of the page before, "" for the first page.
            limit: how many at most.
        """
        ...

    async def retry(self, key: str) -> bool:
        """Open a dead message again because a person asked for it; its payload and its doubt stay."""
        ...

    async def notice_counts(self) -> tuple[int, int]:
        """Return how many notices were sent, and how many of them were acknowledged."""
        ...

    async def last_sent(self, to: ManagerId) -> datetime | None:
        """Return when the last message to somebody was sent (UTC), None for never."""
        ...

    async def counts(self, *, since: datetime | None = None) -> Mapping[MessageState, int]:
        """Count messages by state, with ``since`` (UTC) only those that came into it from then on."""
        ...


class Sender(Protocol):
    """Sends messages into people's own chats on one surface; never raises for what a platform does."""

    def render(self, reply: Reply, *, key: str) -> str:
        """
        Return the platform's message as text.

        Args:
            reply: what is said.
            key: the message's key; the message holds something by which ``look_back`` finds it.
        """
        ...

    async def turn(self, to: Asker) -> NotSent | None:
        """Wait before a claim until the platform allows one more message; return why not when that is too long."""
        ...

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:
        """
        Send a message whose turn has come.

        Args:
            to: the person.
            payload: what ``render`` returned.
            repeated: whether the message says that it may be a repeat.
        """
        ...

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> Sent | LookBack:
        """
        Ask the platform whether a message arrived.

        Args:
            to: the person.
            key: the message's key.
            since: a moment (UTC) before its first attempt.
        """
        ...


class Registries(Protocol):
    """The verifier, as rounds use it: fresh, in the background lane."""

    def verdicts(self, certificates: Iterable[CertificateId]) -> AsyncIterator[Verdict]:
        """Read each certificate anew; what could not be read is a verdict that says so."""
        ...


class JobQueue(Protocol):
    """Runs each job later, once, on whichever process is alive; it may lose jobs, the ledger does not."""

    async def enqueue(self, keys: Mapping[str, datetime]) -> None:
        """Have messages delivered, by key, each not before its moment (UTC); asking twice does no harm."""
        ...


class RoundLog(Protocol):
    """Remembers which rounds ran and which process runs one now, so that a missing round is noticed."""

    async def begin(self, kind: str, *, worker: str, lease: float) -> bool:
        """
        Claim the round of a kind.

        Args:
            kind: a ``RoundKind``.
            worker: the name of the process.
            lease: for how many seconds no other process may run it.

        Returns:
            False while another live process runs it.
        """
        ...

    async def renew(self, kind: str, *, worker: str, lease: float) -> bool:
        """
        Extend the claim on a round.

        Args:
            kind: a ``RoundKind``.
            worker: the name of the process.
            lease: for how many seconds from now.

        Returns:
            False when another process has claimed it.
        """
        ...

    async def finish(self, kind: str, *, worker: str, counts: Mapping[str, int]) -> None:
        """
        Note that a round came to its end.

        Args:
            kind: a ``RoundKind``.
            worker: the name of the process.
            counts: what it did, by name.
        """
        ...

    async def finished_at(self, kind: str) -> datetime | None:
        """Return when the last round of a kind came to its end (UTC), None for never."""
        ...

    async def beat(self, worker: str) -> None:
        """Note that a process is alive."""
        ...

    async def alive(self, *, within: float) -> frozenset[str]:
        """Return the processes that were alive within so many seconds."""
        ...


class Purge(Protocol):
    """Deletes what nobody needs any more; to be run each night."""

    async def tidy(self, now: datetime) -> Mapping[str, int]:
        """
        Delete old messages, keys, invitations and certificates that nobody watches; return how many of each.

        The keys of notices about an end that is still to come stay, so that nothing is sent twice.
        """
        ...
