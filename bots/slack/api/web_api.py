"""
One call of Slack's Web API, made once: what came back, or how much is known of what did not.

The SDK's client is not used here: it repeats by itself what a lost connection may have delivered already.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from bots.conversation.text import delivery as phrases
from bots.notifications.message_models import InDoubt, NotSent
from bots.runtime.json_access import text_at

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 10.0  # seconds for a whole call
CONNECT_PATIENCE = 3.0
LONGEST_ANSWER = 4 * 1024 * 1024
LONGEST_PAUSE, USUAL_PAUSE = 900.0, 30.0  # seconds
OUTAGES = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})

_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


@dataclass(frozen=True, slots=True)
class WebApiRefused:
    """Slack did not do it, and says why in one word."""

    code: str


class WebApi:
    """Calls with one token over one HTTP session."""

    def __init__(self, session: aiohttp.ClientSession, base: str, token: str) -> None:
        """Take where to call, and as whom."""
        self._session = session
        self._base = base
        self._headers = {"Authorization": f"Bearer {token}"}

    async def __call__(
        self,
        method: str,
        *,
        body: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> Mapping[str, Any] | WebApiRefused | NotSent | InDoubt:
        """Call a method with a JSON body or, as those that only read want it, a form; ``patience`` in seconds."""
        try:
            async with self._session.post(
                self._base + method,
                json=body,
                data=form,
                headers=self._headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=patience, sock_connect=min(CONNECT_PATIENCE, patience)),
            ) as response:
                raw = await _limited(response.content)
        except _NEVER_LEFT:
            return NotSent(phrases.NOT_CONNECTED)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return InDoubt(phrases.NO_ANSWER)
        return _read(response.status, response.headers, raw)


def _read(status: int, headers: Mapping[str, str], raw: bytes) -> Mapping[str, Any] | WebApiRefused | NotSent | InDoubt:
    found = _object(raw)
    code = text_at(found, "error")
    if status == 429 or code == "ratelimited":
        pause = _pause(headers.get("Retry-After"))
        return NotSent(phrases.slow_down(pause), after=pause)
    if status == 408 or status >= 500:
        return InDoubt(phrases.unclear(str(status)))
    if status != 200:
        return WebApiRefused(f"status {status}")
    if found.get("ok") is True:
        return found
    if not re.fullmatch(r"[a-z_]{1,60}", code):
        return InDoubt(phrases.NOT_READABLE)
    return InDoubt(phrases.unclear(code)) if code in OUTAGES else WebApiRefused(code)


async def _limited(stream: aiohttp.StreamReader) -> bytes:
    """Read a body; one that is too long is cut, and so is not readable."""
    found = b""
    async for chunk in stream.iter_any():
        found += chunk
        if len(found) > LONGEST_ANSWER:
            break
    return found


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _pause(value: str | None) -> float:
    seconds = float(value) if value and value.isascii() and value.isdigit() else USUAL_PAUSE
    return min(seconds, LONGEST_PAUSE)
