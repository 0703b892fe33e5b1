"""Work that goes on after the acknowledgement: every task has an owner that counts it and waits for it at the end."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping
    from contextlib import AbstractContextManager

    from bots.runtime.ports import IdempotencyKeys, Inbox, InboxItem

    Span = Callable[[str], AbstractContextManager[None]]
    Replay = Callable[[str, Mapping[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)

RECENT = 16  # the last requests, by which a rush is known
RUSH = 0.005  # seconds between two of them: little more than it takes to answer one
ACKNOWLEDGED, ANSWERED = 0.0006, 0.0025  # seconds of work for a request, as `make bench` finds them
MODESTY = 1.0  # seconds that an answer waits for acknowledgements, before it takes the time that they leave
LEAST = 0.1  # the share of the time that answers are given then at least
PAUSE = 0.001
LANES = 32  # answers under way at the same time, so that the first come is answered first
SLOW = 0.25  # seconds after which an answer waits for others, such as a registry, and holds no lane
LOOK = 10.0  # seconds between two looks for what other processes left
HANDING_OVER = 3.0  # seconds that a platform is given to take an answer when the process is told to stop
AT_ONCE = 200  # answers under way at the same time while the process stops
_is_replay: ContextVar[bool] = ContextVar("answering again", default=False)
_delivery: ContextVar[_Delivery | None] = ContextVar("the delivery of this task's answer", default=None)


class _Delivery:
    """Whether a task's answer is on its way to the platform."""

    __slots__ = ("has_begun",)

    def __init__(self) -> None:
        self.has_begun = False


def delivering() -> None:
    """Note that this task hands its answer to the platform: another process would now give it for a second time."""
    delivery = _delivery.get()
    if delivery is not None:
        delivery.has_begun = True


@dataclass(slots=True)
class _Waiting:
    """Work that has not begun; ``name`` is the item of the ``inbox`` that it answers."""

    work: Coroutine[object, object, None]
    what: str
    inbox: Inbox | None = None
    name: str = ""
    since: float = 0.0


