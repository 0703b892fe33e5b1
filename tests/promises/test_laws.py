"""The laws of docs/architecture.md that the verifier client keeps: 1, 2, 3 and 8, as the names say."""

import ast
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.promises.source_files import nodes
from tests.verifier_client.factories import HOST, ID, NOT_THERE, PAI, pai_answer, scripted
from tests.verifier_client.registries.test_open_badges import BADGE, BADGR, CREDLY, sample
from verifier_client import Freshness, Garbled, Outcome, Policy, Refused, Standing, Throttled, Unavailable
from verifier_client.testing import json_response
from verifier_client.transport import RegistryResponse

pytestmark = pytest.mark.anyio
PACKAGE = Path(__file__).parents[2] / "verifier_client"
POLICY = Policy()
NEIGHBOURS = [
    "AIDA-2026-1235",
    "AIDA-2026-123",
    "AIDA-2026-1234X",
    "AIMA-2026-1234",
    "AIDA-2025-1234",
    "AIDA-2026-I234",
]


@pytest.mark.parametrize("neighbour", NEIGHBOURS)
async def test_law_1_a_record_of_another_id_is_never_this_ones_answer(neighbour):
    client, _, _ = scripted(pai_answer(neighbour))
    verdict = await client.verify(ID, holder="Jane Doe")

    assert Standing.UNKNOWN is verdict.standing
    assert "Jane Doe" not in repr(verdict.record)


async def test_law_1_exactly_the_asked_id_is_asked_and_no_other_one_is_suggested():
    client, transport, _ = scripted(NOT_THERE)
    verdict = await client.verify(ID)

    assert [f"{HOST}/v1/certificates/{ID}"] == [ask.url for ask in transport.requests]
    assert Outcome.NOT_FOUND is verdict.outcome
    assert [] == list(client.read_text(" ".join(verdict.explanations)).ids)


def test_law_1_no_likeness_and_no_language_model_is_in_the_verdicts_path():
    """What measures likeness is for names, and lives in ``name_matching`` only."""
    path = [PACKAGE / f"{name}.py" for name in ("client", "verification", "registry_client", "judgement")]
    path += [*(PACKAGE / "registries").glob("*.py"), *(PACKAGE / "id_extraction").glob("*.py")]
    loaded = {name for file in path for name in imports(file)}

    assert not loaded & {"difflib", "rapidfuzz", "jellyfish", "nicknames", "openai", "anthropic", "transformers"}


def imports(file):
    for node in nodes(file):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


@given(
    expires_in=st.integers(-800, 800),
    waits=st.lists(st.floats(0, 9 * 86_400), max_size=5),
    status=st.sampled_from(["active", "expired", "emeritus", "suspended", "revoked"]),
)
async def test_law_2_every_answer_is_judged_on_its_own_day(expires_in, waits, status):
    """However old the copy: never active after its end, and a copy that is not fresh says so with its age."""
    end = date(2026, 11, 20) + timedelta(days=expires_in)
    answer = pai_answer(status=status, expires_on=end.isoformat(), issued_on=None)
    client, _, clock = scripted(answer, json_response({}, status=500))
    await client.verify(ID)
    age = 0.0
    for wait in waits:
        clock.advance(wait)
        age += wait
        verdict = await client.settle(ID)
        if verdict.outcome is Outcome.COULD_NOT_CHECK:
            assert age >= POLICY.stale_if_error
            continue

        assert verdict.standing not in {Standing.ACTIVE, Standing.EMERITUS} or clock.now().date() <= end
        assert verdict.provenance.freshness in {Freshness.REMEMBERED, Freshness.STALE}
        assert verdict.provenance.age == pytest.approx(age)
        assert (verdict.error is None) is (verdict.provenance.freshness is Freshness.REMEMBERED)


OUTAGES = st.one_of(
    st.sampled_from([400, 401, 403, 405, 409, 418, 422, 429, 500, 502, 503, 504, 204, 301]).map(
        lambda status: RegistryResponse(status, {"retry-after": "1"}, b"")
    ),
    st.sampled_from([b"", b"<html>404 Not Found</html>", b"[]", b"{}", b'{"found": false}', b"not found", b"null"]).map(
        lambda body: RegistryResponse(200, {}, body)
    ),
    st.sampled_from([Unavailable("down"), Throttled("slow", retry_after=2.0), Refused("key"), Garbled("html")]),
    st.just(RegistryResponse(410, {}, b"")),
    st.just(RegistryResponse(304, {}, b"")),
)
LINES = st.sampled_from(["none", "record", "outage"]).flatmap(
    lambda kind: OUTAGES if kind == "outage" else st.just(NOT_THERE if kind == "none" else pai_answer())
)
STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 10.0, 31.0, 700.0, 4000.0, 700_000.0])), max_size=8)


