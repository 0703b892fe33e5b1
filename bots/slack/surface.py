"""Slack as one surface of the process: started, stopped and asked how it is like every other."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bots.conversation.links import link_hosts
from bots.slack.app import SlackApp
from bots.slack.door import Door
from bots.slack.socket_mode import SocketMode
from bots.slack.views import Desk as HomeDesk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bots.conversation.desk import Desk
    from bots.conversation.ports import SeenBefore
    from bots.errands import Errands
    from bots.settings import Settings
    from verifier_client import About

PATH = "/slack/events"


class SlackSurface:
    """Signed HTTP when there is a signing secret, Socket Mode when there is an app-level token, or both."""

    name = "slack"

    def __init__(
        self,
        settings: Settings,
        desk: Desk,
        seen: SeenBefore,
        errands: Errands,
        registries: Sequence[About],
    ) -> None:
        """Take what the surface needs; nothing is connected before ``start``."""
        self._settings = settings
        home = HomeDesk(tuple(dict.fromkeys(about.title for about in registries)), settings.support)
        self._app = SlackApp(desk, seen, errands, home=home, link_hosts=frozenset(link_hosts(registries)))
        self._socket: SocketMode | None = None

    @property
    def doors(self) -> Mapping[str, Callable[[bytes, Mapping[str, str]], Awaitable[tuple[int, dict[str, str], bytes]]]]:
        """Return what to serve under which path."""
        secret = self._settings.slack_signing_secret
        if secret is None:
            return {}
        return {PATH: Door(self._app.dispatch, signing_secret=secret.get_secret_value(), now=time.time)}

    async def start(self) -> None:
        """Connect to Slack; raises ``SettingsError`` when Slack accepts a token not."""
        token = self._settings.slack_bot_token
        await self._app.connect(token.get_secret_value() if token else "", self._settings.slack_api_url)
        if self._settings.slack_app_token is not None:
            self._socket = SocketMode(self._app.dispatch, self._app.client)
            await self._socket.open(self._settings.slack_app_token.get_secret_value())

    async def stop_listening(self) -> None:
        """Take nothing new; what is under way can still be answered."""
        if self._socket is not None:
            await self._socket.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._app.close()

    @property
    def trouble(self) -> str | None:
        """Say what keeps people from being answered, if anything does."""
        if self._socket is not None and not self._socket.is_connected:
            return "Socket Mode is not connected"
        return None
