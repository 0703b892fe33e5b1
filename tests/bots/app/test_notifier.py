"""The real process with its real start-up configuration: what is due is read, planned, sent once and written down."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bots.app.job_queue import forget_jobs
from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.notifications.message_models import MessageState
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, SECRET, TEAM, TOKEN, FakeSlack
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio

REVOKED = CertificateId.parse("CPAP-2026-6660")


@asynccontextmanager
async def process(command, slack, url):
    """``certdesk COMMAND`` as an operator starts it."""
    names = {
        "CERTDESK_SLACK_BOT_TOKEN": TOKEN,
        "CERTDESK_SLACK_SIGNING_SECRET": SECRET,
        "CERTDESK_SLACK_API_URL": slack.api,
        "CERTDESK_DATABASE_URL": url,
    }
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bots", command, "--port", "0",
        stdout=PIPE, stderr=PIPE, env=os.environ | names | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        yield running, (await running.stdout.readline()).decode()
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()


def mapped(pid):
    """What a process has loaded of libraries, on Linux."""
    return Path(f"/proc/{pid}/maps").read_text() if sys.platform == "linux" else ""


@pytest.mark.system
async def test_a_due_notice_is_sent_by_the_process_as_it_is_started_and_only_once(tmp_path):
    slack, url = FakeSlack(), fresh(tmp_path)
    store = await Store.open(url)
    await store.watch_stores.watches.add([StoredWatch(Asker("slack", TEAM, ADA), REVOKED, team="Risk")])
    async with slack.open(), ClientSession() as session:
        async with process("serve", slack, url) as (running, line):
            await asyncio.wait_for(slack.called("chat.postMessage"), 20)
            ready = await (await session.get(f"{line.split()[3]}/readyz")).json()
            figures = await (await session.get(f"{line.split()[3]}/metrics")).text()
            loaded = mapped(running.pid)
            running.send_signal(signal.SIGTERM)
            _, errors = await asyncio.wait_for(running.communicate(), 20)
        assert (0, b"") == (running.returncode, errors)
    counts = await store.round_stores.ledger.counts()
    await store.close()
    theirs = [f"slack:{TEAM}:{ADA}:"]
    jobs = [forget_jobs(store.engine_url, words) for words in (["slack:T2:"], theirs, theirs)]

    [called] = slack.of("chat.postMessage")
    assert (ADA, "was revoked" in called["text"], []) == (called["channel"], True, slack.problems)
    assert ("(slack, rounds)" in line, "psycopg" in loaded) == (True, False)
    assert (True, []) == (ready["ready"], ready["warnings"])
    assert 'certdesk_sends_total{result="sent",surface="slack"} 1.0' in figures
    assert {MessageState.SENT} == {state for state, count in counts.items() if count}
    assert [0, True, 0] == [jobs[0], jobs[1] > 0, jobs[2]]
