"""One HTTP call over a real network: what came back, or whether it can have arrived."""

import asyncio

import aiohttp
import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bots.http.messages import HttpRequest
from bots.http.transport import HttpxTransport, NoResponse, NotConnected, ResponseTooLarge

pytestmark = pytest.mark.anyio


async def strange(request):
    match request.match_info["way"]:
        case "cut":
            request.transport.abort()
        case "big":
            return web.Response(body=b"x" * (1024 * 1024 + 1))
        case "away":
            raise web.HTTPFound("/ok")
    return web.json_response({"id": "1"})


async def test_over_a_real_network_a_refused_connection_never_left_and_a_lost_one_may_have():
    app = web.Application()
    app.router.add_post("/{way}", strange)
    transport = HttpxTransport()
    async with TestServer(app) as server:
        url = str(server.make_url("/"))
        for path in ("cut", "big"):
            with pytest.raises(NoResponse):
                await transport.send(HttpRequest("POST", url + path))
        with pytest.raises(NotConnected):
            await transport.send(HttpRequest("POST", f"http://127.0.0.1:{unused_port()}/"))
        with pytest.raises(NotConnected):
            await transport.send(HttpRequest("POST", "nonsense"))
        answers = [(await transport.send(HttpRequest("POST", url + path))).status for path in ("ok", "away")]
    await transport.aclose()

    assert [200, 302] == answers


async def test_an_answer_that_drips_ends_with_its_time():
    async def drip(_request):
        await asyncio.Event().wait()

    app = web.Application()
    app.router.add_post("/", drip)
    transport = HttpxTransport()
    async with TestServer(app) as server:
        with pytest.raises(NoResponse):
            await transport.send(HttpRequest("POST", str(server.make_url("/")), timeout=0.02))
        await transport.aclose()


async def test_a_response_may_be_as_long_as_the_request_allows():
    app = web.Application()
    app.router.add_post("/{way}", strange)
    transport = HttpxTransport()
    async with TestServer(app) as server:
        url = str(server.make_url("/big"))
        whole = await transport.send(HttpRequest("POST", url, max_bytes=1024 * 1024 + 1))
        with pytest.raises(ResponseTooLarge):
            await transport.send(HttpRequest("POST", url, max_bytes=1024 * 1024))
    await transport.aclose()

    assert 1024 * 1024 + 1 == len(whole.body)


async def test_a_session_that_an_sdk_uses_carries_calls_too_and_nobody_compresses():
    async def answer(request):
        assert "identity" == request.headers["Accept-Encoding"]
        return web.Response(body=b"x" * 10_000, headers={"Set-Cookie": "a=b"})

    app = web.Application()
    app.router.add_get("/", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        response = await HttpxTransport.over(session).send(HttpRequest("GET", str(server.make_url("/"))))

    assert (200, b"x" * 10_000, "a=b") == (response.status, response.body, response.headers["SET-COOKIE"])


async def test_errors_that_come_from_each_other_are_looked_through_once():
    first, second = httpx.ConnectError("refused"), OSError("refused")
    first.__context__, second.__context__ = second, first

    def fail(_request):
        raise first

    with pytest.raises(NotConnected):
        await HttpxTransport(transport=httpx.MockTransport(fail)).send(HttpRequest("POST", "https://a.example/x"))
