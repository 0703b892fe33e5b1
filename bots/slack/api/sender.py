"""
Notices on their way to a person's direct message with the bot, and the look back whether one arrived.

A message is posted to the person's ID, which needs no scope but ``chat:write`` and no second call; the conversation
is opened only to look back, since Slack allows that about fifty times a minute.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from bots.conversation.text import delivery as phrases
from bots.http.messages import TIMEOUT
from bots.notifications.message_models import InDoubt, LookBack, NotSent, SendResult, Sent, Unreachable
from bots.runtime.json_access import list_at, object_at, text_at
from bots.runtime.rate_limit import Limits, RateLimiter
from bots.slack.api.web_api import WebApiRefused
from bots.slack.api.workspaces import EventOrigin
from bots.slack.cards import cards
from bots.slack.cards import elements as blocks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.slack.api.web_api import WebApi
    from bots.slack.api.workspaces import WorkspaceDirectory

LIMITS = Limits(conversation=((1, 1.0),), tenant=((4, 1.0),))  # Slack: one a second, "several hundred" a minute
LONGEST_WAIT = 10.0  # seconds for one's turn; then it is tried again later
EVENT = "certdesk_notice"
CHANNELS = 10_000  # remembered
EARLIER = 5.0  # seconds before the first attempt from which on is looked back
PAGES, ON_A_PAGE = 5, 100
OPERATORS_PAUSE = 900.0  # seconds until it is tried again where only an administrator can help

GONE = {
    "channel_not_found": phrases.NOT_KNOWN,
    "user_not_found": phrases.NOT_KNOWN,
    "user_disabled": phrases.LEFT,
    "is_archived": phrases.NO_CHAT,
    "not_in_channel": phrases.NO_CHAT,
    "cannot_dm_bot": phrases.NOT_ALLOWED,
    "user_not_visible": phrases.NOT_ALLOWED,
    "restricted_action": phrases.NOT_ALLOWED,
}
TOKEN_ERRORS = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})
OPERATORS = dict.fromkeys(TOKEN_ERRORS, phrases.TOKEN_REFUSED) | {"messages_tab_disabled": phrases.TAB_DISABLED}


class SlackSender:
    """The ``Sender`` for Slack, by each person's own workspace; before ``connect`` it sends nothing."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        limits: Limits = LIMITS,
        time_limit: float = TIMEOUT,
    ) -> None:
        """Send within ``limits``, each call within ``time_limit`` seconds; answers are not counted among them."""
        self._time_limit = time_limit
        self._monotonic = monotonic
        self._sleep = sleep
        self._pace = RateLimiter(limits, monotonic=monotonic)
        self._workspaces: WorkspaceDirectory | None = None
        self._channels: OrderedDict[str, str] = OrderedDict()
        self._look_back_after: dict[str, float] = {}

    def connect(self, workspaces: WorkspaceDirectory) -> None:
        """Send from now on, each message in the workspace that its person is in."""
        self._workspaces = workspaces

    def render(self, reply: Reply, *, key: str) -> str:
        """See the port; it is the body of ``chat.postMessage`` but for its channel."""
        return json.dumps(message_body(reply, key), sort_keys=True, separators=(",", ":"))

    async def turn(self, to: Asker) -> NotSent | None:
        """See the port."""
        wait = self._pace.reserve(to.key, to.tenant, most=LONGEST_WAIT)
        if wait is None:
            return NotSent(phrases.TOO_MANY_WAIT, after=LONGEST_WAIT)
        if wait:
            await self._sleep(wait)
        return None

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:
        """See the port."""
        if self._workspaces is None:
            return NotSent(phrases.NOT_STARTED)
        workspace = await self._workspaces.workspace(EventOrigin(to.tenant))
        if workspace is None:
            return Unreachable(phrases.NOT_INSTALLED)
        body = _marked(json.loads(payload)) if repeated else json.loads(payload)
        answer = await workspace.web_api(
            "chat.postMessage", body={**body, "channel": to.person}, time_limit=self._time_limit
        )
        if isinstance(answer, WebApiRefused):
            return _refusal(answer.code)
        if isinstance(answer, (NotSent, InDoubt)):
            return answer
        self._remember(to, text_at(answer, "channel"))
        return Sent(text_at(answer, "ts"))

    async def update(self, to: Asker, message: str, payload: str) -> bool:
        """See the port."""
        workspace = None if self._workspaces is None else await self._workspaces.workspace(EventOrigin(to.tenant))
        if workspace is None:
            return False
        channel = self._channels.get(to.key) or await self._opened(workspace.web_api, to)
        if isinstance(channel, LookBack):
            return False
        body = {**json.loads(payload), "channel": channel, "ts": message}
        answer = await workspace.web_api("chat.update", body=body, time_limit=self._time_limit)
        return not isinstance(answer, (WebApiRefused, NotSent, InDoubt))

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> Sent | LookBack:
        """See the port."""
        if self._workspaces is None or self._monotonic() < self._look_back_after.get(to.tenant, float("-inf")):
            return LookBack.LATER
        workspace = await self._workspaces.workspace(EventOrigin(to.tenant))
        if workspace is None:
            return LookBack.CANNOT
        call = workspace.web_api
        channel = self._channels.get(to.key) or await self._opened(call, to)
        if isinstance(channel, LookBack):
            return channel
        where = {
            "channel": channel,
            "oldest": f"{since.timestamp() - EARLIER:.6f}",
            "limit": str(ON_A_PAGE),
            "include_all_metadata": "true",
        }
        for _ in range(PAGES):
            found = self._page_or_outcome(to, await call("conversations.history", form=where))
            if isinstance(found, LookBack):
                return found
            for message in list_at(found, "messages"):
                if _is_of(message, key):
                    return Sent(text_at(message, "ts"))
            cursor = text_at(found, "response_metadata", "next_cursor")
            if not cursor:
                return LookBack.ABSENT
            where["cursor"] = cursor
        return LookBack.CANNOT

    async def _opened(self, call: WebApi, to: Asker) -> str | LookBack:
        found = self._page_or_outcome(to, await call("conversations.open", body={"users": to.person}))
        if isinstance(found, LookBack):
            return found
        channel = text_at(found, "channel", "id")
        self._remember(to, channel)
        return channel or LookBack.CANNOT

    def _page_or_outcome(
        self, to: Asker, answer: Mapping[str, Any] | WebApiRefused | NotSent | InDoubt
    ) -> Mapping[str, Any] | LookBack:
        match answer:
            case WebApiRefused(code=code):
                return LookBack.LATER if code in TOKEN_ERRORS else LookBack.CANNOT
            case NotSent(after=after):
                self._look_back_after[to.tenant] = self._monotonic() + max(after or 0.0, 1.0)
                return LookBack.LATER
            case InDoubt():
                return LookBack.LATER
            case _:
                return answer

    def _remember(self, to: Asker, channel: str) -> None:
        if not channel:
            return
        self._channels[to.key] = channel
        self._channels.move_to_end(to.key)
        if len(self._channels) > CHANNELS:
            self._channels.popitem(last=False)


