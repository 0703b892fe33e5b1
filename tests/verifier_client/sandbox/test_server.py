"""The served sandbox through the real wire: what the network does, and what our contract says about the rest."""

import asyncio
import json

import pytest
from aiohttp import ClientSession

from verifier_client import Freshness, Garbled, Outcome, Refused, Standing, Unavailable, VerifierClient
from verifier_client.policy import Policy
from verifier_client.sandbox import sandbox_tables
from verifier_client.sandbox.register import Expect, Group, link_of, register
from verifier_client.sandbox.server import KEY, serving
from verifier_client.testing import ManualClock
from verifier_client.transport import HttpxTransport, RegistryRequest

pytestmark = pytest.mark.anyio
KEY_ENV = "TEST_SANDBOX_KEY"
BEARER = ("Authorization", f"Bearer {KEY}")
BRISK = Policy(read_timeout=0.25, attempts=2, breaker_failures=1000)
PATH = "/v1/certificates/AIDA-2026-1234"
CONFIG = """
[registries.pai]
preset = "pai"
base_url = "{address}"
key_env = "{key_env}"

[registries.badges]
preset = "badgr"
base_url = "{address}"
classes."{address}/public/badges/aie" = {{ code = "AiE", title = "AiE", issuer = "ARTiBA" }}
"""


class StuckClock(ManualClock):
    """A clock on which nothing that takes long ever ends."""

    async def sleep(self, seconds):
        if seconds > 1:
            await asyncio.Event().wait()


@pytest.fixture
async def address():
    async with serving(clock=StuckClock()) as url:
        yield url


@pytest.fixture
def config(address, tmp_path, monkeypatch):
    monkeypatch.setenv(KEY_ENV, KEY)
    path = tmp_path / "registries.toml"
    path.write_text(CONFIG.format(address=address, key_env=KEY_ENV), encoding="utf-8")
    return path


@pytest.fixture
async def client(config):
    async with VerifierClient.from_config(config, policy=BRISK, clock=ManualClock()) as made:
        yield made


@pytest.fixture
async def transport():
    made = HttpxTransport(BRISK)
    yield made
    await made.aclose()


@pytest.fixture
async def browser(address):
    async with ClientSession(address) as session:
        yield session


async def test_the_whole_register_answers_over_http_as_in_the_process(address, monkeypatch):
    monkeypatch.setenv(KEY_ENV, KEY)
    tables = {"registries": sandbox_tables(address, key_env=KEY_ENV)}
    entries = {
        f"https://127.0.0.1/public/assertions/{entry.id}"
        if entry.group is Group.BADGE
        else link_of(entry.group, entry.id): entry
        for entry in register()
    }
    policy = Policy(read_timeout=0.25, breaker_failures=1000)
    async with VerifierClient.from_config(tables, policy=policy, clock=ManualClock()) as client:
        told = {verdict.question.text: Expect.from_verdict(verdict) async for verdict in client.verify_many(entries)}

    assert {text: entry.expect for text, entry in entries.items()} == told


async def test_a_certificate_is_found_with_the_key_from_the_environment(client):
    verdict = await client.verify("AIDA-2026-1234", holder="Jane Doe")

    assert Standing.ACTIVE is verdict.standing
    assert not verdict.provenance.sandbox


async def test_a_badge_is_found_without_a_key(client):
    verdict = await client.verify("https://127.0.0.1/public/assertions/sandbox-aie-active")

    assert Standing.ACTIVE is verdict.standing


async def test_a_fresh_question_revalidates(client):
    first = await client.verify("AIDA-2026-1234")
    second = await client.verify("AIDA-2026-1234", fresh=True)

    assert first.record is second.record
    assert Freshness.LIVE is second.provenance.freshness


async def test_an_unchanged_certificate_is_304_without_a_body(transport, address):
    first = await transport.send(RegistryRequest("Registry", address + PATH, (BEARER,)), patience=5)
    held = ("If-None-Match", f'"other", W/{first.headers["etag"]}')
    second = await transport.send(RegistryRequest("Registry", address + PATH, (BEARER, held)), patience=5)

    assert (304, b"", first.headers["etag"]) == (second.status, second.body, second.headers["etag"])


async def test_a_registry_that_asks_for_patience_gets_it(config):
    clock = ManualClock()
    async with VerifierClient.from_config(config, policy=BRISK, clock=clock) as client:
        verdict = await client.verify("AIDA-2026-0429")

    assert Outcome.FOUND is verdict.outcome
    assert sum(clock.slept) >= 1.0


@pytest.mark.parametrize(
    ("certificate", "error", "says"),
    [
        ("AIDA-2026-SLOW5", Unavailable, "did not answer in time"),
        ("AIDA-2026-CUT01", Unavailable, "could not be reached"),
        ("AIDA-2026-HUGE1", Garbled, "more than 1024 KiB"),
        ("AIDA-2026-AWAY1", Garbled, "redirects to another host"),
    ],
)
async def test_trouble_on_the_way_has_its_own_words(client, certificate, error, says):
    with pytest.raises(error, match=says):
        await client.verify(certificate)


async def test_a_wrong_key_is_our_fault_and_not_the_certificates(config, monkeypatch):
    monkeypatch.setenv(KEY_ENV, "wrong")
    async with VerifierClient.from_config(config, policy=BRISK, clock=ManualClock()) as client:
        with pytest.raises(Refused):
            await client.verify("AIDA-2026-1234")


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "more"),
    [
        ("GET", PATH, {}, 401, ("WWW-Authenticate", 'Bearer realm="register"')),
        ("GET", PATH, {"Authorization": "Bearer wr\u00f6ng"}, 401, ("WWW-Authenticate", 'Bearer realm="register"')),
        ("GET", PATH, {"Authorization": f"Basic {KEY}"}, 401, ("WWW-Authenticate", 'Bearer realm="register"')),
        ("GET", "/v1/certificates/aida-2026-1234", dict([BEARER]), 400, None),
        ("GET", "/v1/certificates/AIDA%2F2026", dict([BEARER]), 400, None),
        ("GET", "/v1/certificates/AIDA-2026-0000", dict([BEARER]), 404, None),
        ("GET", "/v1/certificates/", dict([BEARER]), 404, None),
        ("GET", "/v1", {}, 404, None),
        ("POST", PATH, dict([BEARER]), 405, ("Allow", "GET, HEAD")),
        ("DELETE", "/healthz", {}, 405, ("Allow", "GET, HEAD")),
        ("GET", "/v1/certificates/AIDA-2026-9429", dict([BEARER]), 429, ("Retry-After", "30")),
    ],
)
async def test_what_goes_wrong_is_a_problem_document(browser, method, path, headers, status, more):
    async with browser.request(method, path, headers=headers) as response:
        problem = json.loads(await response.read())

    assert (status, status, "application/problem+json") == (response.status, problem["status"], response.content_type)
    assert {"type", "title", "status", "detail", "instance"} == set(problem)
    assert more is None or more[1] == response.headers[more[0]]


@pytest.mark.parametrize("path", [PATH, "/healthz", "/v1/certificates/AIDA-2026-HUGE1", "/nowhere"])
async def test_head_is_get_without_the_body(browser, path):
    async with browser.head(path, headers=dict([BEARER])) as head, browser.get(path, headers=dict([BEARER])) as get:
        said = [(answer.status, answer.content_type, answer.headers["Content-Length"]) for answer in (head, get)]
        body = await head.read()

    assert said[0] == said[1]
    assert body == b""


async def test_the_service_says_that_it_lives_without_a_key(browser):
    async with browser.get("/healthz") as response:
        assert {"status": "ok"} == await response.json()
