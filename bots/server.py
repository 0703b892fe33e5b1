"""The one web application: the surfaces' doors, ``/healthz`` and ``/readyz``; it stops without losing work."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from typing import TYPE_CHECKING

from aiohttp import web

from bots.wiring import furnish

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bots.settings import Settings
    from bots.wiring import Door, House

log = logging.getLogger(__name__)

LONGEST_BODY = 1024 * 1024
PATIENCE = 10.0  # seconds that work under way is given when the process is told to stop


async def serve(settings: Settings, *, say: Callable[[str], None] = print) -> None:
    """
    Serve every configured surface until the process is told to stop.

    Raises ``SettingsError`` when nothing is configured or a platform does not accept what is.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in the loop
            loop.add_signal_handler(number, stop.set)
    house = furnish(settings)
    runner = web.AppRunner(application(house), access_log=None, handle_signals=False)
    try:
        for surface in house.surfaces:
            await surface.start()
        await runner.setup()
        site = web.TCPSite(runner, settings.host, settings.port, reuse_address=True)
        await site.start()
        names = ", ".join(surface.name for surface in house.surfaces)
        say(f"Certdesk listens on http://{settings.host}:{_port(runner)} ({names}).")
        await stop.wait()
        say("Certdesk stops: work under way is finished first.")
    finally:
        await _leave(house, runner)


def application(house: House) -> web.Application:
    """Return the web application; it starts and stops nothing itself."""
    app = web.Application(client_max_size=LONGEST_BODY)
    for surface in house.surfaces:
        for path, door in surface.doors.items():
            app.router.add_post(path, _handler(door))
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz(house))
    app.on_response_prepare.append(_say_no_version)
    return app


def _handler(door: Door) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            raw = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.json_response({"error": "body too large"}, status=413)
        status, headers, body = await door(raw, request.headers)
        return web.Response(status=status, headers=headers, body=body)

    return handle


async def _healthz(_request: web.Request) -> web.Response:
    """Say that the process lives."""
    return web.json_response({"status": "ok"})


def _readyz(house: House) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(_request: web.Request) -> web.Response:
        troubles = {surface.name: surface.trouble for surface in house.surfaces if surface.trouble}
        body = {
            "ready": not troubles,
            "surfaces": [surface.name for surface in house.surfaces],
            "troubles": troubles,
            "registries": [about.name for about in house.verifier.registries],
            "resting": list(house.verifier.resting),
            "under_way": len(house.errands),
        }
        return web.json_response(body, status=503 if troubles else 200)

    return handle


async def _say_no_version(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "certdesk"


def _port(runner: web.AppRunner) -> int:
    return int(runner.addresses[0][1])


async def _leave(house: House, runner: web.AppRunner) -> None:
    """Stop taking requests, finish what was acknowledged, then close; in this order nothing is lost."""
    for surface in house.surfaces:
        await surface.stop_listening()
    await runner.cleanup()
    late = await house.errands.drain(PATIENCE)
    if late:
        log.error("%d answers were not finished within %g seconds", late, PATIENCE)
    for surface in house.surfaces:
        await surface.close()
    await house.verifier.aclose()
