"""Sending: what is tried again, what never is, and that nothing is lost without a word."""

import json
import logging
from email.utils import formatdate

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from botbuilder.core import MessageFactory

from bots.http.transport import HttpxTransport
from bots.runtime.rate_limit import UNLIMITED, Limits, RateLimiter
from bots.teams.api.connector import Connector, Sent
from bots.teams.inbound.activity_json import write
from bots.teams.model.errors import FailureLog, InDoubt, NotNow, Rejected, Undelivered, Unreachable
from tests.bots.teams.fakes import (
    SERVICE,
    TENANT,
    Teams,
    settled,  # noqa: F401 - a fixture
)

pytestmark = pytest.mark.anyio
CONVERSATION = "19:team@thread.tacv2;messageid=1"


def connector(teams, url=SERVICE, connection=None):
    return Connector(connection or teams.connection, url, tenant=TENANT, write=write)


def status(number, code=None, **headers):
    return httpx.Response(number, json={"error": {"code": code, "message": "Ada"}} if code else None, headers=headers)


async def do(teams, what):
    connection, message = connector(teams).conversations, MessageFactory.text("hello")
    match what:
        case "send":
            return await connection.send_to_conversation(CONVERSATION, message)
        case "reply":
            return await connection.reply_to_activity(CONVERSATION, "1", message)
        case "update":
            return await connection.update_activity(CONVERSATION, "1", message)
        case "delete":
            return await connection.delete_activity(CONVERSATION, "1")
        case "create":
            return await connection.create_conversation({"isGroup": False})
    raise AssertionError(what)


CREATES, REPEATABLE = ("send", "reply", "create"), ("update", "delete")
BASE = "https://smba.trafficmanager.net/emea/v3/conversations"
PART = "19%3Ateam%40thread.tacv2%3Bmessageid%3D1"


@pytest.mark.parametrize(
    ("what", "method", "url"),
    [
        ("send", "POST", f"{BASE}/{PART}/activities"),
        ("reply", "POST", f"{BASE}/{PART}/activities/1"),
        ("update", "PUT", f"{BASE}/{PART}/activities/1"),
        ("delete", "DELETE", f"{BASE}/{PART}/activities/1"),
        ("create", "POST", BASE),
    ],
)
async def test_each_call_has_its_address_and_our_token(what, method, url):
    teams = Teams()
    sent = await do(teams, what)
    request = teams.microsoft.calls[0]

    assert (method, url, "Bearer token-1") == (request.method, str(request.url), request.headers["authorization"])
    assert sent == (None if what == "delete" else Sent("m1"))
    assert [] == teams.records.all


THROTTLED = {
    "429, seconds": (status(429, **{"Retry-After": "3"}), 3.0),
    "429, a fraction": (status(429, **{"Retry-After": "1.5"}), 1.5),
    "429, none": (status(429), 0.25),
    "429, nonsense": (status(429, **{"Retry-After": "soon"}), 0.25),
    "no connection": (httpx.ConnectError("down"), 0.25),
    "no connection in time": (httpx.ConnectTimeout("down"), 0.25),
}


@pytest.mark.parametrize("what", CREATES + REPEATABLE)
@pytest.mark.parametrize(("answer", "pause"), THROTTLED.values(), ids=THROTTLED)
async def test_what_was_certainly_not_taken_is_sent_again(what, answer, pause):
    teams = Teams()
    teams.microsoft.connector = [answer]
    await do(teams, what)

    assert (2, [pause], []) == (len(teams.microsoft.calls), teams.clock.naps, teams.records.all)


async def test_retry_after_may_be_a_date():
    teams = Teams()
    date = formatdate(teams.clock.time + 7, usegmt=True)
    teams.microsoft.connector = [status(429, **{"Retry-After": date}), status(429, **{"Retry-After": formatdate(0)})]
    await do(teams, "send")

    assert [7.0] == teams.clock.naps[:1]
    assert 3 == len(teams.microsoft.calls)


