"""A file dropped into the personal chat is verified: progress, and the answer in its place."""

import time

import httpx
import pytest

from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.text import file_results as phrases
from bots.files.reader import FileReader
from tests.bots.slack.test_file_checks import TABLE
from tests.bots.teams.api.test_files import FileHost, attached
from tests.bots.teams.factories import buttons, shown, teams

pytestmark = pytest.mark.anyio


class SlowVerifier:
    """Answers the last question when something was said of the first."""

    def __init__(self, verifier, here):
        self._verifier = verifier
        self._here = here

    async def verify_many(self, questions, **_how):
        *first, last = questions
        for each in first:
            yield await self._verifier.settle(each)
        await self._here.said_something.wait()
        yield await self._verifier.settle(last)


async def test_progress_stands_where_the_answer_will_stand():
    async with teams(files=FileHost(httpx.Response(200, content=TABLE)).files()) as here:
        here.bot._service._every = 0.01
        desk = here.bot._service._desk
        slow_verifier = SlowVerifier(desk._verifier, here)
        allowance = Quota(QuotaRule(), time.monotonic)
        desk.file_jobs = FileJobs(slow_verifier, FileReader(), quota=allowance, max_ids=9, monotonic=time.monotonic)
        sent = await here.say("check these", attachments=[attached("people.csv")])

    assert phrases.under_way(1, 2) in shown(sent[:1])
    assert "1 revoked, 1 active" in shown(here.updated[-1:])
    assert phrases.EXPORT in buttons(here.updated[-1:])
