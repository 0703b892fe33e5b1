"""
Sends to Teams: the five calls of the Bot Framework's connector that botbuilder needs, over one transport.

What may be repeated depends on what it is. An update or a deletion has the same effect twice, so 412, 502, 504 and lost
answers are tried again. A new message or conversation has no idempotency key: after 412, 502, 504 or a lost answer it
may be there already, and people were sent the same message three times by bots that did as Microsoft advises. Those are
repeated only when they certainly were not taken: after 429, or when no connection was made. The rest is ``InDoubt``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from bots.http.messages import TIMEOUT, HttpRequest
from bots.http.retry_after import pause_asked_for
from bots.http.transport import NoResponse, NotConnected
from bots.teams.model.errors import InDoubt, NotNow, Rejected, Undelivered, Unreachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bots.http.messages import HttpResponse
    from bots.http.transport import Transport
    from bots.runtime.rate_limit import RateLimiter
    from bots.teams.api.hosts import ServiceHosts
    from bots.teams.model.errors import FailureRecorder

TRIES = 4
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds; Retry-After beyond the longest is not waited for
SHORT_TIME_LIMIT = 2.0  # seconds for what is not worth waiting for
LOST = frozenset({412, 502, 504})  # nobody knows whether it was done
GONE = frozenset({403, 404, 410})


@dataclass(frozen=True, slots=True)
class Sent:
    """What the service says of something it took; the id may be missing."""

    id: str = ""
    activity_id: str = ""
    service_url: str = ""


class TokenSource(Protocol):
    """Where the bot's own token comes from."""

    async def get(self) -> str:
        """Return a token; raises ``Undelivered``."""
        ...

    def forget(self, token: str) -> None:
        """Do not use a token any more."""
        ...


@dataclass(frozen=True, slots=True)
class ServiceConnection:
    """Everything that all connectors of the process share; ``tokens`` is None for local peers only."""

    transport: Transport
    tokens: TokenSource | None
    hosts: ServiceHosts
    rate_limiter: RateLimiter
    failure_recorder: FailureRecorder
    now: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random  # how long not to wait has no need of secrecy


@dataclass(frozen=True, slots=True)
class _CallPolicy:
    """
    How something is sent, and how much it is worth.

    ``time_limit`` is for one call, ``wait`` for one's turn (None: the caller has waited), both in seconds; ``retries``
    says whether it may be tried again, ``is_recorded`` whether a human hears that it was not delivered, ``query`` what
    stands behind the path.
    """

    time_limit: float = TIMEOUT
    wait: float | None = LONGEST_PAUSE
    retries: bool = True
    is_recorded: bool = True
    query: str = ""


WITH_RETRIES, SINGLE_ATTEMPT = _CallPolicy(), _CallPolicy(SHORT_TIME_LIMIT, 0.0, retries=False)
TARGETED = _CallPolicy(is_recorded=False, query="?isTargetedActivity=true")


@dataclass(frozen=True, slots=True)
class _ConnectorCall:
    """One thing to do; ``repeatable`` when doing it twice is the same as once."""

    method: str
    parts: tuple[str, ...]
    body: Any
    repeatable: bool
    policy: _CallPolicy

    @property
    def conversation(self) -> str:
        return self.parts[0] if self.parts else ""

    def path(self) -> str:
        """Quote the ids; one that would climb out of the path is no id."""
        if {"", ".", ".."} & set(self.parts):
            raise Rejected("NoId")
        return "/".join(["/v3/conversations", *(quote(part, safe="") for part in self.parts)])


