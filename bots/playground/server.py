"""Serves the page on loopback: its files, and the one endpoint that answers."""

from __future__ import annotations

import errno
import json
import logging
from importlib.resources import files
from typing import TYPE_CHECKING

from aiohttp import web

from bots.playground import request_guard as guard
from bots.playground.controller import CannotRead
from bots.playground.examples import chips
from bots.runtime.stop_signal import stop_signal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from importlib.resources.abc import Traversable

    from bots.playground.controller import PlaygroundController

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = logging.getLogger(__name__)

HOST, PORT = "127.0.0.1", 8765
LONGEST_BODY = 64 * 1024
LONGEST_FILE = 8 * 1024 * 1024  # bytes of a posted file, which as base64 are a third more
KINDS = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain",
}
WENT_WRONG = "Something went wrong while answering; the cause is in the terminal."


async def serve(controller: PlaygroundController, port: int | None, *, ready: Callable[[str], None]) -> None:
    """
    Serve until the process is told to stop; ``ready`` is told the address.

    Without a ``port`` it is 8765, or any free one when that is taken. Raises ``OSError`` when ``port`` is taken.
    """
    stop = stop_signal()
    runner = web.AppRunner(application(controller), access_log=None, handle_signals=False, shutdown_timeout=1)
    await runner.setup()
    try:
        await _listen(runner, port)
        ready(f"http://{HOST}:{runner.addresses[0][1]}")
        await stop.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int | None) -> None:
    try:
        await web.TCPSite(runner, HOST, PORT if port is None else port).start()
    except OSError as error:
        if port is not None or error.errno != errno.EADDRINUSE:
            raise
        await web.TCPSite(runner, HOST, 0).start()


def application(controller: PlaygroundController) -> web.Application:
    """Return the web application."""
    app = web.Application(client_max_size=LONGEST_FILE * 4 // 3 + LONGEST_BODY, middlewares=[_guarded])
    shown = files("bots.playground") / "static"
    page = (shown / "index.html").read_text(encoding="utf-8").replace("<!-- examples -->", chips())
    app.router.add_get("/", _static(page.encode(), "html"))
    for path, file in _files(shown):
        app.router.add_get(f"/static/{path}", _static(file.read_bytes(), path.rpartition(".")[2]))
    app.router.add_post("/answer", _answer(controller))
    app.on_response_prepare.append(_with_headers)
    return app


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    sockname = request.get_extra_info("sockname")
    if why := guard.refusal(request.method, sockname[1] if sockname else 0, request.headers):
        return _refused(403, why)
    try:
        return await handler(request)
    except web.HTTPRequestEntityTooLarge:
        return _refused(413, f"That file is larger than {LONGEST_FILE // 1024**2} MB.")
    except web.HTTPException as error:
        return _refused(error.status, error.reason)
    except Exception as error:  # noqa: BLE001 - the door: the page says so instead of hanging
        log.error("the playground could not answer: %s", type(error).__name__)  # noqa: TRY400 - no words in the log
        return _refused(500, WENT_WRONG)


async def _with_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(guard.HEADERS)


def _answer(controller: PlaygroundController) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        try:
            posted = json.loads(raw)
        except (ValueError, RecursionError):
            return _refused(400, "That is no JSON.")
        if len(raw) > LONGEST_BODY and not (isinstance(posted, dict) and "file" in posted):
            return _refused(413, f"That is more than {LONGEST_BODY // 1024} KB; ask for less at once.")
        try:
            return web.json_response(await controller.answer(posted))
        except CannotRead as error:
            return _refused(400, str(error))

    return handle


def _static(content: bytes, kind: str) -> Handler:
    async def handle(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=content, content_type=KINDS[kind], charset="utf-8")

    return handle


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)


def _files(folder: Traversable, within: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for each in folder.iterdir():
        found += _files(each, f"{within}{each.name}/") if each.is_dir() else [(f"{within}{each.name}", each)]
    return [(path, file) for path, file in found if path.rpartition(".")[2] in KINDS]
