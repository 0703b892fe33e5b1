"""
Sends one request to a registry and brings the answer back: the only file that knows httpx.

httpx's API over the httpx-aiohttp transport: httpx's own pool can be poisoned by a caller that leaves at the wrong
moment (encode/httpcore#1093), and aiohttp's is several times cheaper under load. Redirects and the total deadline
are handled here because httpx has no deadline over a whole answer and would follow a redirect to any host: its
timeouts cover one read each, so a registry that drips would hold us for ever. aiohttp's pool survives the deadline.
The transport is used without httpx's client around it, which would keep cookies and read where redirects lead.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from verifier_client.errors import Garbled, Unavailable

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterable, Mapping

    import httpx

    from verifier_client.policy import Policy


@dataclass(frozen=True, slots=True)
class Ask:
    """A GET request as data; ``registry`` is named in whatever goes wrong."""

    registry: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Transport(Protocol):
    """Anything that can carry an ``Ask`` to a registry: the network, the sandbox, a fake."""

    async def send(self, ask: Ask, *, patience: float) -> Answer:
        """
        Return the registry's answer within ``patience`` seconds, following redirects on the same host only.

        Raises ``Unavailable`` when there is none and ``Garbled`` when it breaks the rules of the road.
        """
        ...

    async def aclose(self) -> None:
        """Give back what is held open."""
        ...


REDIRECTS = frozenset({301, 302, 303, 307, 308})


def late(registry: str) -> Unavailable:
    """Return what every wire raises when patience ended before the answer began."""
    return Unavailable(f"{registry} did not answer in time.", registry=registry)


def unreachable(registry: str) -> Unavailable:
    """Return what every wire raises when the connection failed."""
    return Unavailable(f"{registry} could not be reached.", registry=registry)


def too_large(registry: str, policy: Policy) -> Garbled:
    """Return what every wire raises when a body exceeds the policy's limit."""
    return Garbled(f"{registry} sent more than {policy.body_limit // 1024} KiB.", registry=registry)


def leads_elsewhere(registry: str) -> Garbled:
    """Return what every wire raises when a redirect leaves the host that was configured."""
    return Garbled(f"{registry} redirects to another host, which is not followed.", registry=registry)


def redirects_too_often(registry: str) -> Garbled:
    """Return what every wire raises when one redirect follows another."""
    return Garbled(f"{registry} redirects too often.", registry=registry)


class HttpxTransport:
    """The network."""

    def __init__(self, policy: Policy, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """``transport`` replaces the network in tests (``httpx.MockTransport``)."""
        import httpx  # noqa: PLC0415 - 70 ms that an answer from the sandbox does not need

        self._httpx = httpx
        self._policy = policy
        self._transport = transport
        self._errors: tuple[type[Exception], ...] = (httpx.HTTPError, httpx.InvalidURL, *_aiohttp_errors())

    async def send(self, ask: Ask, *, patience: float) -> Answer:
        """Send over HTTP; see ``Transport.send``."""
        deadline = time.monotonic() + patience
        url = self._address(ask)
        for _hop in range(self._policy.redirects + 1):
            answer = await self._once(ask, url, deadline)
            if answer.status not in REDIRECTS:
                return answer
            url = self._next_hop(ask, url, answer)
        raise redirects_too_often(ask.registry)

    async def aclose(self) -> None:
        """Close every connection."""
        if self._transport is not None:
            await self._transport.aclose()

    async def _once(self, ask: Ask, url: httpx.URL, deadline: float) -> Answer:
        if self._transport is None:
            self._transport = _aiohttp_transport(_trusted(), self._policy)
        left = deadline - time.monotonic()
        if left <= 0:
            raise Unavailable(f"{ask.registry} did not answer in time.", registry=ask.registry, again=False)
        timeout = {
            "connect": min(self._policy.connect_timeout, left),
            "read": min(self._policy.read_timeout, left),
            "pool": left,
        }
        request = self._httpx.Request("GET", url, headers=ask.headers, extensions={"timeout": timeout})
        try:
            async with asyncio.timeout(left):
                response = await self._transport.handle_async_request(request)
                try:
                    body = await self._body(ask, response)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise late(ask.registry) from error
        except (self._httpx.ReadTimeout, self._httpx.PoolTimeout) as error:
            raise late(ask.registry) from error
        except self._errors as error:
            raise unreachable(ask.registry) from error
        return Answer(response.status_code, response.headers, body)

    async def _body(self, ask: Ask, response: httpx.Response) -> bytes:
        """Read at most the allowed size."""
        if response.headers.get("content-encoding", "identity") != "identity":
            raise Garbled(f"{ask.registry} compresses although asked not to.", registry=ask.registry)
        body = b""
        async for chunk in cast("AsyncIterable[bytes]", response.stream):
            body = body + chunk if body else chunk
            if len(body) > self._policy.body_limit:
                raise too_large(ask.registry, self._policy)
        return body

    def _address(self, ask: Ask) -> httpx.URL:
        try:
            return self._httpx.URL(ask.url)
        except (self._httpx.InvalidURL, ValueError) as error:
            raise Garbled(f"{ask.registry} names an address that cannot be asked.", registry=ask.registry) from error

    def _next_hop(self, ask: Ask, url: httpx.URL, answer: Answer) -> httpx.URL:
        try:
            target = url.join(answer.headers.get("location", ""))
        except (self._httpx.InvalidURL, ValueError) as error:
            raise Garbled(f"{ask.registry} redirects to nowhere.", registry=ask.registry) from error
        if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port) or target.userinfo:
            raise leads_elsewhere(ask.registry)
        return target


@cache
def _trusted() -> ssl.SSLContext:
    """Return what all clients of a process trust: making it takes 20 ms and a megabyte."""
    import httpx  # noqa: PLC0415

    return httpx.create_ssl_context()


def _aiohttp_transport(context: ssl.SSLContext, policy: Policy) -> httpx.AsyncBaseTransport:
    import aiohttp  # noqa: PLC0415
    from httpx_aiohttp import AiohttpTransport  # noqa: PLC0415

    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=context, limit=policy.connections),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "certdesk"},
    )
    return AiohttpTransport(verify=context, client=session)


def _aiohttp_errors() -> tuple[type[Exception], ...]:
    """Name what httpx-aiohttp lets through untranslated: unreadable HTTP, and plain socket errors."""
    import aiohttp  # noqa: PLC0415

    return (aiohttp.ClientError, OSError)
