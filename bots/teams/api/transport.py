"""
Carries one HTTP call to Microsoft and brings the answer back: the only file of this folder that knows httpx.

It says of every failure whether the call can have arrived, because that decides whether it may be made again. The
transport is httpx-aiohttp, without httpx's client around it, for the reasons that ``verifier_client.transport`` gives.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Mapping

PATIENCE = 10.0  # seconds for a whole call
CONNECT_PATIENCE = 3.0
LONGEST_ANSWER = 1024 * 1024
CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Call:
    """An HTTP call as data."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    patience: float = PATIENCE
    most: int = LONGEST_ANSWER


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names are found in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class NeverLeft(Exception):
    """No connection was made, so nothing can have arrived."""


class NoAnswer(Exception):
    """The call may have arrived, but no whole answer came back."""


class TooLarge(NoAnswer):
    """More came back than was asked for at most."""


class Transport(Protocol):
    """Anything that can carry a ``Call``: the network, or a fake."""

    async def send(self, call: Call) -> Answer:
        """Return the answer, whatever its status; raises ``NeverLeft`` or ``NoAnswer``. Follows no redirect."""
        ...

    async def aclose(self) -> None:
        """Give back what is held open."""
        ...


class HttpxTransport:
    """The network, over one pool of connections."""

    def __init__(self, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """``transport`` replaces the network in tests (``httpx.MockTransport``)."""
        self._transport = transport

    async def send(self, call: Call) -> Answer:
        """Send over HTTP; see ``Transport.send``."""
        if self._transport is None:
            self._transport = _network()
        timeout = {"connect": CONNECT_PATIENCE, "read": call.patience, "write": call.patience, "pool": call.patience}
        try:
            request = httpx.Request(
                call.method, call.url, headers=call.headers, content=call.body, extensions={"timeout": timeout}
            )
            async with asyncio.timeout(call.patience):
                response = await self._transport.handle_async_request(request)
                try:
                    body = await _body(response, call.most)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise NoAnswer("no answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError) as error:
            raise (NeverLeft if _never_left(error) else NoAnswer)(type(error).__name__) from error
        return Answer(response.status_code, response.headers, body)

    async def aclose(self) -> None:
        """Close every connection."""
        if self._transport is not None:
            await self._transport.aclose()


async def _body(response: httpx.Response, most: int) -> bytes:
    found = bytearray()
    async for chunk in cast("AsyncIterable[bytes]", response.stream):
        found += chunk
        if len(found) > most:
            raise TooLarge("the answer is too large")
    return bytes(found)


def _never_left(error: Exception) -> bool:
    """Say whether no connection was made; httpx-aiohttp calls a lost connection a failed one, so look below it."""
    cause = error.__cause__
    if isinstance(cause, aiohttp.ClientError):
        return isinstance(cause, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL))
    return isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL))


def _network() -> httpx.AsyncBaseTransport:
    context = httpx.create_ssl_context()
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=context, limit=CONNECTIONS),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "certdesk"},
        auto_decompress=False,
    )
    return AiohttpTransport(verify=context, client=session)
