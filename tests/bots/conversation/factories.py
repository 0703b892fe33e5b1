"""A desk whose watches are kept in a file of its own, at a fixed moment, with codes that a test can foresee."""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from bots.conversation.desk import Desk
from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.model.intents import Asker
from bots.conversation.plain_text import reply_as_text
from bots.conversation.quota import Quota, QuotaRule
from bots.files.file_checks import answer_file
from bots.files.reader import FileReader
from bots.files.uploads import UploadedFile
from bots.notifications.models import Facts, RegistryReading
from bots.notifications.round_models import ReadingUpdate
from bots.storage.store import Store
from tests.bots.storage.databases import fresh_again, opened
from verifier_client import RegistryStatus, VerifierClient
from verifier_client.testing import ManualClock

ANNA, BEN = Asker("test", "T1", "U1"), Asker("test", "T1", "U2")
A, B, C = "AIDA-2026-1234", "CPAP-2026-8841", "CPAP-2026-6660"
START = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Dropped:
    """What a platform hands over."""

    def __init__(self, content):
        self.content = content

    async def read(self, file):  # noqa: ARG002 - the port's signature
        return self.content


class DeskWithStores:
    """The desk, what it keeps, and a clock to turn."""

    def __init__(self, client, letters="K3F92QXT", **limits):
        self.time = START
        self.store = Store.of(opened(fresh_again()), now=lambda: self.time)
        letters = cycle(letters)
        self.watch_stores = replace(self.store.watch_stores, choose_letter=lambda _: next(letters))
        files = FileJobs(
            client,
            FileReader(),
            quota=Quota(QuotaRule(), self.monotonic),
            max_ids=1_000,
            monotonic=self.monotonic,
        )
        self.desk = Desk(client, stores=self.watch_stores, file_jobs=files, **limits)

    def monotonic(self):
        return self.time.timestamp()

    async def drop(self, content, name="team.csv", asker=ANNA):
        """Send a file; return the one card that answers it."""
        dropped = Dropped(content if isinstance(content, bytes) else content.encode())
        [card] = (await answer_file(UploadedFile(name, ""), dropped, self.desk, asker)).reply.cards
        return card

    async def reply(self, text, asker=ANNA):
        return await self.desk.answer(self.desk.read(text), asker)

    async def card(self, text, asker=ANNA):
        [card] = (await self.reply(text, asker)).cards
        return card

    async def text_of_reply(self, text, asker=ANNA):
        return reply_as_text(await self.reply(text, asker))

    async def press(self, card, label, asker=ANNA):
        found = [*card.actions, *(each for group in card.groups for item in group.items for each in item.actions)]
        return await self.card(next(each.command for each in found if each.label == label), asker)

    async def read(self, certificate, **facts):
        """Play a round that read a certificate which is watched."""
        given = {"status": RegistryStatus.VALID, "since": START, "expires_on": date(2027, 3, 14)} | facts
        reading = RegistryReading(Facts(**given), self.time)
        kept = [each for each in await self.store.rounds.to_read(date.max) if each.certificate.text == certificate]
        updates = [ReadingUpdate(each.id, reading, date.max, is_changed=False) for each in kept]
        await self.store.rounds.save_readings(updates, today=self.time.date())

    def advance(self, **span):
        self.time += timedelta(**span)


@asynccontextmanager
async def desk_with_stores(**limits):
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        here = DeskWithStores(client, **limits)
        try:
            yield here
        finally:
            await here.store.close()
