"""Managers with something to be told, put into a database as the bot would put them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import Preferences, StoredWatch
from bots.runtime.ports import StoredReference
from bots.storage.db.connection import Database
from bots.storage.notices.preferences import PreferencesInDatabase
from bots.storage.platform.conversation_references import ConversationReferencesInDatabase
from bots.storage.watches.watches import WatchesInDatabase
from tests.faults.platform import TENANT
from verifier_client import CertificateId

DIGEST, ALERT, URGENT = "CPAP-2026-8841", "CPAP-2026-6660", "AIDA-2024-5512"  # in 30 days, revoked, long over
ENDS_IN_2027 = "AIDA-2026-YEAR1"  # on 29 December
ALWAYS = Preferences(opens=time(0), closes=time(23, 59), workdays=frozenset(range(1, 8)), heartbeat=False)


def now():
    return datetime.now(UTC)


@dataclass
class People:
    """Adds the next managers; ``expected`` are the pairs of person and certificate that must be told."""

    url: str
    surface: str
    platform: str
    count: int = 0

    def __post_init__(self):
        self.expected = set()

    async def add(self, count, *, certificates=None, hours=ALWAYS):
        """Every manager gets a digest; some an alert beside it, some something urgent in it."""
        store = Database.open(self.url)
        people, references = PreferencesInDatabase(store, now), ConversationReferencesInDatabase(store)
        watches = []
        for number in range(self.count, self.count + count):
            asker = Asker(self.surface, TENANT, f"U{number:05}")
            await people.set_preferences(asker, hours)
            if self.surface == "teams":
                await references.keep(self._chat(asker))
            for certificate in certificates or _of(number):
                watches.append(StoredWatch(asker, CertificateId.parse(certificate)))
                self.expected.add((asker.person, certificate))
        await WatchesInDatabase(store, now).add(watches)
        await store.close()
        self.count += count

    def _chat(self, asker):
        address = {
            "version": 1,
            "serviceUrl": self.platform,
            "conversation": asker.person,
            "conversationType": "personal",
            "tenant": TENANT,
            "bot": "28:bot",
        }
        return StoredReference("teams", TENANT, asker.person, asker.person, "", json.dumps(address))


def _of(number):
    found = [DIGEST]
    if number % 2:
        found.append(ALERT)
    if not number % 3:
        found.append(URGENT)
    return found
