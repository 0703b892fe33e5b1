"""What Slack grants to workspaces that install the app: a token for a code, and a new one for one that ends."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bots.notifications.message_models import InDoubt, NotSent
from bots.runtime.json_access import text_at
from bots.slack.api.web_api import WebApi, WebApiRefused
from bots.slack.api.workspaces import Bot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.slack.api.web_api import SlackConnection

log = logging.getLogger(__name__)


class OAuthTokens:
    """Asks as the app itself, by its client ID and secret."""

    def __init__(self, connection: SlackConnection, *, client_id: str, client_secret: str) -> None:
        """Ask over ``connection`` as the app with this client ID and secret."""
        self._connection = connection
        self._app = {"client_id": client_id, "client_secret": client_secret}

    async def redeem(self, code: str, redirect_uri: str) -> Mapping[str, Any] | None:
        """Return what is granted for a code; None when it is refused, or Slack does not answer."""
        return await self._request_token(code=code, redirect_uri=redirect_uri)

    async def renew(self, refresh_token: str) -> Mapping[str, Any] | None:
        """Return a new token for one that ends."""
        return await self._request_token(grant_type="refresh_token", refresh_token=refresh_token)

    async def bot(self, token: str) -> Bot | None:
        """Return who the bot is where that token is good."""
        said = await WebApi(self._connection, token)("auth.test", body={})
        return None if isinstance(said, WebApiRefused | NotSent | InDoubt) else Bot.read(said)

    async def _request_token(self, **what: str) -> Mapping[str, Any] | None:
        said = await WebApi(self._connection, "")("oauth.v2.access", form=self._app | what)
        if isinstance(said, WebApiRefused | NotSent | InDoubt):
            log.warning(
                "Slack granted nothing: %s", said.code if isinstance(said, WebApiRefused) else "no clear answer"
            )
            return None
        return said if text_at(said, "token_type") in {"", "bot"} and text_at(said, "access_token") else None
