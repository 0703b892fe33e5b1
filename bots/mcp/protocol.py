"""
The Model Context Protocol for tools alone, as its messages: a request in, a response out, nothing remembered between.

The official SDK's server would do the same for 20 MB of every process and with twelve more packages, so only its types
are used here; its client is what the tests ask with. Two eras are spoken, as
https://modelcontextprotocol.io/specification/2026-07-28/basic describes them: up to 2025-11-25 a client shakes hands
(``initialize``), since 2026-07-28 each request carries its version below ``_meta``.
"""

from __future__ import annotations

import json
import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bots.mcp import descriptions as words
from bots.mcp import protocol_messages as messages
from bots.mcp.protocol_messages import HANDSHAKE_PROTOCOL_VERSIONS, LATEST_HANDSHAKE_VERSION, MODERN_PROTOCOL_VERSIONS
from bots.mcp.schemas import input_schema, output_schema
from bots.mcp.tools import KINDS, NotAnsweredError, UnknownToolError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bots.conversation.model.intents import Asker
    from bots.mcp.protocol_messages import McpRequest
    from bots.mcp.tools import AssistantTools

    Answer = Callable[[Mapping[str, Any], Asker], Awaitable[Mapping[str, Any]]]

log = logging.getLogger(__name__)

NAME = "certdesk"
MODERN_ONLY = ("resultType", "ttlMs", "cacheScope")
LIST_LASTS = 3_600_000  # milliseconds for which a client may keep the list of tools


class ProtocolError(Exception):
    """A request that breaks the protocol: the code of JSON-RPC, a sentence, and data for the client."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        """Say it by ``code`` and ``message``; ``data`` is the protocol's own."""
        super().__init__(message)
        self.code = code
        self.data = data


class McpServer:
    """Answers requests of assistants; knows neither HTTP nor pipes."""

    def __init__(self, tools: AssistantTools, version: str) -> None:
        """Offer ``tools``; ``version`` is Certdesk's, which clients show."""
        self._tools = tools
        self._about = messages.implementation(NAME, "Certdesk", version)
        self._of_both: dict[str, Answer] = {"tools/list": self._list, "tools/call": self._call}
        self._handshake = self._of_both | {"initialize": self._initialize, "ping": self._ping}
        self._modern = self._of_both | {"server/discover": self._discover}

    async def answer(self, request: McpRequest, asker: Asker, *, is_modern: bool) -> dict[str, Any]:
        """
        Answer one request; never raises.

        Args:
            request: what the client asks.
            asker: for whom it asks.
            is_modern: whether the request carries its version itself.

        Returns:
            The response, a result or an error, as JSON knows it.
        """
        known = self._modern if is_modern else self._handshake
        try:
            handler = known.get(request.method)
            if handler is None:
                raise ProtocolError(messages.METHOD_NOT_FOUND, "Method not found")
            result = dict(await handler(request.params or {}, asker))
        except ProtocolError as error:
            return error_response(error, request.id)
        except Exception:  # a door: whatever happens, the assistant hears of it
            log.exception("a request of an assistant failed")
            return error_response(ProtocolError(messages.INTERNAL_ERROR, words.FAILED), request.id)
        if is_modern:
            result["_meta"] = {messages.SERVER_INFO_META_KEY: self._about}
        else:
            result = {name: value for name, value in result.items() if name not in MODERN_ONLY}
        return {"jsonrpc": "2.0", "id": request.id, "result": result}

    async def _initialize(self, params: Mapping[str, Any], _asker: Asker) -> Mapping[str, Any]:
        wanted = params.get("protocolVersion")
        version = wanted if wanted in HANDSHAKE_PROTOCOL_VERSIONS else LATEST_HANDSHAKE_VERSION
        return messages.initialize_result(version, self._about, words.INSTRUCTIONS)

    async def _ping(self, _params: Mapping[str, Any], _asker: Asker) -> Mapping[str, Any]:
        return {}

    async def _discover(self, _params: Mapping[str, Any], _asker: Asker) -> Mapping[str, Any]:
        versions = [*HANDSHAKE_PROTOCOL_VERSIONS, *MODERN_PROTOCOL_VERSIONS]
        return messages.discover_result(versions, words.INSTRUCTIONS, LIST_LASTS)

    async def _list(self, _params: Mapping[str, Any], _asker: Asker) -> Mapping[str, Any]:
        return self._listed

    @cached_property
    def _listed(self) -> dict[str, Any]:
        offered = [
            messages.tool(kind.name, kind.description, input_schema(kind.takes), output_schema(kind.returns))
            for kind in KINDS
        ]
        return messages.list_result(offered, LIST_LASTS)

    async def _call(self, params: Mapping[str, Any], asker: Asker) -> Mapping[str, Any]:
        name, arguments = params.get("name"), params.get("arguments") or {}
        if not isinstance(name, str) or not isinstance(arguments, dict):
            raise ProtocolError(messages.INVALID_PARAMS, "A call needs the name of a tool, and an object of arguments")
        try:
            found = await self._tools.call(name, arguments, asker)
        except UnknownToolError:
            raise ProtocolError(messages.INVALID_PARAMS, "Unknown tool") from None
        except NotAnsweredError as error:
            return messages.call_result(str(error))
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return messages.call_result(text, found)


def error_response(error: ProtocolError, request: int | str | None) -> dict[str, Any]:
    """Return the response to the request of that ID, None where the ID could not be read."""
    told = {"code": error.code, "message": str(error)} | ({"data": error.data} if error.data is not None else {})
    return {"jsonrpc": "2.0", "id": request, "error": told}