def message_body(reply: Reply, key: str) -> dict[str, Any]:
    """Return a message that stays, with the marks by which it is found again; ``key`` is its key in the ledger."""
    body = cards.single_message(reply, also=phrases.reference(key)).body()
    body["blocks"][-1] = {**body["blocks"][-1], "block_id": _mark(key)}
    body["metadata"] = {"event_type": EVENT, "event_payload": {"key": key}}
    return body


def _refusal(code: str) -> NotSent | Unreachable:
    """Tell who cannot be reached from what only an administrator can mend: the latter is tried again."""
    if code in GONE:
        return Unreachable(GONE[code])
    return NotSent(OPERATORS.get(code) or phrases.refused(code), after=OPERATORS_PAUSE)


def _marked(body: dict[str, Any]) -> dict[str, Any]:
    line = phrases.repeated(text_at(body, "metadata", "event_payload", "key"))
    text = f"{line}\n{text_at(body, 'text')}"[: blocks.MESSAGE_TEXT]
    return body | {"text": text, "blocks": [*blocks.context(line), *list_at(body, "blocks")]}


def _mark(key: str) -> str:
    """Name a message's last block: where metadata is not kept, this is."""
    return f"notice:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _is_of(message: object, key: str) -> bool:
    about = object_at(message, "metadata")
    is_named = text_at(about, "event_type") == EVENT and text_at(about, "event_payload", "key") == key
    return is_named or any(text_at(block, "block_id") == _mark(key) for block in list_at(message, "blocks"))
