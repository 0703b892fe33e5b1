"""Sending as metrics and traces see it: each attempt, what came of it, and how long it took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.notifications.message_models import LookBack, NotSent, SendResult, Sent
    from bots.notifications.ports import Sender


class SendObserver(Protocol):
    """Is told of attempts to send."""

    def sent(self, surface: str, result: str, seconds: float, /) -> None:
        """
        Note an attempt to send.

        Args:
            surface: through which surface.
            result: what came of it, in one word.
            seconds: how long it took.
        """
        ...


class ObservedSender:
    """A sender whose attempts are told to observers; see ``notifications.ports.Sender``."""

    def __init__(self, sender: Sender, surface: str, observers: Iterable[SendObserver]) -> None:
        """Send through ``sender``, and tell ``observers`` under the name ``surface``."""
        self._sender = sender
        self._surface = surface
        self._observers = tuple(observers)

    def render(self, reply: Reply, *, key: str) -> str:
        """See the port."""
        return self._sender.render(reply, key=key)

    async def turn(self, to: Asker) -> NotSent | None:
        """See the port."""
        return await self._sender.turn(to)

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:
        """See the port."""
        began = time.perf_counter()
        sending = await self._sender.send(to, payload, repeated=repeated)
        seconds = time.perf_counter() - began
        for each in self._observers:
            each.sent(self._surface, type(sending).__name__.lower(), seconds)
        return sending

    async def update(self, to: Asker, message: str, payload: str) -> bool:
        """See the port."""
        return await self._sender.update(to, message, payload)

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> Sent | LookBack:
        """See the port."""
        return await self._sender.look_back(to, key, since=since)