class BackgroundTasks:
    """
    Work started once the request is acknowledged, drained when the process is told to stop.

    In a rush the acknowledgements, for which a platform waits three seconds, go before the answers: tasks start
    once nothing has come in for a moment, and after a second at least now and then. One does in each turn of the
    event loop while others are not many, and a slow registry holds up nobody else's.
    """

    def __init__(self, inbox: Inbox | None = None, span: Span | None = None) -> None:
        """Start with nothing to do; the inbox holds what must outlive this process, ``span`` traces each task."""
        self._inbox = inbox
        self._span = span
        self._waiting: deque[_Waiting] = deque()
        self._recent: deque[float] = deque(maxlen=RECENT)  # when requests came in
        self._tasks: dict[asyncio.Task[None], _Delivery] = {}
        self._lanes: dict[asyncio.Task[None], float] = {}  # those that are not slow, and since when, oldest first
        self._last_start = float("-inf")
        self._is_draining = False

    def __len__(self) -> int:
        """Return how many wait or are under way."""
        return len(self._waiting) + len(self._tasks)

    def start(self, work: Coroutine[object, object, None], *, what: str) -> None:
        """Run ``work`` in the background; ``what`` names it in the log and must hold no name and no secret."""
        self._wait(_Waiting(work, what))

    def _wait(self, waiting: _Waiting) -> None:
        loop = asyncio.get_running_loop()
        waiting.since = loop.time()
        self._waiting.append(waiting)
        if len(self._waiting) == 1:
            loop.call_soon(self._set_out)

    async def take(self, work: Coroutine[object, object, None], *, what: str, body: Mapping[str, Any]) -> None:
        """Do as ``start``, and return once ``body`` is written down: now it may be acknowledged."""
        if self._inbox is None:
            self.start(work, what=what)
            return
        self._recent.append(asyncio.get_running_loop().time())
        try:
            name = await self._inbox.keep(what, json.dumps(body))
        except BaseException:
            work.close()
            raise
        self._wait(_Waiting(work, what, self._inbox if name else None, name))

    def take_over(self, item: InboxItem, replay: Replay, inbox: Inbox) -> None:
        """Answer what a process acknowledged that is gone."""
        self._wait(_Waiting(_replayed(item, replay), f"{item.kind} again", inbox, item.name))

    @staticmethod
    async def _to_the_end(work: Coroutine[object, object, None], inbox: Inbox, name: str) -> None:
        """Do it, and forget it unless this process is told to stop meanwhile: then the next one does it."""
        try:
            await work
        except asyncio.CancelledError:
            delivery = _delivery.get()
            if delivery is not None and delivery.has_begun:
                inbox.answered(name)
            raise
        except Exception:
            inbox.answered(name)
            raise
        inbox.answered(name)

    def _set_out(self) -> None:
        if not self._waiting or self._is_draining:
            return
        loop = asyncio.get_running_loop()
        if self._must_wait(loop.time()):
            loop.call_later(PAUSE, self._set_out)
            return
        self._go()
        if self._waiting:
            loop.call_soon(self._set_out)

    def _must_wait(self, now: float) -> bool:
        """Say whether requests follow each other closely, or as many are answered as go well together."""
        if self._is_crowded(now):
            return True
        between = self._between_requests(now)
        if between >= RUSH:
            return False
        if now - self._waiting[0].since < MODESTY:
            return True
        left = max(LEAST, 1 - ACKNOWLEDGED / between)
        return now - self._last_start < ANSWERED / left

    def _between_requests(self, now: float) -> float:
        """Return the seconds between two of the last requests, of which there are not few."""
        return (now - self._recent[0]) / RECENT if len(self._recent) == RECENT else float("inf")

    def _is_crowded(self, now: float) -> bool:
        for task, since in tuple(self._lanes.items()):
            if now - since <= SLOW:
                break
            del self._lanes[task]
        return len(self._lanes) >= LANES

    def _go(self) -> None:
        waiting = self._waiting.popleft()
        work, what = waiting.work, waiting.what
        if waiting.inbox is not None:
            work = self._to_the_end(work, waiting.inbox, waiting.name)
        self._last_start = asyncio.get_running_loop().time()
        delivery = _Delivery()
        context = copy_context()
        context.run(_delivery.set, delivery)
        work = work if self._span is None else _within(self._span(what), work)
        task = asyncio.create_task(work, name=what, context=context)
        self._tasks[task], self._lanes[task] = delivery, self._last_start
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        self._lanes.pop(task, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task %s failed: %s", task.get_name(), type(error).__name__)

    async def drain(self, patience: float) -> int:
        """
        Finish, for at most ``patience`` seconds, and leave the rest to the next process.

        What is on its way to a platform by then is given a little longer: done again, it would arrive twice.

        Returns:
            How many were not finished.
        """
        loop = asyncio.get_running_loop()
        end, self._is_draining = loop.time() + patience, True
        while len(self) and loop.time() < end:  # a task may begin another
            while self._waiting and len(self._tasks) < AT_ONCE:
                self._go()
            how = asyncio.FIRST_COMPLETED if self._waiting else asyncio.ALL_COMPLETED
            await asyncio.wait(self._tasks, timeout=end - loop.time(), return_when=how)
        left, self._is_draining = self._leave_waiting(), False
        late = {task for task, delivery in self._tasks.items() if not delivery.has_begun}
        await _cancelled(late)
        handing_over = set(self._tasks)
        if handing_over:
            _, handing_over = await asyncio.wait(handing_over, timeout=HANDING_OVER)
            await _cancelled(handing_over)
        return left + len(late) + len(handing_over)

    def _leave_waiting(self) -> int:
        """Begin nothing any more; what was written down is found by the next process."""
        left = len(self._waiting)
        while self._waiting:
            self._waiting.popleft().work.close()
        return left


async def _cancelled(tasks: Collection[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


async def _within(span: AbstractContextManager[None], work: Coroutine[object, object, None]) -> None:
    with span:
        await work


async def _replayed(item: InboxItem, replay: Replay) -> None:
    _is_replay.set(True)
    await replay(item.kind, json.loads(item.body))


class ClaimUnlessReplayed:
    """What a process marked and did not finish is new to the one that takes it over; see ``IdempotencyKeys``."""

    def __init__(self, seen: IdempotencyKeys) -> None:
        """Ask ``seen`` first."""
        self._seen = seen

    async def claim(self, key: str, *, keep: float) -> bool:
        """See the port."""
        return await self._seen.claim(key, keep=keep) or _is_replay.get()

    async def forget(self, key: str) -> None:
        """See the port."""
        await self._seen.forget(key)


class UnfinishedWork:
    """Looks, at the start and then now and again, for what processes acknowledged that are gone, and has it done."""

    def __init__(self, inbox: Inbox, background_tasks: BackgroundTasks, *, surfaces: Mapping[str, Replay]) -> None:
        """Look into ``inbox``; ``surfaces`` answer, by the first word of an item's kind."""
        self._inbox = inbox
        self._background_tasks = background_tasks
        self._surfaces = surfaces
        self._looking: asyncio.Task[None] | None = None

    async def look(self) -> int:
        """Look once; return how many were found. A database that does not answer is asked again later."""
        try:
            found = await self._inbox.leftovers()
        except Exception as error:  # noqa: BLE001 - whatever it is, people are answered
            log.warning("what other processes left could not be read: %s", type(error).__name__)
            return 0
        for item in found:
            replay = self._surfaces.get(item.kind.partition(" ")[0])
            if replay is not None:
                self._background_tasks.take_over(item, replay, self._inbox)
        if found:
            log.warning("%d requests are answered that another process left", len(found))
        return len(found)

    async def start(self) -> None:
        """Look, and go on looking until ``stop``."""
        await self.look()
        self._looking = asyncio.create_task(self._keep_looking(), name="leftovers")

    async def stop(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait([self._looking])

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            await self.look()
