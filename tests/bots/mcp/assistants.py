"""Assistants for tests: the official SDK's client before the web application, and plain requests with a token."""

import io
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx2
from aiohttp.test_utils import TestClient, TestServer
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from bots.app.container import Container, build_container
from bots.app.server import application
from bots.config.settings import Settings
from bots.conversation.model.intents import Asker
from bots.storage.store import Store
from tests.bots.storage.databases import fresh
from verifier_client.testing import ManualClock

ADA = Asker("slack", "T024BE7LD", "U0ADA00001")
JANE = {"id": "AIDA-2026-1234", "holder_name": "Jane Doe"}
ERAS = ("legacy", "2026-07-28")


@dataclass
class Served:
    """An application with its store, and a token of Ada's."""

    store: Store
    container: Container
    client: TestClient
    secret: str
    number: int

    @asynccontextmanager
    async def assistant(self, mode="auto", secret=None):
        headers = {"Authorization": f"Bearer {secret or self.secret}"}
        async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
            transport = streamable_http_client(str(self.client.make_url("/mcp")), http_client=http)
            async with Client(transport, mode=mode) as client:
                yield client

    async def post(self, body, **headers):
        """Post as an assistant does; a header of None is left out."""
        given = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        sent = {name.replace("_", "-"): value for name, value in (given | headers).items() if value is not None}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.client.post("/mcp", data=io.BytesIO(data), headers=sent) as response:
            text = await response.text()
            is_json = response.content_type == "application/json"
            return response.status, json.loads(text) if is_json else None, response.headers

    async def call(self, tool, **arguments):
        """Call a tool without any client, and return the result."""
        _, body, _ = await self.post(request("tools/call", name=tool, arguments=arguments))
        return body["result"]

    async def audit(self):
        await self.container.audit.flush()
        lines = await self.store.audit.since(self.store.watch_stores.now() - timedelta(days=1))
        return [(each.who, each.action, each.certificate, each.outcome) for each in lines]


def request(method, **params):
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


@asynccontextmanager
async def served(folder, **settings):
    store = await Store.open(fresh(folder))
    token, secret = await store.access_tokens.create(ADA.key, until=store.watch_stores.now() + timedelta(days=1))
    container = build_container(Settings.from_env(**{"mcp": True} | settings), store, clock=ManualClock())
    try:
        async with TestClient(TestServer(application(container))) as client:
            yield Served(store, container, client, secret, token.number)
    finally:
        await container.background_tasks.drain(5)
        await container.audit.close()
        await container.verifier.aclose()
        await store.close()
