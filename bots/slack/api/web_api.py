"""
One call of Slack's Web API, made once: what came back, or how much is known of what did not.

The SDK's client is not used here: it repeats by itself what a lost connection may have delivered already.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bots.conversation.text import delivery as phrases
from bots.http.messages import TIMEOUT, HttpRequest
from bots.http.retry_after import pause_asked_for
from bots.http.transport import HttpxTransport, NoResponse, NotConnected, ResponseTooLarge
from bots.notifications.message_models import InDoubt, NotSent
from bots.runtime.json_access import text_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import aiohttp

    from bots.http.messages import HttpResponse
    from bots.http.transport import Transport

MAX_RESPONSE_BYTES = 4 * 1024 * 1024
LONGEST_PAUSE, USUAL_PAUSE = 900.0, 30.0  # seconds
OUTAGES = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})


@dataclass(frozen=True, slots=True)
class SlackConnection:
    """
    The way to one Slack, shared by all workspaces: the SDK's client and our own calls use the same connections.

    ``api_url`` is the Web API's base and ends with a slash; ``now`` gives seconds since 1970.
    """

    session: aiohttp.ClientSession
    transport: Transport
    api_url: str
    now: Callable[[], float] = time.time

    @classmethod
    def over(cls, session: aiohttp.ClientSession, api_url: str) -> SlackConnection:
        """Return a connection on an aiohttp session."""
        return cls(session, HttpxTransport.over(session), api_url.rstrip("/") + "/")

    async def close(self) -> None:
        """Close every connection."""
        await self.session.close()


@dataclass(frozen=True, slots=True)
class WebApiRefused:
    """Slack did not do it, and says why in one word."""

    code: str


class WebApi:
    """Calls the Web API with one token."""

    def __init__(self, connection: SlackConnection, token: str) -> None:
        """Call over ``connection``; an empty token is for the methods that want none."""
        self._connection = connection
        self._headers = {"Authorization": f"Bearer {token}"}

    async def __call__(
        self,
        method: str,
        *,
        body: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
        time_limit: float = TIMEOUT,
    ) -> Mapping[str, Any] | WebApiRefused | NotSent | InDoubt:
        """
        Call a method, with a JSON body or, as those that only read want it, a form.

        Args:
            method: the method's name, such as ``chat.postMessage``.
            body: the arguments as JSON.
            form: the arguments as a form.
            time_limit: seconds for the whole call.

        Returns:
            Slack's answer where it says ``ok``; else whether it refused, was not reached, or may have done it.
        """
        try:
            response = await self._connection.transport.send(self._request(method, body, form, time_limit))
        except NotConnected:
            return NotSent(phrases.NOT_CONNECTED)
        except ResponseTooLarge:
            return InDoubt(phrases.NOT_READABLE)
        except NoResponse:
            return InDoubt(phrases.NO_ANSWER)
        return _outcome(response, self._connection.now())

    def _request(
        self, method: str, body: Mapping[str, Any] | None, form: Mapping[str, str] | None, time_limit: float
    ) -> HttpRequest:
        kind = "application/x-www-form-urlencoded" if body is None else "application/json"
        content = urlencode(form or {}) if body is None else json.dumps(body)
        return HttpRequest(
            "POST",
            self._connection.api_url + method,
            self._headers | {"Content-Type": kind},
            content.encode(),
            timeout=time_limit,
            max_bytes=MAX_RESPONSE_BYTES,
        )


def _outcome(response: HttpResponse, now: float) -> Mapping[str, Any] | WebApiRefused | NotSent | InDoubt:
    found = _object(response.body)
    code = text_at(found, "error")
    if response.status == 429 or code == "ratelimited":
        asked = pause_asked_for(response.headers, now)
        pause = min(USUAL_PAUSE if asked is None else asked, LONGEST_PAUSE)
        return NotSent(phrases.slow_down(pause), after=pause)
    if response.status == 408 or response.status >= 500:
        return InDoubt(phrases.unclear(str(response.status)))
    if response.status != 200:
        return WebApiRefused(f"status {response.status}")
    if found.get("ok") is True:
        return found
    if not re.fullmatch(r"[a-z_]{1,60}", code):
        return InDoubt(phrases.NOT_READABLE)
    return InDoubt(phrases.unclear(code)) if code in OUTAGES else WebApiRefused(code)


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
