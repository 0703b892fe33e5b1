"""What several ask for at once is read once, and each is answered for what they asked for."""

import asyncio

import pytest

from bots.storage.db.shared_read import AT_ONCE, SharedRead

pytestmark = pytest.mark.anyio


class Reads:
    """Doubles numbers, leaves out odd ones, and notes what it was asked for."""

    def __init__(self):
        self.asked = []
        self.error = None
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def __call__(self, keys):
        self.asked.append(set(keys))
        await self.go_on.wait()
        if self.error is not None:
            raise self.error
        return {key: 2 * key for key in keys if key % 2 == 0}


async def test_what_is_asked_in_one_turn_of_the_loop_is_one_read():
    reads = Reads()
    shared = SharedRead(reads)
    answers = await asyncio.gather(shared.get({2, 3}), shared.get({4}), shared.get({2}))

    assert answers == [{2: 4}, {4: 8}, {2: 4}]
    assert reads.asked == [{2, 3, 4}]


async def test_nothing_is_read_for_nothing():
    reads = Reads()

    assert await SharedRead(reads).get(()) == {}
    assert reads.asked == []


async def test_who_asks_during_a_read_is_in_the_next_one():
    reads = Reads()
    shared = SharedRead(reads)
    reads.go_on.clear()
    first = asyncio.create_task(shared.get({2}))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    later = [asyncio.create_task(shared.get({key})) for key in (4, 6)]
    await asyncio.sleep(0)
    reads.go_on.set()

    assert await asyncio.gather(first, *later) == [{2: 4}, {4: 8}, {6: 12}]
    assert reads.asked == [{2}, {4, 6}]


async def test_one_read_asks_for_so_many_keys_at_most_and_one_question_is_never_cut():
    reads = Reads()
    shared = SharedRead(reads)
    large = set(range(0, 2 * AT_ONCE + 2, 2))
    answers = await asyncio.gather(shared.get({2}), shared.get(large), shared.get({4}))

    assert [len(each) for each in answers] == [1, AT_ONCE + 1, 1]
    assert reads.asked == [{2}, large, {4}]


async def test_everybody_hears_of_a_failure_and_the_next_read_is_new():
    reads = Reads()
    shared = SharedRead(reads)
    reads.error = error = OSError("the database is away")
    failed = await asyncio.gather(shared.get({2}), shared.get({4}), return_exceptions=True)
    reads.error = None

    assert failed == [error, error]
    assert await shared.get({2}) == {2: 4}


async def test_who_gives_up_takes_nothing_from_the_others():
    reads = Reads()
    shared = SharedRead(reads)
    reads.go_on.clear()
    gone, stays = (asyncio.create_task(shared.get({key})) for key in (2, 4))
    await asyncio.sleep(0)
    gone.cancel()
    reads.go_on.set()

    assert await stays == {4: 8}
    with pytest.raises(asyncio.CancelledError):
        await gone
