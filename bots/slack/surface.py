"""Slack as one surface of the process: started, stopped and asked how it is like every other."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from bots.conversation.verify.link_hosts import link_hosts
from bots.slack.api.installed_workspaces import InstalledWorkspaces, WorkspaceRegister
from bots.slack.api.oauth_pages import CALLBACK_PATH, INSTALL_PATH, InstallPages
from bots.slack.api.oauth_tokens import OAuthTokens
from bots.slack.api.sender import SlackSender
from bots.slack.app import SlackApp
from bots.slack.door import SlackDoor
from bots.slack.forms.modals import HomeContent
from bots.slack.model.certificate_links import CertificateLinks
from bots.slack.scopes import asked_for
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bots.config.settings import Settings
    from bots.conversation.desk import Desk
    from bots.http.messages import Door, Page
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.background_tasks import BackgroundTasks
    from bots.runtime.ports import IdempotencyKeys, Profiles
    from bots.slack.api.web_api import SlackConnection
    from bots.slack.socket_mode import SocketMode
    from verifier_client import About

PATH = "/slack/events"


class SlackSurface:
    """Signed HTTP when there is a signing secret, Socket Mode when there is an app-level token, or both."""

    name = "slack"

    def __init__(
        self,
        settings: Settings,
        desk: Desk,
        *,
        seen: IdempotencyKeys,
        background_tasks: BackgroundTasks,
        registries: Sequence[About],
        register: WorkspaceRegister | None = None,
        profiles: Profiles | None = None,
        answers: GivenAnswers | None = None,
    ) -> None:
        """
        Wire up Slack as ``settings`` say; nothing is connected before ``start``.

        Args:
            settings: tokens, secrets and addresses.
            desk: who answers intents.
            seen: which deliveries were handled before.
            background_tasks: works after the acknowledgement.
            registries: whose certificates can be verified.
            profiles: where people's time zones are stored; None where nothing is.
            answers: which messages answered what, for questions that are edited; None for this process alone.
            register: where workspaces are stored that install the app themselves; None where one token serves all.
        """
        self._settings = settings
        home = HomeContent(
            tuple(dict.fromkeys(about.title for about in registries)), settings.support, desk.keeps_watches
        )
        self.sender = SlackSender(monotonic=monotonic_seconds, time_limit=settings.send_patience)
        self._app = SlackApp(
            desk,
            seen,
            background_tasks=background_tasks,
            home=home,
            links=CertificateLinks(frozenset(link_hosts(registries)), settings.slack_work_objects),
            sender=self.sender,
            profiles=profiles,
            answers=answers,
        )
        self._socket: SocketMode | None = None
        self._register = register
        self._pages = None if register is None else self._install_pages(register, desk, bool(link_hosts(registries)))

    def _install_pages(self, register: WorkspaceRegister, desk: Desk, unfurls: bool) -> InstallPages:  # noqa: FBT001
        settings = self._settings
        return InstallPages(
            register.states,
            client_id=settings.slack_client_id or "",
            scopes=asked_for(unfurls=unfurls),
            public_url=settings.public_url or "",
            authorize_url=settings.slack_api_url.rstrip("/").removesuffix("/api") + "/oauth/v2/authorize",
            now=register.times.now,
            note=desk.record_action,
            hashed=register.encryption.hashed,
        )

    @property
    def pages(self) -> Mapping[str, Page]:
        """Return what browsers may open under which path: the way to install the app, where there is one."""
        return {} if self._pages is None else {INSTALL_PATH: self._pages.begin, CALLBACK_PATH: self._pages.callback}

    @property
    def doors(self) -> Mapping[str, Door]:
        """Return what to serve under which path."""
        secret = self._settings.slack_signing_secret
        if secret is None:
            return {}
        return {PATH: SlackDoor(self._app.dispatch, signing_secret=secret.get_secret_value(), now=time.time)}

    async def start(self, *, listens: bool = True) -> None:
        """Connect to Slack, only to speak or to listen too; raises ``SettingsError`` when Slack accepts a token not."""
        token = self._settings.slack_bot_token
        if self._register is not None:
            self._app.connect_all(partial(self._installed_workspaces, self._register), self._settings.slack_api_url)
        else:
            await self._app.connect(token.get_secret_value() if token else "", self._settings.slack_api_url)
        if listens and self._settings.slack_app_token is not None:
            from bots.slack.socket_mode import SocketMode  # noqa: PLC0415 - only who has an app-level token needs it

            self._socket = SocketMode(self._app.dispatch, self._app.client)
            await self._socket.open(self._settings.slack_app_token.get_secret_value())

    def _installed_workspaces(self, register: WorkspaceRegister, connection: SlackConnection) -> InstalledWorkspaces:
        """Return the workspaces of ``register``, to which the install pages add."""
        settings = self._settings
        secret = settings.slack_client_secret
        oauth_tokens = OAuthTokens(
            connection,
            client_id=settings.slack_client_id or "",
            client_secret=secret.get_secret_value() if secret else "",
        )
        workspaces = InstalledWorkspaces(register, oauth_tokens, connection)
        if self._pages is not None:
            self._pages.connect(workspaces, oauth_tokens)
        return workspaces

    async def replay(self, what: str, body: Mapping[str, Any]) -> None:
        """Answer what another process acknowledged and did not answer."""
        await self._app.replay(what, dict(body))

    async def stop_listening(self) -> None:
        """Close the socket; what is under way can still be answered."""
        if self._socket is not None:
            await self._socket.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._app.close()

    @property
    def error(self) -> str | None:
        """Say what keeps people from being answered, if anything does."""
        if self._socket is not None and not self._socket.is_connected:
            return "Socket Mode is not connected"
        return None
