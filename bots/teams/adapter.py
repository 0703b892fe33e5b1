"""
The bot library's seam: turns a trusted activity into a turn of the bot, and the bot's words into calls.

Only botbuilder's logic is used; its host answers 500 to every card action, needs 7 ms an activity and blocks the event
loop (measured). Messages and events are acknowledged first and answered by a background task; an invoke is answered
in its response, because Teams waits for it. No conversation state is kept: jsonpickle, which would keep it, can run
code.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any, Protocol

from bots.conversation.text.verdicts import WENT_WRONG
from bots.teams.api.connector import Connector
from bots.teams.api.trust import ISSUER, Caller
from bots.teams.inbound.activity_json import read_activity, write
from bots.teams.model.errors import InDoubt, Rejected, Undelivered
from bots.teams.sdk import (
    Activity,
    ActivityEventNames,
    ActivityTypes,
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    CloudAdapterBase,
    ConnectorFactory,
    DeliveryModes,
    InvokeResponse,
    TurnContext,
    get_continuation_activity,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bots.runtime.background_tasks import BackgroundTasks
    from bots.teams.api.connector import ServiceConnection

log = logging.getLogger(__name__)

PERSONAL = "personal"
SPEAKING_FIRST = frozenset({ActivityEventNames.continue_conversation, ActivityEventNames.create_conversation})


class Bot(Protocol):
    """What answers: botbuilder's ``TeamsActivityHandler``, or anything that takes a turn."""

    async def on_turn(self, turn_context: Any, /) -> None:
        """Answer one turn."""
        ...


class ContinueConversation(Protocol):
    """Speaks first, in a conversation that is known."""

    async def __call__(self, reference: Any, callback: Callable[[Any], Awaitable[None]]) -> None:
        """Open a turn there and hand it to ``callback``; raises ``Undelivered``."""
        ...


