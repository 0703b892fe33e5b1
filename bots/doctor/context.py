"""What the checks look at: the settings, and connections whose answers also tell the time of others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from bots.http.messages import HttpRequest
from bots.http.transport import HttpxTransport, NoResponse, NotConnected
from verifier_client import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from bots.config.settings import Settings
    from bots.http.messages import HttpResponse
    from verifier_client import RegistryRequest, RegistryResponse, Transport

TIMEOUT = 3.0  # seconds for one call
POLICY = Policy(patience=TIMEOUT, attempts=1)


@dataclass(slots=True)
class DoctorContext:
    """What is examined; ``clock_offsets`` holds how far this machine's clock is ahead of that of whoever answered."""

    settings: Settings
    now: Callable[[], datetime]
    online: bool = True
    public_url: str | None = None
    clock_offsets: dict[str, timedelta] = field(default_factory=dict)

    def note_clock(self, host: str, headers: Mapping[str, str]) -> None:
        """
        Note how far this machine's clock is ahead of the one of whoever answered.

        Args:
            host: who answered, as findings name it.
            headers: the response's headers; without a readable ``Date`` nothing is noted.
        """
        try:
            self.clock_offsets[host] = self.now() - parsedate_to_datetime(headers.get("date", ""))
        except (ValueError, TypeError):  # no date, or one without a zone
            return


class DoctorTransport:
    """A ``Transport`` to chat platforms and our own address that is quick to give up, and notes clocks."""

    def __init__(self, context: DoctorContext) -> None:
        """Note clocks in ``context``; connect with the first call."""
        self._context = context
        self._transport = HttpxTransport()

    async def __aenter__(self) -> Self:
        """Return the transport."""
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Close every connection."""
        await self.aclose()

    async def send(self, request: HttpRequest) -> HttpResponse:
        """See the port."""
        response = await self._transport.send(replace(request, timeout=min(request.timeout, TIMEOUT)))
        self._context.note_clock(urlsplit(request.url).hostname or request.url, response.headers)
        return response

    async def aclose(self) -> None:
        """See the port."""
        await self._transport.aclose()

    async def try_send(self, method: str, url: str, **headers: str) -> HttpResponse | None:
        """
        Make a call without a body.

        Args:
            method: the HTTP method.
            url: where to call.
            headers: the request's headers by name.

        Returns:
            The response, whatever its status; None when there is none.
        """
        try:
            return await self.send(HttpRequest(method, url, headers))
        except (NotConnected, NoResponse):
            return None


class ClockNotingTransport:
    """The registries' own transport, with a look at the clocks of those who answer."""

    def __init__(self, context: DoctorContext, transport: Transport) -> None:
        """Note clocks in ``context``; send over ``transport``."""
        self._context = context
        self._transport = transport

    async def send(self, ask: RegistryRequest, *, patience: float) -> RegistryResponse:
        """See the port."""
        answer = await self._transport.send(ask, patience=patience)
        self._context.note_clock(ask.registry, answer.headers)
        return answer

    async def aclose(self) -> None:
        """See the port."""
        await self._transport.aclose()


def json_object(response: HttpResponse) -> dict[str, Any]:
    """Return the JSON object of a response, or an empty one."""
    try:
        found = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