async def test_the_pauses_double_and_the_fourth_refusal_is_on_record():
    teams = Teams()
    teams.microsoft.connector = [status(429, "Throttled")] * 5
    with pytest.raises(NotNow, match="Throttled"):
        await do(teams, "send")

    assert (4, [0.25, 0.5, 1.0]) == (len(teams.microsoft.calls), teams.clock.naps)
    assert [("NotNow", "Throttled")] == teams.records.kinds
    assert CONVERSATION == teams.records.all[0].conversation


async def test_a_wait_that_nobody_would_sit_out_is_not_begun():
    teams = Teams()
    teams.microsoft.connector = [status(429, **{"Retry-After": "600"})]
    with pytest.raises(NotNow) as error:
        await do(teams, "send")

    assert (600.0, []) == (error.value.retry_after, teams.clock.naps)


DOUBTFUL = {
    "412": status(412),
    "502": status(502),
    "504, seconds": status(504, **{"Retry-After": "0.25"}),
    "no answer": httpx.ReadTimeout("slow"),
    "cut off": httpx.RemoteProtocolError("cut"),
    "reset": httpx.ReadError("reset"),
}


@pytest.mark.parametrize("what", REPEATABLE)
@pytest.mark.parametrize("answer", DOUBTFUL.values(), ids=DOUBTFUL)
async def test_what_is_the_same_twice_is_sent_again_when_in_doubt(what, answer):
    teams = Teams()
    teams.microsoft.connector = [answer]
    await do(teams, what)

    assert (2, [0.25], []) == (len(teams.microsoft.calls), teams.clock.naps, teams.records.all)


@pytest.mark.parametrize("what", CREATES)
@pytest.mark.parametrize("answer", [*DOUBTFUL.values(), status(500), status(503), status(408)])
async def test_a_message_that_may_have_arrived_is_never_sent_twice_but_on_record(what, answer):
    teams = Teams()
    teams.microsoft.connector = [answer]
    with pytest.raises(InDoubt):
        await do(teams, what)

    assert (1, ["InDoubt"]) == (len(teams.microsoft.calls), [kind for kind, _ in teams.records.kinds])


@pytest.mark.parametrize("what", CREATES + REPEATABLE)
@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (status(403, "MessageWritesBlocked"), "MessageWritesBlocked"),
        (status(403, "ConversationBlockedByUser"), "ConversationBlockedByUser"),
        (status(403, "BotNotInConversationRoster"), "BotNotInConversationRoster"),
        (status(403, "BotDisabledByAdmin"), "BotDisabledByAdmin"),
        (status(403), "Status403"),
        (status(403, "Ada Lovelace has blocked you"), "Status403"),
        (httpx.Response(403, text="<html>"), "Status403"),
        (status(404, "ConversationNotFound"), "ConversationNotFound"),
    ],
)
async def test_t30_who_cannot_be_reached_is_on_record_with_cause_and_not_asked_again(what, answer, cause):
    teams = Teams()
    teams.microsoft.connector = [answer]
    with pytest.raises(Unreachable, match=f"^{cause}$"):
        await do(teams, what)

    assert (1, [("Unreachable", cause)]) == (len(teams.microsoft.calls), teams.records.kinds)


@pytest.mark.parametrize(
    ("number", "code", "cause"),
    [(400, "BadSyntax", "BadSyntax"), (413, "MessageSizeTooBig", "MessageSizeTooBig"), (302, None, "Status302")],
)
async def test_what_will_never_be_taken_is_rejected(number, code, cause):
    teams = Teams()
    teams.microsoft.connector = [status(number, code, Location="https://evil.example/")]
    with pytest.raises(Rejected, match=cause):
        await do(teams, "send")

    assert 1 == len(teams.microsoft.calls)


async def test_a_token_that_is_refused_is_renewed_once():
    teams = Teams()
    teams.microsoft.connector = [status(401)]
    await do(teams, "send")
    assert "Bearer token-2" == teams.microsoft.calls[1].headers["authorization"]
    teams.microsoft.connector = [status(401), status(401)]
    with pytest.raises(Rejected, match="Status401"):
        await do(teams, "send")

    assert 4 == len(teams.microsoft.calls)


