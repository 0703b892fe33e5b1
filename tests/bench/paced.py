"""Ten thousand digests through the real senders, on a clock of our own, at a platform that refuses what is too much."""

import asyncio
import json
import selectors

from bots.conversation.model.intents import Asker
from bots.http.messages import HttpResponse
from bots.notifications.message_models import NotSent, Sent
from bots.runtime.ports import StoredReference
from bots.runtime.rate_limit import RateLimiter
from bots.slack.api.sender import SlackSender
from bots.storage.platform.in_memory import ConversationReferencesInMemory
from bots.teams.api.connector import ServiceConnection
from bots.teams.api.hosts import LOOPBACK, ServiceHosts
from bots.teams.api.limits import LIMITS, NOTICES
from bots.teams.api.sender import TeamsSender
from tests.bench.line import at_least, at_most
from tests.faults import misbehaving
from tests.faults.misbehaving import Quota

DIGESTS, PEOPLE, AT_ONCE = 10_000, 3_000, 64
TENANT, SERVICE = "T1", "http://127.0.0.1:1"


async def measure():
    return [line for surface in (_Teams, _Slack) for line in await asyncio.to_thread(_run, surface)]


def _run(surface):
    """Use an event loop whose time jumps to the next thing to do."""
    loop = _VirtualLoop()
    try:
        return loop.run_until_complete(_sent(surface(loop)))
    finally:
        loop.close()


async def _sent(platform):
    left = iter(range(DIGESTS))
    sent = 0

    async def one():
        nonlocal sent
        for number in left:
            to = Asker(platform.name, TENANT, f"U{number % PEOPLE}")
            while True:
                found = await platform.sender.turn(to) or await platform.sender.send(to, platform.payload(number))
                if isinstance(found, Sent):
                    sent += 1
                    break
                assert isinstance(found, NotSent), found
                await asyncio.sleep(found.after or 1.0)

    await platform.ready()
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    rate = sent / (loop.time() - began)
    said = f"{DIGESTS:,} digests on {platform.title}, refused as too many"
    return [
        at_most(said, platform.refused + DIGESTS - sent, 0, ""),
        at_least(f"their pace on {platform.title}", rate, platform.pace, "/s"),
    ]


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self._moment = 0.0
        super().__init__(_Jumping(self))

    def time(self):
        return self._moment

    def jump(self, seconds):
        self._moment += seconds


class _Jumping(selectors.DefaultSelector):
    def __init__(self, loop):
        super().__init__()
        self._loop = loop

    def select(self, timeout=None):
        self._loop.jump(max(timeout or 0.0, 0.0))
        return super().select(0 if timeout is not None else None)


class _Teams:
    name, title, pace = "teams", "Teams", 29.5

    def __init__(self, loop):
        self._quota = Quota(misbehaving.TEAMS, loop.time)
        self._references = ConversationReferencesInMemory()
        self.refused = 0
        connection = ServiceConnection(
            transport=self,
            tokens=None,
            hosts=ServiceHosts(LOOPBACK),
            rate_limiter=RateLimiter(LIMITS, monotonic=loop.time),
            failure_recorder=self,
            now=loop.time,
        )
        self.sender = TeamsSender(connection, self._references, rate_limiter=RateLimiter(NOTICES, monotonic=loop.time))

    async def ready(self):
        for number in range(PEOPLE):
            address = json.dumps({"serviceUrl": SERVICE, "conversation": f"c{number}", "bot": "28:bot"})
            await self._references.keep(StoredReference("teams", TENANT, f"c{number}", f"U{number}", "", address))

    def payload(self, number):
        return json.dumps({"key": str(number), "activity": {"type": "message", "summary": "", "attachments": []}})

    async def send(self, call):
        conversation = call.url.split("/")[5]
        await asyncio.sleep(0.1)
        wait = self._quota.wait(conversation, TENANT)
        if wait > 0:
            self.refused += 1
            return HttpResponse(429, {"Retry-After": str(round(wait) + 1)}, b"{}")
        return HttpResponse(201, {}, b'{"id": "1"}')

    def undelivered(self, what):
        """Take note of nothing: what was refused is counted above."""


class _Slack:
    name, title, pace = "slack", "Slack", 3.9

    def __init__(self, loop):
        self._quota = Quota(misbehaving.SLACK, loop.time)
        self.sender = SlackSender(monotonic=loop.time)
        self.sender.connect(self)
        self.web_api = self._call
        self.refused = 0

    async def workspace(self, _origin):
        """The one workspace that there is; of it only the Web API is used."""
        return self

    async def ready(self):
        """Nothing is needed before."""

    def payload(self, number):
        return json.dumps({"text": str(number)})

    async def _call(self, _method, *, body, **_how):
        await asyncio.sleep(0.1)
        wait = self._quota.wait(body["channel"], TENANT)
        if wait > 0:
            self.refused += 1
            return NotSent("slow down", after=wait)
        return {"ok": True, "channel": body["channel"], "ts": "1.0"}
