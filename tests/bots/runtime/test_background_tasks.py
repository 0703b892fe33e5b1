"""Work after the acknowledgement has an owner that waits for it."""

import asyncio

import pytest

from bots.runtime.background_tasks import BackgroundTasks

pytestmark = pytest.mark.anyio


async def test_draining_waits_for_what_is_under_way():
    errands, done, go = BackgroundTasks(), [], asyncio.Event()

    async def work():
        await go.wait()
        done.append(True)

    errands.start(work(), what="test")
    asyncio.get_running_loop().call_soon(go.set)

    assert 0 == await errands.drain(5)
    assert [True] == done


async def test_what_never_ends_is_cancelled_and_counted():
    errands = BackgroundTasks()
    errands.start(asyncio.Event().wait(), what="test")

    assert 1 == await errands.drain(0)
    assert 0 == len(errands)


async def test_a_failure_is_logged_without_its_message(caplog):
    errands = BackgroundTasks()

    async def fail():
        raise ValueError("Jane Doe")

    errands.start(fail(), what="answer")
    await errands.drain(5)

    assert "errand answer failed: ValueError" in caplog.text
    assert "Jane" not in caplog.text


async def test_acknowledgements_go_before_answers():
    """One errand sets out in each turn of the loop, however many were left in one."""
    errands, order = BackgroundTasks(), []

    async def work(number):
        order.append(number)

    for number in range(3):
        errands.start(work(number), what="test")
    asyncio.get_running_loop().call_soon(order.append, "acknowledged")
    for _ in range(5):
        await asyncio.sleep(0)

    assert ["acknowledged", 0, 1, 2] == order
    assert 0 == len(errands)


class Paper:
    """An inbox that only writes down."""

    unkept = 0

    async def keep(self, kind, _body):
        return kind

    def answered(self, name):
        pass


async def test_in_a_rush_answers_wait_until_nothing_has_come_for_a_moment():
    errands, order, done = BackgroundTasks(Paper()), [], asyncio.Event()

    async def work(number):
        order.append(number)
        if number == 2:
            done.set()

    for number in range(3):
        await errands.take(work(number), what="test", body={})
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    so_far = list(order)
    async with asyncio.timeout(2):
        await done.wait()

    assert ([0], [0, 1, 2]) == (so_far, order)
