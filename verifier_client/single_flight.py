"""Many askers, one request: whoever asks while a question is under way joins the same flight."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from verifier_client.models import Lane

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Hashable, Iterable

T = TypeVar("T")


class Flight:
    """What a request under way may ask about its passengers."""

    __slots__ = ("_aboard",)

    def __init__(self) -> None:
        self._aboard = {Lane.INTERACTIVE: 0, Lane.BACKGROUND: 0}

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits; when not, no further attempt is worth starting."""
        return any(self._aboard.values())

    @property
    def lane(self) -> Lane:
        """The lane of the most urgent passenger: a person who joins a background flight speeds it up."""
        return Lane.INTERACTIVE if self._aboard[Lane.INTERACTIVE] else Lane.BACKGROUND

    def board(self, lane: Lane) -> None:
        """Count a passenger in."""
        self._aboard[lane] += 1

    def leave(self, lane: Lane) -> None:
        """Count a passenger out."""
        self._aboard[lane] -= 1


class SingleFlight(Generic[T]):
    """
    The requests under way, by key.

    A passenger who leaves (deadline, cancellation) never cancels the request itself: cancelling an HTTP call
    from outside can poison a connection pool (https://github.com/encode/httpcore/issues/1093). When the last
    one has left, the flight makes no further attempt and lands on its own timeouts. Failures are not kept.
    """

    def __init__(self) -> None:
        """Start with nothing in the air."""
        self._under_way: dict[Hashable, tuple[asyncio.Task[T], Flight]] = {}

    def __len__(self) -> int:
        """Return how many requests are under way."""
        return len(self._under_way)

    async def join(
        self,
        key: Hashable,
        start: Callable[[Flight], Awaitable[T]],
        *,
        lane: Lane,
        patience: float,
    ) -> T:
        """
        Wait at most ``patience`` seconds for the flight of ``key``, starting it if there is none.

        Raises ``TimeoutError`` when patience ends first, and whatever ``start`` raised.
        """
        task, flight = self._under_way.get(key) or self._take_off(key, start)
        flight.board(lane)
        try:
            async with asyncio.timeout(patience):
                return await asyncio.shield(task)
        finally:
            flight.leave(lane)

    def _take_off(self, key: Hashable, start: Callable[[Flight], Awaitable[T]]) -> tuple[asyncio.Task[T], Flight]:
        flight = Flight()

        async def fly() -> T:
            return await start(flight)

        def land(task: asyncio.Task[T]) -> None:
            del self._under_way[key]
            if not task.cancelled():
                task.exception()  # taken here, so that a flight nobody waits for does not complain

        task = asyncio.create_task(fly(), name="verifier flight")
        self._under_way[key] = (task, flight)
        task.add_done_callback(land)
        return task, flight

    async def drain(self) -> None:
        """Wait until everything under way has landed."""
        while self._under_way:
            await asyncio.wait([task for task, _ in self._under_way.values()])


async def as_they_land(answers: Iterable[Coroutine[Any, Any, T]], *, at_once: int) -> AsyncGenerator[T, None]:
    """
    Await any number of coroutines, ``at_once`` at a time, and yield what they return in the order in which they end.

    ``answers`` is consumed as it goes. Whoever leaves early leaves no task behind: close the generator then.
    """
    waiting = iter(answers)
    running: set[asyncio.Task[T]] = set()
    try:
        while True:
            running.update(map(asyncio.create_task, islice(waiting, at_once - len(running))))
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
