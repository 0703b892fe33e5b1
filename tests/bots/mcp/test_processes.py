"""Real processes: an assistant on this machine over pipes, and ``certdesk serve`` with tokens made by the terminal."""

import asyncio
import json
import os
import re
import sys
from contextlib import asynccontextmanager

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.bots.mcp.assistants import ERAS, JANE, request
from tests.bots.storage.databases import fresh

pytestmark = [pytest.mark.anyio, pytest.mark.system]
WHO = "slack:T024BE7LD:U02A7B9CD"
IDLE = """
import sys
from bots.app.container import build_container
from bots.app.server import application
from bots.config.settings import Settings
from bots.storage.store import Store
import asyncio

async def main():
    store = await Store.open(sys.argv[1])
    application(build_container(Settings.from_env(teams_allow_anonymous=True), store))
    print([name for name in sys.modules if name.startswith(("mcp", "bots.mcp"))])
    await store.close()

asyncio.run(main())
"""


@pytest.fixture
def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CERTDESK_")}
    return kept | {"CERTDESK_DATABASE_URL": fresh(tmp_path)}


async def run(environment, *words, given=b""):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bots", *words, env=environment, stdin=-1, stdout=-1, stderr=-1
    )
    out, err = await process.communicate(given)
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def serving(environment):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bots", "serve", "--port", "0",
        env=environment | {"CERTDESK_MCP": "true"}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        listens = (await process.stdout.readline()).decode()
        assert "(mcp, rounds)" in listens
        yield re.search(r"http://[\d.:]+", listens)[0] + "/mcp"
    finally:
        process.terminate()
        await process.communicate()


@pytest.mark.parametrize("era", ERAS)
async def test_an_assistant_on_this_machine_asks_over_pipes(environment, era):
    started = StdioServerParameters(command=sys.executable, args=["-m", "bots", "mcp"], env=environment)
    async with Client(started, mode=era) as client:
        tools = (await client.list_tools()).tools
        found = await asyncio.gather(
            *(client.call_tool("verify_certificates", {"certificates": [JANE]}) for _ in range(10))
        )
    _, lines, _ = await run(environment, "audit", "export", "--since", "2020-01-01", "--jsonl")
    audit = [json.loads(line) for line in lines.splitlines()]

    assert 8 == len(tools)
    assert {"found"} == {each.structured_content["verdicts"][0]["outcome"] for each in found}
    assert 10 == sum((each["deed"], each["person"]) == ("mcp verify_certificates", "local") for each in audit)


async def test_over_pipes_each_line_is_answered_whatever_it_is_and_the_end_of_input_is_the_end(environment):
    lines = [b"nonsense", b"", b"x" * (1024 * 1024 + 5), json.dumps(request("ping")).encode(), b'{"jsonrpc": "2.0"']
    code, out, err = await run(environment, "mcp", given=b"\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]

    assert (0, "") == (code, err)
    assert [-32700] * 3 == [each["error"]["code"] for each in answers if "error" in each]
    assert [{"jsonrpc": "2.0", "id": 7, "result": {}}] == [each for each in answers if "result" in each]


async def test_tokens_of_the_terminal_let_in_until_they_are_revoked(environment):
    code, out, err = await run(environment, "token", "create", WHO)
    secret = out.strip()
    assert (0, True) == (code, WHO in err)
    async with serving(environment) as url, httpx2.AsyncClient(headers={"Authorization": f"Bearer {secret}"}) as http:
        async with Client(streamable_http_client(url, http_client=http)) as client:
            calls = (client.call_tool("verify_certificates", {"certificates": [{"id": JANE["id"]}]}) for _ in range(60))
            found = await asyncio.gather(*calls)
        _, listed, _ = await run(environment, "token", "list", "--json")
        _, revoked, _ = await run(environment, "token", "revoke", "1")
        refused = await http.post(url, json=request("tools/list"))
    again, _, _ = await run(environment, "token", "revoke", "1")

    assert {"active"} == {each.structured_content["verdicts"][0]["standing"] for each in found}
    assert [(1, WHO)] == [(each["number"], each["person"]) for each in json.loads(listed)]
    assert secret not in listed + revoked + err
    assert (401, 1) == (refused.status_code, again)


async def test_two_hundred_calls_at_once_are_all_answered_and_wrong_tokens_let_nobody_in(environment):
    _, out, _ = await run(environment, "token", "create", WHO)
    good = {"Authorization": f"Bearer {out.strip()}"}
    allowed = environment | {"CERTDESK_IDS_PER_PERSON": "1000"}
    limits = httpx2.Limits(max_connections=None)
    call = request("tools/call", name="verify_certificates", arguments={"certificates": [{"id": JANE["id"]}]})

    async with serving(allowed) as url, httpx2.AsyncClient(limits=limits, timeout=60) as http:
        asked = [http.post(url, json=call, headers=good) for _ in range(200)]
        wrong = [http.post(url, json=call, headers={"Authorization": f"Bearer {out.strip()}{at}"}) for at in range(20)]
        answers = await asyncio.gather(*asked, *wrong, http.post(url, json=call))
        await run(environment, "token", "revoke", "1")
        revoked = await asyncio.gather(*(http.post(url, json=call, headers=good) for _ in range(20)))
    found = [each.json()["result"]["structuredContent"]["verdicts"][0]["standing"] for each in answers[:200]]
    _, lines, _ = await run(environment, "audit", "export", "--since", "2020-01-01", "--jsonl")

    assert ["active"] * 200 == found
    assert {401} == {each.status_code for each in answers[200:] + revoked}
    assert 200 == sum(json.loads(line)["deed"] == "mcp verify_certificates" for line in lines.splitlines())


async def test_nothing_of_it_is_loaded_where_it_is_off(environment):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", IDLE, environment["CERTDESK_DATABASE_URL"], env=environment, stdout=-1
    )
    out, _ = await process.communicate()

    assert (0, "[]") == (process.returncode, out.decode().strip())
