"""The sandbox answers as its register promises, and costs nothing that a terminal would notice."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from verifier_client import Agreement, Freshness, Outcome, Standing, Unavailable, VerifierClient
from verifier_client.policy import Policy
from verifier_client.sandbox import SandboxTransport
from verifier_client.sandbox.addresses import CERTIFICATES_PATH, REGISTRY
from verifier_client.sandbox.register import Expect, Group, cards, register
from verifier_client.testing import ManualClock
from verifier_client.transport import RegistryRequest

pytestmark = pytest.mark.anyio
CARDS = {card.id: card for card in cards()}
A_YEAR_LATER = datetime(2027, 11, 20, 9, tzinfo=UTC)


def asking(certificate):
    return RegistryRequest("Registry", REGISTRY + CERTIFICATES_PATH + certificate)


@pytest.mark.parametrize("now", [datetime(2026, 11, 20, 9, tzinfo=UTC), A_YEAR_LATER], ids=["today", "next year"])
async def test_every_card_shows_what_it_promises(now):
    async with VerifierClient.from_config(clock=ManualClock(now)) as client:
        verdicts = {name: await client.settle(name) for name in CARDS}

    assert {name: card.expect for name, card in CARDS.items()} == {
        name: Expect.from_verdict(verdict) for name, verdict in verdicts.items()
    }
    assert [] == [name for name, verdict in verdicts.items() if not verdict.provenance.sandbox]


async def test_no_fictional_certificate_links_to_a_real_page():
    async with VerifierClient.from_config(clock=ManualClock()) as client:
        verdicts = [await client.settle(name) for name in CARDS]

    for verdict in verdicts:
        host = urlsplit(verdict.provenance.url).hostname
        assert host.endswith(".example") or verdict.outcome is Outcome.CHECK_BY_HAND


async def test_every_card_can_be_typed():
    async with VerifierClient.from_config() as client:
        read = client.read_text("\n".join(CARDS))

    assert list(CARDS) == [str(certificate) for certificate in read.ids]


def test_every_registry_shows_every_standing_it_knows():
    standings = {
        group: {entry.expect.standing for entry in register() if entry.group is group and entry.expect.standing}
        for group in Group
    }
    all_but = {standing.value for standing in Standing}.difference

    assert {
        Group.PAI: all_but({"emeritus"}),
        Group.AIPA: all_but({"emeritus", "suspended"}),
        Group.PECB: all_but({"unknown"}),
        Group.BADGE: all_but({"emeritus", "suspended"}),
        Group.CREDLY: all_but({"emeritus", "suspended", "not_yet_valid"}),
    } == standings


def test_each_certificate_is_one_of_the_certifications_that_its_id_begins_with():
    """Badges have no code in their IDs."""
    numbered = [entry for entry in register() if entry.group not in {Group.BADGE, Group.CREDLY}]

    assert numbered
    assert [] == [entry.id for entry in numbered if not entry.id.startswith(entry.code)]
    assert {entry.code for entry in numbered} <= register().courses.keys()


async def test_jane_doe_holds_an_active_certificate_until_its_last_day():
    clock = ManualClock()
    async with VerifierClient.from_config(clock=clock) as client:
        today = await client.verify("AIDA-2026-1234", holder="Jane Doe")
        last = await client.verify("AIDA-2026-1234", on=date(2028, 3, 2))
        after = await client.verify("AIDA-2026-1234", on=date(2028, 3, 3))

    assert today.agreement is Agreement.AGREES
    assert ("AIDA", "AI Deployment Associate", "Production AI Institute") == (
        today.record.certification.code,
        today.record.certification.title,
        today.record.certification.issuer,
    )
    assert [Standing.ACTIVE, Standing.ACTIVE, Standing.EXPIRED] == [v.standing for v in (today, last, after)]


@pytest.mark.parametrize("now", [datetime(2026, 11, 20, tzinfo=UTC), datetime(2031, 2, 28, tzinfo=UTC)])
async def test_what_expires_soon_never_ages(now):
    async with VerifierClient.from_config(clock=ManualClock(now)) as client:
        verdict = await client.verify("CPAP-2026-8841")

    assert now.date() + timedelta(days=30) == verdict.record.expires_on


async def test_renewal_leads_from_one_badge_to_the_next():
    renewed = next(link for link in CARDS if link.endswith("aie-renewed"))
    async with VerifierClient.from_config(clock=ManualClock()) as client:
        old = await client.verify(renewed)
        new = await client.verify(old.record.superseded_by)

    assert ("AiE", "Senior AiE") == (old.record.certification.code, new.record.certification.code)
    assert Standing.ACTIVE is new.standing


async def test_another_certificates_data_is_not_shown():
    async with VerifierClient.from_config(clock=ManualClock()) as client:
        verdict = await client.verify("AIDA-2026-ECHO1")

    assert verdict.record.holder is None
    assert verdict.record.issued_on is None


async def test_a_missing_name_cannot_be_compared_and_direction_marks_are_dropped():
    async with VerifierClient.from_config(clock=ManualClock()) as client:
        nameless = await client.verify("AIDA-2026-NAME0", holder="Jane Doe")
        turned = await client.verify("AIDA-2026-NAME3")

    assert Agreement.CANNOT_TELL is nameless.agreement
    assert "Mallory nevelc Marsh" == turned.record.holder


async def test_scripted_trouble_begins_again_after_a_fine_answer():
    transport = SandboxTransport(clock=ManualClock())

    told = [(await transport.send(asking("AIDA-2026-0503"), patience=1)).status for _ in range(6)]

    assert [503, 503, 200, 503, 503, 200] == told


async def test_the_pause_that_the_registry_asked_for_is_kept():
    clock = ManualClock()
    async with VerifierClient.from_config(clock=clock) as client:
        await client.verify("AIDA-2026-0429")

    assert 1.0 == pytest.approx(sum(clock.slept), abs=0.01)


async def test_patience_ends_a_slow_answer():
    clock = ManualClock()
    with pytest.raises(Unavailable):
        await SandboxTransport(clock=clock).send(asking("AIDA-2026-SLOW5"), patience=1.5)

    assert [1.5] == clock.slept


async def test_a_read_timeout_ends_it_sooner():
    clock = ManualClock()
    with pytest.raises(Unavailable):
        await SandboxTransport(clock=clock, policy=Policy(read_timeout=0.5)).send(
            asking("AIDA-2026-SLOW1"), patience=1.5
        )

    assert [0.5] == clock.slept


async def test_an_address_outside_the_sandbox_is_out_of_reach():
    with pytest.raises(Unavailable):
        await SandboxTransport().send(
            RegistryRequest("Registry", "https://registry.example/v1/certificates/AIDA-2026-1234"), patience=1
        )


async def test_unchanged_certificates_are_not_sent_twice():
    transport = SandboxTransport()
    first = await transport.send(asking("AIDA-2026-1234"), patience=1)
    again = RegistryRequest("Registry", asking("AIDA-2026-1234").url, (("If-None-Match", first.headers["etag"]),))

    second = await transport.send(again, patience=1)

    assert (304, b"") == (second.status, second.body)


async def test_a_fresh_question_is_answered_by_revalidation():
    async with VerifierClient.from_config(clock=ManualClock()) as client:
        first = await client.verify("AIDA-2026-1234")
        second = await client.verify("AIDA-2026-1234", fresh=True)

    assert Freshness.LIVE is second.provenance.freshness
    assert first.record == second.record


async def test_bulk_over_the_whole_register_answers_every_card_once():
    clock = ManualClock()
    async with VerifierClient.from_config(clock=clock, policy=Policy(breaker_failures=1000)) as client:
        told = Counter([verdict.question.text async for verdict in client.verify_many(CARDS)])

    assert Counter(list(CARDS)) == told


@pytest.mark.system
def test_importing_the_sandbox_imports_no_http_client():
    code = "import sys, verifier_client.sandbox; print(sorted({'aiohttp', 'httpx'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert "[]" == done.stdout.strip()
