"""Forgets people everywhere: in the database, and in the engine's list of what is to be sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bots.storage.privacy.erasure import scrub

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bots.conversation.model.erasure_result import ErasureResult
    from bots.conversation.model.intents import Asker
    from bots.storage.store import Store


class ErasureEverywhere:
    """Forgets people in the database, then in the list of jobs; see ``conversation.model.ports.ErasureStore``."""

    def __init__(self, store: Store, flush: Callable[[], Awaitable[None]] | None = None) -> None:
        """Erase from ``store``, after ``flush`` has written down what still waits."""
        self._store = store
        self._flush = flush

    async def forget_asker(self, who: Asker, *, by: Asker) -> ErasureResult:
        """See the port."""
        if self._flush is not None:
            await self._flush()
        done = await self._store.privacy.forget_asker(who, by=by)
        self._store.profiles.forget(who.key)
        jobs = await asyncio.to_thread(_forget_jobs, self._store.engine_url, who.key)
        return replace(done, counts=(*done.counts, ("jobs", jobs)))


def _forget_jobs(url: str, key: str) -> int:
    """Only messages to people are jobs; without an engine's file there were none."""
    file = url.removeprefix("sqlite:///")
    is_file = file != url
    if is_file and not Path(file).exists():
        return 0
    from bots.app.job_queue import forget_jobs  # noqa: PLC0415 - 10 MB: only who runs the rounds pays, and who is forgotten

    gone = forget_jobs(url, [key])
    if gone and is_file:
        scrub(file)
    return gone