async def test_without_a_token_nothing_is_sent_and_that_is_on_record():
    teams = Teams()
    teams.microsoft.token_answers = [httpx.Response(500)]
    with pytest.raises(NotNow, match="NoToken"):
        await do(teams, "send")

    assert ([], [("NotNow", "NoToken")]) == (teams.microsoft.calls, teams.records.kinds)


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "http://smba.trafficmanager.net/", "", "https://169.254.169.254"]
)
async def test_our_token_goes_to_listed_hosts_only(url):
    teams = Teams()
    with pytest.raises(Rejected, match="ServiceUrlNotAllowed"):
        await connector(teams, url).send_to_conversation("a:1", MessageFactory.text("x"))

    assert ([], 0) == (teams.microsoft.calls, teams.microsoft.token.call_count)
    assert [("Rejected", "ServiceUrlNotAllowed")] == teams.records.kinds


@pytest.mark.parametrize("identifier", ["", ".", ".."])
async def test_an_id_cannot_climb_out_of_its_path(identifier):
    teams = Teams()
    with pytest.raises(Rejected, match="NoId"):
        await connector(teams).reply_to_activity("a:1", identifier, MessageFactory.text("x"))
    await connector(teams).send_to_conversation("../../v3/x?y#z", MessageFactory.text("x"))

    assert [f"{BASE}/..%2F..%2Fv3%2Fx%3Fy%23z/activities"] == [str(call.url) for call in teams.microsoft.calls]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"id": 5}', b"null"])
async def test_an_id_may_be_missing(body):
    teams = Teams()
    teams.microsoft.connector = [httpx.Response(202, content=body)]

    assert Sent() == await do(teams, "send")


async def test_a_conversation_is_paced():
    teams = Teams()
    for _ in range(9):
        await do(teams, "send")

    assert [pytest.approx(1.0, abs=0.01)] * 2 == teams.clock.naps


async def test_what_would_have_to_wait_too_long_is_on_record():
    teams = Teams(limits=Limits(conversation=((1, 600.0),)))
    await do(teams, "send")
    with pytest.raises(NotNow, match="OwnPace"):
        await do(teams, "send")

    assert [("NotNow", "OwnPace")] == teams.records.kinds


@pytest.mark.parametrize(
    "answer", [status(429), status(403), httpx.ConnectError("x"), httpx.ReadTimeout("x")], ids=repr
)
async def test_typing_is_tried_once_and_its_failure_breaks_nothing(answer):
    teams = Teams()
    teams.microsoft.connector = [answer]
    await connector(teams).show_typing(CONVERSATION, MessageFactory.text("x"))

    assert (1, [], 1) == (len(teams.microsoft.calls), teams.clock.naps, len(teams.records.all))


async def test_the_record_in_the_log_has_cause_but_no_conversation(caplog):
    caplog.set_level(logging.INFO)
    FailureLog().undelivered(Unreachable("ConversationBlockedByUser", conversation="a:ada"))

    assert "not delivered (Unreachable): ConversationBlockedByUser" in caplog.text
    assert "a:ada" not in caplog.text


async def test_every_failure_is_one_kind():
    assert {"Unreachable", "Rejected", "NotNow", "InDoubt"} == {each.__name__ for each in Undelivered.__subclasses__()}


async def test_a_hundred_sends_in_a_row_use_one_connection():
    peers = set()

    async def take(request):
        peers.add(request.transport.get_extra_info("peername"))
        assert {"type": "message", "text": "hé"} == {
            name: value for name, value in json.loads(await request.read()).items() if name in {"type", "text"}
        }
        return web.json_response({"id": "1"}, status=201)

    app = web.Application()
    app.router.add_post("/v3/conversations/{id}/activities", take)
    teams = Teams()
    transport = HttpxTransport()
    async with TestServer(app) as server:
        hosts = type(teams.hosts)("127.0.0.1")
        connection = type(teams.connection)(
            transport=transport, tokens=None, hosts=hosts, now=teams.clock.now,
            rate_limiter=RateLimiter(UNLIMITED, monotonic=teams.clock.now), failure_recorder=teams.records,
        )  # fmt: skip
        there = connector(teams, str(server.make_url("/")), connection)
        for number in range(100):
            await there.send_to_conversation(f"a:{number}", MessageFactory.text("hé"))
        await transport.aclose()

    assert 1 == len(peers)
