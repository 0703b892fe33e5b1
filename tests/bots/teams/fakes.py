"""Microsoft as far as the bot sees it: keys, tokens and a connector, on respx; and a clock that is moved by hand."""

import asyncio
import copy
import json
from functools import cache

import httpx
import jwt
import pytest
import respx
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bots.http.transport import HttpxTransport
from bots.runtime.background_tasks import BackgroundTasks
from bots.runtime.rate_limit import RateLimiter
from bots.teams.adapter import Adapter
from bots.teams.api.connector import ServiceConnection
from bots.teams.api.hosts import ServiceHosts
from bots.teams.api.keys import Keys
from bots.teams.api.limits import LIMITS
from bots.teams.api.tokens import ClientSecret, Tokens
from bots.teams.api.trust import ISSUER, Trust
from bots.teams.door import TeamsDoor

APP, TENANT, OTHER_TENANT = "app-0000", "tenant-0000", "tenant-9999"
SERVICE = "https://smba.trafficmanager.net/emea/"
METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
JWKS = "https://login.botframework.com/v1/.well-known/keys"
AUTHORITY = "https://login.microsoftonline.com/"
SECRET = "made-up-client-secret"
JSON = {"Content-Type": "application/json"}


@cache
def rsa_key(name):
    """Make a key once for all tests; the name is only a label."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024 if name == "short" else 2048)


def jwk(name, endorsements=("msteams",)):
    found = json.loads(RSAAlgorithm.to_jwk(rsa_key(name).public_key()))
    return found | {"kid": name, "use": "sig", "endorsements": list(endorsements)}


MESSAGE = {
    "type": "message",
    "id": "1700000000001",
    "timestamp": "2026-11-20T09:00:00.1234567Z",
    "channelId": "msteams",
    "serviceUrl": SERVICE,
    "from": {"id": "29:ada", "name": "Ada Lovelace", "aadObjectId": "0000-ada"},
    "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
    "recipient": {"id": "28:bot", "name": "Certdesk"},
    "text": "hello",
    "textFormat": "plain",
    "channelData": {"tenant": {"id": TENANT}},
    "entities": [{"type": "clientInfo", "locale": "en-US", "platform": "Web"}],
}


def activity(**changes):
    """Return a message, changed; None takes a field away."""
    found = copy.deepcopy(MESSAGE) | changes
    return {name: value for name, value in found.items() if value is not None}


def invoke(name, value, **changes):
    return activity(type="invoke", name=name, value=value, text=None, **changes)


CHANNEL = {"id": "19:team@thread.tacv2;messageid=1", "conversationType": "channel", "tenantId": TENANT}


class Clock:
    """Stands still until it is moved; whoever sleeps moves it."""

    def __init__(self):
        self.time = 1_800_000_000.0
        self.naps = []

    def now(self):
        return self.time

    async def sleep(self, seconds):
        self.naps.append(seconds)
        self.time += seconds


class Records:
    """Writes down what was not delivered."""

    def __init__(self):
        self.all = []

    def undelivered(self, what):
        self.all.append(what)

    @property
    def kinds(self):
        return [(type(each).__name__, each.cause) for each in self.all]


class Echo:
    """The smallest bot: says what it hears ``times`` times, answers invokes with their value."""

    def __init__(self, times=1):
        self.times = times
        self.activities = []

    async def on_turn(self, context):
        activities = context.activity
        self.activities.append(activities)
        if activities.text == "break":
            raise RuntimeError("Ada Lovelace")
        if activities.type == "invoke":
            if activities.name.endswith("break"):
                raise RuntimeError("Ada Lovelace")
            await context.send_activity(invoke_response(activities.value))
        elif activities.type == "message":
            for _ in range(self.times):
                await context.send_activity(f"echo: {activities.text}")


def invoke_response(body, status=200):
    from botbuilder.core import InvokeResponse
    from botbuilder.schema import Activity

    return Activity(type="invokeResponse", value=InvokeResponse(status=status, body=body))


class FakeMicrosoft:
    """Everything over one respx router; ``connector`` holds the next answers of the connector."""

    def __init__(self):
        self.keys = [jwk("first")]
        self.connector = []
        self.calls = []
        self.token_answers = []
        self.lifetime = 3600
        self.open = asyncio.Event()
        self.open.set()
        router = respx.MockRouter(assert_all_called=False)
        self.metadata = router.get(METADATA).mock(side_effect=self._metadata)
        self.jwks = router.get(JWKS).mock(side_effect=self._jwks)
        self.token = router.post(f"{AUTHORITY}{TENANT}/oauth2/v2.0/token").mock(side_effect=self._token)
        router.route(host="smba.trafficmanager.net").mock(side_effect=self._connector)
        self.transport = HttpxTransport(transport=httpx.MockTransport(router.async_handler))

    async def _metadata(self, _request):
        await self.open.wait()
        return httpx.Response(200, json={"issuer": ISSUER, "jwks_uri": JWKS})

    async def _jwks(self, _request):
        await self.open.wait()
        return httpx.Response(200, json={"keys": self.keys})

    async def _token(self, _request):
        await self.open.wait()
        if self.token_answers:
            answer = self.token_answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        token = f"token-{self.token.call_count + 1}"
        return httpx.Response(200, json={"access_token": token, "expires_in": self.lifetime})

    async def _connector(self, request):
        self.calls.append(request)
        answer = self.connector.pop(0) if self.connector else httpx.Response(201, json={"id": f"m{len(self.calls)}"})
        if callable(answer):
            answer = await answer(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def said(self):
        """What was sent, as (method, type, text)."""
        bodies = [(each.method, json.loads(each.content or b"{}")) for each in self.calls]
        return [(method, body.get("type"), body.get("text")) for method, body in bodies]

    @property
    def texts(self):
        return [text for _, kind, text in self.said if kind == "message"]


_opened = []


@pytest.fixture(autouse=True)
async def settled():
    """No test ends before what it started has."""
    yield
    for teams in _opened:
        teams.microsoft.open.set()
        await teams.settle()
        await teams.tokens.aclose()
        await teams.keys.aclose()
    _opened.clear()


class Teams:
    """The whole way from the door to the connector, for one bot."""

    def __init__(self, bot=None, limits=None, tenants=frozenset({TENANT})):
        _opened.append(self)
        self.clock = Clock()
        self.microsoft = FakeMicrosoft()
        self.records = Records()
        self.background_tasks = BackgroundTasks()
        self.bot = bot or Echo()
        transport, now = self.microsoft.transport, self.clock.now
        self.keys = Keys(transport, METADATA, monotonic=now)
        self.tokens = Tokens(
            transport, ClientSecret(SECRET), app_id=APP, tenant=TENANT, authority=AUTHORITY, monotonic=now, now=now
        )
        self.hosts = ServiceHosts("smba.trafficmanager.net")
        self.connection = ServiceConnection(
            transport=transport,
            tokens=self.tokens,
            hosts=self.hosts,
            rate_limiter=RateLimiter(limits or LIMITS, monotonic=now),
            failure_recorder=self.records,
            now=now,
            sleep=self.clock.sleep,
            jitter=lambda: 0.5,
        )
        self.adapter = Adapter(
            self.connection, lambda _speak: self.bot, background_tasks=self.background_tasks, app_id=APP, tenant=TENANT
        )
        trust = Trust(self.keys, app_id=APP, tenants=tenants, hosts=self.hosts, now=now)
        self.door = TeamsDoor(self.adapter.dispatch, trust)

    def claims(self, **changes):
        """Return what a good token says; None takes a claim away."""
        moment = int(self.clock.time)
        found = {"iss": ISSUER, "aud": APP, "serviceurl": SERVICE, "nbf": moment - 10, "exp": moment + 3600}
        return {name: value for name, value in (found | changes).items() if value is not None}

    def token(self, key="first", kid="first", alg="RS256", **changes):
        headers = {"kid": kid} if kid is not None else {}
        secret = rsa_key(key) if isinstance(key, str) else key
        return jwt.encode(self.claims(**changes), secret, algorithm=alg, headers=headers)

    async def post(self, body=None, headers=None, **changes):
        """Send an activity through the door, signed well unless told otherwise; returns status and JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(activity(**changes) if body is None else body).encode()
        if headers is None:
            headers = {"Authorization": f"Bearer {self.token()}"}
        response = await self.door(raw, JSON | headers)
        assert "application/json" == response.headers["content-type"]
        return response.status, json.loads(response.body or b"null")

    async def settle(self):
        """Wait for what goes on after the acknowledgement."""
        assert 0 == await self.background_tasks.drain(5)
