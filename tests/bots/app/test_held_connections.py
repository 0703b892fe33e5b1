"""A real process with few file descriptors, held by clients that send half of a request and no more."""

import asyncio
import time
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from tests.bots.slack.fakes import ADA, TEAM, FakeSlack, signed
from tests.bots.slack.processes import certdesk, environ

pytestmark = [pytest.mark.anyio, pytest.mark.system]
FEW = ("sh", "-c", 'ulimit -n 256 && exec "$@"', "sh")
HALF = b"POST /slack/events HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nhalf a body"
ANSWERED_WITHIN, ENDS_WITHIN = 1.0, 20.0  # seconds, as promised


async def test_200_half_sent_bodies_keep_nobody_from_an_answer_and_the_process_from_no_end(tmp_path):
    slack = FakeSlack()
    async with slack.open(), ClientSession() as session, certdesk(environ(slack, tmp_path), prefix=FEW) as (bot, url):
        at = urlsplit(url)
        held = [await asyncio.open_connection(at.hostname, at.port) for _ in range(200)]
        for _reader, writer in held:
            writer.write(HALF)
        times = []
        for number in range(5):
            began = time.monotonic()
            fields = f"trigger_id={number}.1&command=%2Fverify&text=AIDA-2026-1234&user_id={ADA}&team_id={TEAM}"
            raw = f"{fields}&response_url={slack.link()}".encode()
            headers = signed(raw) | {"Content-Type": "application/x-www-form-urlencoded"}
            async with session.post(f"{url}/slack/events", data=raw, headers=headers) as response:
                assert 200 == response.status
            await slack.called("response_url", number + 1)
            times.append(time.monotonic() - began)
        bot.terminate()
        await asyncio.wait_for(bot.communicate(), ENDS_WITHIN)
        for _reader, writer in held:
            writer.close()

    assert ANSWERED_WITHIN >= min(times)  # other tests may run beside this one
    assert 0 == bot.returncode
    assert ["AIDA-2026-1234 is active." in each["text"] for each in slack.of("response_url")] == [True] * 5
