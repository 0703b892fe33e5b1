"""Servers on this machine for tests of the wire: a well-bred one (aiohttp) and one that says any bytes at all."""

import asyncio
import contextlib
import socket

from aiohttp import web


@contextlib.asynccontextmanager
async def serving(site):
    """Let ``site.answer`` answer for every path, and yield the address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def saying(said, *, drip=b"", every=0.01):
    """Answer each request with the bytes ``said``, then hang up, or drip bytes for as long as the context lasts."""
    over, talks = asyncio.Event(), set()

    async def talk(reader, writer):
        talks.add(asyncio.current_task())
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(said)
            while drip and not over.is_set():
                writer.write(drip)
                await writer.drain()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), every)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        over.set()
        server.close()
        if talks:
            await asyncio.wait(talks)


def nobody():
    """Return an address on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"
