"""The page, served on loopback within the test's own loop, and a Chromium to look at it with."""

import json
import os
import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bots.playground.container import PlaygroundBadges, playground_on
from bots.playground.server import application
from verifier_client import VerifierClient
from verifier_client.testing import ManualClock

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@asynccontextmanager
async def served(verifier=None):
    """The page's own front door, on a Friday night; ``say`` and ``post`` knock as the page does."""
    clock = ManualClock(datetime(2026, 11, 20, 22, tzinfo=UTC))
    badges = PlaygroundBadges()
    async with (
        verifier or VerifierClient.from_config(None, clock=clock, kept_badges=badges) as client,
        playground_on(client, badges, clock.now) as controller,
        TestServer(application(controller)) as server,
        TestClient(server) as http,
    ):
        yield Page(server, http)


class Page:
    def __init__(self, server, http):
        self.server, self.http = server, http
        self.host = f"127.0.0.1:{server.port}"
        self.url = f"http://{self.host}/"

    async def post(self, body, **headers):
        sent = {"Origin": self.url.rstrip("/"), "Content-Type": "application/json", "Host": self.host} | headers
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.http.post("/answer", data=raw, headers={name: value for name, value in sent.items() if value})

    async def say(self, words):
        return await (await self.post({"say": words})).json()


def chromium():
    """Where Chromium is; without one the test is skipped, but never in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None and os.environ.get("CI"):
        pytest.fail("There is no Chromium, and CI must look at the page: apt-get install chromium")
    if path is None:
        pytest.skip("THE PAGE WAS NOT LOOKED AT: there is no Chromium here (apt-get install chromium)")
    return path
