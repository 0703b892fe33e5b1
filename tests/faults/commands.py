"""Signed slash commands in great number, and the Slack that they come from and that takes their answers."""

import asyncio
import contextlib
import time
from collections import Counter
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from tests.faults.platform import TENANT

SECRET = "made-up"
SIGNER = SignatureVerifier(SECRET)
TOGETHER = 64  # connections on which commands come


class Workspace:
    """Takes the answers to commands, ``pace`` seconds each, and counts them by command."""

    def __init__(self, pace=0.0):
        self._pace = pace
        self.answers = Counter()
        self.elsewhere = Counter()
        self.address = ""
        self._news = asyncio.Condition()

    @contextlib.asynccontextmanager
    async def open(self):
        app = web.Application()
        app.add_routes([web.post("/hook/{number}", self._hook), web.post("/api/{method}", self._method)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def answered(self, count):
        """Wait until so many commands were answered, here or in a direct message."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.answers) + self.elsewhere["chat.postMessage"] >= count)

    async def _hook(self, request):
        await request.read()
        self.answers[int(request.match_info["number"])] += 1  # from now on people read it, whoever hangs up
        async with self._news:
            self._news.notify_all()
        await asyncio.sleep(self._pace)
        return web.Response(text="ok")

    async def _method(self, request):
        method = request.match_info["method"]
        self.elsewhere[method] += 1
        async with self._news:
            self._news.notify_all()
        who = {"user_id": "U0BOT", "bot_id": "B0BOT", "team_id": TENANT, "user": "certdesk"}
        return web.json_response({"ok": True, "channel": {"id": "D1"}, "ts": "1.1"} | who)

    def command(self, number, *, people=None):
        """Return a body and its signed headers; each is somebody else's, or ``people`` ask again and again."""
        form = {
            "command": "/verify",
            "text": f"AIDA-2026-{number % 100_000:05} Jane Doe",
            "team_id": TENANT,
            "user_id": person(number % people if people else number),
            "channel_id": "C1",
            "trigger_id": f"{number}.1",
            "response_url": f"{self.address}/hook/{number}",
        }
        body, moment = urlencode(form), str(int(time.time()))
        signature = SIGNER.generate_signature(timestamp=moment, body=body)
        kind = "application/x-www-form-urlencoded"
        headers = {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": signature, "Content-Type": kind}
        return body, headers


def person(number):
    return f"U{number:08}"


class Rush:
    """Sends commands as fast as they are taken; ``acknowledged`` are those that were."""

    def __init__(self, workspace, url, *, people=None):
        self._workspace, self._url, self._people = workspace, url, people
        self.acknowledged = set()

    async def send(self, numbers):
        """Send so many commands, on many connections; a server that is gone takes no more."""
        left = iter(numbers)
        connector = aiohttp.TCPConnector(limit=TOGETHER)
        async with aiohttp.ClientSession(connector=connector) as session:
            await asyncio.gather(*(self._send_each(session, left) for _ in range(TOGETHER)))

    async def _send_each(self, session, left):
        for number in left:
            body, headers = self._workspace.command(number, people=self._people)
            try:
                async with session.post(f"{self._url}/slack/events", data=body, headers=headers) as response:
                    await response.read()
            except aiohttp.ClientError:
                return
            if response.status == 200:
                self.acknowledged.add(number)
