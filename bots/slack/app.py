"""
The wiring of slack-bolt: everything is given explicitly, so no ``SLACK_*`` variable of the environment counts.

bolt finds out what a payload is and hands it to one listener for each kind; the listener acknowledges and leaves the
work to an errand.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient

from bots.payload import object_at, text_at
from bots.settings import SettingsError
from bots.slack import guiding, inbound, views
from bots.slack.discreet import discreet_logger
from bots.slack.outbound import Outbound, Patience, error_code
from bots.slack.places import InModal
from bots.slack.service import Service, certificates_in
from bots.slack.visits import Answer, FormErrors, Visit

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bots.conversation.desk import Desk
    from bots.conversation.ports import SeenBefore
    from bots.errands import Errands

log = logging.getLogger(__name__)

_ANY = re.compile(".*", re.DOTALL)
_AT_ONCE = FixedValueRetryIntervalCalculator(0.05)  # a kept connection that Slack has closed is simply opened anew
API_TIMEOUT = 15


class SlackApp:
    """The bot in one Slack workspace or organisation, whichever way its payloads arrive."""

    def __init__(
        self,
        desk: Desk,
        seen: SeenBefore,
        errands: Errands,
        *,
        home: views.Desk,
        link_hosts: frozenset[str],
    ) -> None:
        """Take whom to ask and who does the work; nothing is connected before ``connect``."""
        self._desk = desk
        self._seen = seen
        self._errands = errands
        self._home = home
        self._link_hosts = link_hosts
        self._bot_user = ""
        self._session: aiohttp.ClientSession | None = None

    async def connect(self, token: str, api_url: str) -> None:
        """
        Learn who the bot is, and set up bolt around that.

        Raises ``SettingsError`` when Slack does not accept the token.
        """
        # One session for all: the SDK otherwise opens a connection for each call. It is also why there are no lazy
        # listeners here: bolt copies the client for them, and a session cannot be copied.
        self._session = aiohttp.ClientSession()
        base = api_url.rstrip("/") + "/"
        self.client = AsyncWebClient(token, base, API_TIMEOUT, session=self._session, logger=discreet_logger())
        self.client.retry_handlers = [AsyncConnectionErrorRetryHandler(interval_calculator=_AT_ONCE), Patience()]
        who = await _who_am_i(self.client)
        self._bot_user = text_at(who, "user_id")
        outbound = Outbound(self.client, self._session)
        bot_name = text_at(who, "user") or "Certdesk"
        self._service = Service(self._desk, self._seen, outbound, home=self._home, bot_name=bot_name)
        self.bolt = self._bolt(
            base,
            AuthorizeResult(
                enterprise_id=text_at(who, "enterprise_id") or None,
                team_id=text_at(who, "team_id") or None,
                bot_user_id=self._bot_user,
                bot_id=text_at(who, "bot_id") or None,
                bot_token=token,
            ),
        )

    async def close(self) -> None:
        """Close the connections to Slack."""
        if self._session is not None:
            await self._session.close()

    async def dispatch(self, body: dict[str, Any]) -> BoltResponse:
        """
        Hand a trusted payload to bolt.

        The door has verified and parsed it, as the socket has in Socket Mode: with that mode bolt does neither again.
        bolt's own reading trusts the payload's shape, so what it stumbles over is acknowledged here.
        """
        try:
            return await self.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        except Exception as error:  # noqa: BLE001 - the door: a 500 would only make Slack send it again
            return await _on_error(error)

    def _bolt(self, base: str, result: AuthorizeResult) -> AsyncApp:
        async def authorize() -> AuthorizeResult:
            return result

        # process_before_response: bolt otherwise runs the listener beside the request and looks every 10 ms whether
        # it has acknowledged, so that no acknowledgement takes less than 10 ms. Our listeners acknowledge and start
        # an errand, so there is nothing to run beside, and an acknowledgement takes 0.3 ms.
        app = AsyncApp(
            logger=discreet_logger(),
            name=f"{discreet_logger().name}.bolt",
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            signing_secret="",  # the door has it
            client=AsyncWebClient(None, base, session=self._session, logger=discreet_logger()),
            authorize=authorize,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        app.command(_ANY)(self._on_command)
        app.event(_ANY)(self._on_event)
        app.action(_ANY)(self._on_click)
        app.shortcut(_ANY)(self._on_shortcut)
        app.view(_ANY)(self._on_form)
        app.error(_on_error)
        return app

    async def _on_command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        self._errands.start(self._command(body), what="slack command")
        await ack()

    async def _command(self, body: dict[str, Any]) -> None:
        await self._serve(inbound.command(body, self._desk.read))

    async def _on_event(self, body: dict[str, Any]) -> None:  # bolt acknowledges events itself
        if text_at(body, "event", "type") in {"app_uninstalled", "tokens_revoked"}:
            log.error("the Slack app was uninstalled or its token revoked: install it again and set the new token")
            return
        self._errands.start(self._event(body), what="slack event")

    async def _event(self, body: dict[str, Any]) -> None:
        await self._serve(inbound.event(body, self._desk.read, bot=self._bot_user, link_hosts=self._link_hosts))

    async def _on_click(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        self._errands.start(self._click(body), what="slack click")
        await ack()

    async def _click(self, body: dict[str, Any]) -> None:
        await self._serve(inbound.click(body, object_at(body, "actions", 0), self._desk.read))

    async def _on_shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        self._errands.start(self._shortcut(body), what="slack shortcut")
        await ack()

    async def _shortcut(self, body: dict[str, Any]) -> None:
        await self._serve(inbound.shortcut(body, self._desk.read))

    async def _on_form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        match inbound.submission(body, self._desk.read, self._desk.why_not):
            case FormErrors(by_field=wrong):
                await ack(response_action="errors", errors=wrong)
            case Visit(wish=Answer(place=InModal(of_guide=True))) as visit:
                self._errands.start(self._serve(visit), what="slack form")
                await ack(response_action="update", view=guiding.working())
            case Visit(wish=Answer(intent=intent)) as visit:
                self._errands.start(self._serve(visit), what="slack form")
                await ack(response_action="update", view=views.checking(certificates_in(intent)))
            case _:
                await ack()

    async def _serve(self, visit: Visit | None) -> None:
        if visit is not None:
            await self._service.serve(visit)


async def _on_error(error: Exception) -> BoltResponse:
    """Answer what nobody listens to, and what broke a listener: never a 404 or 500, which Slack would repeat."""
    if isinstance(error, BoltUnhandledRequestError):
        log.info("Slack sent something that nothing here listens to")
    else:
        log.error("a Slack payload could not be read: %s", type(error).__name__)
    return BoltResponse(status=200, body="")


async def _who_am_i(client: AsyncWebClient) -> dict[str, Any]:
    try:
        response = await client.auth_test()
    except SlackApiError as error:
        raise SettingsError(
            f"Slack refused the bot token ({error_code(error)}): set CERTDESK_SLACK_BOT_TOKEN to the token (xoxb-…) "
            "that the app's page “OAuth & Permissions” shows."
        ) from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SettingsError(
            f"Slack's Web API could not be reached ({type(error).__name__}): check CERTDESK_SLACK_API_URL "
            "and the way out of this network."
        ) from None
    return response.data if isinstance(response.data, dict) else {}
