"""
The messages of the Model Context Protocol that are used here, in both eras, as plain data.

The official SDK's models say the same and would bring pydantic, 13 MB of a process; tests hold these to them, and the
SDK's client asks. Source: https://modelcontextprotocol.io/specification/2026-07-28, read on 1 December 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
HEADER_MISMATCH, UNSUPPORTED_PROTOCOL_VERSION = -32020, -32022
PROTOCOL_VERSION_META_KEY = "io.modelcontextprotocol/protocolVersion"
CLIENT_CAPABILITIES_META_KEY = "io.modelcontextprotocol/clientCapabilities"
SERVER_INFO_META_KEY = "io.modelcontextprotocol/serverInfo"
HANDSHAKE_PROTOCOL_VERSIONS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
LATEST_HANDSHAKE_VERSION = HANDSHAKE_PROTOCOL_VERSIONS[-1]
MODERN_PROTOCOL_VERSIONS = ("2026-07-28",)
CAPABILITIES: dict[str, Any] = {"tools": {}}
COMPLETE = "complete"  # the type of a result that asks for nothing more

Message = dict[str, Any]


class McpRequest(Struct, frozen=True):
    """A request of JSON-RPC; what else it carries is let be."""

    id: int | str
    method: str
    params: dict[str, Any] | None = None


def implementation(name: str, title: str, version: str) -> Message:
    """Return who answers, as clients show it."""
    return {"name": name, "title": title, "version": version}


def initialize_result(version: str, about: Message, instructions: str) -> Message:
    """
    Return the answer to the handshake.

    Args:
        version: that is spoken from now on.
        about: who answers.
        instructions: what a model is told of the tools.
    """
    return {
        "protocolVersion": version,
        "capabilities": CAPABILITIES,
        "serverInfo": about,
        "instructions": instructions,
    }


def discover_result(versions: Sequence[str], instructions: str, lasts: int) -> Message:
    """
    Return what the era without handshake asks first.

    Args:
        versions: all that are spoken.
        instructions: what a model is told of the tools.
        lasts: milliseconds for which it may be kept.
    """
    return _kept(lasts) | {
        "supportedVersions": list(versions),
        "capabilities": CAPABILITIES,
        "instructions": instructions,
    }


def tool(name: str, description: str, takes: Mapping[str, Any], returns: Mapping[str, Any]) -> Message:
    """
    Return one tool, which reads only and knows no world but its registries.

    Args:
        name: by which it is called.
        description: what a model is told of it.
        takes: JSON Schema of its arguments.
        returns: JSON Schema of what it gives.
    """
    return {
        "name": name,
        "description": description,
        "inputSchema": takes,
        "outputSchema": returns,
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    }


def list_result(tools: Sequence[Message], lasts: int) -> Message:
    """Return the list of tools, which may be kept for ``lasts`` milliseconds."""
    return _kept(lasts) | {"tools": list(tools)}


def call_result(text: str, structured: Mapping[str, Any] | None = None) -> Message:
    """Return what a tool gave, as ``text`` and ``structured``; without the latter the text says why it gave nothing."""
    said = {"resultType": COMPLETE, "content": [{"type": "text", "text": text}], "isError": structured is None}
    return said if structured is None else said | {"structuredContent": structured}


def _kept(lasts: int) -> Message:
    return {"resultType": COMPLETE, "ttlMs": lasts, "cacheScope": "public"}
