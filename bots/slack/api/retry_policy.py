"""How often and after which pause what Slack refused as too many is tried again while somebody waits."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from bots.http.retry_after import pause_asked_for
from bots.slack.sdk import AsyncRateLimitErrorRetryHandler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState

LONGEST_WAIT = 30.0  # seconds
USUAL_PAUSE = 1.0  # seconds, where Slack does not say how long
TRIES = 3


def pause_or_usual(headers: Mapping[str, str], now: float) -> float:
    """Return the seconds to wait after a refusal; ``now`` is in seconds since 1970."""
    asked = pause_asked_for(headers, now)
    return USUAL_PAUSE if asked is None else asked


class RetryPolicy(AsyncRateLimitErrorRetryHandler):
    """Honours ``Retry-After`` of the Web API, never beyond what somebody would wait for."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Try three times at most."""
        super().__init__(max_retry_count=TRIES - 1)
        self._wait = sleep

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002 - the SDK's signature
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait as long as Slack asks; the SDK's own handler adds up to a second to that."""
        if response is None:
            raise error or RuntimeError("nothing to retry")
        headers = {name.lower(): values[0] for name, values in response.headers.items() if values}
        state.next_attempt_requested = True
        await self._wait(min(pause_or_usual(headers, time.time()), LONGEST_WAIT))
        state.increment_current_attempt()
