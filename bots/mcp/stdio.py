"""
``certdesk mcp``: the protocol over standard input and output, for an assistant that runs on this machine.

A message is a line of JSON. Requests are answered side by side, in whichever order their answers come; when the
assistant closes the input, what it still waits for is answered first.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from bots.mcp import jsonrpc
from bots.mcp.protocol import ProtocolError, error_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.conversation.model.intents import Asker
    from bots.mcp.protocol import McpServer

LONGEST_LINE = 1024 * 1024  # bytes, as of a body over HTTP
MOST_AT_ONCE = 64  # requests under way; more are read when one of them is answered


async def serve_lines(
    lines: asyncio.StreamReader, write: Callable[[bytes], None], server: McpServer, asker: Asker
) -> None:
    """
    Answer until the input ends.

    Args:
        lines: where messages come from, with ``LONGEST_LINE`` as its limit.
        write: takes each response, a line with its end.
        server: answers.
        asker: for whom is asked.
    """
    free = asyncio.Semaphore(MOST_AT_ONCE)

    async def answer(line: bytes) -> None:
        try:
            response = await _answered(line, server, asker)
        finally:
            free.release()
        if response is not None:
            write(json.dumps(response, ensure_ascii=False, separators=(",", ":")).encode(errors="replace") + b"\n")

    async with asyncio.TaskGroup() as group:
        while line := await _next(lines):
            if line.strip():
                await free.acquire()
                group.create_task(answer(line))


async def _answered(line: bytes, server: McpServer, asker: Asker) -> dict[str, Any] | None:
    request = None
    try:
        request = jsonrpc.read_message(line)
        if request is None:
            return None
        is_modern = jsonrpc.has_envelope(request)
        if is_modern:
            jsonrpc.check_envelope(request)
    except ProtocolError as error:
        return error_response(error, request.id if request else None)
    return await server.answer(request, asker, is_modern=is_modern)


async def _next(lines: asyncio.StreamReader) -> bytes:
    """Return the next line, empty at the end; what is longer than any message ends up as one that cannot be parsed."""
    try:
        return await lines.readuntil(b"\n")
    except asyncio.IncompleteReadError as rest:
        return rest.partial
    except asyncio.LimitOverrunError:
        return await _skipped(lines)


async def _skipped(lines: asyncio.StreamReader) -> bytes:
    """Leave out the rest of a line that is too long."""
    while True:
        try:
            await lines.readuntil(b"\n")
        except asyncio.LimitOverrunError as error:
            await lines.readexactly(error.consumed)
        except asyncio.IncompleteReadError:
            return b""
        else:
            return b"too long\n"
