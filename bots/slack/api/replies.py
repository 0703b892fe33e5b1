"""
Sends: through the ``response_url`` while it lasts, else in the channel for one person, else as a direct message.

What cannot be delivered in one place is delivered in the next; what cannot be delivered at all is logged without its
content.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from typing import TYPE_CHECKING, Any

import aiohttp

from bots.conversation.text.file_results import GOES_ON, RESULTS_FOLLOW
from bots.http.messages import HttpRequest
from bots.http.origin import Origin
from bots.http.transport import NoResponse, NotConnected
from bots.runtime.background_tasks import delivering
from bots.runtime.json_access import text_at
from bots.slack.api.hosts import response_origins
from bots.slack.api.retry_policy import LONGEST_WAIT, TRIES, pause_or_usual
from bots.slack.cards import cards
from bots.slack.forms import modals
from bots.slack.model.destinations import (
    Destination,
    DirectMessage,
    Ephemeral,
    FormKind,
    HomeTab,
    NewModal,
    OpenModal,
    ResponseUrl,
)
from bots.slack.sdk import SlackApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from slack_sdk.web.async_client import AsyncWebClient

    from bots.slack.api.web_api import SlackConnection
    from bots.slack.cards.elements import Message
    from bots.slack.forms.windows import View

log = logging.getLogger(__name__)

MAX_URL_USES = 3  # Slack allows five; two are left for what is not foreseen
MAX_URL_PROGRESS = (
    2  # what takes longer than that is said in the direct message, where a message can be edited for ever
)


class SlackReplies:
    """Sends for one workspace over one HTTP session."""

    def __init__(
        self,
        client: AsyncWebClient,
        connection: SlackConnection,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Call the Web API by the SDK's ``client``, and response URLs over ``connection``."""
        self._client = client
        self._transport = connection.transport
        self._now = connection.now
        self._sleep = sleep
        self._origins = response_origins(connection.api_url)

    def begin(self, destination: Destination, home: modals.HomeContent) -> OngoingReply:
        """Begin to answer at a destination; ``home`` is what the App Home shows around an answer."""
        return OngoingReply(self, destination, home)

    async def call(self, method: str, **arguments: Any) -> dict[str, Any] | None:
        """Call a method of the Web API; None when Slack refused or could not be reached."""
        try:
            response = await self._client.api_call(method, json=arguments)
        except SlackApiError as error:
            log.warning("Slack refused %s: %s", method, error_code(error))
            return None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("Slack could not be reached for %s: %s", method, type(error).__name__)
            return None
        return response.data if isinstance(response.data, dict) else {}

    async def upload(self, person: str, channel: str, name: str, content: bytes) -> bool:
        """Send a person a file in their direct message; False when the app may not, or Slack did not take it."""
        if not channel.startswith("D"):
            channel = await self._direct_with(person)
        try:
            if channel:
                await self._client.files_upload_v2(channel=channel, filename=name, title=name, content=content)
                return True
        except SlackApiError as error:
            log.warning("Slack refused a file: %s", error_code(error))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("Slack could not be reached for a file: %s", type(error).__name__)
        return False

    async def _direct_with(self, person: str) -> str:
        """Return the direct message with somebody; without the optional scope im:write, a message there tells."""
        opened = text_at(await self.call("conversations.open", users=person), "channel", "id")
        if opened:
            return opened
        said = await self.call("chat.postMessage", channel=person, **cards.notice(RESULTS_FOLLOW).body())
        return text_at(said, "channel")

    async def ask(self, method: str, **arguments: str) -> dict[str, Any]:
        """Call a method that only reads, which takes a form; empty when Slack refused or could not be reached."""
        try:
            response = await self._client.api_call(method, data=arguments)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            said = error_code(error) if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("Slack did not say %s: %s", method, said)
            return {}
        return response.data if isinstance(response.data, dict) else {}

    async def post_to_response_url(self, url: str, body: dict[str, Any]) -> bool:
        """Post to a ``response_url``; False when it has expired, is used up, or leads elsewhere than to Slack."""
        if Origin.parse(url) not in self._origins:
            log.warning("a response_url that does not lead to Slack was not used")
            return False
        request = HttpRequest("POST", url, {"Content-Type": "application/json"}, json.dumps(body).encode())
        for _ in range(TRIES):
            try:
                response = await self._transport.send(request)
            except (NotConnected, NoResponse) as error:
                log.warning("a response_url could not be reached: %s", type(error).__name__)
                return False
            if response.status == 200:
                return True
            wait = pause_or_usual(response.headers, self._now())
            if response.status != 429 or wait > LONGEST_WAIT:
                log.info("a response_url answered %d", response.status)
                return False
            await self._sleep(wait)
        return False


