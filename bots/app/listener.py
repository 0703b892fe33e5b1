"""Where the web application listens: to a bounded number of connections, and with an end to it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from aiohttp import web

from bots.app.connections import HEAD_TIME, ConnectionLimit, most_connections

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.typedefs import Handler, Middleware

KEEP_ALIVE = 75.0  # seconds that a connection may rest between two requests
HANGING_UP = 3.0  # seconds that requests under way are given, and as long again to those that are cancelled then
BACKLOG = 128


class Listener:
    """Serves a web application on one address."""

    def __init__(self, app: web.Application, *, most: int | None = None, head_time: float = HEAD_TIME) -> None:
        """
        Serve an application, once opened.

        Args:
            app: what answers; it is not yet frozen.
            most: how many connections are held at the same time; by the process's limits when None.
            head_time: seconds within which a new connection must have asked something.
        """
        app.middlewares.append(_noting(lambda request: self._limit.asked(request.transport)))
        self._runner = web.AppRunner(
            app, access_log=None, handle_signals=False, shutdown_timeout=HANGING_UP, keepalive_timeout=KEEP_ALIVE
        )
        self._limit = ConnectionLimit(self._protocol, most=most or most_connections(), head_time=head_time)
        self._server: asyncio.Server | None = None

    async def open(self, host: str, port: int) -> int:
        """Listen, and return the port; 0 takes a free one."""
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._limit, host, port, reuse_address=True, backlog=BACKLOG)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Take no connection any more, and end those there are once their requests are answered."""
        if self._server is not None:
            self._server.close()
        await self._runner.cleanup()

    def _protocol(self) -> asyncio.Protocol:
        return cast("web.Server", self._runner.server)()


def _noting(note: Callable[[web.Request], None]) -> Middleware:
    @web.middleware
    async def noted(request: web.Request, handler: Handler) -> web.StreamResponse:
        note(request)
        return await handler(request)

    return noted
