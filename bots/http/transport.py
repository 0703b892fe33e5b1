"""
Makes one HTTP call and brings the response back: the only file of the bots that knows httpx.

Every failure says whether the call can have arrived, because that decides whether it may be made again. The transport
is httpx-aiohttp, without httpx's client around it, for the reasons that ``verifier_client.transport`` gives.
"""

from __future__ import annotations

import asyncio
import socket
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bots.http.messages import HttpResponse
from bots.http.public_addresses import is_address, is_public
from bots.runtime.lazy_import import lazily

with lazily("httpx._main"):  # its command line
    import httpx
    from httpx_aiohttp import AiohttpTransport

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterable, Iterator

    from bots.http.messages import HttpRequest

CONNECT_TIMEOUT = 3.0  # seconds
MAX_CONNECTIONS = 100


class NotConnected(Exception):
    """No connection was made, so nothing can have arrived."""


class NoResponse(Exception):
    """The call may have arrived, but no whole response came back."""


class PrivateAddress(NotConnected):
    """The host leads to an address that is not on the public Internet, and only such were allowed."""


class ResponseTooLarge(NoResponse):
    """The body is longer than the request allows."""


class Transport(Protocol):
    """Anything that can carry a ``HttpRequest``: the network, or a fake."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """
        Return the response, whatever its status; no redirect is followed.

        Args:
            request: the call to make, with its time limit in seconds and its size limit in bytes.

        Returns:
            Status, headers and the whole body, not decompressed.

        Raises:
            NotConnected: no connection was made, so the call cannot have arrived.
            NoResponse: the call may have arrived; ``ResponseTooLarge`` when the body exceeds its limit.
        """
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...


class HttpxTransport:
    """The network, over one pool of connections."""

    def __init__(self, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Connect with the first call; ``transport`` replaces the network in tests (``httpx.MockTransport``)."""
        self._transport = transport

    @classmethod
    def over(cls, session: aiohttp.ClientSession) -> HttpxTransport:
        """Return a transport on the connections of a session that an SDK uses, too."""
        return cls(transport=AiohttpTransport(verify=_trusted(), client=session))

    @classmethod
    def to_public_hosts(cls) -> HttpxTransport:
        """
        Return a transport that connects to addresses of the public Internet only, and raises ``PrivateAddress`` else.

        Looked at is the address that is connected to, so no name can lead elsewhere the second time it is resolved.
        """
        return cls(transport=_Guarded(AiohttpTransport(verify=_trusted(), client=_session(PublicResolver()))))

    async def send(self, request: HttpRequest) -> HttpResponse:
        """See the port."""
        if self._transport is None:
            self._transport = AiohttpTransport(verify=_trusted(), client=_session())
        try:
            async with asyncio.timeout(request.timeout):
                response = await self._transport.handle_async_request(_httpx_request(request))
                try:
                    body = await _body(response, request.max_bytes)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise NoResponse("no response in time") from error
        except (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError) as error:
            if any(isinstance(each, _NotPublicError) for each in _causes(error)):
                raise PrivateAddress("the address is private") from error
            raise (NotConnected if _is_before_connection(error) else NoResponse)(type(error).__name__) from error
        return HttpResponse(response.status_code, response.headers, body)

    async def aclose(self) -> None:
        """See the port."""
        if self._transport is not None:
            await self._transport.aclose()


class _Guarded(httpx.AsyncBaseTransport):
    """Looks at hosts that are addresses already: no resolver is asked about those."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if is_address(host) and not is_public(host):
            raise _NotPublicError("the address is private")
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


class PublicResolver(AbstractResolver):
    """Resolves names to addresses of the public Internet, and finds no others."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        """Ask ``resolver``, the system's where none is given."""
        self._resolver = resolver or aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the public addresses of a name; one that has others only does not exist here."""
        found = await self._resolver.resolve(host, port, family)
        public = [each for each in found if is_public(each["host"])]
        if found and not public:
            raise _NotPublicError("the address is private")
        return public

    async def close(self) -> None:
        """Close the resolver that is asked."""
        await self._resolver.close()


class _NotPublicError(OSError):
    """A host leads to a private address."""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came from, each once: errors that are raised anew can come from each other."""
    found: BaseException | None = error
    seen: set[int] = set()
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        below = getattr(found, "os_error", None)
        found = below if isinstance(below, OSError) and below is not found else found.__cause__ or found.__context__


def _httpx_request(request: HttpRequest) -> httpx.Request:
    limit = request.timeout
    timeout = {"connect": min(CONNECT_TIMEOUT, limit), "read": limit, "write": limit, "pool": limit}
    # Bodies are read as they come, so nobody may compress them, whatever a shared session would accept.
    headers = {"Accept-Encoding": "identity", **request.headers}
    return httpx.Request(
        request.method, request.url, headers=headers, content=request.body, extensions={"timeout": timeout}
    )


async def _body(response: httpx.Response, max_bytes: int) -> bytes:
    found = bytearray()
    async for chunk in cast("AsyncIterable[bytes]", response.stream):
        found += chunk
        if len(found) > max_bytes:
            raise ResponseTooLarge("the response is too large")
    return bytes(found)


def _is_before_connection(error: Exception) -> bool:
    """Say whether no connection was made; httpx-aiohttp calls a lost connection a failed one, so look below it."""
    cause = error.__cause__
    if isinstance(cause, aiohttp.ClientError):
        return isinstance(cause, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL))
    return isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL))


@cache
def _trusted() -> ssl.SSLContext:
    """Return what all connections of a process trust: making it takes 20 ms and a megabyte."""
    return httpx.create_ssl_context()


def _session(resolver: AbstractResolver | None = None) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=_trusted(), limit=MAX_CONNECTIONS, resolver=resolver),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept": "application/json", "User-Agent": "certdesk"},
        auto_decompress=False,
    )
