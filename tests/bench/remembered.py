"""A remembered verdict, against the same answer through HTTP-level caches."""

import time
from functools import partial

from tests.bench.line import at_least, at_most
from tests.bench.registry import config, registry
from verifier_client import CertificateId, Freshness, Policy, Question, VerifierClient
from verifier_client.cache import CachedRecord
from verifier_client.clock import SystemClock
from verifier_client.configuration import build
from verifier_client.judgement import verdict_of
from verifier_client.transport import RegistryResponse

ID = "AIDA-2026-1234"


async def measure():
    async with registry() as url:
        ours = await _ours(url)
        answer = partial(_answer, build(config(url)["registries"], environ={}, sandbox=False)[0], SystemClock())
        address = f"{url}/v1/certificates/{ID}"
        requests_cache, hishel = _requests_cache(address, answer), await _hishel(address, answer)
    return [
        at_most("VerifierClient.verify, remembered: CPU", ours * 1e6, 20, "µs"),
        at_least(f"cheaper than requests-cache in memory ({requests_cache * 1e6:.0f} µs)", requests_cache / ours, 15),
        at_least(f"cheaper than hishel, its default SQLite ({hishel * 1e6:.0f} µs)", hishel / ours, 30),
    ]


def _answer(adapter, clock, status, headers, body):
    """The same answer: the body read by the same adapter, judged by the same rules."""
    certificate = CertificateId.parse(ID)
    record = adapter.read(certificate, (RegistryResponse(status, headers, body),))
    sighting = CachedRecord(record, clock.now(), clock.monotonic(), 0.0)
    return verdict_of(
        Question(ID, certificate), sighting, adapter.about, now=clock.now(), age=0.0, freshness=Freshness.REMEMBERED
    )


async def _ours(url):
    async with VerifierClient.from_config(config(url), policy=Policy()) as client:
        first = await client.verify(ID)
        assert first.provenance.freshness is Freshness.LIVE
        best = float("inf")
        for _ in range(7):
            started = time.process_time()
            for _ in range(5_000):
                verdict = await client.verify(ID)
            best = min(best, (time.process_time() - started) / 5_000)
        assert verdict.provenance.freshness is Freshness.REMEMBERED
        return best


def _requests_cache(address, answer):
    import requests_cache

    session = requests_cache.CachedSession(backend="memory", expire_after=600)
    session.get(address)
    best = float("inf")
    for _ in range(5):
        started = time.process_time()
        for _ in range(400):
            response = session.get(address)
            answer(response.status_code, response.headers, response.content)
        best = min(best, (time.process_time() - started) / 400)
    assert response.from_cache
    session.close()
    return best


async def _hishel(address, answer):
    import tempfile
    from pathlib import Path

    import hishel
    from hishel.httpx import AsyncCacheClient

    with tempfile.TemporaryDirectory() as folder:
        storage = hishel.AsyncSqliteStorage(database_path=Path(folder) / "cache.db")
        async with AsyncCacheClient(storage=storage) as client:
            await client.get(address)
            best = float("inf")
            for _ in range(5):
                started = time.process_time()
                for _ in range(200):
                    response = await client.get(address)
                    answer(response.status_code, response.headers, response.content)
                best = min(best, (time.process_time() - started) / 200)
            assert response.extensions["caching"]["from_cache"]
    return best
