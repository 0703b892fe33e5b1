"""
Workspaces, each with the token of that workspace and no other.

One token for all is ``SingleWorkspace``; workspaces that install the app themselves are ``InstalledWorkspaces``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bots.runtime.json_access import list_at, object_at, text_at
from bots.slack.api.files import SlackFiles
from bots.slack.api.redacting_logger import redacting_logger
from bots.slack.api.replies import SlackReplies
from bots.slack.api.retry_policy import RetryPolicy
from bots.slack.api.web_api import WebApi
from bots.slack.sdk import (
    AsyncConnectionErrorRetryHandler,
    AsyncWebClient,
    AuthorizeResult,
    FixedValueRetryIntervalCalculator,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.runtime.json_access import Payload
    from bots.slack.api.web_api import SlackConnection

_AT_ONCE = FixedValueRetryIntervalCalculator(0.05)  # a kept connection that Slack has closed is simply opened anew
API_TIMEOUT = 15


@dataclass(frozen=True, slots=True)
class Bot:
    """Who the bot is in a workspace, as ``auth.test`` says it."""

    user: str = ""
    id: str = ""
    name: str = ""
    team: str = ""
    enterprise: str = ""

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Bot:
        """Read what Slack said."""
        names = ("user_id", "bot_id", "user", "team_id", "enterprise_id")
        return cls(*(text_at(said, name) for name in names))


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace: who the bot is there, and what calls it with that workspace's token."""

    bot: Bot
    token: str = field(repr=False)
    client: AsyncWebClient
    replies: SlackReplies
    web_api: WebApi
    files: SlackFiles

    @classmethod
    def open(cls, connection: SlackConnection, token: str, bot: Bot) -> Workspace:
        """Return the workspace that ``token`` is for, on a connection that all share."""
        client = web_client(connection, token)
        return cls(
            bot=bot,
            token=token,
            client=client,
            replies=SlackReplies(client, connection),
            web_api=WebApi(connection, token),
            files=SlackFiles(connection, token),
        )

    @property
    def authorized(self) -> AuthorizeResult:
        """Return what bolt wants to know of it."""
        bot = self.bot
        return AuthorizeResult(
            enterprise_id=bot.enterprise or None,
            team_id=bot.team or None,
            bot_user_id=bot.user,
            bot_id=bot.id or None,
            bot_token=self.token,
        )


@dataclass(frozen=True, slots=True)
class EventOrigin:
    """From which workspace something came, and from which organisation; either may be empty."""

    team: str = ""
    enterprise: str = ""

    @classmethod
    def of(cls, body: Payload) -> EventOrigin:
        """
        Read whose installation a payload is for.

        In a channel that two organisations share, that is not the workspace in which it was said: events name it
        apart.
        """
        given = object_at(body, "authorizations", 0) if list_at(body, "authorizations") else {}
        team = text_at(given, "team_id") or text_at(body, "team", "id") or text_at(body, "team_id")
        enterprise = text_at(given, "enterprise_id") or text_at(body, "enterprise", "id")
        return cls(team or text_at(body, "user", "team_id"), enterprise or text_at(body, "enterprise_id"))


def installed_for(body: Payload) -> str:
    """Return whose installation an event is about: the organisation's where it installed the app for all of it."""
    origin = EventOrigin.of(body)
    for_all = (
        object_at(body, "authorizations", 0).get("is_enterprise_install") if list_at(body, "authorizations") else None
    )
    return origin.enterprise if origin.enterprise and (for_all is True or not origin.team) else origin.team


class WorkspaceDirectory(Protocol):
    """Finds workspaces."""

    async def workspace(self, origin: EventOrigin) -> Workspace | None:
        """Return the workspace from which something came; None when there is no token for it."""
        ...


class SingleWorkspace:
    """The one token that was configured, whoever calls."""

    def __init__(self, workspace: Workspace) -> None:
        """Return ``workspace`` whoever calls."""
        self._line = workspace

    async def workspace(self, origin: EventOrigin) -> Workspace | None:  # noqa: ARG002 - the same for all
        """See the port."""
        return self._line


def web_client(connection: SlackConnection, token: str | None) -> AsyncWebClient:
    """Return the SDK's client on the shared session: it otherwise opens a connection for each call."""
    client = AsyncWebClient(
        token, connection.api_url, API_TIMEOUT, session=connection.session, logger=redacting_logger()
    )
    client.retry_handlers = [AsyncConnectionErrorRetryHandler(interval_calculator=_AT_ONCE), RetryPolicy()]
    return client
