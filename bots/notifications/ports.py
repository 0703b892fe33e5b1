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
        """Return how many certificates are to be read by that day, and how many watches may be due by then."""
        ...

    async def to_read(self, on: date, *, after: int = 0, limit: int = 500) -> tuple[WatchedCertificate, ...]:
        """Return a page of the certificates to be read by that day (UTC), those behind number ``after``."""
        ...

    async def save_readings(self, learned: Sequence[ReadingUpdate], *, today: date) -> None:
        """Keep what was read; the watches of what ``stirs`` are due from ``today`` on. All or nothing."""
        ...

    async def due(self, on: date, *, after: tuple[date, int] | None = None, limit: int = 500) -> tuple[DueWatch, ...]:
        """Return a page of the watches whose next notice is on that day or was before, those behind ``after``."""
        ...

    async def states(self, watches: Collection[WatchId]) -> tuple[DueWatch, ...]:
        """Return these watches as they are now; those that are gone are left out."""
        ...

    async def watches_of(self, certificates: Collection[int]) -> tuple[WatchId, ...]:
        """Return all watches of these certificates, by the certificates' numbers."""
        ...

    async def watch_successors(self, successors: Mapping[WatchId, CertificateId]) -> None:
        """Watch the certificates that followed others as those were watched: same people, team and purpose."""
        ...

    async def fallback(self, who: ManagerId) -> ManagerId | None:
        """Return the same person's identity on another surface, if one was linked."""
        ...

    async def team_states(self, owner: ManagerId, team: str) -> tuple[WatchState, ...]:
        """Return all watches of an owner's team as they are now; its name is compared without regard to case."""
        ...

    async def team_certificates(self, watches: Collection[WatchId]) -> Mapping[WatchId, tuple[TeamCertificate, ...]]:
        """Return, for each watch that belongs to a team, the other certificates of the same owner and team."""
        ...

    async def managers(self, who: Collection[ManagerId]) -> Mapping[ManagerId, Manager]:
        """Return their calendars; who set none gets the default."""
        ...

    async def opted_out(self, who: Collection[ManagerId]) -> frozenset[ManagerId]:
        """Return those who opted out."""
        ...

    async def message_histories(self, who: Collection[ManagerId], *, since: date) -> Mapping[ManagerId, MessageHistory]:
        """Return what they got lately; digests count from their first claim on, and as far back as ``since``."""
        ...

    async def watch_summaries(self, who: Collection[ManagerId], *, on: date) -> Mapping[ManagerId, WatchSummary]:
        """Return what the heartbeat says: how many they watch, end within 90 days of ``on``, could not be read."""
        ...

    async def readers(self, *, quiet_since: date, after: str = "", limit: int = 500) -> tuple[ManagerId, ...]:
        """Return a page of those who read notices but got no digest for a day after ``quiet_since``, by key."""
        ...

    async def plan(self, planned: MessagePlan) -> frozenset[str]:
        """
        Write the plan down, in one transaction; return the keys of messages that could not take more.

        A message that exists and was never claimed takes the notices on; what is refused stays due.
        """
        ...


