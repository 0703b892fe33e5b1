"""Notices on their way: what the connector's answers mean for the ledger, and who is written to at all."""

import json
import logging
from datetime import UTC, datetime

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bots.conversation.model.intents import Asker
from bots.conversation.model.replies import Card, Reply
from bots.conversation.text import delivery as phrases
from bots.http.transport import HttpxTransport
from bots.notifications.message_models import InDoubt, LookBack, NotSent, Sent, Unreachable
from bots.runtime.ports import StoredReference
from bots.runtime.rate_limit import UNLIMITED, Limits, RateLimiter
from bots.storage.platform.in_memory import ConversationReferencesInMemory
from bots.teams.api.connector import ServiceConnection
from bots.teams.api.hosts import ServiceHosts
from bots.teams.api.limits import NOTICES
from bots.teams.api.sender import TeamsSender
from bots.teams.model.errors import FailureLog
from tests.bots.teams.cards.adaptive_card_rules import problems
from tests.bots.teams.fakes import (
    SERVICE,
    TENANT,
    Teams,
    settled,  # noqa: F401 - a fixture
)

pytestmark = pytest.mark.anyio
SOMEBODY, KEY = Asker("teams", TENANT, "0000-ada"), "dig:teams:t:ada:2026-11-20"
CHAT = "a:ada"
DIGEST = Reply((Card("One certificate needs you"),))


def reference(person="0000-ada", url=SERVICE, chat=CHAT):
    address = {"version": 1, "serviceUrl": url, "conversation": chat, "bot": "28:bot", "tenant": TENANT}
    return StoredReference("teams", TENANT, chat, person, "", json.dumps(address))


async def sender_of(teams, *references, limits=NOTICES):
    known = ConversationReferencesInMemory()
    for each in references or (reference(),):
        await known.keep(each)
    return TeamsSender(teams.connection, known, rate_limiter=RateLimiter(limits, monotonic=teams.clock.now))


def status(number, code=None, **headers):
    return httpx.Response(number, json={"error": {"code": code, "message": "Ada"}} if code else None, headers=headers)


async def test_a_notice_goes_into_the_person_s_own_chat_as_one_card():
    teams = Teams()
    sender = await sender_of(teams)
    payload = sender.render(DIGEST, key=KEY)
    sent = await sender.send(SOMEBODY, payload)
    request = teams.microsoft.calls[0]
    body = json.loads(request.content)
    card = body["attachments"][0]["content"]

    assert (Sent("m1"), 1, []) == (sent, len(teams.microsoft.calls), problems(card))
    assert "/v3/conversations/a%3Aada/activities" in str(request.url)
    assert ("message", "28:bot", "One certificate needs you") == (body["type"], body["from"]["id"], body["summary"])
    assert phrases.reference(KEY) in json.dumps(card["body"])
    assert payload == sender.render(DIGEST, key=KEY)


async def test_taken_without_a_body_is_sent():
    teams = Teams()
    teams.microsoft.connector = [httpx.Response(202)]
    sender = await sender_of(teams)

    assert Sent("") == await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY))


async def test_a_notice_that_may_be_a_repeat_says_so_with_the_name_of_the_first():
    teams = Teams()
    sender = await sender_of(teams)
    await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY), repeated=True)
    body = json.loads(teams.microsoft.calls[0].content)
    card = body["attachments"][0]["content"]

    assert phrases.repeated(KEY) in json.dumps(card["body"][0])
    assert phrases.reference(KEY) in body["summary"]
    assert [] == problems(card)


async def test_t30_who_never_met_the_bot_is_not_written_to_and_no_conversation_is_opened():
    teams = Teams()
    sender = await sender_of(teams, reference("bob"), reference("carl", url=""))
    payload = sender.render(DIGEST, key=KEY)
    found = [await sender.send(Asker("teams", TENANT, person), payload) for person in ("0000-ada", "carl")]

    assert [Unreachable(phrases.NEVER_MET)] * 2 == found
    assert [] == teams.microsoft.calls


FAILED = "the platform failed while it took the message"
OUTCOMES = [
    (status(429, **{"Retry-After": "7"}), NotSent("the platform asked for a pause of 7 seconds", after=7)),
    (status(429, **{"Retry-After": "86400"}), NotSent(phrases.slow_down(900), after=900)),
    (httpx.ConnectError("down"), NotSent(phrases.NOT_CONNECTED)),
    (status(401), NotSent(phrases.NO_TOKEN)),
    (status(403, "ConversationBlockedByUser"), Unreachable(phrases.BLOCKED)),
    (status(403, "MessageWritesBlocked"), Unreachable(phrases.BLOCKED)),
    (status(403, "BotDisabledByAdmin"), Unreachable(phrases.TURNED_OFF)),
    (status(403), Unreachable(phrases.NOT_ALLOWED)),
    (status(400, "BadSyntax"), NotSent("the platform refused the message (BadSyntax)", after=900)),
    (status(413, "MessageSizeTooBig"), NotSent("the platform refused the message (MessageSizeTooBig)", after=900)),
    (status(408), InDoubt(f"{FAILED} (Status408)")),
    (status(412), InDoubt(f"{FAILED} (Status412)")),
    (status(500), InDoubt(f"{FAILED} (Status500)")),
    (status(502, "Ada"), InDoubt(f"{FAILED} (Ada)")),
    (status(503), InDoubt(f"{FAILED} (Status503)")),
    (status(504), InDoubt(f"{FAILED} (Status504)")),
    (httpx.ReadTimeout("slow"), InDoubt(phrases.NO_ANSWER)),
    (httpx.RemoteProtocolError("cut"), InDoubt(phrases.NO_ANSWER)),
]