class OngoingReply:
    """One answer on its way: it knows how often its ``response_url`` was used and what it has to replace."""

    def __init__(self, outbound: SlackReplies, destination: Destination, home: modals.HomeContent) -> None:
        """Answer at ``destination``; ``home`` is what the App Home shows around an answer."""
        self._replies = outbound
        self._destination = destination
        self._home = home
        self._uses = 0
        self._replaces = isinstance(destination, ResponseUrl) and destination.replaces
        self._note: tuple[str, str] | None = None
        self._abandoned: ResponseUrl | None = None
        self._older: list[tuple[str, str]] = []
        self.posted: list[tuple[str, str]] = []

    async def show_progress(self, message: Message) -> None:
        """Say that work is under way; the answer takes the place of this where that is possible."""
        match self._destination:
            case ResponseUrl() as link if self._uses < MAX_URL_PROGRESS:
                self._replaces = await self._post(link, message)
            case ResponseUrl() as link:
                self._abandoned = link
                await self._continue_direct(link.person, message)
            case DirectMessage() as direct:
                if self._note is not None:
                    await self._edit(self._note, message)
                    return
                sent = await self._post_direct(direct, message)
                if sent is not None:
                    self._note = (str(sent.get("channel", "")), str(sent.get("ts", "")))
            case Ephemeral() as whisper:
                await self._post_ephemeral(whisper, message)
            case OpenModal(person=person, view=view, form=FormKind.FILE as form):
                if not await self._show("views.update", view_id=view, view=modals.progress(message, form=form)):
                    await self._continue_direct(person, message)  # the person has closed the window
            case OpenModal() | NewModal() | HomeTab():
                pass  # the window says so already; the Home shows its answer in one step

    def replace_answer(self, messages: Sequence[tuple[str, str]]) -> None:
        """Let the answer take the place of older direct messages, each named by its channel and ``ts``."""
        self._note, *self._older = messages

    async def delete_rest(self) -> None:
        """Delete the older messages that nothing took the place of."""
        unused, self._note, self._older = [self._note, *self._older], None, []
        for channel, moment in filter(None, unused):
            await self._replies.call("chat.delete", channel=channel, ts=moment)

    async def _continue_direct(self, person: str, message: Message) -> None:
        self._destination = DirectMessage(person)
        await self.show_progress(message)

    async def send(self, messages: Sequence[Message]) -> None:
        """Deliver the whole answer."""
        delivering()
        rest = messages
        match self._destination:
            case ResponseUrl() as link:
                rest = await self._post_all(link, messages)
            case Ephemeral() as whisper:
                rest = await self._post_all_ephemeral(whisper, messages)
            case DirectMessage():
                pass
            case OpenModal() | NewModal() | HomeTab() as window:
                rest = await self._show_view(window, messages)
        for message in rest:
            await self._send_direct(message)
        if self._abandoned is not None:
            await self._post(self._abandoned, cards.notice(GOES_ON))

    async def _show_view(
        self, destination: OpenModal | NewModal | HomeTab, messages: Sequence[Message]
    ) -> Sequence[Message]:
        match destination:
            case OpenModal(view=view, form=form):
                shown, rest = modals.with_answer(messages, form=form)
                was_shown = await self._show("views.update", view_id=view, view=shown)
            case NewModal(trigger=trigger, over_view=over_view, form=form):
                shown, rest = modals.on_top(messages, back=over_view, form=form)
                was_shown = await self._show(
                    "views.push" if over_view else "views.open", trigger_id=trigger, view=shown
                )
            case _:
                shown, rest = modals.home(self._home, messages=messages)
                was_shown = await self._show("views.publish", user_id=destination.person, view=shown)
        return rest if was_shown else messages

    async def _post_all(self, link: ResponseUrl, messages: Sequence[Message]) -> Sequence[Message]:
        for at, message in enumerate(messages):
            if self._uses >= MAX_URL_USES or not await self._post(link, message):
                return messages[at:]
            self._replaces = False
        return ()

    async def _post(self, link: ResponseUrl, message: Message) -> bool:
        self._uses += 1
        body = {**message.body(), "response_type": "ephemeral", "replace_original": self._replaces}
        if link.thread and not self._replaces:
            body["thread_ts"] = link.thread
        return await self._replies.post_to_response_url(link.url, body)

    async def _post_all_ephemeral(self, destination: Ephemeral, messages: Sequence[Message]) -> Sequence[Message]:
        for at, message in enumerate(messages):
            if not await self._post_ephemeral(destination, message):
                return messages[at:]
        return ()

    async def _post_ephemeral(self, destination: Ephemeral, message: Message) -> bool:
        thread = {"thread_ts": destination.thread} if destination.thread else {}
        body = {"text": message.text, "blocks": list(message.blocks)}
        sent = await self._replies.call(
            "chat.postEphemeral", channel=destination.channel, user=destination.person, **thread, **body
        )
        return sent is not None

    async def _send_direct(self, message: Message) -> None:
        if self._note is not None:
            note, self._note = self._note, self._older.pop(0) if self._older else None
            if await self._edit(note, message):
                self.posted.append(note)
                return
        destination = (
            self._destination
            if isinstance(self._destination, DirectMessage)
            else DirectMessage(self._destination.person)
        )
        sent = await self._post_direct(destination, message)
        if sent is not None:
            self.posted.append((text_at(sent, "channel"), text_at(sent, "ts")))

    async def _edit(self, note: tuple[str, str], message: Message) -> bool:
        channel, moment = note
        body = {"text": message.text, "blocks": list(message.blocks)}
        return await self._replies.call("chat.update", channel=channel, ts=moment, **body) is not None

    async def _post_direct(self, destination: DirectMessage, message: Message) -> dict[str, Any] | None:
        thread = {"thread_ts": destination.thread} if destination.thread else {}
        return await self._replies.call(
            "chat.postMessage", channel=destination.channel or destination.person, **thread, **message.body()
        )

    async def _show(self, method: str, *, view: View, **where: str) -> bool:
        return await self._replies.call(method, view=view, **where) is not None


def error_code(error: SlackApiError) -> str:
    """
    Return Slack's word for what went wrong, and nothing else of its answer.

    Of an answer in plain text, as proxies give it, the SDK (3.47) has a response whose ``get`` raises
    ``AttributeError``; so its data is looked at.
    """
    data: Any = getattr(error.response, "data", error.response)
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) and re.fullmatch(r"[a-z_]{1,60}", code) else "unreadable"
