"""The step “Verify a certificate” in Slack's workflows: always completed or failed, once, by the front door."""

import json

import pytest

from bots.slack.model.workflow_steps import OUTPUTS, VERIFY_STEP
from tests.bots.slack.fakes import ADA, workspace

pytestmark = pytest.mark.anyio


async def run(here, *, execution="Fx1", callback=VERIFY_STEP, **inputs):
    event = {
        "type": "function_executed",
        "function": {"id": "Fn1", "callback_id": callback, "type": "app"},
        "inputs": inputs,
        "function_execution_id": execution,
        "workflow_execution_id": "Wx1",
        "event_ts": "1.1",
        "bot_access_token": "xwfp-made-for-this-step",
    }
    return await here.event(event)


def completed(here):
    return here.slack.of("functions.completeSuccess")


def failed(here):
    return here.slack.of("functions.completeError")


async def test_a_workflow_is_told_what_is_the_case():
    async with workspace() as here:
        await run(here, certificate="AIDA-2026-1234", holder="Jane Doe")
        [answer] = completed(here)

    assert answer["function_execution_id"] == "Fx1"
    assert set(answer["outputs"]) == set(OUTPUTS)
    assert tuple(answer["outputs"][each] for each in list(OUTPUTS)[:3]) == ("found", "active", "agrees")
    assert "AIDA-2026-1234" in answer["outputs"]["line"]


@pytest.mark.parametrize(
    ("certificate", "holder", "outcome", "standing", "agreement"),
    [
        ("CPAP-2026-6660", "", "found", "revoked", ""),
        ("AIDA-2026-1234", "John Smith", "found", "active", "differs"),
        ("AIDA-2026-9999", "", "not_found", "", ""),
        ("AIDA-2026-9500", "", "could_not_check", "", ""),
    ],
)
async def test_every_outcome_completes_the_step(certificate, holder, outcome, standing, agreement):
    async with workspace() as here:
        await run(here, certificate=certificate, holder=holder)
        [answer] = completed(here)
        outputs = answer["outputs"]

    assert (outcome, standing, agreement) == (outputs["outcome"], outputs["standing"], outputs["name_agreement"])
    assert outputs["line"]
    assert failed(here) == []


@pytest.mark.parametrize(
    "inputs",
    [
        {}, {"certificate": ""}, {"certificate": "please"}, {"certificate": "AIDA"}, {"certificate": None},
        {"certificate": "AIDA-2026-1234 CPAP-2026-6660"}, {"certificate": "AIDA-2026-1234", "day": "soon"},
        {"certificate": "AIDA-2026-1234", "holder": "x" * 300}, {"certificate": ["AIDA-2026-1234"]},
    ],
)  # fmt: skip
async def test_what_cannot_be_verified_fails_the_step_with_a_sentence(inputs):
    async with workspace() as here:
        await run(here, **inputs)
        [answer] = failed(here)

    assert completed(here) == []
    assert len(answer["error"].split()) > 3


async def test_a_step_that_is_delivered_twice_is_completed_once():
    async with workspace() as here:
        for _ in range(2):
            await run(here, certificate="AIDA-2026-1234")

        assert len(completed(here)) == 1


async def test_who_it_is_for_is_the_one_whose_allowance_counts():
    async with workspace(ids_per_person=1) as here:
        for number in range(2):
            await run(here, execution=f"Fx{number}", certificate="AIDA-2026-1234", on_behalf_of=ADA)
        await run(here, execution="Fx9", certificate="AIDA-2026-1234")

        assert [each["function_execution_id"] for each in completed(here)] == ["Fx0", "Fx9"]
        assert [each["function_execution_id"] for each in failed(here)] == ["Fx1"]


async def test_the_token_of_a_step_is_neither_used_nor_written_down():
    async with workspace() as here:
        await run(here, certificate="AIDA-2026-1234")

        assert "xwfp" not in json.dumps(here.slack.tokens)


async def test_another_step_of_the_app_is_nothing_of_ours():
    async with workspace() as here:
        await run(here, callback="another", certificate="AIDA-2026-1234")

        assert completed(here) == failed(here) == []
