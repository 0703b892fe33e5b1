"""Work after the acknowledgement has an owner that waits for it."""

import asyncio

import pytest

from bots.runtime.background_tasks import LANES, RECENT, BackgroundTasks

pytestmark = pytest.mark.anyio


async def test_draining_waits_for_what_is_under_way():
    background_tasks, done, go = BackgroundTasks(), [], asyncio.Event()

    async def work():
        await go.wait()
        done.append(True)

    background_tasks.start(work(), what="test")
    asyncio.get_running_loop().call_soon(go.set)

    assert 0 == await background_tasks.drain(5)
    assert [True] == done


async def test_what_never_ends_is_cancelled_and_counted():
    background_tasks = BackgroundTasks()
    background_tasks.start(asyncio.Event().wait(), what="test")

    assert 1 == await background_tasks.drain(0)
    assert 0 == len(background_tasks)


async def test_a_failure_is_logged_without_its_message(caplog):
    background_tasks = BackgroundTasks()

    async def fail():
        raise ValueError("Jane Doe")

    background_tasks.start(fail(), what="answer")
    await background_tasks.drain(5)

    assert "task answer failed: ValueError" in caplog.text
    assert "Jane" not in caplog.text


async def test_acknowledgements_go_before_answers():
    """One task starts in each turn of the loop, however many were left in one."""
    background_tasks, order = BackgroundTasks(), []

    async def work(number):
        order.append(number)

    for number in range(3):
        background_tasks.start(work(number), what="test")
    asyncio.get_running_loop().call_soon(order.append, "acknowledged")
    for _ in range(5):
        await asyncio.sleep(0)

    assert ["acknowledged", 0, 1, 2] == order
    assert 0 == len(background_tasks)


class Paper:
    """An inbox that only writes down."""

    unkept = 0

    async def keep(self, kind, _body):
        return kind

    def answered(self, name):
        pass


async def test_in_a_rush_answers_wait_until_nothing_has_come_for_a_moment():
    background_tasks, order, done = BackgroundTasks(Paper()), [], asyncio.Event()
    requests = 3 * RECENT

    async def work(number):
        order.append(number)
        if number == requests - 1:
            done.set()

    for number in range(requests):
        await background_tasks.take(work(number), what="test", body={})
        await asyncio.sleep(0)
    so_far = len(order)
    async with asyncio.timeout(2):
        await done.wait()

    assert so_far <= RECENT
    assert list(range(requests)) == order


async def test_a_few_requests_at_once_are_no_rush():
    background_tasks, order = BackgroundTasks(Paper()), []

    async def work(number):
        order.append(number)

    for number in range(5):
        await background_tasks.take(work(number), what="test", body={})
    for _ in range(10):
        await asyncio.sleep(0)

    assert [0, 1, 2, 3, 4] == order


async def test_the_first_come_is_answered_first_and_what_waits_for_a_registry_holds_up_nobody():
    background_tasks, registry, done = BackgroundTasks(), asyncio.Event(), asyncio.Event()
    begun = []

    async def slow():
        begun.append(True)
        await registry.wait()

    async def quick():
        done.set()

    for _ in range(LANES):
        background_tasks.start(slow(), what="test")
    background_tasks.start(quick(), what="test")
    for _ in range(LANES + 5):
        await asyncio.sleep(0)
    at_first = (len(begun), done.is_set())
    async with asyncio.timeout(2):
        await done.wait()
    registry.set()

    assert (LANES, False) == at_first
    assert 0 == await background_tasks.drain(5)
