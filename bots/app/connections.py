"""
How many connections are held, and for how long without a whole request.

Own code: aiohttp's server waits for a request's head for ever, and accepts connections until the process has no file
descriptor left, which its database needs, too (its documentation leaves both to a proxy in front).
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1000
HEAD_TIME = 10.0  # seconds from the connection to the end of its first request's head


def most_connections() -> int:
    """Return how many connections leave half of the process's file descriptors to all else."""
    with contextlib.suppress(ImportError, OSError):
        import resource  # noqa: PLC0415 - Windows has none, and no such limit

        allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if allowed != resource.RLIM_INFINITY:
            return max(min(MOST, allowed // 2), 1)
    return MOST


class ConnectionLimit:
    """
    Makes a server's protocols, and closes connections that are too many or say nothing.

    When one too many comes, the connection that has been silent for longest is closed.
    """

    def __init__(self, protocols: Callable[[], asyncio.Protocol], *, most: int, head_time: float = HEAD_TIME) -> None:
        """
        Hold nothing yet.

        Args:
            protocols: makes the server's own protocol for a connection.
            most: how many connections are held at the same time.
            head_time: seconds within which a new connection must have asked something.
        """
        self._protocols = protocols
        self._most = most
        self._head_time = head_time
        self._held: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def __call__(self) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        return _Connection(self._protocols(), self)

    def __len__(self) -> int:
        """Return how many connections are held."""
        return len(self._held)

    def asked(self, transport: asyncio.BaseTransport | None) -> None:
        """Note that the head of a request has come whole: from now on the request's own limits hold."""
        timer = self._held.get(cast("asyncio.Transport", transport))
        if timer is not None:
            timer.cancel()

    def opened(self, transport: asyncio.Transport) -> None:
        """Hold a new connection, in place of the most silent one where there is no room."""
        if len(self._held) >= self._most:
            self._hang_up(next(iter(self._held)))
        loop = asyncio.get_running_loop()
        self._held[transport] = loop.call_later(self._head_time, self._hang_up, transport)

    def spoke(self, transport: asyncio.Transport) -> None:
        """Note that something came: connections are kept in the order of their silence."""
        timer = self._held.pop(transport, None)
        if timer is not None:
            self._held[transport] = timer

    def closed(self, transport: asyncio.Transport) -> None:
        """Hold a connection no more."""
        timer = self._held.pop(transport, None)
        if timer is not None:
            timer.cancel()

    def _hang_up(self, transport: asyncio.Transport) -> None:
        self.closed(transport)
        transport.abort()


class _Connection(asyncio.Protocol):
    """Hands everything on to the server's own protocol, and tells the limit of it."""

    def __init__(self, inner: asyncio.Protocol, limit: ConnectionLimit) -> None:
        self._inner = inner
        self._limit = limit
        self._transport: asyncio.Transport | None = None
        self.eof_received = inner.eof_received  # type: ignore[method-assign]
        self.pause_writing = inner.pause_writing  # type: ignore[method-assign]
        self.resume_writing = inner.resume_writing  # type: ignore[method-assign]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._limit.opened(self._transport)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._transport is not None:
            self._limit.spoke(self._transport)
        self._inner.data_received(data)

    def connection_lost(self, error: Exception | None) -> None:
        if self._transport is not None:
            self._limit.closed(self._transport)
        self._inner.connection_lost(error)
