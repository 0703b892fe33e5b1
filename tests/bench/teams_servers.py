"""The bots that the Teams measurement compares: one small bot behind our door, and behind the stock adapter."""

import asyncio
import json
import sys
import time
import warnings
from types import SimpleNamespace

from aiohttp import web
from botbuilder.core import ActivityHandler

APP, TENANT = "app-bench", "tenant-bench"


class Bot(ActivityHandler):
    def __init__(self, sends):
        self.sends = sends

    async def on_message_activity(self, turn_context):
        for _ in range(self.sends):
            await turn_context.send_activity("echo")


def certdesk(microsoft, sends, *, limits):
    """Every token is checked, every answer carries our own."""
    from bots.app.server import application
    from bots.config.settings import Settings
    from bots.observability.metrics import Metrics
    from bots.runtime.background_tasks import BackgroundTasks
    from bots.storage.platform.in_memory import ConversationReferencesInMemory
    from bots.teams.surface import TeamsSurface

    settings = Settings.from_env(
        teams_app_id=APP,
        teams_tenant_id=TENANT,
        teams_app_secret="bench",
        teams_openid_url=f"{microsoft}/metadata",
        teams_authority=microsoft,
        teams_service_hosts="127.0.0.1",
    )
    background_tasks = BackgroundTasks()
    surface = TeamsSurface(
        settings,
        background_tasks,
        make_bot=lambda *_: Bot(sends),
        references=ConversationReferencesInMemory(),
        limits=limits,
    )
    app = application(
        SimpleNamespace(mcp=None, surfaces=(surface,), background_tasks=background_tasks, metrics=Metrics(), pages={})
    )

    async def close(_app):
        await background_tasks.drain(5)
        await surface.close()

    app.on_cleanup.append(close)
    return app


def ours(microsoft, sends):
    from bots.runtime.rate_limit import UNLIMITED

    return certdesk(microsoft, sends, limits=UNLIMITED)


def paced(microsoft, sends):
    return certdesk(microsoft, sends, limits=None)


def stock(_microsoft, sends):
    """At its fastest: without an app id it checks nothing and asks for no token."""
    warnings.simplefilter("ignore")
    from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

    nobody = SimpleNamespace(APP_ID="", APP_PASSWORD="", APP_TYPE="MultiTenant", APP_TENANTID="")
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(nobody)), Bot(sends)

    async def messages(request):
        return await adapter.process(request, bot)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


PARTS = {part.__name__: part for part in (ours, paced, stock)}


async def cpu(_request):
    return web.Response(text=str(time.process_time()))


async def main(name, microsoft, sends):
    app = PARTS[name](microsoft, int(sends))
    app.router.add_get("/cpu", cpu)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(json.dumps(f"http://127.0.0.1:{runner.addresses[0][1]}"), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
