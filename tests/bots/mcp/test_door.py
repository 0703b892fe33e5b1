"""The door for assistants, by the official client in both eras and by hand: who is let in, and what is answered."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp_types import SERVER_INFO_META_KEY

from bots.mcp.door import McpDoor
from bots.mcp.tools import KINDS
from bots.storage.db.url import DatabaseError
from tests.bots.mcp.assistants import ADA, ERAS, JANE, request, served

pytestmark = pytest.mark.anyio
VERSION, CAPABILITIES = "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientCapabilities"
ENVELOPE = {VERSION: "2026-07-28", CAPABILITIES: {}}


@pytest.fixture
async def door(tmp_path, anyio_backend):  # noqa: ARG001 - makes anyio run it
    async with served(tmp_path) as found:
        yield found


@pytest.mark.parametrize("era", ERAS)
async def test_the_official_client_is_answered_in_both_eras(door, era):
    async with door.assistant(era) as client:
        tools = (await client.list_tools()).tools
        found = await client.call_tool("verify_certificates", {"certificates": [JANE]})
        fact = await client.call_tool("about_certification", {"code": "CPAP", "topic": "cost"})

    assert [kind.name for kind in KINDS] == [each.name for each in tools]
    assert {(True, False)} == {(each.annotations.read_only_hint, each.annotations.open_world_hint) for each in tools}
    [verdict] = found.structured_content["verdicts"]
    assert ("found", "active", "agrees") == (verdict["outcome"], verdict["standing"], verdict["agreement"])
    assert json.loads(found.content[0].text) == found.structured_content
    assert "297 USD." in [each["text"] for each in fact.structured_content["facts"]]


async def test_a_client_that_knows_both_eras_takes_the_newer(door):
    async with door.assistant("auto") as client:
        assert "2026-07-28" == client.protocol_version


@pytest.mark.parametrize("version", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
async def test_a_handshake_keeps_to_the_clients_version(door, version):
    _, body, _ = await door.post(request("initialize", protocolVersion=version, capabilities={}))

    assert version == body["result"]["protocolVersion"]
    assert "quoted" in body["result"]["instructions"]


async def test_a_version_that_nobody_knows_is_answered_with_the_newest_or_refused(door):
    _, body, _ = await door.post(request("initialize", protocolVersion="1999-01-01", capabilities={}))
    status, refused, _ = await door.post(request("tools/list"), mcp_protocol_version="2099-01-01")

    assert "2025-11-25" == body["result"]["protocolVersion"]
    assert (400, -32602) == (status, refused["error"]["code"])


async def test_the_list_of_tools_fits_into_eight_kilobytes(door):
    async with door.client.post(
        "/mcp", json=request("tools/list"), headers={"Authorization": f"Bearer {door.secret}"}
    ) as response:
        assert len(await response.read()) <= 8000


async def test_two_hundred_calls_at_once_are_all_answered(door):
    async def one():
        return (await door.call("about_certification", code="AIDA"))["structuredContent"]["facts"][0]["code"]

    assert ["AIDA"] * 200 == await asyncio.gather(*(one() for _ in range(200)))
    lines = [action for _, action, _, _ in await door.audit()]
    assert ["mcp about_certification"] * 200 == lines


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Bearer certdesk_made-up", "Basic YTpi", "Bearer \u00e9"]
)
async def test_nobody_comes_in_without_a_token_that_holds(door, authorization):
    status, body, headers = await door.post(request("tools/list"), Authorization=authorization)

    assert (401, ["error"]) == (status, list(body))
    assert headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_revoked_token_is_refused_at_once(door):
    before, _, _ = await door.post(request("tools/list"))
    await door.store.access_tokens.revoke(door.number)
    after, _, _ = await door.post(request("tools/list"))

    assert (200, 401) == (before, after)


async def test_a_token_that_has_ended_is_refused(door):
    _, secret = await door.store.access_tokens.create(ADA.key, until=door.store.watch_stores.now())
    status, _, _ = await door.post(request("tools/list"), Authorization=f"Bearer {secret}")

    assert 401 == status


async def test_the_page_of_a_browser_cannot_ask(door):
    status, _, _ = await door.post(request("tools/list"), Origin="https://evil.example")

    assert 403 == status


class Down:
    """Tokens that cannot be read."""

    async def of_secret(self, _secret):
        raise DatabaseError("down")


async def test_nobody_is_let_in_while_the_tokens_cannot_be_read():
    response = await McpDoor(None, Down())(b"{}", {"Authorization": "Bearer certdesk_x"})

    assert (503, "60") == (response.status, response.headers["retry-after"])


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
async def test_there_are_no_streams_and_no_sessions(door, method):
    async with door.client.request(method, "/mcp", headers={"Authorization": f"Bearer {door.secret}"}) as response:
        assert 405 == response.status


async def test_it_is_off_unless_it_is_turned_on(tmp_path):
    async with served(tmp_path, mcp=False, teams_allow_anonymous=True) as off:
        status, _, _ = await off.post(request("tools/list"))

    assert 404 == status


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"[" * 5000, -32700),
        (b"\xff", -32700),
        (b"[]", -32600),
        (b"7", -32600),
        (b'{"id": 7, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": {}, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 7, "method": 8}', -32600),
        (json.dumps([request("ping")]).encode(), -32600),
    ],
)
async def test_what_is_no_request_is_said_to_be_none(door, sent, code):
    status, body, _ = await door.post(sent)

    assert (400, code) == (status, body["error"]["code"])


async def test_unknown_methods_and_tools_are_named_so_and_calls_of_the_latter_are_written_down(door):
    _, method, _ = await door.post(request("resources/list"))
    _, tool, _ = await door.post(request("tools/call", name="delete_everything", arguments={}))
    _, nameless, _ = await door.post(request("tools/call", arguments=[]))

    assert [-32601, -32602, -32602] == [each["error"]["code"] for each in (method, tool, nameless)]
    assert [(ADA, "mcp unknown tool", "", "refused")] == await door.audit()


async def test_notifications_and_responses_need_no_answer(door):
    began, _, _ = await door.post({"jsonrpc": "2.0", "method": "notifications/initialized"})
    answered, _, _ = await door.post({"jsonrpc": "2.0", "id": 1, "result": {}})

    assert (202, 202) == (began, answered)


@pytest.mark.parametrize(
    ("meta", "headers", "code"),
    [
        ({}, {}, -32602),
        ({VERSION: "2026-07-28"}, {}, -32602),
        (ENVELOPE, {"mcp_method": None}, -32020),
        (ENVELOPE, {"mcp_method": "tools/list"}, -32020),
        (ENVELOPE, {"mcp_name": "list_watches"}, -32020),
        (ENVELOPE | {VERSION: "2025-11-25"}, {}, -32020),
        (ENVELOPE | {VERSION: 8}, {}, -32020),
    ],
)
async def test_since_2026_each_request_says_its_version_and_headers_say_the_same(door, meta, headers, code):
    usual = {"mcp_protocol_version": "2026-07-28", "mcp_method": "tools/call", "mcp_name": "about_certification"}
    asked = request("tools/call", name="about_certification", arguments={}, _meta=meta)
    status, body, _ = await door.post(asked, **usual | headers)

    assert (400, code) == (status, body["error"]["code"])


async def test_since_2026_results_say_what_they_are_and_who_answers(door):
    given = {"mcp_protocol_version": "2026-07-28", "mcp_method": "server/discover"}
    status, body, _ = await door.post(request("server/discover", _meta=ENVELOPE), **given)
    gone, refused, _ = await door.post(request("ping", _meta=ENVELOPE), **given | {"mcp_method": "ping"})
    old, listed, _ = await door.post(request("tools/list"))

    result = body["result"]
    assert (200, "complete", "certdesk") == (
        status,
        result["resultType"],
        result["_meta"][SERVER_INFO_META_KEY]["name"],
    )
    assert (404, -32601) == (gone, refused["error"]["code"])
    assert (200, ["tools"]) == (old, list(listed["result"]))


async def test_bodies_that_are_no_json_or_too_long_are_refused(door):
    form, _, _ = await door.post(b"a=b", **{"Content-Type": "application/x-www-form-urlencoded"})
    page, _, _ = await door.post(request("ping"), Accept="text/html")
    long, _, _ = await door.post(b" " * (1024 * 1024 + 1))

    assert (415, 406, 413) == (form, page, long)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


async def test_whatever_a_call_carries_it_is_answered_and_never_breaks(door):
    @given(tool=st.sampled_from([kind.name for kind in KINDS]), arguments=ANYTHING, meta=ANYTHING)
    def some(tool, arguments, meta):
        drawn.append(request("tools/call", name=tool, arguments=arguments, _meta=meta))

    drawn = []
    some()
    for each in drawn:
        status, body, _ = await door.post(each)
        assert 200 == status
        assert body.get("error", {}).get("code") in {None, -32602}
