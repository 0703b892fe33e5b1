"""
A platform in a process of its own, so that it outlives whoever is killed; it speaks what our senders speak.

It writes each message that it took into a file before it answers, and serves until its standard input ends.
"""

import asyncio
import json
import os
import sys
import time
from collections import Counter, defaultdict

from aiohttp import web

from tests.faults.acceptance import Acceptance
from tests.faults.misbehaving import SLACK, SLACK_READS, TEAMS, Mood, Quota, Whim

TENANT = "T1"


class Platform:
    """What Slack and Teams have in common: a mood, limits, and a record of what was taken."""

    def __init__(self, path, mood, limits):
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._mood = mood
        self._quota = Quota(limits, time.monotonic)
        self._late = set()
        self.counts = Counter()

    async def take(self, person, raw):
        """Return the whim, and the moment of acceptance or the seconds until it may come again."""
        wait = self._quota.wait(person, TENANT)
        if wait > 0:
            self.counts["over_limit"] += 1
            return Whim.REFUSED, wait
        whim = self._mood.whim()
        self.counts[whim] += 1
        delay = self._mood.delay(whim)
        if whim in {Whim.REFUSED, Whim.FAILED}:
            await asyncio.sleep(delay)
            return whim, 1.0
        late = asyncio.create_task(self._accept(person, raw, delay))  # goes on whoever hangs up
        self._late.add(late)
        late.add_done_callback(self._late.discard)
        return whim, await asyncio.shield(late)

    async def _accept(self, person, raw, delay):
        await asyncio.sleep(delay)
        at = time.time()
        self.keep(person, raw, at)
        os.write(self._file, (Acceptance.of(person, raw, at).line + "\n").encode())
        self.counts["taken"] += 1
        return at

    def keep(self, person, raw, at):
        """Keep what can be looked at later."""

    async def show_counts(self, _request):
        return web.json_response(self.counts)


class Slack(Platform):
    """Slack's Web API, as far as notices need it."""

    def __init__(self, path, mood):
        super().__init__(path, mood, SLACK)
        self._reads = Quota(SLACK_READS, time.monotonic)
        self._history = defaultdict(list)

    def routes(self):
        return [web.post("/api/{method}", self._method)]

    def keep(self, person, raw, at):
        self._history[f"D{person}"].append({"ts": f"{at:.6f}", "metadata": json.loads(raw).get("metadata", {})})

    async def _method(self, request):
        answer = getattr(self, "_" + request.match_info["method"].replace(".", "_"), None)
        if answer is None:
            return web.json_response({"ok": False, "error": "unknown_method"})
        return await answer(request)

    async def _auth_test(self, _request):
        who = {"user_id": "U0BOT", "bot_id": "B0BOT", "team_id": TENANT, "user": "certdesk"}
        return web.json_response({"ok": True} | who)

    async def _conversations_open(self, request):
        return web.json_response({"ok": True, "channel": {"id": "D" + (await request.json())["users"]}})

    async def _chat_postMessage(self, request):  # noqa: N802 - Slack's name
        raw = await request.text()
        person = json.loads(raw)["channel"]
        whim, moment = await self.take(person, raw)
        if whim is Whim.REFUSED:
            pause = str(max(round(moment), 1))
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": pause})
        if whim is Whim.FAILED:
            return web.Response(status=500, text="internal error")
        if whim is Whim.CUT and request.transport is not None:
            request.transport.abort()
        return web.json_response({"ok": True, "channel": f"D{person}", "ts": f"{moment:.6f}"})

    async def _conversations_history(self, request):
        form = await request.post()
        self.counts["looked_back"] += 1
        wait = self._reads.wait("")
        if wait > 0:
            self.counts["reads_over_limit"] += 1
            pause = str(max(round(wait), 1))
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": pause})
        since = float(form["oldest"])
        found = [each for each in self._history[form["channel"]] if float(each["ts"]) >= since]
        return web.json_response({"ok": True, "messages": found[::-1]})


class Teams(Platform):
    """Microsoft's token endpoint and the Bot Framework's connector, as far as notices need them."""

    def __init__(self, path, mood):
        super().__init__(path, mood, TEAMS)

    def routes(self):
        return [
            web.post("/{tenant}/oauth2/v2.0/token", self._token),
            web.post("/v3/conversations/{conversation}/activities", self._activity),
        ]

    async def _token(self, _request):
        return web.json_response({"access_token": "made-up", "expires_in": 3600})

    async def _activity(self, request):
        whim, moment = await self.take(request.match_info["conversation"], await request.text())
        if whim is Whim.REFUSED:
            return web.json_response({}, status=429, headers={"Retry-After": str(max(round(moment), 1))})
        if whim is Whim.FAILED:
            return web.json_response({}, status=500)
        if whim is Whim.CUT and request.transport is not None:
            request.transport.abort()
        return web.json_response({"id": f"{moment:.6f}"}, status=201)


SURFACES = {"slack": Slack, "teams": Teams}


async def main(surface, path, seed, calm, port):
    platform = SURFACES[surface](path, Mood(int(seed), calm=calm == "calm"))
    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.add_routes([*platform.routes(), web.get("/counts", platform.show_counts)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    print(json.dumps(f"http://127.0.0.1:{runner.addresses[0][1]}"), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
