"""The sandbox keeps deploy/registry-openapi.yaml to the letter, whatever schemathesis sends it."""

import asyncio
import re
import threading
from pathlib import Path

import pytest
import schemathesis
import yaml
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig

from verifier_client.sandbox.register import Group, How, register
from verifier_client.sandbox.server import KEY, serving

CONTRACT = Path(__file__).parents[2] / "deploy" / "registry-openapi.yaml"


@pytest.fixture(scope="module")
def address():
    """Serve the sandbox from a thread: schemathesis asks synchronously."""
    loop, listening, told = asyncio.new_event_loop(), threading.Event(), []

    async def live():
        async with serving() as url:
            told.extend([url, asyncio.Event()])
            listening.set()
            await told[1].wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(live(),), name="sandbox")
    thread.start()
    assert listening.wait(5)
    yield told[0]
    loop.call_soon_threadsafe(told[1].set)
    thread.join(5)
    loop.close()


schema = schemathesis.openapi.from_dict(
    yaml.safe_load(CONTRACT.read_text(encoding="utf-8")),
    config=SchemathesisConfig.from_dict(
        {
            "seed": 20261120,
            "auth": {"openapi": {"key": {"bearer": KEY}}},
            "generation": {"max-examples": 25, "deterministic": True, "database": "none"},
        }
    ),
)


@schema.parametrize()
def test_the_sandbox_keeps_the_contract(case, address):
    case.call_and_validate(base_url=address)


BREAKS_IT = {"AIDA-2026-STATE1", "AIDA-2026-9500", "AIDA-2026-9401"}


def keeping_it():
    for entry in register():
        fair = entry.trouble is None or entry.trouble.how is How.STATUS
        if entry.group in {Group.PAI, Group.PECB} and fair and entry.id not in BREAKS_IT:
            yield entry.id


def test_what_the_register_holds_is_as_the_contract_says(address):
    operation = schema["/v1/certificates/{id}"]["GET"]
    bearer = {"Authorization": f"Bearer {KEY}"}
    seen = set()
    for certificate in keeping_it():
        case = operation.Case(path_parameters={"id": certificate})
        answer = case.call_and_validate(base_url=address, headers=bearer, excluded_checks=[not_a_server_error])
        seen.add(answer.status_code)

    assert {200, 404, 429, 503} == seen


def test_the_contract_names_no_real_host():
    hosts = set(re.findall(r"https?://([^/\s\"'`]+)", CONTRACT.read_text(encoding="utf-8")))

    assert {"registry.example"} == hosts