class Adapter(CloudAdapterBase):
    """Runs the bot's turns over our own connector."""

    def __init__(
        self,
        connection: ServiceConnection,
        make_bot: Callable[[ContinueConversation], Bot],
        *,
        background_tasks: BackgroundTasks,
        app_id: str,
        tenant: str,
    ) -> None:
        """
        Answer by a bot.

        Args:
            connection: what all connectors share.
            make_bot: makes the bot, which may also speak first.
            background_tasks: works after the acknowledgement.
            app_id: the registration's client ID.
            tenant: the tenant in whose name the bot speaks first.
        """
        super().__init__(_TrustedAtDoor(_ConnectorFactory(connection, tenant)))
        self.on_turn_error = self._on_turn_error
        self._connection = connection
        self._bot = make_bot(self.continue_conversation)
        self._background_tasks = background_tasks
        self._app_id = app_id

    async def dispatch(self, raw: dict[str, Any], caller: Caller) -> tuple[int, Any]:
        """Handle a trusted activity; return status and body of the response. Raises ``Malformed``."""
        activity = read_activity(raw)
        if activity.type == ActivityTypes.invoke or activity.delivery_mode == DeliveryModes.expect_replies:
            response = await self._turn(activity, caller)
            return (response.status, write(response.body)) if response is not None else (200, None)
        body = {"activity": raw, "tenant": caller.tenant, "from": caller.service_url, "claims": dict(caller.claims)}
        await self._background_tasks.take(self._turn(activity, caller), what=f"teams {_kind(activity)}", body=body)
        return 200, None

    async def replay(self, body: Mapping[str, Any]) -> None:
        """Answer what another process acknowledged and did not answer; where to is checked again."""
        caller = Caller(body["tenant"], body["from"], body["claims"])
        if self._connection.hosts.allow(caller.service_url):
            await self._turn(read_activity(body["activity"]), caller)

    async def continue_conversation(
        self,
        reference: Any,
        callback: Callable[[Any], Awaitable[None]],
        bot_app_id: str | None = None,
        claims_identity: Any = None,
        audience: str | None = None,
    ) -> None:
        """
        Speak first, in a conversation that is known; what cannot be delivered is raised, as ``Undelivered``.

        The reference was stored long ago, so its service URL is checked again.
        """
        if not self._connection.hosts.allow(reference.service_url or ""):
            refused = Rejected("ServiceUrlNotAllowed", conversation=reference.conversation.id)
            self._connection.failure_recorder.undelivered(refused)
            raise refused
        activity = get_continuation_activity(reference)
        activity.id = None  # botbuilder invents one, and would then answer to a message that does not exist
        identity = claims_identity or self.create_claims_identity(bot_app_id or self._app_id)
        await self.process_proactive(identity, activity, audience, callback)

    async def _turn(self, activity: Any, caller: Caller) -> Any:
        trusted = AuthenticateRequestResult()
        trusted.claims_identity = ClaimsIdentity(dict(caller.claims), is_authenticated=bool(caller.claims))
        trusted.audience = ISSUER
        trusted.connector_factory = _ConnectorFactory(self._connection, caller.tenant)
        return await self.process_activity(trusted, activity, self._take_turn)

    async def _take_turn(self, context: Any) -> None:
        if context.activity.type != ActivityTypes.message or not _may_type(context.activity):
            await self._bot.on_turn(context)
            return
        typing = asyncio.create_task(self._show_typing(context), name="teams typing")

        async def after_typing(_context: Any, _activities: Any, proceed: Callable[[], Awaitable[None]]) -> None:
            await typing  # else it could overtake the answer, and show for half a minute after it
            await proceed()

        context.on_send_activities(after_typing)
        try:
            await self._bot.on_turn(context)
        finally:
            await typing

    async def _show_typing(self, context: Any) -> None:
        reference = TurnContext.get_conversation_reference(context.activity)
        typing = TurnContext.apply_conversation_reference(Activity(type=ActivityTypes.typing), reference)
        connector: Connector = context.turn_state[self.BOT_CONNECTOR_CLIENT_KEY]
        await connector.show_typing(context.activity.conversation.id, typing)

    async def _on_turn_error(self, context: Any, error: Exception) -> None:
        """Apologise with a sentence where that can reach somebody; whoever speaks first hears of the error."""
        if context.activity.type == ActivityTypes.event and context.activity.name in SPEAKING_FIRST:
            raise error
        if not isinstance(error, Undelivered):
            log.error("a Teams %s failed: %s", _kind(context.activity), type(error).__name__)
        if context.activity.type == ActivityTypes.invoke:
            response = InvokeResponse(status=200, body=_apology(context.activity.name or ""))
            context.turn_state[self._INVOKE_RESPONSE_KEY] = Activity(value=response)
        elif context.activity.type == ActivityTypes.message and (
            isinstance(error, InDoubt) or not isinstance(error, Undelivered)
        ):  # what is unreachable, or will not be taken, is on record; more words would not arrive either
            with contextlib.suppress(Undelivered):
                await context.send_activity(WENT_WRONG)


class _ConnectorFactory(ConnectorFactory):
    """Makes connectors that share one connection."""

    def __init__(self, connection: ServiceConnection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    async def create(self, service_url: str, audience: str) -> Connector:  # noqa: ARG002 - one audience only
        return Connector(self._connection, service_url, tenant=self._tenant, write=write)


class _TrustedAtDoor(BotFrameworkAuthentication):
    """Trust was settled at the door: nothing behind it authenticates, and users' tokens are not asked for."""

    def __init__(self, connectors: _ConnectorFactory) -> None:
        self._connectors = connectors

    async def authenticate_request(self, activity: Any, auth_header: str) -> Any:  # noqa: ARG002
        raise PermissionError("requests come through the door")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:  # noqa: ARG002
        raise PermissionError("requests come through the door")

    def create_connector_factory(self, claims_identity: Any) -> Any:  # noqa: ARG002 - one app only
        return self._connectors

    async def create_user_token_client(self, claims_identity: Any) -> Any:  # noqa: ARG002
        return None


def _may_type(activity: Any) -> bool:
    return activity.conversation.conversation_type == PERSONAL and activity.delivery_mode is None


def _kind(activity: Any) -> str:
    """Name an activity's type for the log, as long as it is one we know."""
    return activity.type if activity.type in set(ActivityTypes) else "activity"


def _apology(name: str) -> Mapping[str, Any]:
    """Return the body in which Teams shows a sentence for this kind of invoke."""
    if name.startswith("composeExtension/"):
        return {"composeExtension": {"type": "message", "text": WENT_WRONG}}
    if name.startswith("task/"):
        return {"task": {"type": "message", "value": WENT_WRONG}}
    error = {"code": "InternalServerError", "message": WENT_WRONG}
    return {"statusCode": 500, "type": "application/vnd.microsoft.error", "value": error}
