"""One question to the client: remembered, asked, or honestly neither."""

import asyncio
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.verifier_client.factories import HOST, ID, NOT_THERE, OUT_OF_ORDER, pai_answer, scripted
from verifier_client import (
    CertificateId,
    Freshness,
    Garbled,
    Lane,
    Outcome,
    PauseCause,
    Policy,
    Refused,
    Standing,
    SystemClock,
    Throttled,
    Unavailable,
    UnknownIdentifier,
)
from verifier_client.testing import ManualClock, json_response

pytestmark = pytest.mark.anyio
POLICY = Policy()
ACTIVE_FOR = POLICY.lifetimes[Standing.ACTIVE]
SHUT = json_response({}, status=500)


async def test_the_first_answer_is_live_and_the_next_one_remembered():
    client, transport, clock = scripted(pai_answer())
    first = await client.verify(ID)
    clock.advance(61)
    second = await client.verify(ID)

    assert 1 == len(transport.requests)
    assert (Freshness.LIVE, 0.0) == (first.provenance.freshness, first.provenance.age)
    assert (Freshness.REMEMBERED, 61.0) == (second.provenance.freshness, second.provenance.age)
    assert first.provenance.checked_at == second.provenance.checked_at
    assert first.record is second.record


async def test_text_and_parsed_id_are_the_same_question():
    client, transport, _ = scripted(pai_answer())
    await client.verify(CertificateId.parse(ID))
    await client.verify(f" {ID.lower()} ")

    assert 1 == len(transport.requests)


async def test_fresh_asks_anew_although_a_record_is_remembered():
    client, transport, _ = scripted(pai_answer(), pai_answer(status="revoked"))
    await client.verify(ID)
    verdict = await client.verify(ID, fresh=True)

    assert 2 == len(transport.requests)
    assert (Standing.REVOKED, Freshness.LIVE) == (verdict.standing, verdict.provenance.freshness)
    assert Standing.REVOKED is (await client.verify(ID)).standing


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("active", Standing.ACTIVE),
        ("suspended", Standing.SUSPENDED),
        ("revoked", Standing.REVOKED),
        ("emeritus", Standing.EMERITUS),
        ("expired", Standing.EXPIRED),
        ("odd", Standing.UNKNOWN),
    ],
)
async def test_each_standing_is_remembered_for_its_own_time(status, standing):
    client, transport, clock = scripted(pai_answer(status=status))
    await client.verify(ID)
    clock.advance(POLICY.lifetimes[standing] - 0.1)
    assert Freshness.REMEMBERED is (await client.verify(ID)).provenance.freshness

    clock.advance(0.1)
    assert Freshness.LIVE is (await client.verify(ID)).provenance.freshness
    assert 2 == len(transport.requests)


async def test_not_found_is_remembered_briefly():
    client, transport, clock = scripted(NOT_THERE, pai_answer())
    assert Outcome.NOT_FOUND is (await client.verify(ID)).outcome
    clock.advance(POLICY.not_found_lifetime - 0.1)
    assert Freshness.REMEMBERED is (await client.verify(ID)).provenance.freshness

    clock.advance(0.1)
    assert Outcome.FOUND is (await client.verify(ID)).outcome
    assert 2 == len(transport.requests)


async def test_expiry_is_recomputed_from_the_remembered_record():
    """Records are remembered, verdicts never: ten minutes over midnight are enough."""
    client, transport, clock = scripted(
        pai_answer(expires_on="2026-11-20"), clock=ManualClock(datetime(2026, 11, 20, 23, 59, tzinfo=UTC))
    )
    before = await client.verify(ID)
    clock.advance(120)
    after = await client.verify(ID)

    assert (Standing.ACTIVE, Standing.EXPIRED) == (before.standing, after.standing)
    assert (Freshness.REMEMBERED, 1) == (after.provenance.freshness, len(transport.requests))


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2026, 3, 1), Standing.NOT_YET_VALID),
        (date(2026, 3, 2), Standing.ACTIVE),
        (date(2028, 3, 2), Standing.ACTIVE),
        (date(2028, 3, 3), Standing.EXPIRED),
        (date.min, Standing.NOT_YET_VALID),
        (date.max, Standing.EXPIRED),
    ],
)
async def test_any_day_can_be_asked_of_one_record(on, standing):
    client, transport, _ = scripted(pai_answer())
    await client.verify(ID)
    verdict = await client.verify(ID, on=on)

    assert (standing, on, 1) == (verdict.standing, verdict.question.on, len(transport.requests))


