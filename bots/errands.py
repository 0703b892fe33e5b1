"""Work that goes on after the acknowledgement: every task has an owner that counts it and waits for it at the end."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine

log = logging.getLogger(__name__)


class Errands:
    """Tasks under way. Started once the request is acknowledged, drained when the process is told to stop."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Return how many are under way."""
        return len(self._tasks)

    def start(self, work: Coroutine[object, object, None], *, what: str) -> None:
        """Run ``work`` in the background; ``what`` names it in the log and must hold no name and no secret."""
        task = asyncio.create_task(work, name=what)
        self._tasks.add(task)
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("errand %s failed: %s", task.get_name(), type(error).__name__)

    async def drain(self, patience: float) -> int:
        """Wait at most ``patience`` seconds for everything under way; return how many had to be cancelled."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        late = set(self._tasks)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
        return len(late)
