"""
GET requests over httpx's API, prepared once for each registry.

Building an ``httpx.Request`` and taking its address apart costs as much as sending it, and for one registry all but the
end of the path is always the same. ``GetTransport`` is httpx-aiohttp's transport with what a GET of ours needs: no
body, no proxy, and our own translation of errors. Only ``transport.py`` uses this.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator

Headers = tuple[tuple[str, str], ...]

# What stands in a path as it is sent: nothing to quote, no dots to resolve, no query.
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+")
_AFTER_SCHEME = len("https://")
_REGISTRIES = 64  # how many are prepared at a time, each with its headers


class PreparedGet(httpx.Request):
    """A GET request made from one that was prepared: only the end of its address differs."""

    fields: Headers

    def __init__(self, prepared: httpx.Request, url: httpx.URL) -> None:
        """
        Create the request.

        Args:
            prepared: A request to the same host with the same headers.
            url: Where to.
        """
        vars(self).update(vars(prepared))
        self.url = url
        self.extensions = {}


class PlainAddress(httpx.URL):
    """An address on a host whose own address was read before; it is taken apart when somebody looks into it."""

    def __init__(self, text: str) -> None:
        """Create it from a text that needs no quoting."""
        self._text = text

    def __str__(self) -> str:
        return self._text

    def __getattr__(self, name: str) -> Any:
        vars(self).update(vars(httpx.URL(self._text)))
        return object.__getattribute__(self, name)


def get_request(url: str, headers: Headers) -> httpx.Request:
    """
    Return a GET request.

    Args:
        url: Where to.
        headers: Names and values.

    Raises:
        httpx.InvalidURL: When the address is none.
        ValueError: When it holds what cannot be sent.
    """
    end = url.find("/", _AFTER_SCHEME)
    if end < 0 or not _PLAIN_PATH.fullmatch(url, end):
        return _prepare(url, headers)
    return PreparedGet(_prepared(url[:end], headers), PlainAddress(url))


def _prepare(url: str, headers: Headers) -> PreparedGet:
    request = httpx.Request("GET", url, headers=headers)
    prepared = PreparedGet(request, request.url)
    prepared.fields = headers
    return prepared


_prepared = lru_cache(maxsize=_REGISTRIES)(_prepare)


class GetTransport(AiohttpTransport):
    """httpx-aiohttp's transport for GET requests; aiohttp's errors come as they are."""

    def __init__(self, session: aiohttp.ClientSession, context: ssl.SSLContext) -> None:
        """
        Send through a session's pool of connections.

        Args:
            session: Owns the pool, and what is sent with every request.
            context: What the session trusts.
        """
        super().__init__(verify=context, client=session)
        self._session = session

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """
        Send a request and return the response when its head is there.

        Raises:
            aiohttp.ClientError: When there is none.
        """
        fields = request.fields if isinstance(request, PreparedGet) else request.headers.multi_items()
        response = await self._session.get(
            str(request.url),
            headers=fields,
            allow_redirects=False,
            timeout=_client_timeout(**request.extensions.get("timeout", {})),
        )
        return httpx.Response(response.status, headers=response.raw_headers, stream=_Body(response), request=request)


class _Body(httpx.AsyncByteStream):
    """What a response brings, as it comes."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.content.iter_any()

    async def aclose(self) -> None:
        """Give the connection back, or close it when not all was read."""
        self._response.release()
        await self._response.wait_for_close()


@cache
def _client_timeout(connect: float | None = None, read: float | None = None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(sock_connect=connect, sock_read=read)