class Ledger(Protocol):
    """
    The ledger of what is sent: claimed before any network, settled after it (docs/notifications.md).

    Times are the database's where several machines share it.
    """

    async def message(self, key: str) -> Message | None:
        """Return one message."""
        ...

    async def notices(self, key: str) -> tuple[Notice, ...]:
        """Return what a message tells, as it was planned."""
        ...

    async def details(self, key: str) -> str:
        """Return what an answer or an alarm is about, as it was written down."""
        ...

    async def claim(
        self, key: str, *, worker: str, lease: float, revision: int, payload: str, dropped: Collection[NoticeKey] = ()
    ) -> Message | None:
        """
        Take a message for one attempt, for ``lease`` seconds; None when it is not to be had.

        It is to be had when it is open, its ``not_before`` has passed, no lease runs, and ``revision`` is what it
        was. The first claim freezes ``payload`` and forgets ``dropped``, which became untrue. Of a message whose
        lease ran out without a word ``doubt`` is set.
        """
        ...

    async def sent(self, key: str, *, attempt: int, provider_id: str) -> bool:
        """Write down that an attempt succeeded; False when a later attempt owns it."""
        ...

    async def give_back(self, key: str, *, attempt: int, again_at: datetime, cause: str, doubt: bool) -> bool:
        """Write down that an attempt certainly sent nothing, and when to try again."""
        ...

    async def doubtful(self, key: str, *, attempt: int, cause: str) -> bool:
        """Write down why it is unknown whether an attempt was sent; its lease runs on."""
        ...

    async def free(self, key: str, *, attempt: int, repeated: bool) -> bool:
        """Write down that it may be sent at once and is no longer in doubt: absent, or knowingly ``repeated``."""
        ...

    async def hold(self, key: str, *, attempt: int, cause: str, today: date) -> bool:
        """Close it as in doubt; its notices were not told, so that their watches are due again ``today``."""
        ...

    async def drop(self, key: str, *, revision: int, today: date) -> bool:
        """Close it before any claim, as nothing is left to say; its watches are looked at again ``today``."""
        ...

    async def mark_dead(self, key: str, *, attempt: int, cause: str) -> bool:
        """Close it as dead: it could not be sent, and a person must see it."""
        ...

    async def write(self, post: NewMessage) -> bool:
        """Write down a message without notices; False when its key is known already."""
        ...

    async def overdue(self, before: datetime, *, limit: int = 500) -> tuple[str, ...]:
        """Return the keys of open messages whose ``not_before`` or lease ended before that moment."""
        ...

    async def listed(
        self, states: Collection[MessageState], *, after: str = "", limit: int = 50
    ) -> tuple[Message, ...]:
        """Return a page of messages in these states, by key."""
        ...

    async def retry(self, key: str) -> bool:
        """Open a dead message again, on a person's word; its payload stays, doubt stays."""
        ...

    async def notice_counts(self) -> tuple[int, int]:
        """Return how many notices were told, and how many of them were acknowledged."""
        ...

    async def last_sent(self, to: ManagerId) -> datetime | None:
        """Return when the last message to them was sent."""
        ...

    async def counts(self, *, since: datetime | None = None) -> Mapping[MessageState, int]:
        """Return how many messages are in which state; ``since``: only those that came into it from then on."""
        ...


class Sender(Protocol):
    """One surface's way to a person's own chat. Never raises for what a platform does."""

    def render(self, reply: Reply, *, key: str) -> str:
        """Return the platform's message as text, with whatever finds it again later."""
        ...

    async def turn(self, to: Asker) -> NotSent | None:
        """Wait, before a message is claimed, until the platform allows one more; say so when that is too far off."""
        ...

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:
        """Send it, one's turn having come; ``repeated`` says in the message that it may be a repeat."""
        ...

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> Sent | LookBack:
        """Say whether a message with this key arrived since then."""
        ...


class Registries(Protocol):
    """The verifier, as rounds use it: fresh, in the background lane."""

    def verdicts(self, certificates: Iterable[CertificateId]) -> AsyncIterator[Verdict]:
        """Read each anew; what could not be read is a verdict that says so."""
        ...


class JobQueue(Protocol):
    """Runs jobs later, once, on whichever process is alive; it may forget, the ledger does not."""

    async def enqueue(self, keys: Mapping[str, datetime]) -> None:
        """Have these messages delivered, each not before its moment; asking twice does no harm."""
        ...


class RoundLog(Protocol):
    """Which rounds ran, and which process walks now: silence is reported from here."""

    async def begin(self, kind: str, *, worker: str, lease: float) -> bool:
        """Take the walk of that kind for ``lease`` seconds; False while another process lives and walks."""
        ...

    async def renew(self, kind: str, *, worker: str, lease: float) -> bool:
        """Keep it for longer; False when it was lost to another process."""
        ...

    async def finish(self, kind: str, *, worker: str, counts: Mapping[str, int]) -> None:
        """Write down that it came to its end, and what it counted."""
        ...

    async def finished_at(self, kind: str) -> datetime | None:
        """Return when the last one of that kind came to its end."""
        ...

    async def beat(self, worker: str) -> None:
        """Say that this process lives."""
        ...

    async def alive(self, *, within: float) -> frozenset[str]:
        """Return the processes that lived within so many seconds."""
        ...


class Purge(Protocol):
    """Forgets what nobody needs any more; to be run each night."""

    async def tidy(self, now: datetime) -> Mapping[str, int]:
        """
        Forget old messages, keys, invitations and certificates that nobody watches; return how many of each.

        What was told of an end that still is one stays, so that nothing is told twice.
        """
        ...
