"""Serves the sandbox over HTTP, exactly as ``deploy/registry-openapi.yaml`` says; the one file here with aiohttp."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from verifier_client.clock import SystemClock
from verifier_client.sandbox.answering import Registrar
from verifier_client.sandbox.register import register as embedded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from verifier_client.clock import Clock
    from verifier_client.sandbox.answering import Told
    from verifier_client.sandbox.register import Register

KEY = "sandbox"
CHUNK = b" " * 65_536


def make_app(register: Register | None = None, *, key: str | None = KEY, clock: Clock | None = None) -> web.Application:
    """Return the application; ``key`` is the bearer key that certificates want (None: none)."""
    time = clock or SystemClock()
    registrar = Registrar(register or embedded(), today=lambda: time.now().date(), key=key)

    async def answer(request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        origin = f"{request.scheme}://{request.host}"
        told = registrar.answer(request.method, request.rel_url.raw_path, headers, origin=origin)
        if told.delay:
            await time.sleep(told.delay)
        if told.cut or told.filler:
            return await _broken(request, told)
        return web.Response(status=told.status, headers=told.headers, body=told.body)

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
    """Serve until cancelled; ``ready`` is told the address once it listens. Raises ``OSError`` when it cannot."""
    async with serving(host, port, key=key, clock=clock) as address:
        ready(address)
        await asyncio.Event().wait()


@asynccontextmanager
async def serving(
    host: str = "127.0.0.1", port: int = 0, *, key: str | None = KEY, clock: Clock | None = None
) -> AsyncIterator[str]:
    """Serve for as long as the context lasts, and yield the address; port 0 takes a free one."""
    runner = web.AppRunner(make_app(key=key, clock=clock), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        bound = runner.addresses[0][1]
        yield f"http://{f'[{host}]' if ':' in host else host}:{bound}"
    finally:
        await runner.cleanup()


async def _broken(request: web.Request, told: Told) -> web.StreamResponse:
    """Send more than anybody should read, or break off in the middle."""
    response = web.StreamResponse(status=told.status, headers=told.headers)
    response.content_length = len(told.body) + told.filler
    await response.prepare(request)
    try:
        if told.cut:
            await response.write(told.body[: len(told.body) // 2])
        else:
            await response.write(told.body)
            for _ in range(told.filler // len(CHUNK)):
                await response.write(CHUNK)
            await response.write(CHUNK[: told.filler % len(CHUNK)])
    except ConnectionError:
        return response  # the client has had enough
    if told.cut and request.transport is not None:
        request.transport.close()
    return response
