"""
The wiring of slack-bolt: everything is given explicitly, so no ``SLACK_*`` variable of the environment counts.

bolt finds out what a payload is and hands it to one listener for each kind; the listener acknowledges and leaves the
work to a background task.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import aiohttp

from bots.conversation.model.intents import Asker
from bots.conversation.text.operations import NOT_INSTALLED_HERE
from bots.runtime.answer_memory import DAY, AnswerMemory, Recent
from bots.runtime.json_access import list_at, object_at, text_at
from bots.slack.api.identity import who_am_i
from bots.slack.api.redacting_logger import redacting_logger
from bots.slack.api.shown_answers import ShownAnswers
from bots.slack.api.web_api import SlackConnection
from bots.slack.api.workspaces import Bot, EventOrigin, SingleWorkspace, Workspace, installed_for, web_client
from bots.slack.forms import modals
from bots.slack.inbound import interactions, parser
from bots.slack.inbound.step_inputs import verification_step, without_token
from bots.slack.model.destinations import DirectMessage
from bots.slack.model.requests import Answer, FormErrors, ReadRoster, Request
from bots.slack.model.workflow_steps import VERIFY_STEP
from bots.slack.sdk import AsyncApp, AsyncBoltRequest, AuthorizeResult, BoltResponse, BoltUnhandledRequestError
from bots.slack.service import SlackService
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt.context.ack.async_ack import AsyncAck

    from bots.conversation.desk import Desk
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.background_tasks import BackgroundTasks
    from bots.runtime.ports import IdempotencyKeys, Profiles
    from bots.slack.api.installed_workspaces import InstalledWorkspaces
    from bots.slack.api.sender import SlackSender
    from bots.slack.api.workspaces import WorkspaceDirectory
    from bots.slack.model.certificate_links import CertificateLinks

log = logging.getLogger(__name__)

_ANY = re.compile(".*", re.DOTALL)
KINDS = ("command", "event", "click", "shortcut", "form", "step")
COMMAND, EVENT, CLICK, SHORTCUT, FORM, STEP = (f"slack {kind}" for kind in KINDS)


class SlackApp:
    """The bot in Slack, in one workspace or in all that installed it, whichever way its payloads arrive."""

    def __init__(
        self,
        desk: Desk,
        seen: IdempotencyKeys,
        *,
        background_tasks: BackgroundTasks,
        home: modals.HomeContent,
        links: CertificateLinks,
        sender: SlackSender,
        profiles: Profiles | None = None,
        answers: GivenAnswers | None = None,
    ) -> None:
        """
        Prepare the app; nothing is connected before ``connect`` or ``connect_all``.

        Args:
            desk: who answers intents.
            seen: which deliveries were handled before.
            background_tasks: works after the acknowledgement.
            home: what the App Home says about this installation.
            links: which links lead to certificates, and how they are shown.
            sender: sends notices; it is connected together with the app.
            profiles: where people's time zones are stored; None where nothing is.
            answers: which messages came of what; None for this process alone.
        """
        self._desk = desk
        self._seen = seen
        self._answers = answers or AnswerMemory(monotonic_seconds)
        self._shown = ShownAnswers(monotonic_seconds, self._answers)
        self._languages = Recent[str, str](monotonic_seconds, keep=DAY)
        self._background_tasks = background_tasks
        self._home = home
        self._links = links
        self._sender, self._profiles = sender, profiles
        self._connection: SlackConnection | None = None
        self._installed: InstalledWorkspaces | None = None

    async def connect(self, token: str, api_url: str) -> None:
        """
        Learn who the bot is in the one workspace, and set up bolt around that.

        Raises ``SettingsError`` when Slack does not accept the token.
        """
        connection = self._connect(api_url)
        self.client = web_client(connection, token)
        bot = Bot.read(await who_am_i(self.client))
        self._start(SingleWorkspace(Workspace.open(connection, token, bot)), connection)

    def connect_all(self, workspaces: Callable[[SlackConnection], InstalledWorkspaces], api_url: str) -> None:
        """
        Set up bolt around all workspaces that installed the app, and will.

        Args:
            workspaces: makes the directory of installed workspaces on a connection.
            api_url: the base of Slack's Web API.
        """
        connection = self._connect(api_url)
        self.client = web_client(connection, None)
        self._installed = workspaces(connection)
        self._start(self._installed, connection)

    def _connect(self, api_url: str) -> SlackConnection:
        # One session for all: the SDK otherwise opens a connection for each call. It is also why there are no lazy
        # listeners here: bolt copies the client for them, and a session cannot be copied.
        self._connection = SlackConnection.over(aiohttp.ClientSession(), api_url)
        return self._connection

    def _start(self, workspaces: WorkspaceDirectory, connection: SlackConnection) -> None:
        self._workspaces = workspaces
        self._sender.connect(workspaces)
        self.bolt = self._bolt(connection)

    async def close(self) -> None:
        """Close the connections to Slack."""
        if self._connection is not None:
            await self._connection.close()

    async def replay(self, what: str, body: dict[str, Any]) -> None:
        """Answer what another process acknowledged and did not answer."""
        known = {
            COMMAND: self._command, EVENT: self._event, CLICK: self._click, SHORTCUT: self._shortcut, FORM: self._form,
            STEP: self._step,
        }  # fmt: skip
        if what in known:
            await known[what](body)

    async def dispatch(self, body: dict[str, Any]) -> BoltResponse:
        """
        Hand a trusted payload to bolt.

        The door has verified and parsed it, as the socket has in Socket Mode: with that mode bolt does neither again.
        bolt's own reading trusts the payload's shape, so what it stumbles over is acknowledged here. A workspace
        that has no token here is answered so, and nothing of what it sent is looked at.
        """
        try:
            workspace = await self._workspaces.workspace(EventOrigin.of(body))
        except Exception as error:  # noqa: BLE001 - whoever it is, Slack may send it again when their token can be read
            log.error("a workspace's token could not be read: %s", type(error).__name__)  # noqa: TRY400
            return BoltResponse(status=503, body="")
        if workspace is None:
            return _unknown(body)
        try:
            return await self.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        except Exception as error:  # noqa: BLE001 - the door: a 500 would only make Slack send it again
            return await _on_error(error)

    def _bolt(self, connection: SlackConnection) -> AsyncApp:
        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            workspace = await self._workspaces.workspace(EventOrigin(team_id or "", enterprise_id or ""))
            return (
                AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
                if workspace is None
                else workspace.authorized
            )

        # process_before_response: bolt otherwise runs the listener beside the request and looks every 10 ms whether
        # it has acknowledged, so that no acknowledgement takes less than 10 ms. Our listeners acknowledge and start
        # a background task, so there is nothing to run beside, and an acknowledgement takes 0.3 ms.
        app = AsyncApp(
            logger=redacting_logger(),
            name=f"{redacting_logger().name}.bolt",
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            signing_secret="",  # the door has it
            client=web_client(connection, None),
            authorize=authorize,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        app.command(_ANY)(self._on_command)  # first, as each listener that is asked in vain costs 4 % of the time
        app.function(VERIFY_STEP, auto_acknowledge=False)(self._on_step)  # before the listener to all events
        app.event(_ANY)(self._on_event)
        app.action(_ANY)(self._on_click)
        app.shortcut(_ANY)(self._on_shortcut)
        app.view(_ANY)(self._on_form)
        app.error(_on_error)
        return app

    async def _on_command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._background_tasks.take(self._command(body), what=COMMAND, body=body)
        await ack()

    async def _command(self, body: dict[str, Any]) -> None:
        await self._serve(parser.command(body, self._desk.read), body)

    async def _on_event(self, body: dict[str, Any]) -> None:  # bolt acknowledges events itself
        if text_at(body, "event", "type") in {"app_uninstalled", "tokens_revoked"}:
            await self._removed(body)
            return
        await self._background_tasks.take(self._event(body), what=EVENT, body=body)

    async def _event(self, body: dict[str, Any]) -> None:
        workspace = await self._workspaces.workspace(EventOrigin.of(body))
        if workspace is not None:
            request = parser.event(body, self._desk.read, bot=workspace.bot.user, link_hosts=self._links.hosts)
            await self._serve(request, body)

    async def _removed(self, body: dict[str, Any]) -> None:
        """Forget a workspace's token at once; a single one that was configured is for a human to replace."""
        if self._installed is None:
            log.error("the Slack app was uninstalled or its token revoked: install it again and set the new token")
        elif text_at(body, "event", "type") == "app_uninstalled" or list_at(body, "event", "tokens", "bot"):
            log.warning("a workspace removed the app, or revoked its token")
            tenant = installed_for(body)
            await self._installed.forget(tenant)
            await self._desk.record_action("uninstall", Asker("slack", tenant))

    async def _on_click(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._background_tasks.take(self._click(body), what=CLICK, body=body)
        await ack()

    async def _click(self, body: dict[str, Any]) -> None:
        await self._serve(interactions.click(body, object_at(body, "actions", 0), self._desk.read), body)

    async def _on_step(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._background_tasks.take(self._step(body), what=STEP, body=without_token(body))
        await ack()

    async def _step(self, body: dict[str, Any]) -> None:
        await self._serve(verification_step(body, self._desk.read), body)

    async def _on_shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await self._background_tasks.take(self._shortcut(body), what=SHORTCUT, body=body)
        await ack()

    async def _shortcut(self, body: dict[str, Any]) -> None:
        await self._serve(parser.shortcut(body, self._desk.read), body)

    async def _on_form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        match interactions.submission(body, self._desk.read, self._desk):
            case FormErrors(by_field=wrong):
                await ack(response_action="errors", errors=wrong)
            case Request(operation=Answer(destination=DirectMessage())) as request:
                await self._background_tasks.take(self._serve(request, body), what=FORM, body=body)
                await ack()
            case Request(operation=Answer() | ReadRoster() as operation) as request:
                await self._background_tasks.take(self._serve(request, body), what=FORM, body=body)
                await ack(response_action="update", view=modals.working(operation))
            case _:
                await ack()

    async def _form(self, body: dict[str, Any]) -> None:
        request = interactions.submission(body, self._desk.read, self._desk)
        await self._serve(request if isinstance(request, Request) else None, body)

    async def _serve(self, request: Request | None, body: dict[str, Any]) -> None:
        """Fulfil a request with the token of the workspace that it comes from."""
        workspace = None if request is None else await self._workspaces.workspace(EventOrigin.of(body))
        if request is None or workspace is None:
            return
        service = SlackService(
            self._desk,
            self._seen,
            replies=workspace.replies,
            home=self._home,
            bot_name=workspace.bot.name or "Certdesk",
            answers=self._answers,
            shown=self._shown,
            languages=self._languages,
            profiles=self._profiles,
            files=workspace.files,
            work_objects=self._links.as_work_objects,
        )
        await service.serve(request)


def _unknown(body: dict[str, Any]) -> BoltResponse:
    """Answer a workspace that has no token here; only commands can be answered without one."""
    log.warning("Slack sent something of a workspace that has not installed the app, or removed it")
    is_command = bool(text_at(body, "command"))
    return BoltResponse(status=200, body={"text": NOT_INSTALLED_HERE} if is_command else "")


async def _on_error(error: Exception) -> BoltResponse:
    """Answer what nobody listens to, and what broke a listener: never a 404 or 500, which Slack would repeat."""
    if isinstance(error, BoltUnhandledRequestError):
        log.info("Slack sent something that nothing here listens to")
    else:
        log.error("a Slack payload could not be read: %s", type(error).__name__)
    return BoltResponse(status=200, body="")
