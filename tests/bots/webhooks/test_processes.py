"""Real processes: a worker that is killed in the midst, and the receiver that the documents show."""

import asyncio
import os
import sqlite3
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bots.conversation.model.intents import Asker
from bots.storage.store import Store
from bots.webhooks.events import verdict_event
from tests.bots.storage.databases import fresh
from tests.bots.webhooks.receiver import SECRET, Receiver
from verifier_client import VerifierClient

pytestmark = [pytest.mark.anyio, pytest.mark.system]
ADA = Asker("slack", "T1", "U1")
EXAMPLE = Path(__file__).parents[3] / "docs" / "webhook_receiver.py"
EVENTS = 12


def environment(folder, url):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CERTDESK_")}
    given = {"DATABASE_URL": fresh(folder), "WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "WEBHOOK_PRIVATE": "true"}
    given |= {"LEASE_SECONDS": "5", "TEAMS_ALLOW_ANONYMOUS": "true", "PORT": "0"}
    return kept | {f"CERTDESK_{name}": value for name, value in given.items()}


async def hand_in(environment, count):
    """Write events down as a press of the button does."""
    store = await Store.open(environment["CERTDESK_DATABASE_URL"])
    async with VerifierClient.from_config(None) as client:
        verdict = await client.settle("AIDA-2026-1234", holder="Jane Doe")
    for number in range(count):
        event = verdict_event(verdict, "says", sender=ADA, number=str(number), at=datetime.now(UTC))
        await store.round_stores.ledger.write(event)
    await store.close()


async def start(environment, *words):
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bots", *words, env=environment, stdout=asyncio.subprocess.DEVNULL
    )


class Slow(Receiver):
    """Says nothing to the first events, so that whoever sends them can be killed meanwhile; then takes all."""

    def __init__(self):
        super().__init__()
        self.hanging = asyncio.Event()
        self.all_here = asyncio.Event()
        self.is_slow = True

    async def take(self, request):
        if self.is_slow:
            self.events.append({"id": request.headers["webhook-id"]})  # it arrived, and nobody is told
            self.hanging.set()
            await asyncio.sleep(3600)
        response = await super().take(request)
        if len(set(self.names)) == EVENTS:
            self.all_here.set()
        return response


@asynccontextmanager
async def listening(receiver):
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook"))


async def test_a_worker_that_is_killed_in_the_midst_loses_none(tmp_path):
    receiver = Slow()
    async with listening(receiver) as url:
        given = environment(tmp_path, url)
        await hand_in(given, EVENTS)
        first = await start(given, "worker")
        await asyncio.wait_for(receiver.hanging.wait(), 180)
        first.kill()
        await first.wait()
        receiver.is_slow, before = False, len(receiver.events)
        receiver.events.clear()
        second = await start(given, "worker")
        try:
            await asyncio.wait_for(receiver.all_here.wait(), 300)
        finally:
            second.terminate()
            await second.wait()

    assert before
    assert EVENTS == len(set(receiver.names)) == len(receiver.names)


async def test_the_example_receiver_takes_signed_events_once_and_no_others(tmp_path):
    port = unused_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, EXAMPLE, SECRET, str(port), cwd=tmp_path, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        given = environment(tmp_path, f"http://127.0.0.1:{port}/hook")
        codes = []
        for _ in range(20):
            done = await start(given, "webhook", "test")
            codes.append(await done.wait())
            if codes[-1] == 0:
                break
        async with httpx2.AsyncClient() as http:
            forged = await http.post(f"http://127.0.0.1:{port}/", content=b"{}")
    finally:
        process.kill()
        await process.wait()
    with sqlite3.connect(tmp_path / "applicants.db") as database:
        [(event, _, _)] = database.execute("SELECT * FROM notes").fetchall()
    database.close()

    assert 0 == codes[-1]
    assert event.startswith("msg_")
    assert 401 == forged.status_code
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) <= 30


async def test_an_event_that_is_not_taken_is_said_to_be_in_a_sentence(tmp_path):
    given = environment(tmp_path, "https://127.0.0.1/hook") | {"CERTDESK_WEBHOOK_PRIVATE": "false"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bots", "webhook", "test", env=given, stdout=-1
    )
    out, _ = await process.communicate()

    assert (1, True) == (process.returncode, b"address is private" in out)
