"""Another system for tests: takes events over HTTP, checks each signature, and is as unwell as a test wants."""

import base64
import json
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

SECRET = "whsec_" + base64.b64encode(b"a made-up secret of 32 bytes ..!").decode()


def is_signed(headers, body, secret=SECRET):
    """Check as the specification says, with another library than the sender signs with."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    for each in headers["webhook-signature"].split():
        version, _, signature = each.partition(",")
        check = HMAC(base64.b64decode(secret.removeprefix("whsec_")), SHA256())
        check.update(signed)
        try:
            check.verify(base64.b64decode(signature))
        except InvalidSignature:
            continue
        return version == "v1"
    return False


class Receiver:
    """Remembers what it took; ``answers`` are the statuses of the next requests, with their headers."""

    def __init__(self):
        self.events = []
        self.requests = []
        self.answers = []
        self.url = ""

    @property
    def names(self):
        return [each["id"] for each in self.events]

    async def take(self, request):
        body = await request.read()
        assert is_signed(request.headers, body), "this signature does not hold"
        self.requests.append(request.headers["webhook-id"])
        status, headers = self.answers.pop(0) if self.answers else (204, {})
        if status < 300:
            self.events.append(json.loads(body))
            assert request.headers["webhook-id"] == self.events[-1]["id"]
        return web.Response(status=status, headers=headers)

    @asynccontextmanager
    async def open(self):
        app = web.Application()
        app.router.add_post("/hook", self.take)
        async with TestServer(app) as server:
            self.url = str(server.make_url("/hook"))
            yield self
