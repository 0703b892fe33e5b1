"""
Sends one request to a registry and brings the answer back: with ``prepared_get.py`` all that knows httpx.

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
    from collections.abc import AsyncIterable, Mapping, Sequence

    import httpx

    from verifier_client.policy import Policy


@dataclass(frozen=True, slots=True)
class RegistryRequest:
    """A GET request as data; ``registry`` is named in whatever goes wrong."""

    registry: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class RegistryResponse:
    """What came back; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Transport(Protocol):
    """Anything that can carry a ``RegistryRequest`` to a registry: the network, the sandbox, a fake."""

    async def send(self, request: RegistryRequest, *, patience: float) -> RegistryResponse:
        """
        Return the registry's response, following redirects on the same host only.

        Args:
            request: What to send.
            patience: Seconds within which the whole response must be there.

        Raises:
            Unavailable: When there is none.
            Garbled: When it is too large, or redirects to another host or too often.
        """
        ...

    async def aclose(self) -> None:
        """Return back what is held open."""
        ...


REDIRECTS = frozenset({301, 302, 303, 307, 308})


def timed_out(registry: str) -> Unavailable:
    """Return what every transport raises when there was no response in time."""
    return Unavailable(f"{registry} did not answer in time.", registry=registry)


def unreachable(registry: str) -> Unavailable:
    """Return what every transport raises when the connection failed."""
    return Unavailable(f"{registry} could not be reached.", registry=registry)


def too_large(registry: str, policy: Policy) -> Garbled:
    """
    Return what every transport raises when a body exceeds the policy's limit.

    Args:
        registry: The registry's title.
        policy: Deadlines, limits and lifetimes.
    """
    return Garbled(f"{registry} sent more than {policy.body_limit // 1024} KiB.", registry=registry)


def redirects_elsewhere(registry: str) -> Garbled:
    """Return what every transport raises when a redirect leaves the host that was configured."""
    return Garbled(f"{registry} redirects to another host, which is not followed.", registry=registry)


def redirects_too_often(registry: str) -> Garbled:
    """Return what every transport raises when one redirect follows another."""
    return Garbled(f"{registry} redirects too often.", registry=registry)


class HttpxTransport:
    """The network."""

    def __init__(self, policy: Policy, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """
        Create the transport over the network.

        Args:
            policy: Deadlines, limits and lifetimes.
            transport: Replaces the network in tests (``httpx.MockTransport``).
        """
        import aiohttp  # noqa: PLC0415 - with httpx 70 ms that an answer from the sandbox does not need
        import httpx  # noqa: PLC0415

        from verifier_client.prepared_get import get_request  # noqa: PLC0415

        self._policy = policy
        self._transport = transport
        self._get_request = get_request
        self._no_address = (httpx.InvalidURL, ValueError)
        self._no_connection = (httpx.ConnectTimeout, aiohttp.ConnectionTimeoutError)
        self._too_late = (TimeoutError, httpx.TimeoutException)
        self._errors = (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError)

    async def send(self, request: RegistryRequest, *, patience: float) -> RegistryResponse:
        """See the port."""
        deadline = time.monotonic() + patience
        url = request.url
        for _hop in range(self._policy.redirects + 1):
            outgoing = self._outgoing(request, url)
            answer = await self._once(request, outgoing, deadline)
            if answer.status not in REDIRECTS:
                return answer
            url = str(self._next_hop(request, outgoing.url, answer))
        raise redirects_too_often(request.registry)

    async def aclose(self) -> None:
        """Close every connection."""
        if self._transport is not None:
            await self._transport.aclose()

    async def _once(self, request: RegistryRequest, outgoing: httpx.Request, deadline: float) -> RegistryResponse:
        if self._transport is None:
            self._transport = _aiohttp_transport(_trusted(), self._policy)
        left = deadline - time.monotonic()
        if left <= 0:
            raise Unavailable(
                f"{request.registry} did not answer in time.", registry=request.registry, worth_retrying=False
            )
        outgoing.extensions["timeout"] = self._limits(left)
        try:
            async with asyncio.timeout(left):
                response = await self._transport.handle_async_request(outgoing)
                try:
                    headers = _joined(response.headers.raw)
                    body = await self._body(request, headers, response)
                finally:
                    await response.aclose()
        except self._no_connection as error:
            raise unreachable(request.registry) from error
        except self._too_late as error:
            raise timed_out(request.registry) from error
        except self._errors as error:
            raise unreachable(request.registry) from error
        return RegistryResponse(response.status_code, headers, body)

    def _limits(self, left: float) -> dict[str, float]:
        """Return the limits in seconds of single steps that end before the deadline over all of them does."""
        limits = {"connect": self._policy.connect_timeout, "read": self._policy.read_timeout}
        return {name: seconds for name, seconds in limits.items() if seconds < left}

    async def _body(self, request: RegistryRequest, headers: Mapping[str, str], response: httpx.Response) -> bytes:
        """Read at most the allowed size."""
        if headers.get("content-encoding", "identity") != "identity":
            raise Garbled(f"{request.registry} compresses although asked not to.", registry=request.registry)
        body = b""
        async for chunk in cast("AsyncIterable[bytes]", response.stream):
            body = body + chunk if body else chunk
            if len(body) > self._policy.body_limit:
                raise too_large(request.registry, self._policy)
        return body

    def _outgoing(self, request: RegistryRequest, url: str) -> httpx.Request:
        try:
            return self._get_request(url, request.headers)
        except self._no_address as error:
            raise Garbled(
                f"{request.registry} names an address that cannot be asked.", registry=request.registry
            ) from error

    def _next_hop(self, request: RegistryRequest, url: httpx.URL, answer: RegistryResponse) -> httpx.URL:
        try:
            target = url.join(answer.headers.get("location", ""))
        except self._no_address as error:
            raise Garbled(f"{request.registry} redirects to nowhere.", registry=request.registry) from error
        if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port) or target.userinfo:
            raise redirects_elsewhere(request.registry)
        return target


@cache
def _trusted() -> ssl.SSLContext:
    """Return what all clients of a process trust: making it takes 20 ms and a megabyte."""
    import httpx  # noqa: PLC0415

    return httpx.create_ssl_context()


def _joined(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by name in small letters, those that came several times joined (RFC 9110, 5.3)."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, said = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {said}" if key in headers else said
    return headers


def _aiohttp_transport(context: ssl.SSLContext, policy: Policy) -> httpx.AsyncBaseTransport:
    import aiohttp  # noqa: PLC0415

    from verifier_client.prepared_get import GetTransport  # noqa: PLC0415

    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=context, limit=policy.connections),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "certdesk"},
        auto_decompress=False,
    )
    return GetTransport(session, context)
