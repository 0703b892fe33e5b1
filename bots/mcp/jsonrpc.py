"""Reading what assistants send: one JSON-RPC request or notification, and which era of the protocol it is from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import ValidationError, convert

from bots.mcp import protocol_messages as messages
from bots.mcp.protocol import ProtocolError
from bots.mcp.protocol_messages import HANDSHAKE_PROTOCOL_VERSIONS, MODERN_PROTOCOL_VERSIONS, McpRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION, METHOD, NAME = "mcp-protocol-version", "mcp-method", "mcp-name"
NAMED_BY_HEADER = {"tools/call": "name"}
ENVELOPE = (messages.PROTOCOL_VERSION_META_KEY, messages.CLIENT_CAPABILITIES_META_KEY)


def read_message(raw: bytes | str) -> McpRequest | None:
    """
    Read one message.

    Args:
        raw: what was sent, JSON in UTF-8.

    Returns:
        The request; None for a notification or a response, which nobody waits to have answered.

    Raises:
        ProtocolError: when it is no JSON, or no single message of JSON-RPC.
    """
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise ProtocolError(messages.PARSE_ERROR, "Parse error") from None
    if not isinstance(found, dict) or found.get("jsonrpc") != "2.0":
        raise ProtocolError(messages.INVALID_REQUEST, "A body must be a single JSON-RPC message")
    if "method" not in found or "id" not in found:
        return None
    try:
        return convert(found, McpRequest)
    except ValidationError:
        raise ProtocolError(messages.INVALID_REQUEST, "This is no request of JSON-RPC") from None


def has_envelope(request: McpRequest) -> bool:
    """Say whether a request carries its protocol version itself; the handshake is of the other era whatever it says."""
    return request.method != "initialize" and messages.PROTOCOL_VERSION_META_KEY in _meta(request)


def check_envelope(request: McpRequest, headers: Mapping[str, str] | None = None) -> None:
    """
    Check what each request since 2026-07-28 carries, and that its headers, which proxies read, say the same.

    Args:
        request: the request.
        headers: the headers by name in small letters, None where there are none.

    Raises:
        ProtocolError: when something is missing, differs, or names a version that is not spoken here.
    """
    meta = _meta(request)
    if missing := [key for key in ENVELOPE if key not in meta]:
        raise ProtocolError(messages.INVALID_PARAMS, f"params._meta is missing {', '.join(missing)}")
    version = meta[messages.PROTOCOL_VERSION_META_KEY]
    if headers is not None:
        _check_headers(request, version, headers)
    if not isinstance(version, str):
        raise ProtocolError(messages.INVALID_PARAMS, "The protocol version must be a string")
    check_version(version)


def check_version(version: str) -> None:
    """Raise ``ProtocolError`` for a version that is not spoken without a handshake."""
    if version not in MODERN_PROTOCOL_VERSIONS:
        data = {"supported": list(MODERN_PROTOCOL_VERSIONS), "requested": version}
        raise ProtocolError(messages.UNSUPPORTED_PROTOCOL_VERSION, "Unsupported protocol version", data)


def is_of_handshake(version: str | None) -> bool:
    """Say whether a header's version, None for none, is of the era of the handshake."""
    return version is None or version in HANDSHAKE_PROTOCOL_VERSIONS


def _check_headers(request: McpRequest, version: Any, headers: Mapping[str, str]) -> None:
    key = NAMED_BY_HEADER.get(request.method)
    wanted = {VERSION: version, METHOD: request.method}
    if key is not None and (named := (request.params or {}).get(key)) is not None:
        wanted[NAME] = named
    for header, value in wanted.items():
        if headers.get(header) != value:
            raise ProtocolError(messages.HEADER_MISMATCH, f"{header} does not say what the request says")


def _meta(request: McpRequest) -> Mapping[str, Any]:
    meta = (request.params or {}).get("_meta")
    return meta if isinstance(meta, dict) else {}
