"""A roster of ten thousand lines: shown, imported, and all of it deleted."""

import tempfile
import time

from bots.conversation.kept_files import KeptFiles
from bots.conversation.model.intents import Asker
from bots.conversation.watch.roster_import import RosterImport
from bots.files.reader import FileReader
from bots.storage.store import Store
from tests.bench.line import at_most
from tests.faults.databases import database
from verifier_client import VerifierClient

LINES = 10_000
OWNER = Asker("slack", "T1", "U1")


async def measure():
    return [line for kind in ("sqlite", "postgresql") for line in await _on(kind)]


async def _on(kind):
    header = "certificate id,person,manager,team\n"
    lines = [f"CPAP-2026-{number:04X},Jane Doe,Manager {number % 300},Team {number % 50}" for number in _numbers()]
    data = (header + "\n".join(lines)).encode()
    with tempfile.TemporaryDirectory() as folder, database(kind, folder) as url:
        store = await Store.open(url)
        async with VerifierClient.from_config(None) as verifier:
            files = KeptFiles(FileReader(), time.monotonic)
            importing = RosterImport(rosters=store.watch_stores.rosters, verifier=verifier, files=files, quota=None)
            started = time.perf_counter()
            listing = await files.read(files.find(OWNER, key := files.put(OWNER, data, "roster.csv")))
            await importing.preview(listing.table, key, OWNER)
            await importing.keep(key, OWNER)
            imported = time.perf_counter() - started
        assert await store.watch_stores.watches.count(OWNER) == LINES
        started = time.perf_counter()
        assert await store.watch_stores.watches.remove(OWNER) == LINES
        removed = time.perf_counter() - started
        await store.close()
    return [
        at_most(f"a roster of {LINES:,} lines shown and imported, {kind}", imported, 10, "s"),
        at_most(f"{LINES:,} watches deleted, {kind}", removed, 10, "s"),
    ]


def _numbers():
    return range(0x1000, 0x1000 + LINES)