@given(script=st.lists(OUTAGES, min_size=1, max_size=6), steps=STEPS)
async def test_law_3_an_outage_never_says_found_or_not_found(script, steps):
    client, _, clock = scripted(*script)
    for fresh, wait in [(False, 0.0), *steps]:
        clock.advance(wait)
        verdict = await client.settle(ID, fresh=fresh)

        assert Outcome.COULD_NOT_CHECK is verdict.outcome
        assert verdict.error is not None


@given(script=st.lists(LINES, min_size=1, max_size=12), steps=STEPS)
@example(script=[NOT_THERE, Unavailable("down")], steps=[(True, 0.0), (False, 31.0)])
async def test_law_3_each_outcome_has_its_own_cause(script, steps):
    """Not found: the registry said so just now or within its short lifetime. Found: it once sent the record."""
    client, transport, clock = scripted(*script)
    said_none_at = said_record_at = None
    for fresh, wait in [(False, 0.0), *steps]:
        clock.advance(wait)
        before = len(transport.requests)
        verdict = await client.settle(ID, fresh=fresh)
        now = clock.monotonic()
        last = script[min(len(transport.requests), len(script)) - 1] if len(transport.requests) > before else None
        said_none_at = now if last is NOT_THERE else said_none_at
        said_record_at = now if last is not None and last == pai_answer() else said_record_at

        match verdict.outcome:
            case Outcome.NOT_FOUND:
                assert said_none_at is not None
                assert now - said_none_at < POLICY.not_found_lifetime
                assert (None, None, None) == (verdict.record, verdict.standing, verdict.error)
            case Outcome.FOUND:
                assert said_record_at is not None
                assert now - said_record_at == pytest.approx(verdict.provenance.age)
                assert (verdict.error is not None) is (verdict.provenance.freshness is Freshness.STALE)
            case Outcome.COULD_NOT_CHECK:
                assert verdict.error is not None
                assert (None, None) == (verdict.record, verdict.standing)
            case other:
                raise AssertionError(other)


TABLES = {"pai": PAI, "credly": CREDLY, "badges": BADGR, "aipa": {"preset": "aipa"}, "pecb": {"preset": "pecb"}}
CONFIGURED = {"registry.example", "api.credly.com", "badges.example", "aipalliance.org"}
HOSTS = st.sampled_from(
    [
        "evil.example",
        "www.credly.com.evil.example",
        "credly.study",
        "127.0.0.1",
        "169.254.169.254",
        "badges.example",
        "[::1]",
    ]
)
LINKS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "//", "", "https://www.credly.com@", "ftp://"]),
    HOSTS,
    st.sampled_from(["", ":8080", ":443", "\\@www.credly.com", "#@www.credly.com", "?x="]),
    st.sampled_from(["/badges/8c1f7a52-41d6-4b7e-9d43-2f3a6f0e9b11", "/public/assertions/Zk3nQ2xYTbKq", f"/{ID}", "/"]),
)


@given(st.one_of(LINKS, st.text(max_size=80), st.builds("{} {}".format, LINKS, st.just(ID))))
async def test_law_8_whatever_is_pasted_only_configured_hosts_are_asked(text):
    client, transport, _ = scripted(pai_answer(), **TABLES)
    await client.settle(text)
    for certificate in client.read_text(text).ids:
        await client.settle(certificate)

    assert {urlsplit(ask.url).netloc for ask in transport.requests} <= CONFIGURED


@given(link=LINKS, field=st.sampled_from(["id", "badge", "issuer", "url", "@context", "image"]))
async def test_law_8_whatever_a_registry_answers_only_configured_hosts_are_asked(link, field):
    assume(urlsplit_or_none(link) is not None)
    client, transport, _ = scripted(sample("active", **{field: link}), **TABLES)
    await client.settle(BADGE)

    assert {urlsplit(ask.url).netloc for ask in transport.requests} <= CONFIGURED


def urlsplit_or_none(link):
    try:
        return urlsplit(link)
    except ValueError:
        return None


def test_law_8_only_adapters_say_where_to_ask():
    """A ``RegistryRequest`` is made from a configured template in ``registries``; elsewhere it only gets headers."""
    makers = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        for node in nodes(file)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RegistryRequest"
    }

    adapters = {f"registries/{name}.py" for name in ("badge_documents", "json_api", "open_badges")}
    assert {*adapters, "registry_client.py"} == makers
