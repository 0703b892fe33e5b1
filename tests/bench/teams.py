"""Turns of a Teams bot, against botbuilder's stock ``CloudAdapter`` with the same bot behind it."""

import asyncio
import contextlib
import itertools
import json
import sys
import time
from asyncio.subprocess import PIPE
from urllib.parse import urlsplit

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.bench.line import at_least, at_most
from tests.bench.registry import ROOT
from tests.bench.teams_servers import APP, TENANT

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
WARM, ROUNDS, CONNECTIONS = 20, 3, 16
TURNS = {"ours": 1600, "stock": 160}  # for each round
IN_A_ROW, AT_ONCE = 1000, 24
_numbers = itertools.count(1)


async def measure():
    async with Microsoft().open() as microsoft:
        silent = await _side_by_side(microsoft, sends=0)
        echoing = await _side_by_side(microsoft, sends=1)
        connections, tokens = await _in_a_row(microsoft)
        seconds = await _at_once(microsoft)
    return [
        at_least(f"no reply, against the stock adapter ({_rates(silent)})", silent["ours"] / silent["stock"], 25),
        at_least(f"one reply a turn ({_rates(echoing)})", echoing["ours"] / echoing["stock"], 8),
        at_most(f"connections to Teams for {IN_A_ROW:,} turns", connections, 3, "TCP"),
        at_most(f"token calls for {IN_A_ROW:,} turns", tokens, 1, "call"),
        at_most(f"{AT_ONCE} turns of two sends of a second each", seconds, 3, "s"),
    ]


def _rates(found):
    return f"{found['ours']:.0f} to {found['stock']:.0f} turns a CPU second"


async def _side_by_side(microsoft, *, sends):
    """
    Return how many turns a second of CPU time serves, ours with every token checked, theirs without any check.

    CPU time of the process, because here the client and the connector need a core as well.
    """
    spent, done = dict.fromkeys(TURNS, 0.0), dict.fromkeys(TURNS, 0)
    async with contextlib.AsyncExitStack() as stack:
        urls = {part: await stack.enter_async_context(_started(part, microsoft, sends)) for part in TURNS}
        for part, url in urls.items():
            await _turns(microsoft, url, WARM, replies=sends, signed=part != "stock")
        for _ in range(ROUNDS):
            for part, url in urls.items():
                before = await _cpu(url)
                await _turns(microsoft, url, TURNS[part], replies=sends, signed=part != "stock")
                spent[part] += await _cpu(url) - before
                done[part] += TURNS[part]
    return {part: done[part] / spent[part] for part in TURNS}


async def _in_a_row(microsoft):
    async with _started("ours", microsoft, 1) as url:
        microsoft.peers.clear()
        microsoft.tokens = 0
        await _turns(microsoft, url, IN_A_ROW, replies=1, connections=1)
    return len(microsoft.peers), microsoft.tokens


async def _at_once(microsoft):
    async with _started("paced", microsoft, 2) as url:
        await _turns(microsoft, url, 1, replies=2)
        microsoft.pause = 1.0
        started = time.perf_counter()
        await _turns(microsoft, url, AT_ONCE, replies=2, connections=AT_ONCE)
        microsoft.pause = 0.0
    return time.perf_counter() - started


async def _turns(microsoft, url, count, *, replies, connections=CONNECTIONS, signed=True):
    """Send activities and, where there are replies, wait until they have reached the connector."""
    address = urlsplit(url)
    left = iter(range(count))

    async def one():
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        for _ in left:
            name = str(next(_numbers))
            arrived = microsoft.expect(name, replies) if replies else None
            writer.write(microsoft.request(address.netloc, name, signed=signed))
            head = await reader.readuntil(b"\r\n\r\n")
            assert head[9:11] == b"20", head
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]))
            if arrived:
                await arrived
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(one() for _ in range(min(connections, count))))


async def _cpu(url):
    async with aiohttp.ClientSession() as session, session.get(f"{url}/cpu") as response:
        return float(await response.text())


class Microsoft:
    """Keys, tokens and a connector on loopback; it counts who connects, and tells when replies have arrived."""

    def __init__(self):
        self.peers = set()
        self.tokens = 0
        self.pause = 0.0
        self._awaited = {}

    @contextlib.asynccontextmanager
    async def open(self):
        app = web.Application()
        app.router.add_get("/metadata", self._metadata)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_post("/v3/conversations/{conversation}/activities/{reply}", self._reply)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        moment = int(time.time())
        claims = {"iss": "https://api.botframework.com", "aud": APP, "serviceurl": self.url, "exp": moment + 3600}
        self.inbound = jwt.encode(claims, KEY, "RS256", {"kid": "bench"})
        try:
            yield self
        finally:
            await runner.cleanup()

    def expect(self, name, replies):
        arrived = asyncio.get_running_loop().create_future()
        self._awaited[name] = [replies, arrived]
        return arrived

    def request(self, host, name, *, signed):
        """Return a message in a group chat, as the bytes of a request."""
        body = json.dumps(
            {
                "type": "message",
                "id": name,
                "timestamp": "2026-11-20T09:00:00.123Z",
                "localTimestamp": "2026-11-20T10:00:00.123+01:00",
                "channelId": "msteams",
                "serviceUrl": self.url,
                "from": {"id": "29:ada", "name": "Ada", "aadObjectId": "aad-ada"},
                "recipient": {"id": "28:bot", "name": "Certdesk"},
                "conversation": {"id": f"19:{name}@thread.v2", "conversationType": "groupChat", "tenantId": TENANT},
                "text": "<at>Certdesk</at> verify AIDA-2026-1234",
                "textFormat": "plain",
                "locale": "en-US",
                "channelData": {"tenant": {"id": TENANT}},
                "entities": [
                    {"type": "mention", "text": "<at>Certdesk</at>", "mentioned": {"id": "28:bot", "name": "Certdesk"}},
                    {"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"},
                ],
            }
        ).encode()
        token = f"Authorization: Bearer {self.inbound}\r\n" if signed else ""
        head = f"POST /api/messages HTTP/1.1\r\nHost: {host}\r\n{token}"
        return f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    async def _metadata(self, _request):
        return web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _request):
        key = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
        return web.json_response({"keys": [key | {"kid": "bench", "endorsements": ["msteams"]}]})

    async def _token(self, _request):
        self.tokens += 1
        return web.json_response({"access_token": "outbound", "expires_in": 3600})

    async def _reply(self, request):
        self.peers.add(request.transport.get_extra_info("peername"))
        await request.read()
        if self.pause:
            await asyncio.sleep(self.pause)
        awaited = self._awaited[request.match_info["reply"]]
        awaited[0] -= 1
        if not awaited[0]:
            awaited[1].set_result(None)
        return web.json_response({"id": "1"}, status=201)


@contextlib.asynccontextmanager
async def _started(part, microsoft, sends):
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.teams_servers", part, microsoft.url, str(sends)]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    try:
        yield json.loads(await process.stdout.readline())
    finally:
        process.stdin.close()
        await process.wait()
