"""The port of the ledger: which message is claimed, sent, in doubt or dead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from bots.notifications.message_models import Message, MessageState, NewMessage
    from bots.notifications.models import ManagerId, Notice, NoticeKey


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
        one. A message whose lease ran out without a word is marked as in doubt, and keeps its payload until the
        doubt is resolved.

        Args:
            key: the message's key.
            worker: the name of the process.
            lease: for how many seconds nobody else may claim it.
            revision: of which revision the payload was made.
            payload: what the surface will send, unless an attempt is in doubt.
            dropped: the keys of notices that became untrue; they are removed as long as certainly nobody got them.

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

    async def give_back(self, key: str, *, attempt: int, retry_at: datetime, cause: str, doubt: bool) -> bool:
        """
        Note that an attempt certainly sent nothing.

        Args:
            key: the message's key.
            attempt: the number of the attempt.
            retry_at: when to try again (UTC).
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
        Close a message that certainly nobody got, as nothing is left to say or its hours are over.

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

    async def sent_as(self, to: ManagerId, provider_id: str) -> Message | None:
        """
        Return a message that was sent to somebody.

        Args:
            to: the person.
            provider_id: what the platform calls the message.
        """
        ...

    async def sent_about(self, certificates: Collection[str], *, since: datetime, limit: int) -> tuple[Message, ...]:
        """
        Return messages that tell of certificates, the last ones first.

        Args:
            certificates: their IDs.
            since: when they were sent at the earliest (UTC).
            limit: how many at most.
        """
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
        """Open a dead message again because a person asked for it: at any hour, for another day, its doubt stays."""
        ...

    async def notice_counts(self) -> tuple[int, int]:
        """Return how many notices were sent, and how many of them were acknowledged."""
        ...

    async def last_sent(self, to: ManagerId) -> datetime | None:
        """Return when the last message to somebody was sent (UTC), None for never."""
        ...

    async def missed(self, *, since: datetime) -> int:
        """Count what was tried in vain and then withdrawn, from ``since`` (UTC) on: its notices are planned anew."""
        ...

    async def counts(self, *, since: datetime | None = None) -> Mapping[MessageState, int]:
        """Count messages by state, with ``since`` (UTC) only those that came into it from then on."""
        ...
