"""Fakes of the ports: a clock that moves only when asked to, and a transport that answers from a script."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from verifier_client.transport import RegistryRequest, RegistryResponse

ScriptedResponse = (
    RegistryResponse | Exception | Callable[[RegistryRequest], RegistryResponse | Awaitable[RegistryResponse]]
)
"""One line of a ``FakeTransport``'s script."""


class ManualClock:
    """A ``Clock`` that stands still; ``sleep`` moves it on at once and is noted in ``slept``."""

    def __init__(self, now: datetime = datetime(2026, 11, 20, 9, tzinfo=UTC)) -> None:
        """Start at ``now``, with monotonic time at zero."""
        self._now = now
        self._monotonic = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds that have passed since the start."""
        return self._monotonic

    async def sleep(self, seconds: float) -> None:
        """Move on by ``seconds`` without waiting, and let others run."""
        self.slept.append(seconds)
        self.advance(seconds)
        await asyncio.sleep(0)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def jump(self, now: datetime) -> None:
        """Set the time of day without letting time pass, as an operator or a time server may."""
        self._now = now


class FakeTransport:
    """
    A ``Transport`` that answers from a script, one entry per request; the last is repeated for ever.

    A line is an answer, an exception to raise, or a function (plain or async) that is given the ask. What was
    asked is in ``requests``, with the patience in ``patience``.
    """

    def __init__(self, *script: ScriptedResponse) -> None:
        """
        Create the transport.

        Args:
            *script: At least one response; the last is repeated for ever.
        """
        if not script:
            raise ValueError("a FakeTransport needs at least one response")
        self._script = script
        self.requests: list[RegistryRequest] = []
        self.patience: list[float] = []
        self.closed = False

    async def send(self, request: RegistryRequest, *, patience: float) -> RegistryResponse:
        """See the port."""
        line = self._script[min(len(self.requests), len(self._script) - 1)]
        self.requests.append(request)
        self.patience.append(patience)
        if isinstance(line, Exception):
            raise line
        if isinstance(line, RegistryResponse):
            return line
        response = line(request)
        return await response if inspect.isawaitable(response) else response

    async def aclose(self) -> None:
        """Note it."""
        self.closed = True


def json_response(document: object, *, status: int = 200, **headers: str) -> RegistryResponse:
    """
    Return a response whose body is a JSON document.

    Args:
        document: The body.
        status: The HTTP status.
        **headers: ``retry_after="1"`` becomes the header ``retry-after``.
    """
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return RegistryResponse(status, {"content-type": "application/json", **named}, json.dumps(document).encode())
