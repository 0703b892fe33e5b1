"""What was acknowledged is answered, even by another process: a killed one loses nothing."""

import asyncio
import json
from contextlib import closing

import pytest
from aiohttp import ClientSession

from bots.runtime.background_tasks import AT_ONCE, BackgroundTasks, ClaimUnlessReplayed, UnfinishedWork, delivering
from bots.storage.platform.in_memory import IdempotencyKeysInMemory
from bots.storage.store import Store
from tests.bots.slack.fakes import ADA, TEAM, FakeSlack, signed, workspace
from tests.bots.slack.processes import certdesk, environ
from tests.bots.storage.databases import fresh

pytestmark = pytest.mark.anyio


@pytest.mark.system
async def test_killed_before_an_answer_the_next_process_gives_it_once_and_told_to_stop_it_answers_first(tmp_path):
    """Acknowledged and killed: answered by the next. Acknowledged and told to stop: answered, then gone with code 0."""
    slack = FakeSlack()
    slack.may_answer.clear()
    async with slack.open(), ClientSession() as session:
        env = environ(slack, tmp_path)

        async def ask(url, number, text):
            fields = f"trigger_id={number}&command=%2Fverify&text={text}&user_id={ADA}&team_id={TEAM}"
            raw = f"{fields}&response_url={slack.link()}".encode()
            headers = signed(raw) | {"Content-Type": "application/x-www-form-urlencoded"}
            async with session.post(f"{url}/slack/events", data=raw, headers=headers) as response:
                assert 200 == response.status

        async with certdesk(env) as (process, url):
            await ask(url, "13.1", "AIDA-2026-1234")
            async with asyncio.timeout(5):
                await slack.asked.wait()
            process.kill()
            await process.wait()
        slack.may_answer.set()
        async with certdesk(env) as (process, url):
            async with asyncio.timeout(10):
                await slack.called("response_url")
            slack.may_answer.clear()
            await ask(url, "13.2", "CPAP-2026-6660")
            process.terminate()
            stops = (await process.stdout.readline()).decode()
            slack.may_answer.set()
            _, errors = await asyncio.wait_for(process.communicate(), 20)

    [only] = errors.decode().splitlines()
    assert (0, True) == (process.returncode, "work under way is finished" in stops)
    assert "1 requests are answered that another process left" in only
    assert [] == inbox_of(tmp_path / "certdesk-inbox.db")
    called = [answer["text"] for answer in slack.of("response_url")]
    assert [True, True] == ["AIDA-2026-1234 is active." in called[0], "was revoked" in called[-1]]
    assert 2 == len(called)


def inbox_of(path):
    import sqlite3

    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT kind, body FROM inbox").fetchall()


async def test_while_an_answer_is_under_way_it_is_kept_and_then_nothing_is(tmp_path):
    path = tmp_path / "certdesk-inbox.db"
    store = await Store.open(fresh(tmp_path))
    async with workspace(store) as slack:
        slack.slack.may_answer.clear()
        asking = asyncio.create_task(slack.slash("AIDA-2026-1234 Jane Doe"))
        await slack.slack.asked.wait()
        [(kind, body)] = inbox_of(path)
        slack.slack.may_answer.set()
        await asking
        await slack.interaction(type="view_closed", user={"id": ADA})
    await store.close()

    assert ("slack command", "AIDA-2026-1234 Jane Doe") == (kind, json.loads(body)["text"])
    assert [] == inbox_of(path)


class FakeInbox:
    """An inbox in memory."""

    def __init__(self, *left):
        self.kept, self.left = {}, list(left)
        self.unkept = 0

    async def keep(self, kind, body):
        self.kept["n"] = (kind, body)
        return "n"

    def answered(self, name):
        self.kept.pop(name, None)

    async def leftovers(self):
        found, self.left = tuple(self.left), []
        return found


async def test_what_is_cancelled_at_the_end_stays_for_the_next_process():
    inbox = FakeInbox()
    background_tasks = BackgroundTasks(inbox)
    await background_tasks.take(asyncio.Event().wait(), what="slack command", body={"text": "hello"})

    await asyncio.sleep(0)
    late = await background_tasks.drain(0.01)

    assert (1, {"n": ("slack command", '{"text": "hello"}')}) == (late, inbox.kept)


async def test_what_is_on_its_way_to_the_platform_at_the_end_is_let_arrive_and_not_given_again():
    inbox, arrived = FakeInbox(), asyncio.Event()
    background_tasks = BackgroundTasks(inbox)

    async def answer():
        delivering()
        await arrived.wait()

    await background_tasks.take(answer(), what="slack command", body={})
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.05, arrived.set)

    assert (0, {}) == (await background_tasks.drain(0.01), inbox.kept)


async def test_what_has_not_begun_at_the_end_stays_for_the_next_process():
    inbox, begun = FakeInbox(), []
    background_tasks = BackgroundTasks(inbox)

    async def answer(number):
        begun.append(number)
        await asyncio.Event().wait()

    for number in range(AT_ONCE + 5):
        await background_tasks.take(answer(number), what="slack command", body={})

    assert AT_ONCE + 5 == await background_tasks.drain(0.05)
    assert len(begun) <= AT_ONCE
    assert {"n"} == set(inbox.kept)


async def test_what_fails_is_not_tried_for_ever():
    inbox = FakeInbox()
    background_tasks = BackgroundTasks(inbox)

    async def fail():
        raise ValueError

    await background_tasks.take(fail(), what="slack command", body={})
    await background_tasks.drain(1)

    assert {} == inbox.kept


async def test_what_a_dead_process_marked_as_handled_is_handled_and_what_is_of_nobody_s_is_left():
    from bots.runtime.ports import InboxItem

    seen, replayed = ClaimUnlessReplayed(IdempotencyKeysInMemory(lambda: 0.0)), []

    async def replay(what, body):
        replayed.append((what, body, await seen.claim("k", keep=60)))

    inbox = FakeInbox(InboxItem("a", "slack event", '{"x": 1}'), InboxItem("b", "pigeon post", "{}"))
    background_tasks = BackgroundTasks(inbox)
    await seen.claim("k", keep=60)
    found = await UnfinishedWork(inbox, background_tasks, surfaces={"slack": replay}).look()
    await background_tasks.drain(1)

    assert (2, [("slack event", {"x": 1}, True)]) == (found, replayed)
    assert not await seen.claim("k", keep=60)
