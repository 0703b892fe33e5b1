"""The sandbox keeps deploy/registry-openapi.yaml to the letter, whatever schemathesis sends it."""

import asyncio
import re
import threading
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from verifier_client.sandbox.register import FailureKind, Group, register
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


@pytest.fixture(scope="module")
def schema():
    """Read the contract. schemathesis is imported here and its plugin is off: that takes a second of every start."""
    import schemathesis
    from schemathesis.config import SchemathesisConfig

    config = {"seed": 20261120, "auth": {"openapi": {"key": {"bearer": KEY}}}}
    contract = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    return schemathesis.openapi.from_dict(contract, config=SchemathesisConfig.from_dict(config))


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_the_sandbox_keeps_the_contract(schema, address, mode):
    """For what the contract allows to be sent, and for what it does not."""
    from schemathesis import GenerationMode

    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 1
    for operation in operations:
        if mode == "negative" and not (operation.path_parameters or operation.headers):
            continue

        @settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=GenerationMode(mode)))
        def holds(case):
            case.call_and_validate(base_url=address)

        holds()


BREAKS_IT = {"AIDA-2026-STATE1", "AIDA-2026-9500", "AIDA-2026-9401"}


def keeping_it():
    for entry in register():
        fair = entry.failure is None or entry.failure.how is FailureKind.STATUS
        if entry.group in {Group.PAI, Group.PECB} and fair and entry.id not in BREAKS_IT:
            yield entry.id


def test_what_the_register_holds_is_as_the_contract_says(schema, address):
    from schemathesis.checks import not_a_server_error

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
