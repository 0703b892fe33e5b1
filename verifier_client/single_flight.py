"""One request for all who ask for the same at the same time ("single flight")."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from verifier_client.models import Lane

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Hashable, Iterable

T = TypeVar("T")


class SharedRequest:
    """A request under way, and who waits for it."""

    __slots__ = ("_waiters",)

    def __init__(self) -> None:
        """Create it with nobody waiting."""
        self._waiters = {Lane.INTERACTIVE: 0, Lane.BACKGROUND: 0}

    @property
    def is_wanted(self) -> bool:
        """Whether anybody still waits; when not, no further attempt is worth starting."""
        return bool(self._waiters[Lane.INTERACTIVE] or self._waiters[Lane.BACKGROUND])

    @property
    def lane(self) -> Lane:
        """The lane of the most urgent waiter: a person who joins a background request speeds it up."""
        return Lane.INTERACTIVE if self._waiters[Lane.INTERACTIVE] else Lane.BACKGROUND

    def add_waiter(self, lane: Lane) -> None:
        """Count one waiter more."""
        self._waiters[lane] += 1

    def remove_waiter(self, lane: Lane) -> None:
        """Count one waiter less."""
        self._waiters[lane] -= 1


class SingleFlight(Generic[T]):
    """
    The requests under way, by key.

    A waiter who leaves (deadline, cancellation) never cancels the request itself: cancelling an HTTP call
    from outside can poison a connection pool (https://github.com/encode/httpcore/issues/1093). When the last
    one has left, the request makes no further attempt and ends by its own timeouts. Failures are not kept.
    """

    def __init__(self) -> None:
        """Create it with nothing under way."""
        self._under_way: dict[Hashable, tuple[asyncio.Task[T], SharedRequest]] = {}

    def __len__(self) -> int:
        """Return how many requests are under way."""
        return len(self._under_way)

    async def join(
        self,
        key: Hashable,
        start: Callable[[SharedRequest], Awaitable[T]],
        *,
        lane: Lane,
        patience: float,
    ) -> T:
        """
        Wait for the request of a key, starting it if there is none.

        Args:
            key: What is asked for; one request serves all who ask for the same.
            start: Makes the request; is given who waits for it.
            lane: Whether a person waits or a job; it decides deadline and precedence.
            patience: Seconds to wait at most.

        Raises:
            TimeoutError: When patience ends first; the request goes on for the others.
        """
        task, shared = self._under_way.get(key) or self._start(key, start)
        shared.add_waiter(lane)
        try:
            await asyncio.wait((task,), timeout=patience)  # leaves the task alone when this waiter is cancelled
            if not task.done():
                raise TimeoutError
            return task.result()
        finally:
            shared.remove_waiter(lane)

    def _start(
        self, key: Hashable, start: Callable[[SharedRequest], Awaitable[T]]
    ) -> tuple[asyncio.Task[T], SharedRequest]:
        shared = SharedRequest()

        async def run() -> T:
            return await start(shared)

        def finish(task: asyncio.Task[T]) -> None:
            del self._under_way[key]
            if not task.cancelled():
                task.exception()  # taken here, so that a request nobody waits for does not complain

        task = asyncio.create_task(run(), name="registry request")
        self._under_way[key] = (task, shared)
        task.add_done_callback(finish)
        return task, shared

    async def drain(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait([task for task, _ in self._under_way.values()])


async def as_completed(answers: Iterable[Coroutine[Any, Any, T]], *, at_once: int) -> AsyncGenerator[T, None]:
    """
    Await any number of coroutines, some at a time, and yield what they return in the order in which they end.

    Whoever leaves early leaves no task behind: close the generator then.

    Args:
        answers: The coroutines, read as it goes.
        at_once: How many are awaited at a time, at least 1.
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
