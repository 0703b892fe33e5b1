"""Reads for several at once what each asks for by itself: a read costs far more than what it brings."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping

Key = TypeVar("Key")
Value = TypeVar("Value")

AT_ONCE = 200  # keys in one read


class SharedRead(Generic[Key, Value]):
    """What is asked for in one turn of the event loop, and while another read is under way, is read together."""

    def __init__(self, read: Callable[[Collection[Key]], Awaitable[Mapping[Key, Value]]]) -> None:
        """
        Read by a function.

        Args:
            read: returns the values of some keys; a key that it leaves out has none.
        """
        self._read = read
        self._waiting: deque[tuple[frozenset[Key], asyncio.Future[Mapping[Key, Value]]]] = deque()
        self._reading: asyncio.Task[None] | None = None

    async def get(self, keys: Collection[Key]) -> dict[Key, Value]:
        """
        Return the values of keys, none for those that have none.

        Args:
            keys: what is asked for.

        Raises:
            Exception: what the read raised that these keys were part of.
        """
        if not keys:
            return {}
        answer: asyncio.Future[Mapping[Key, Value]] = asyncio.get_running_loop().create_future()
        self._waiting.append((frozenset(keys), answer))
        if self._reading is None:
            self._reading = asyncio.create_task(self._read_all(), name="shared read")
        found = await answer
        return {key: found[key] for key in keys if key in found}

    async def _read_all(self) -> None:
        try:
            while self._waiting:
                await self._read_some()
        finally:
            self._reading = None
            for _, answer in self._waiting:  # only where the process stops
                answer.cancel()
            self._waiting.clear()

    async def _read_some(self) -> None:
        wanted, answers = self._next()
        try:
            found = await self._read(wanted) if wanted else {}
        except asyncio.CancelledError:  # the process stops
            for each in answers:
                each.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - everybody who waits hears of it
            for each in _open(answers):
                each.set_exception(error)
        else:
            for each in _open(answers):
                each.set_result(found)

    def _next(self) -> tuple[set[Key], list[asyncio.Future[Mapping[Key, Value]]]]:
        """Take from those who wait as many as one read answers, and at least one."""
        wanted: set[Key] = set()
        answers: list[asyncio.Future[Mapping[Key, Value]]] = []
        while self._waiting and (not answers or len(wanted) + len(self._waiting[0][0]) <= AT_ONCE):
            keys, answer = self._waiting.popleft()
            if not answer.cancelled():
                wanted |= keys
                answers.append(answer)
        return wanted, answers


def _open(answers: Iterable[asyncio.Future[Mapping[Key, Value]]]) -> list[asyncio.Future[Mapping[Key, Value]]]:
    """Return those for which somebody still waits."""
    return [each for each in answers if not each.done()]
