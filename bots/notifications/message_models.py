"""Messages of the ledger, what is planned into them, and what came of sending one (docs/notifications.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bots.notifications.models import ManagerId, Notice, WatchId


class MessageKind(StrEnum):
    """What a message is."""

    DIGEST = "digest"
    ALERT = "alert"
    ANSWER = "answer"  # what somebody was promised: "I will tell you when it is back"
    ALARM = "alarm"  # to the admin
    EVENT = "event"  # to another system, by its webhook
    HANDED = "handed"  # notices of somebody who cannot be reached, to the watch's owner


class MessageState(StrEnum):
    """The states of a message in the ledger; the last four are final."""

    PENDING = "pending"
    INFLIGHT = "inflight"
    SENT = "sent"
    HELD = "held"  # in doubt, not repeated: its notices go into the next digest
    DROPPED = "dropped"  # when it was to be sent, nothing was left to say, or its hours were over
    DEAD = "dead"  # could not be sent; a person must see it


@dataclass(frozen=True, slots=True)
class Message:
    """
    One message of the ledger.

    ``revision`` grows with each change of what it holds while nobody claimed it. ``doubt`` says that an attempt
    ended without a word from the platform. ``repeated``: it was sent again after such an attempt.
    ``payload`` is what the surface made of it for the last attempt; it stays as long as that one is in doubt.
    """

    key: str
    kind: MessageKind
    to: ManagerId
    day: date
    urgent: bool
    state: MessageState = MessageState.PENDING
    revision: int = 0
    attempt: int = 0
    doubt: bool = False
    repeated: bool = False
    not_before: datetime | None = None
    lease_until: datetime | None = None
    first_attempt_at: datetime | None = None
    created_at: datetime | None = None
    changed_at: datetime | None = None
    payload: str | None = None
    provider_id: str | None = None
    cause: str = ""

    @property
    def is_unsent(self) -> bool:
        """Say whether it waits and certainly nobody got it: no attempt was made, or every one came to nothing."""
        return self.state is MessageState.PENDING and not self.doubt and not self.repeated


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be written down: what it tells, and for an answer, an alarm or an event what it is about (JSON)."""

    key: str
    kind: MessageKind
    to: ManagerId
    day: date
    not_before: datetime
    notices: tuple[Notice, ...] = ()
    urgent: bool = False
    details: str = ""


@dataclass(frozen=True, slots=True)
class MessagePlan:
    """
    What one sweep decided for some watches: all of it is written down, or nothing.

    ``settled`` are notices that count as told without a message: no news, or nobody wants to hear them.
    ``next_on`` is each watch's next day with something due, None for never; with it the watch has begun.
    ``places`` guards against a watch that was stirred in between: its day is only moved on if it still is what
    was read. A notice that is known already is only added to the post.
    """

    messages: tuple[NewMessage, ...] = ()
    settled: tuple[Notice, ...] = ()
    next_on: Mapping[WatchId, date | None] = field(default_factory=dict)
    positions: Mapping[WatchId, date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it, and calls it ``provider_id``."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """It certainly was not sent; ``after`` seconds it may be tried again."""

    cause: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person cannot be reached, and trying again does not help: blocked, left, never met the bot."""

    cause: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may have been sent: no answer came, or one that says nothing."""

    cause: str


SendResult = Sent | NotSent | Unreachable | InDoubt


class LookBack(StrEnum):
    """What the platform says when it is asked whether a message is there."""

    ABSENT = "absent"
    CANNOT = "cannot"  # this platform cannot be asked
    LATER = "later"  # it could be asked, but not now
