"""Socket Mode: payloads come over a WebSocket that we open, so no public address and no signing secret are needed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING

from bots.config.settings import SettingsError
from bots.runtime.lazy_import import lazily
from bots.slack.api.redacting_logger import redacting_logger
from bots.slack.api.replies import error_code
from bots.slack.sdk import UNUSED, SlackApiError
from verifier_client import monotonic_seconds

with lazily(*UNUSED):
    from slack_bolt.adapter.socket_mode.async_internals import send_async_response
    from slack_sdk.socket_mode.aiohttp import SocketModeClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from aiohttp import WSMessage
    from slack_bolt.response import BoltResponse
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

CHECK_INTERVAL = 15.0
MAX_SILENCE = 1800.0  # after half an hour without a message the connection is made anew, however well it looks
PING_EVERY = 10.0


class SocketMode:
    """
    The open connection and its watchdog.

    The SDK reconnects by itself, but a connection has been seen that looked alive and delivered nothing
    (slackapi/bolt-python#1529); the watchdog looks at when the last message came instead.
    """

    def __init__(
        self,
        dispatch: Callable[[dict[str, Any]], Awaitable[BoltResponse]],
        client: AsyncWebClient,
        *,
        monotonic: Callable[[], float] = monotonic_seconds,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Hand payloads to ``dispatch``; ask by ``client`` for the socket's address."""
        self._dispatch = dispatch
        self._client = client
        self._monotonic = monotonic
        self._sleep = sleep
        self._socket: SocketModeClient | None = None
        self._watchdog: asyncio.Task[None] | None = None
        self._last_message_at = monotonic()

    async def open(self, app_token: str) -> None:
        """
        Connect and keep connected.

        Raises ``SettingsError`` when Slack does not accept the app-level token.
        """
        socket = self._socket = SocketModeClient(
            app_token, logger=redacting_logger(), web_client=self._client, ping_interval=PING_EVERY
        )
        socket.on_message_listeners.append(self._on_message)
        socket.socket_mode_request_listeners.append(self._on_payload)
        try:
            socket.wss_uri = await socket.issue_new_wss_url()
        except SlackApiError as error:
            raise SettingsError(
                f"Slack refused the app-level token ({error_code(error)}): set CERTDESK_SLACK_APP_TOKEN to a token "
                "(xapp-…) with the scope connections:write, and switch Socket Mode on in the app's settings."
            ) from None
        await socket.connect()  # type: ignore[no-untyped-call]
        self._last_message_at = self._monotonic()
        self._watchdog = asyncio.create_task(self._watch(), name="slack socket watchdog")

    async def close(self) -> None:
        """Stop listening."""
        if self._watchdog is not None:
            self._watchdog.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watchdog
        if self._socket is not None:
            await self._socket.close()  # type: ignore[no-untyped-call]

    @property
    def is_connected(self) -> bool:
        """Whether there is an open connection."""
        session = self._socket.current_session if self._socket is not None else None
        return session is not None and not session.closed

    async def check(self) -> bool:
        """Connect anew where no message has come for too long; return whether that was so."""
        if self._socket is None or self._monotonic() - self._last_message_at < MAX_SILENCE:
            return False
        log.warning("nothing came over Socket Mode for %d minutes: connecting anew", MAX_SILENCE // 60)
        self._last_message_at = self._monotonic()
        await self._socket.connect_to_new_endpoint(force=True)
        return True

    async def _watch(self) -> None:
        while True:
            await self._sleep(CHECK_INTERVAL)
            try:
                await self.check()
            except Exception as error:  # noqa: BLE001 - the watchdog outlives what it watches
                log.warning("Socket Mode could not be connected anew: %s", type(error).__name__)

    async def _on_message(self, _message: WSMessage) -> None:
        self._last_message_at = self._monotonic()

    async def _on_payload(self, socket: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        began = time.time()
        await send_async_response(socket, request, await self._dispatch(request.payload), began)