class Connector:
    """Speaks to one service URL; botbuilder asks for ``conversations`` and calls what is on it."""

    def __init__(
        self, connection: ServiceConnection, service_url: str, *, tenant: str, write: Callable[[Any], Any]
    ) -> None:
        """Send to ``service_url`` for ``tenant``; ``write`` turns botbuilder's activities into JSON values."""
        self._connection = connection
        self._base = service_url.rstrip("/")
        self._tenant = tenant
        self._write = write

    @property
    def conversations(self) -> Connector:
        """Return what has the calls on it."""
        return self

    async def send_to_conversation(self, conversation_id: str, activity: Any) -> Sent:
        """Send a message; raises ``Undelivered``, which is on record by then."""
        return await self._do("POST", (conversation_id, "activities"), activity)

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Any) -> Sent:
        """Send a message below another one; raises ``Undelivered``, which is on record by then."""
        return await self._do("POST", (conversation_id, "activities", activity_id), activity)

    async def send_targeted(self, conversation_id: str, activity: Any, *, to: str) -> Sent:
        """
        Send a message into a shared conversation that only one of its members sees.

        What is refused is not on record: whoever calls has another way
        (https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages).

        Args:
            conversation_id: the channel, group chat or meeting chat.
            activity: the message.
            to: the member's ID as the connector knows it.

        Raises:
            Undelivered: it was refused, or nobody knows.
        """
        body = {**self._write(activity), "recipient": {"id": to, "isTargeted": True}}
        return await self._do("POST", (conversation_id, "activities"), body, TARGETED)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Any) -> Sent:
        """Replace a message; raises ``Undelivered``, which is on record by then."""
        return await self._do("PUT", (conversation_id, "activities", activity_id), activity)

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        """Delete a message; raises ``Undelivered``, which is on record by then."""
        await self._do("DELETE", (conversation_id, "activities", activity_id), None)

    async def create_conversation(self, parameters: Any) -> Sent:
        """Open a conversation; raises ``Undelivered``, which is on record by then."""
        return await self._do("POST", (), parameters)

    async def send_once(self, conversation_id: str, activity: Any, *, time_limit: float = TIMEOUT) -> Sent:
        """Send a message with a single call, its turn having been waited for; raises ``Undelivered``."""
        policy = _CallPolicy(time_limit, None, retries=False)
        return await self._do("POST", (conversation_id, "activities"), activity, policy)

    async def show_typing(self, conversation_id: str, activity: Any) -> None:
        """Show that an answer is being made: tried once, never waited for long, missed by nobody when it fails."""
        with contextlib.suppress(Undelivered):
            await self._do("POST", (conversation_id, "activities"), activity, SINGLE_ATTEMPT)

    async def _do(self, method: str, parts: tuple[str, ...], body: Any, policy: _CallPolicy = WITH_RETRIES) -> Sent:
        call = _ConnectorCall(method, parts, body, repeatable=method != "POST", policy=policy)
        try:
            if not self._connection.hosts.allow(self._base):
                raise Rejected("ServiceUrlNotAllowed")
            answer = await self._deliver(call)
        except Undelivered as error:
            error.conversation = call.conversation
            if policy.is_recorded:
                self._connection.failure_recorder.undelivered(error)
            raise
        return _sent(answer)

    async def _deliver(self, call: _ConnectorCall) -> HttpResponse:
        url = self._base + call.path() + call.policy.query
        body = b"" if call.body is None else json.dumps(self._write(call.body)).encode()
        renewed = False
        for attempt in range(1, TRIES + 1):
            token = await self._connection.tokens.get() if self._connection.tokens is not None else ""
            await self._wait_for_turn(call)
            answer = await self._once(call, url, body, token)
            if not isinstance(answer, Undelivered) and answer.status < 300:
                return answer
            if _is_stale(answer, token) and self._connection.tokens is not None and not renewed:
                self._connection.tokens.forget(token)
                if call.policy.wait is None:
                    raise NotNow("StaleToken")
                renewed = True
                continue
            problem = answer if isinstance(answer, Undelivered) else _problem(answer, self._connection.now)
            pause = self._pause(problem, attempt)
            if attempt == TRIES or pause > LONGEST_PAUSE or not _may_repeat(problem, call):
                raise problem
            await self._connection.sleep(pause)
        raise Rejected("Unauthorized")

    async def _once(self, call: _ConnectorCall, url: str, body: bytes, token: str) -> HttpResponse | Undelivered:
        headers = {"Content-Type": "application/json"} if body else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            return await self._connection.transport.send(
                HttpRequest(call.method, url, headers, body, call.policy.time_limit)
            )
        except NotConnected:
            return NotNow("NoConnection")
        except NoResponse:
            return InDoubt("NoAnswer")

    async def _wait_for_turn(self, call: _ConnectorCall) -> None:
        if call.policy.wait is None:
            return
        wait = self._connection.rate_limiter.reserve(call.conversation, self._tenant, most=call.policy.wait)
        if wait is None:
            raise NotNow("OwnPace", retry_after=LONGEST_PAUSE)
        if wait:
            await self._connection.sleep(wait)

    def _pause(self, problem: Undelivered, attempt: int) -> float:
        """Wait as long as asked for, else a random part of a span that doubles."""
        if problem.retry_after is not None:
            return problem.retry_after
        return float(FIRST_PAUSE * 2 ** (attempt - 1) * self._connection.jitter())


def _is_stale(answer: HttpResponse | Undelivered, token: str) -> bool:
    """Say whether our token was refused, which happens when Microsoft revokes it before its end."""
    return bool(token) and not isinstance(answer, Undelivered) and answer.status == 401


def _may_repeat(problem: Undelivered, call: _ConnectorCall) -> bool:
    if not call.policy.retries:
        return False
    return isinstance(problem, NotNow) or (isinstance(problem, InDoubt) and call.repeatable)


def _problem(answer: HttpResponse, now: Callable[[], float]) -> Undelivered:
    """Say what a refusal means."""
    cause = _code(answer.body) or f"Status{answer.status}"
    if answer.status == 429:
        return NotNow(cause, retry_after=pause_asked_for(answer.headers, now()))
    if answer.status in LOST:
        return InDoubt(cause, retry_after=pause_asked_for(answer.headers, now()))
    if answer.status in GONE:
        return Unreachable(cause)
    if answer.status == 408 or answer.status >= 500:
        return InDoubt(cause)
    return Rejected(cause)


def _code(body: bytes) -> str:
    """Return the service's word for what went wrong, and nothing else of its answer."""
    try:
        found = json.loads(body)
        code = found["error"]["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return code if isinstance(code, str) and re.fullmatch(r"[A-Za-z]{1,60}", code) else ""


def _sent(answer: HttpResponse) -> Sent:
    """Read the ids; a 202 without a body was taken as well."""
    try:
        found = json.loads(answer.body) if answer.body else {}
    except (ValueError, RecursionError):
        found = {}
    named = found if isinstance(found, dict) else {}
    names = {"id": named.get("id"), "activity_id": named.get("activityId"), "service_url": named.get("serviceUrl")}
    return Sent(**{name: value for name, value in names.items() if isinstance(value, str)})
