"""What people did about a watch, by whom and when: what a message that was sent shows, and offers to undo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from bots.notifications.models import ManagerId, NoticeKey, WatchId

OFFER_LASTS = timedelta(days=7)  # so long somebody may answer when asked to act in another's place


class MarkKind(StrEnum):
    """What was done; of each kind a watch has the last one."""

    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    ASSIGNED = "assigned"
    OFFERED = "offered"  # somebody was asked to act on it, and has not answered
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class WatchMark:
    """One thing done: ``by`` whom, when (UTC), and ``to`` whom it was given or offered."""

    kind: MarkKind
    by: ManagerId
    at: datetime
    to: ManagerId | None = None


@dataclass(frozen=True, slots=True)
class WatchMarks:
    """All that was done about one watch; ``acknowledged`` holds who acts on which notice."""

    marks: Mapping[MarkKind, WatchMark] = field(default_factory=dict)
    acknowledged: Mapping[NoticeKey, WatchMark] = field(default_factory=dict)


class MarkStore(Protocol):
    """Says who did what about watches, and what people are called."""

    async def marks(self, those: Collection[WatchId]) -> Mapping[WatchId, WatchMarks]:
        """Return what was done about these watches; an offer that nobody answered in time is none."""
        ...

    async def offer_to(self, who: ManagerId, certificate: str) -> WatchMark | None:
        """
        Return how an offer stands for who was asked: open, accepted or declined; None where nobody asks any more.

        Args:
            who: who was asked.
            certificate: the ID of the certificate that they were asked about.
        """
        ...

    async def names(self, who: Collection[ManagerId]) -> Mapping[ManagerId, str]:
        """Return what people are called, as far as their platform or a roster said it."""
        ...
