"""What assistants ask at: the door of the web application, and what ``certdesk mcp`` answers with."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from bots.mcp.door import McpDoor
from bots.mcp.protocol import McpServer
from bots.mcp.tools import AssistantTools

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.model.ports import Verifier
    from bots.http.messages import Door
    from bots.runtime.ports import AccessTokens


def mcp_server(desk: Desk, verifier: Verifier) -> McpServer:
    """Return what answers requests of assistants, by the desk of the chats."""
    return McpServer(AssistantTools(desk, verifier), version("certdesk"))


def mcp_door(desk: Desk, verifier: Verifier, tokens: AccessTokens) -> Door:
    """Return the door for assistants that come with a token."""
    return McpDoor(mcp_server(desk, verifier), tokens)
