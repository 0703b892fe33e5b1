"""Serves the sandbox over HTTP, exactly as ``deploy/registry-openapi.yaml`` says; the one file here with aiohttp."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from verifier_client.clock import SystemClock
from verifier_client.sandbox.register import register as embedded
from verifier_client.sandbox.responses import SandboxRegistry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from verifier_client.clock import Clock
    from verifier_client.sandbox.register import Register
    from verifier_client.sandbox.responses import SandboxResponse

KEY = "sandbox"
CHUNK = b" " * 65_536


def make_app(register: Register | None = None, *, key: str | None = KEY, clock: Clock | None = None) -> web.Application:
    """
    Return the application that serves the register.

    Args:
        register: The fictional certificates.
        key: The bearer key that certificates want, None for none.
        clock: Wall time, and what delays wait on.
    """
    time = clock or SystemClock()
    registrar = SandboxRegistry(register or embedded(), today=lambda: time.now().date(), key=key)

    async def answer(request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        origin = f"{request.scheme}://{request.host}"
        scripted = registrar.answer(request.method, request.rel_url.raw_path, headers, origin=origin)
        if scripted.delay:
            await time.sleep(scripted.delay)
        if scripted.cut or scripted.filler:
            return await _broken(request, scripted)
        return web.Response(status=scripted.status, headers=scripted.headers, body=scripted.body)

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    return app


async def serve(
    host: str = "127.0.0.1",
    port: int = 8081,
    *,
    key: str | None = KEY,
    clock: Clock | None = None,
    ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """
    Serve until cancelled.

    Args:
        host: The address to listen on.
        port: The port, 0 for a free one.
        key: The bearer key that certificates want, None for none.
        clock: Wall time, and what delays wait on.
        ready: Is told the address once it listens.

    Raises:
        OSError: When it cannot listen there.
    """
    async with serving(host, port, key=key, clock=clock) as address:
        ready(address)
        await asyncio.Event().wait()


@asynccontextmanager
async def serving(
    host: str = "127.0.0.1", port: int = 0, *, key: str | None = KEY, clock: Clock | None = None
) -> AsyncIterator[str]:
    """
    Serve for as long as the context lasts, and yield the address.

    Args:
        host: The address to listen on.
        port: The port, 0 for a free one.
        key: The bearer key that certificates want, None for none.
        clock: Wall time, and what delays wait on.
    """
    runner = web.AppRunner(make_app(key=key, clock=clock), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        bound = runner.addresses[0][1]
        yield f"http://{f'[{host}]' if ':' in host else host}:{bound}"
    finally:
        await runner.cleanup()


async def _broken(request: web.Request, scripted: SandboxResponse) -> web.StreamResponse:
    """Send more than anybody should read, or break off in the middle."""
    response = web.StreamResponse(status=scripted.status, headers=scripted.headers)
    response.content_length = len(scripted.body) + scripted.filler
    await response.prepare(request)
    try:
        if scripted.cut:
            await response.write(scripted.body[: len(scripted.body) // 2])
        else:
            await response.write(scripted.body)
            for _ in range(scripted.filler // len(CHUNK)):
                await response.write(CHUNK)
            await response.write(CHUNK[: scripted.filler % len(CHUNK)])
    except ConnectionError:
        return response  # the client has had enough
    if scripted.cut and request.transport is not None:
        request.transport.close()
    return response
