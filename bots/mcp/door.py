"""
The door at ``/mcp``: who comes through holds a token that has neither ended nor been revoked. Knows no web framework.

Streamable HTTP without sessions or streams: one request in, one response out, so any process may answer. A browser has
no business here: whatever says from which page it comes is turned away, whatever else it brings.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from bots.conversation.model.intents import Asker
from bots.http.messages import HttpResponse
from bots.mcp import jsonrpc
from bots.mcp import protocol_messages as messages
from bots.mcp.protocol import ProtocolError, error_response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.mcp.protocol import McpServer
    from bots.runtime.ports import AccessTokens

log = logging.getLogger(__name__)

PATH = "/mcp"
JSON = "application/json"
ACCEPTED = {JSON, "application/*", "*/*"}
STATUS = {
    messages.PARSE_ERROR: 400,
    messages.INVALID_REQUEST: 400,
    messages.INVALID_PARAMS: 400,
    messages.HEADER_MISMATCH: 400,
    messages.UNSUPPORTED_PROTOCOL_VERSION: 400,
    messages.METHOD_NOT_FOUND: 404,
}
"""With which status the era without handshake answers an error; all others, and all of the other era, with 200."""


class McpDoor:
    """Callable with a raw body and headers; answers with status, headers and body, and never raises."""

    def __init__(self, server: McpServer, tokens: AccessTokens) -> None:
        """
        Let in who holds a token.

        Args:
            server: answers.
            tokens: knows whose a token is.
        """
        self._server = server
        self._tokens = tokens

    async def __call__(self, raw: bytes, headers: Mapping[str, str]) -> HttpResponse:
        """Let one request in, or say briefly why not."""
        named = {name.lower(): value for name, value in headers.items()}
        if "origin" in named:
            return _refused(403, "pages cannot ask here")
        scheme, _, secret = named.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return _refused(401, "a token is needed", www_authenticate='Bearer realm="certdesk"')
        try:
            token = await self._tokens.of_secret(secret.strip())
        except Exception as error:  # noqa: BLE001 - a door: while the tokens cannot be read nobody is let in
            log.warning("the tokens could not be read: %s", error)
            return _refused(503, "come again in a minute", retry_after="60")
        if token is None:
            answer = 'Bearer realm="certdesk", error="invalid_token"'
            return _refused(401, "this token is not valid", www_authenticate=answer)
        if named.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            return _refused(415, "content type is not JSON")
        if not ACCEPTED & {each.partition(";")[0].strip().lower() for each in named.get("accept", "*/*").split(",")}:
            return _refused(406, "answers are JSON")
        return await self._answered(raw, named, Asker.from_key(token.who))

    async def _answered(self, raw: bytes, headers: Mapping[str, str], asker: Asker) -> HttpResponse:
        is_modern = not jsonrpc.is_of_handshake(headers.get(jsonrpc.VERSION))
        request = None
        try:
            request = jsonrpc.read_message(raw)
            if is_modern and request is None:
                jsonrpc.check_version(headers[jsonrpc.VERSION])
            if request is None:
                return HttpResponse(202)
            if is_modern:
                jsonrpc.check_envelope(request, headers)
        except ProtocolError as error:
            return _response(error_response(error, request.id if request else None), is_modern=True)
        return _response(await self._server.answer(request, asker, is_modern=is_modern), is_modern=is_modern)


def _response(answer: dict[str, Any], *, is_modern: bool) -> HttpResponse:
    code = answer.get("error", {}).get("code")
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return HttpResponse(STATUS.get(code, 200) if is_modern else 200, {"content-type": JSON}, body)


def _refused(status: int, why: str, **headers: str) -> HttpResponse:
    log.info("a request to the door for assistants was refused: %d %s", status, why)
    return HttpResponse.error(status, why, **headers)