async def test_every_answer_has_its_outcome_after_a_single_call():
    teams = Teams()
    sender = await sender_of(teams, limits=UNLIMITED)
    payload = sender.render(DIGEST, key=KEY)
    teams.microsoft.connector = [answer for answer, _ in OUTCOMES]
    found = []
    for _ in OUTCOMES:
        found.append(await sender.send(SOMEBODY, payload))
        teams.clock.time += 60

    assert [meant for _, meant in OUTCOMES] == found
    assert len(OUTCOMES) == len(teams.microsoft.calls)
    assert [] == teams.clock.naps


async def test_t30_a_chat_that_is_gone_is_forgotten_but_not_one_that_blocks():
    teams = Teams()
    sender = await sender_of(teams)
    payload = sender.render(DIGEST, key=KEY)
    teams.microsoft.connector = [status(403, "ConversationBlockedByUser"), status(404, "ConversationNotFound")]
    found = [await sender.send(SOMEBODY, payload) for _ in range(3)]

    assert [phrases.BLOCKED, phrases.NO_CHAT, phrases.NEVER_MET] == [each.cause for each in found]
    assert 2 == len(teams.microsoft.calls)


async def test_a_refused_token_is_fetched_anew_for_the_next_attempt():
    teams = Teams()
    sender = await sender_of(teams)
    payload = sender.render(DIGEST, key=KEY)
    teams.microsoft.connector = [status(401)]
    first, second = [await sender.send(SOMEBODY, payload) for _ in range(2)]

    assert (NotSent(phrases.NO_TOKEN), Sent("m2")) == (first, second)
    assert "Bearer token-2" == teams.microsoft.calls[1].headers["authorization"]


async def test_without_credentials_nothing_is_sent_and_an_administrator_is_named():
    teams = Teams()
    sender = await sender_of(teams)
    payload = sender.render(DIGEST, key=KEY)
    teams.microsoft.token_answers = [httpx.Response(500), httpx.Response(401, json={"error": "invalid_client"})]
    down = await sender.send(SOMEBODY, payload)
    teams.clock.time += 60

    assert [NotSent(phrases.NO_TOKEN, after=5), NotSent(phrases.TOKEN_REFUSED, after=900)] == [
        down,
        await sender.send(SOMEBODY, payload),
    ]
    assert [] == teams.microsoft.calls


async def test_notices_take_thirty_a_second_and_leave_the_rest_to_answers():
    people = [f"p{number}" for number in range(40)]
    teams = Teams()
    sender = await sender_of(teams, *(reference(person, chat=f"a:{person}") for person in people))
    payload = sender.render(DIGEST, key=KEY)
    for person in people:
        assert await sender.turn(Asker("teams", TENANT, person)) is None
        await sender.send(Asker("teams", TENANT, person), payload)

    assert [1.0] == [pytest.approx(nap, abs=0.01) for nap in teams.clock.naps[:1]]
    assert 0 == teams.connection.rate_limiter.reserve("a:somebody", TENANT, most=0)


async def test_a_turn_that_is_too_far_off_is_not_waited_for():
    teams = Teams()
    sender = await sender_of(teams, limits=Limits(conversation=((1, 600.0),)))
    assert await sender.turn(SOMEBODY) is None

    assert NotSent(phrases.TOO_MANY_WAIT, after=10) == await sender.turn(SOMEBODY)
    assert ([], 0) == (teams.clock.naps, len(teams.microsoft.calls))


async def test_teams_cannot_be_asked_what_arrived():
    sender = await sender_of(Teams())

    assert LookBack.CANNOT is await sender.look_back(SOMEBODY, KEY, since=datetime(2026, 11, 20, tzinfo=UTC))


async def test_our_token_goes_to_listed_hosts_only_however_old_the_reference():
    teams = Teams()
    sender = await sender_of(teams, reference(url="https://evil.example/"))
    found = await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY))

    assert (NotSent, []) == (type(found), teams.microsoft.calls)


async def test_over_a_real_network_silence_is_doubt_and_a_refused_connection_is_not(caplog):
    caplog.set_level(logging.DEBUG)
    teams = Teams()
    transport = HttpxTransport()

    async def answer(request):
        match request.match_info["way"]:
            case "cut":
                request.transport.abort()
            case "hang":
                await teams.microsoft.open.wait()
        return web.json_response({"id": "1"}, status=201)

    app = web.Application()
    app.router.add_post("/{way}/v3/conversations/{chat}/activities", answer)
    rate_limiter = RateLimiter(UNLIMITED, monotonic=teams.clock.now)
    hosts = ServiceHosts("127.0.0.1")
    connection = ServiceConnection(
        transport=transport,
        tokens=None,
        hosts=hosts,
        rate_limiter=rate_limiter,
        failure_recorder=FailureLog(),
        now=teams.clock.now,
    )
    teams.microsoft.open.clear()
    found = {}
    async with TestServer(app) as server:
        urls = {way: str(server.make_url(f"/{way}")) for way in ("ok", "cut", "hang")}
        urls["refused"] = f"http://127.0.0.1:{unused_port()}"
        urls["tls"] = urls["ok"].replace("http://", "https://")
        for way, url in urls.items():
            references = ConversationReferencesInMemory()
            await references.keep(reference(url=url))
            sender = TeamsSender(connection, references, rate_limiter=rate_limiter, time_limit=0.2)
            found[way] = await sender.send(SOMEBODY, sender.render(DIGEST, key=KEY))
        teams.microsoft.open.set()
    await transport.aclose()

    lost, unsent = InDoubt(phrases.NO_ANSWER), NotSent(phrases.NOT_CONNECTED)
    assert {"ok": Sent("1"), "cut": lost, "hang": lost, "refused": unsent, "tls": unsent} == found
    assert "needs you" not in caplog.text
    assert "0000-ada" not in caplog.text
