"""What the Slack measurement needs beside Certdesk: a Web API that takes answers, and slack-bolt by itself."""

import asyncio
import json
import sys

from aiohttp import web

from tests.bench.slack import SECRET


def slack_web_api():
    answers = set()

    async def auth_test(_request):
        return web.json_response({"ok": True, "user_id": "U0BOT", "bot_id": "B0BOT", "team_id": "T1", "user": "bot"})

    async def user(request):
        asked = (await request.post())["user"]
        return web.json_response({"ok": True, "user": {"id": asked, "locale": "en-US", "tz": "Europe/Berlin"}})

    async def respond(request):
        await request.read()
        answers.add(request.path)
        return web.Response(text="ok")

    async def count(_request):
        return web.Response(text=str(len(answers)))

    app = web.Application()
    app.add_routes(
        [
            web.post("/api/auth.test", auth_test),
            web.post("/api/users.info", user),
            web.post("/respond/{n}", respond),
            web.get("/answers", count),
        ]
    )
    return app


def bolt(*, before_response=False):
    from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
    from slack_bolt.app.async_app import AsyncApp
    from slack_bolt.authorization import AuthorizeResult

    async def authorize():
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-bench", bot_user_id="U0BOT")

    slack = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=before_response)

    @slack.command("/verify")
    async def verify(ack, command):
        await ack(command["text"])

    async def handle(request):
        return await to_aiohttp_response(await slack.async_dispatch(await to_bolt_request(request)))

    app = web.Application()
    app.add_routes([web.post("/slack/events", handle)])
    return app


def bolt_before_response():
    return bolt(before_response=True)


PARTS = {part.__name__: part for part in (slack_web_api, bolt, bolt_before_response)}


async def main(name):
    runner = web.AppRunner(PARTS[name](), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(json.dumps(f"http://127.0.0.1:{runner.addresses[0][1]}"), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
