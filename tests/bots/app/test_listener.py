"""Whoever holds connections without asking anything keeps nobody else from being answered."""

import asyncio
import contextlib
import gzip

import pytest

from bots.app.listener import Listener
from bots.app.server import application
from tests.bots.slack.fakes import workspace

pytestmark = pytest.mark.anyio
HEAD = b"POST /slack/events HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n"


@contextlib.asynccontextmanager
async def listening(*, body_time=10.0, **limits):
    async with workspace() as slack:
        listener = Listener(application(slack.container, body_time=body_time), **limits)
        try:
            yield slack, await listener.open("127.0.0.1", 0)
        finally:
            await listener.close()


async def said(port, sent=b""):
    """Send bytes, and return all that is answered until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        return await reader.read()
    except ConnectionResetError:
        return b"reset"
    finally:
        writer.close()


async def test_a_body_that_does_not_come_is_given_up():
    async with listening(body_time=0.05) as (_slack, port):
        answer = await said(port, HEAD + b"\r\nhalf")

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"Connection: close" in answer


@pytest.mark.parametrize("sent", [b"", b"POST /slack/ev", HEAD], ids=["nothing", "half a line", "half a head"])
async def test_a_connection_that_asks_nothing_is_hung_up_on(sent):
    async with listening(head_time=0.05) as (_slack, port):
        assert (await said(port, sent)) in {b"", b"reset"}


async def test_a_connection_that_has_asked_may_rest():
    """What is answered after the head's time was asked on the same connection."""
    async with listening(head_time=0.2) as (_slack, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        ask = b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n"
        writer.write(ask)
        first = await reader.readuntil(b"}")
        await asyncio.gather(said(port), said(port))  # two that ask nothing are hung up on: the head's time is over
        writer.write(ask)
        second = await reader.readuntil(b"}")
        writer.close()

    assert (True, True) == (first.startswith(b"HTTP/1.1 200"), second.startswith(b"HTTP/1.1 200"))


async def test_the_most_silent_make_room_for_who_comes():
    async with listening(most=5) as (_slack, port):
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
        for _reader, writer in silent:
            writer.write(HEAD + b"\r\nhalf")
        for reader, _writer in silent[:15]:
            with contextlib.suppress(ConnectionResetError):
                assert b"" == await reader.read()
        answer = await said(port, b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        for _reader, writer in silent:
            writer.close()

    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("body", [b"not gzip at all", gzip.compress(b"a" * 90)[:20]], ids=["other", "cut"])
async def test_what_is_no_gzip_is_refused_and_not_our_fault(body):
    head = (
        b"POST /slack/events HTTP/1.1\r\nHost: here\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: "
    )
    async with listening() as (_slack, port):
        answer = await said(port, head + str(len(body)).encode() + b"\r\n\r\n" + body)

    assert answer.startswith(b"HTTP/1.1 4")


async def test_closing_waits_for_no_silent_client():
    async with listening(body_time=0.2) as (_slack, port):
        silent = [asyncio.create_task(said(port, HEAD + b"\r\n")) for _ in range(20)]
        await said(port, b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")

    await asyncio.gather(*silent)
