"""Work that goes on after the acknowledgement: every task has an owner that counts it and waits for it at the end."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine

log = logging.getLogger(__name__)


class Errands:
    """
    Work started once the request is acknowledged, drained when the process is told to stop.

    One errand sets out in each turn of the event loop: in a rush the acknowledgements, for which a platform waits
    three seconds, go before the answers, and a slow registry holds up nobody else's errand.
    """

    def __init__(self) -> None:
        """Start with nothing to do."""
        self._waiting: deque[tuple[Coroutine[object, object, None], str]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Return how many wait or are under way."""
        return len(self._waiting) + len(self._tasks)

    def start(self, work: Coroutine[object, object, None], *, what: str) -> None:
        """Run ``work`` in the background; ``what`` names it in the log and must hold no name and no secret."""
        self._waiting.append((work, what))
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._set_out)

    def _set_out(self) -> None:
        if not self._waiting:
            return
        work, what = self._waiting.popleft()
        task = asyncio.create_task(work, name=what)
        self._tasks.add(task)
        task.add_done_callback(self._finish)
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._set_out)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("errand %s failed: %s", task.get_name(), type(error).__name__)

    async def drain(self, patience: float) -> int:
        """Wait at most ``patience`` seconds for all of it; return how many had to be cancelled."""
        while self._waiting:
            self._set_out()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        late = set(self._tasks)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
        return len(late)
