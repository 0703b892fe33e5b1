"""What a file lists is held in one process; a wish to stop it may reach any."""

import asyncio
import time

import pytest

from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.model.file_listing import FileListing, ListedCertificate
from bots.conversation.model.intents import Asker, FileAction, FileActionKind
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.text import file_results as phrases
from bots.runtime.clock import utc_now
from bots.storage.platform.in_memory import IdempotencyKeysInMemory
from bots.storage.store import Store
from tests.bots.storage.databases import fresh
from verifier_client import CertificateId, VerifierClient

pytestmark = pytest.mark.anyio
ADA, BOB = Asker("slack", "T1", "U1"), Asker("slack", "T1", "U2")
LISTING = FileListing(
    tuple(ListedCertificate(CertificateId.parse(each)) for each in ("CPAP-2026-6660", "AIDA-2026-1234"))
)


class Halting:
    """Answers the first question, and then nobody."""

    def __init__(self, client):
        self._client, self.record_answer = client, asyncio.Event()

    async def verify_many(self, questions, **_how):
        for each in questions:
            yield await self._client.settle(each)
            self.record_answer.set()
            await asyncio.Event().wait()


class Looked:
    """Says when somebody looked whether a stop was wished for."""

    def __init__(self, seen):
        self._seen, self.at = seen, asyncio.Event()

    async def claim(self, key, *, keep):
        found = await self._seen.claim(key, keep=keep)
        self.at.set()
        return found


async def test_a_stop_pressed_in_another_process_ends_the_run_and_only_who_began_it_can(tmp_path):
    store = await Store.open(fresh(tmp_path), now=utc_now)
    for seen in (IdempotencyKeysInMemory(time.monotonic), store.seen):
        async with VerifierClient.from_config(None) as client:
            halting, looked = Halting(client), Looked(seen)
            here, there = (
                FileJobs(
                    halting, None, quota=Quota(QuotaRule(), time.monotonic), max_ids=9,
                    monotonic=time.monotonic, stop_requests=looked, stop_poll_seconds=0.01,
                )
                for _ in range(2)
            )  # fmt: skip
            key = here.add(LISTING, "a.csv", ADA)
            run = asyncio.create_task(here.answer(FileAction(FileActionKind.VERIFY, key), ADA, None))
            await halting.record_answer.wait()
            theirs = await there.answer(FileAction(FileActionKind.STOP, key), BOB, None)
            looked.at.clear()
            await looked.at.wait()
            runs_on = not run.done()
            mine = await there.answer(FileAction(FileActionKind.STOP, key), ADA, None)
            reply = await run
            exported = await there.answer(FileAction(FileActionKind.EXPORT, key), ADA, None)

        assert runs_on
        assert {phrases.STOP_PASSED_ON} == {each.cards[0].headline for each in (theirs, mine)}
        assert phrases.stopped(1, 2) == reply.overview.first
        assert phrases.FILE_GONE == exported.cards[0].headline
    await store.close()
