"""The one web application: the surfaces' doors, ``/healthz``, ``/readyz``, ``/metrics``; it stops without loss."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bots.app.container import build_container, require_surface
from bots.app.listener import Listener
from bots.conversation.text.operations import pause_sentence
from bots.notifications.message_models import MessageState
from bots.runtime.stop_signal import stop_signal
from bots.storage.db.url import DatabaseError
from bots.storage.maintenance.upgrade_process import upgrade_in_a_process
from bots.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bots.app.container import Container
    from bots.config.settings import Settings
    from bots.http.messages import Door, HttpResponse, Page
    from bots.notifications.health import Health

log = logging.getLogger(__name__)

LONGEST_BODY = 1024 * 1024
BODY_TIME = 10.0  # seconds within which a request's body must have come; both platforms send theirs at once
PATIENCE = 8.0  # seconds that work under way is given when the process is told to stop


async def serve(settings: Settings, *, say: Callable[[str], None] = print) -> None:
    """
    Serve every configured surface until the process is told to stop, and watch unless a worker does.

    Raises ``SettingsError`` when nothing is configured or a platform does not accept what is, and
    ``DatabaseError`` when the database cannot be opened.
    """
    await _run(settings, say=say, talks=True, watches=settings.rounds)


async def work(settings: Settings, *, say: Callable[[str], None] = print) -> None:
    """Watch without talking: run the rounds and send the notices until told to stop; raises as ``serve`` does."""
    await _run(settings, say=say, talks=False, watches=True)


def _doing(container: Container, *, talks: bool, watches: bool) -> list[str]:
    """Say in words for people what this process does."""
    asked = [*(surface.name for surface in container.surfaces), *(["mcp"] if container.mcp else [])]
    return [*(asked if talks else []), *(["rounds"] if watches else [])]


async def _run(settings: Settings, *, say: Callable[[str], None], talks: bool, watches: bool) -> None:
    require_surface(settings)
    stop = stop_signal()
    url = settings.database_url.get_secret_value()
    await upgrade_in_a_process(url)
    store = await Store.open(url)
    try:
        container = build_container(settings, store)
        leftovers = container.leftovers if talks else None
        listener = Listener(application(container, talks=talks))
        try:
            for surface in container.surfaces:
                await surface.start(listens=talks)
            port = await listener.open(settings.host, settings.port)
            if leftovers is not None:
                await leftovers.start()
            if watches and container.notifier is not None:
                await container.notifier.start(container.senders)
            doing = _doing(container, talks=talks, watches=watches)
            say(f"Certdesk listens on http://{settings.host}:{port} ({', '.join(doing)}).")
            await stop.wait()
            say("Certdesk stops: work under way is finished first.")
        finally:
            if leftovers is not None:
                await leftovers.stop()
            await _leave(container, listener)
    finally:
        await store.close()


def application(container: Container, *, talks: bool = True, body_time: float = BODY_TIME) -> web.Application:
    """
    Return the web application; it starts and stops nothing itself.

    Args:
        container: what the application shows and hands requests to.
        talks: whether it has doors; a worker's does not.
        body_time: seconds within which a request's body must have come.
    """
    app = web.Application(client_max_size=LONGEST_BODY)
    for surface in container.surfaces if talks else ():
        for path, door in surface.doors.items():
            app.router.add_post(path, _handler(door, partial(container.metrics.acknowledged, surface.name), body_time))
    if container.mcp is not None and talks:
        count = partial(container.metrics.acknowledged, "mcp")
        app.router.add_post("/mcp", _handler(container.mcp, count, body_time))
    for path, page in container.pages.items() if talks else ():
        app.router.add_get(path, _shown(page), allow_head=False)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz(container))
    app.router.add_get("/metrics", _metrics(container))
    app.on_response_prepare.append(_say_no_version)
    return app


def _handler(
    door: Door, acknowledged: Callable[[int, float], None], body_time: float
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(body_time):
                raw = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.json_response({"error": "body too large"}, status=413)
        except TimeoutError:
            return _hung_up(408, "body did not come")
        except (web.RequestPayloadError, HttpProcessingError, ConnectionError):
            return _hung_up(400, "body cannot be read")
        response = await door(raw, request.headers)
        acknowledged(response.status, time.perf_counter() - began)
        return _web_response(response)

    return handle


def _hung_up(status: int, why: str) -> web.Response:
    """Say why, and end the connection: what else comes on it would belong to the body."""
    response = web.json_response({"error": why}, status=status)
    response.force_close()
    return response


def _shown(page: Page) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Show a page to a browser; while the database does not answer it says so and nothing else."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return _web_response(await page(request.query, request.headers))
        except DatabaseError as error:
            log.warning("a page could not be shown: %s", error)
            return web.json_response({"error": "come again in a minute"}, status=503)

    return handle


def _web_response(response: HttpResponse) -> web.Response:
    return web.Response(status=response.status, headers=response.headers, body=response.body)


async def _healthz(_request: web.Request) -> web.Response:
    """Say that the process lives."""
    return web.json_response({"status": "ok"})


def _readyz(container: Container) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Say what keeps people from being answered (then 503), and what a human should look at (still 200)."""

    async def handle(_request: web.Request) -> web.Response:
        errors = {surface.name: surface.error for surface in container.surfaces if surface.error}
        health, error = await _health(container)
        if error:
            errors["database"] = error
        body = {
            "ready": not errors,
            "surfaces": [surface.name for surface in container.surfaces],
            "troubles": errors,
            "warnings": [
                *(health.warnings(container.notifier.up) if health and container.notifier else ()),
                *map(pause_sentence, container.verifier.pauses),
            ],
            "round_age_seconds": {str(walk): age for walk, age in health.round_ages.items()} if health else {},
            "messages_waiting": health.messages.get(MessageState.PENDING, 0) if health else 0,
            "oldest_message_seconds": round(health.oldest) if health else 0,
            "registries": [about.name for about in container.verifier.registries],
            "resting": [pause.registry for pause in container.verifier.pauses],
            "under_way": len(container.background_tasks),
        }
        return web.json_response(body, status=503 if errors else 200)

    return handle


def _metrics(container: Container) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(_request: web.Request) -> web.Response:
        health, _error = await _health(container)
        names = [about.name for about in container.verifier.registries]
        text, content_type = container.metrics.show(
            under_way=len(container.background_tasks),
            registries=names,
            resting=[pause.registry for pause in container.verifier.pauses],
            unkept=container.inbox.unkept if container.inbox else 0,
            health=health,
        )
        return web.Response(body=text, headers={"Content-Type": content_type})

    return handle


async def _health(container: Container) -> tuple[Health | None, str]:
    """Ask how the watching is; while the database does not answer, say what it said."""
    if container.notifier is None:
        return None, ""
    try:
        return await container.notifier.health(), ""
    except DatabaseError as error:
        return None, str(error)


async def _say_no_version(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "certdesk"


async def _leave(container: Container, listener: Listener) -> None:
    """Stop taking requests, finish what was acknowledged, then close; in this order nothing is lost."""
    for surface in container.surfaces:
        await surface.stop_listening()
    if container.notifier is not None:
        await container.notifier.stop()
    await listener.close()
    late = await container.background_tasks.drain(PATIENCE)
    if late:
        log.error("%d answers were not finished within %g seconds: the next process gives them", late, PATIENCE)
    if container.audit is not None:
        await container.audit.close()
    for surface in container.surfaces:
        await surface.close()
    if container.webhook is not None:
        await container.webhook.sender.aclose()
    await container.verifier.aclose()
    if container.tracing is not None:
        await asyncio.to_thread(container.tracing.close)
