"""What rounds and deliveries need from outside: registries, chat platforms, the job queue and the log of rounds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.notifications.message_models import LookBack, NotSent, SendResult, Sent
    from verifier_client import CertificateId, RegistryPause, Verdict

Deliver = Callable[[str], Awaitable[datetime | None]]
"""Deliver the message of that key; returns when to come again, None when it is closed."""


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

    async def update(self, to: Asker, message: str, payload: str) -> bool:
        """
        Let a message take the place of one that was sent; return whether the platform took it.

        Args:
            to: in whose chat it stands.
            message: what the platform calls the message that was sent.
            payload: what ``render`` returned.
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

    @property
    def pauses(self) -> tuple[RegistryPause, ...]:
        """The registries that get no requests at the moment, and why."""
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

    async def release(self, kind: str, *, worker: str) -> None:
        """
        Give a claim back without an end: the next who looks begins the round again.

        Args:
            kind: a ``RoundKind``.
            worker: the name of the process; nothing happens when it is another's.
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