async def test_a_stale_copy_is_shown_marked_with_its_age_and_the_trouble():
    client, transport, clock = scripted(pai_answer(), OUT_OF_ORDER)
    await client.verify(ID)
    clock.advance(ACTIVE_FOR + 3600)
    verdict = await client.verify(ID)

    assert (Outcome.FOUND, Freshness.STALE) == (verdict.outcome, verdict.provenance.freshness)
    assert verdict.provenance.age == pytest.approx(ACTIVE_FOR + 3600, abs=POLICY.patience)
    assert isinstance(verdict.error, Unavailable)
    assert len(transport.requests) > 1


async def test_a_stale_copy_is_still_judged_today():
    client, _, clock = scripted(pai_answer(expires_on="2026-11-21"), SHUT)
    await client.verify(ID)
    clock.advance(2 * 86_400)

    assert Standing.EXPIRED is (await client.verify(ID)).standing


async def test_fresh_falls_back_to_the_copy_and_says_so():
    client, _, _ = scripted(pai_answer(), SHUT)
    await client.verify(ID)
    verdict = await client.verify(ID, fresh=True)

    assert Freshness.STALE is verdict.provenance.freshness
    assert verdict.error is not None


async def test_a_copy_that_is_too_old_is_not_shown():
    client, _, clock = scripted(pai_answer(), SHUT)
    await client.verify(ID)
    clock.advance(ACTIVE_FOR + POLICY.stale_if_error)

    with pytest.raises(Unavailable):
        await client.verify(ID)


@pytest.mark.parametrize("fresh", [False, True])
async def test_an_outage_after_not_found_is_an_outage(fresh):
    """Law 3: what was missing half a minute ago may be there now; a stale "not found" speaks for nobody."""
    client, _, clock = scripted(NOT_THERE, SHUT)
    await client.verify(ID)
    clock.advance(0 if fresh else POLICY.not_found_lifetime)

    with pytest.raises(Unavailable):
        await client.verify(ID, fresh=fresh)


@pytest.mark.parametrize(("status", "error"), [(401, Refused), (403, Refused), (400, Garbled), (429, Throttled)])
async def test_a_failure_is_an_error_that_names_the_registry(status, error):
    client, _, _ = scripted(json_response({}, status=status, retry_after="60"))
    with pytest.raises(error) as raised:
        await client.verify(ID)

    assert "Production AI Institute" == raised.value.registry


@pytest.mark.parametrize("error", [SHUT, json_response({}, status=401), json_response([]), Unavailable("down")])
async def test_failures_are_not_kept(error):
    client, transport, _ = scripted(error, pai_answer(), policy=Policy(attempts=1))
    failed = await client.settle(ID)
    verdict = await client.verify(ID)

    assert (Outcome.COULD_NOT_CHECK, Outcome.FOUND) == (failed.outcome, verdict.outcome)
    assert 2 == len(transport.requests)


async def test_an_unchanged_record_is_revalidated_and_counts_as_live():
    """RFC 9110, 13.1: the registry is asked with its own validators, and 304 renews the record."""
    tags = {"ETag": '"v1"', "Last-Modified": "Fri, 20 Nov 2026 08:00:00 GMT"}
    client, transport, clock = scripted(pai_answer(headers=tags), json_response(None, status=304), SHUT)
    await client.verify(ID)
    clock.advance(ACTIVE_FOR)
    verdict = await client.verify(ID)

    wanted = {("If-None-Match", '"v1"'), ("If-Modified-Since", tags["Last-Modified"])}
    assert wanted <= set(transport.requests[1].headers)
    assert not wanted & set(transport.requests[0].headers)
    assert (Freshness.LIVE, 0.0) == (verdict.provenance.freshness, verdict.provenance.age)
    assert clock.now() == verdict.provenance.checked_at
    clock.advance(ACTIVE_FOR - 1)
    assert Freshness.REMEMBERED is (await client.verify(ID)).provenance.freshness


