"""A thousand distinct IDs in bulk: how far memory grows."""

import tracemalloc

from tests.bench.line import at_most
from tests.bench.registry import config, registry
from verifier_client import VerifierClient


async def measure():
    async with registry() as url, VerifierClient.from_config(config(url)) as client:
        async for _ in client.verify_many([f"AIDA-2026-W{number:03}" for number in range(50)]):
            pass
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        count = 0
        async for _ in client.verify_many(f"AIDA-2026-{number:05}" for number in range(1_000)):
            count += 1
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 1_000
    return [at_most("peak memory for 1,000 distinct IDs in bulk", (peak - before) / 2**20, 20, "MB")]
