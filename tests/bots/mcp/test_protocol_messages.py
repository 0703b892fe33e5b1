"""The messages as the official SDK has them: each of ours is one of its models, and says nothing else."""

import mcp_types as types
import pytest
from mcp_types import version as versions
from msgspec import ValidationError, convert

from bots.mcp import protocol_messages as messages
from bots.mcp.protocol_messages import McpRequest

SCHEMA = {"type": "object"}
HINTS = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)
ABLE = types.ServerCapabilities(tools=types.ToolsCapability())
ABOUT = types.Implementation(name="certdesk", title="Certdesk", version="1")


def text(said):
    return [types.TextContent(type="text", text=said)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (messages.implementation("certdesk", "Certdesk", "1"), ABOUT),
        (
            messages.initialize_result("2025-11-25", messages.implementation("certdesk", "Certdesk", "1"), "Ask."),
            types.InitializeResult(
                protocol_version="2025-11-25", capabilities=ABLE, server_info=ABOUT, instructions="Ask."
            ),
        ),
        (
            messages.discover_result(["2026-07-28"], "Ask.", 5),
            types.DiscoverResult(
                supported_versions=["2026-07-28"],
                capabilities=ABLE,
                instructions="Ask.",
                ttl_ms=5,
                cache_scope="public",
            ),
        ),
        (
            messages.list_result([messages.tool("verify", "Verifies.", SCHEMA, SCHEMA)], 5),
            types.ListToolsResult(
                tools=[
                    types.Tool(
                        name="verify",
                        description="Verifies.",
                        input_schema=SCHEMA,
                        output_schema=SCHEMA,
                        annotations=HINTS,
                    )
                ],
                ttl_ms=5,
                cache_scope="public",
            ),
        ),
        (
            messages.call_result("{}", {"found": 1}),
            types.CallToolResult(content=text("{}"), structured_content={"found": 1}),
        ),
        (messages.call_result("No."), types.CallToolResult(content=text("No."), is_error=True)),
    ],
    ids=["about", "initialize", "discover", "list", "call", "refusal"],
)
def test_a_message_is_the_one_of_the_sdk(ours, theirs):
    assert theirs.model_dump(mode="json", by_alias=True, exclude_none=True) == ours


def test_codes_keys_and_versions_are_those_of_the_sdk():
    codes = [name for name in dir(messages) if name.isupper() and hasattr(types, name)]
    spoken = [name for name in dir(messages) if name.isupper() and hasattr(versions, name)]

    assert 10 == len(codes)
    assert 3 == len(spoken)
    assert [getattr(types, name) for name in codes] == [getattr(messages, name) for name in codes]
    assert [getattr(versions, name) for name in spoken] == [getattr(messages, name) for name in spoken]


@pytest.mark.parametrize(
    "given",
    [
        {"jsonrpc": "2.0", "id": 1, "method": "ping"},
        {"jsonrpc": "2.0", "id": "a", "method": "tools/list", "params": {"_meta": {}}, "more": 1},
        {"jsonrpc": "2.0", "id": 1.5, "method": "ping"},
        {"jsonrpc": "2.0", "id": True, "method": "ping"},
        {"jsonrpc": "2.0", "id": None, "method": "ping"},
        {"jsonrpc": "2.0", "id": 1, "method": 2},
        {"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []},
    ],
)
def test_a_request_is_one_where_the_sdk_takes_it_for_one(given):
    try:
        theirs = types.JSONRPCRequest.model_validate(given)
    except ValueError:
        with pytest.raises(ValidationError):
            convert(given, McpRequest)
    else:
        ours = convert(given, McpRequest)
        assert (theirs.id, theirs.method, theirs.params) == (ours.id, ours.method, ours.params)