async def test_an_unasked_304_is_no_answer():
    client, _, clock = scripted(pai_answer(), json_response(None, status=304))
    await client.verify(ID)
    clock.advance(ACTIVE_FOR)

    with pytest.raises(Garbled):
        await client.verify(ID)


@pytest.mark.parametrize("days", [1, -1, 3650, -3650])
async def test_a_wall_clock_that_jumps_spoils_neither_ages_nor_lifetimes(days):
    """Standing follows the new date; age and lifetime follow the time that really passed."""
    client, transport, clock = scripted(pai_answer())
    await client.verify(ID)
    clock.jump(clock.now() + timedelta(days=days))
    clock.advance(10)
    verdict = await client.verify(ID)

    expected = {3650: Standing.EXPIRED, -3650: Standing.NOT_YET_VALID}
    assert (Freshness.REMEMBERED, 10.0) == (verdict.provenance.freshness, verdict.provenance.age)
    assert expected.get(days, Standing.ACTIVE) is verdict.standing
    clock.advance(ACTIVE_FOR)
    assert Freshness.LIVE is (await client.verify(ID)).provenance.freshness
    assert 2 == len(transport.requests)


async def test_a_person_waits_no_longer_than_the_policy_says():
    """A real, short patience: the wire never answers, the asker is told which registry kept silent."""
    answer = asyncio.Event()

    async def silent(_ask):
        await answer.wait()
        return pai_answer()

    client, transport, _ = scripted(silent, policy=Policy(patience=0.01))
    with pytest.raises(Unavailable, match=r"Production AI Institute did not answer within 0\.01 seconds"):
        await client.verify(ID)

    assert [0.01] == transport.patience
    answer.set()
    await client.aclose()


async def test_background_work_is_more_patient():
    client, transport, _ = scripted(pai_answer())
    await client.verify(ID, lane=Lane.BACKGROUND)

    assert [POLICY.background_patience] == transport.patience


@pytest.mark.parametrize("text", ["", "hello", "AIDA", "AIDA-2026-1234 and AIDA-2026-1235", "x" * 1_000_000])
async def test_what_is_no_id_asks_nobody(text):
    client, transport, _ = scripted(pai_answer())
    with pytest.raises(UnknownIdentifier):
        await client.verify(text)
    settled = await client.settle(text)

    assert (Outcome.COULD_NOT_CHECK, text) == (settled.outcome, settled.question.text)
    assert [] == transport.requests


async def test_resting_registries_are_named():
    client, transport, clock = scripted(SHUT, policy=Policy(breaker_failures=2))
    assert () == client.pauses
    for _ in range(3):
        await client.settle(ID)

    assert [("pai", PauseCause.KEPT_FAILING)] == [(pause.registry, pause.cause) for pause in client.pauses]
    assert 2 == len(transport.requests)
    clock.advance(POLICY.breaker_rest)
    assert () == client.pauses


async def test_the_configured_registries_introduce_themselves():
    client, _, _ = scripted(pai_answer())

    assert ["pai"] == [about.name for about in client.registries]
    assert HOST not in repr(client.read_text(f"{ID} Jane Doe"))
    assert ("Jane Doe", 1) == (client.read_text(f"{ID} Jane Doe").rest, len(client.read_text(ID).ids))


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="only Linux says how long a machine slept")
def test_the_machine_s_clock_counts_the_time_that_it_slept():
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    read = SystemClock().monotonic()

    assert before <= read <= time.clock_gettime(time.CLOCK_BOOTTIME)
