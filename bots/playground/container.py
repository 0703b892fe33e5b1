"""What stands behind the playground's ports: the sandbox, and a store on a temporary file. No setting is read."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bots.conversation.model.watch_models import StoredWatch
from bots.notifications.round_models import ReadingUpdate
from bots.playground.controller import PlaygroundController
from bots.playground.server import serve
from bots.playground.shared_desk import YOU
from bots.runtime.clock import utc_now
from bots.storage.platform.in_memory import IdempotencyKeysInMemory
from verifier_client import VerifierClient, monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    from bots.conversation.watch.stores import WatchStores
    from bots.notifications.round_models import DueWatch
    from bots.runtime.clock import Now
    from bots.storage.store import Store


async def play(port: int | None = None, *, ready: Callable[[str], None]) -> None:
    """
    Serve the page until the process is told to stop.

    Args:
        port: where to listen on the loopback address; None for the usual port, or a free one.
        ready: called with the page's address once it can be opened.

    Raises:
        OSError: ``port`` is taken.
    """
    async with VerifierClient.from_config(None) as verifier, playground_on(verifier) as controller:
        await serve(controller, port, ready=ready)


@asynccontextmanager
async def playground_on(verifier: VerifierClient, now: Now = utc_now) -> AsyncIterator[PlaygroundController]:
    """Open a playground on a verifier; its store is opened while the page is loaded, so that the page is there soon."""
    async with AsyncExitStack() as stack:
        opening = asyncio.create_task(_opened(stack, now), name="playground store")
        yield PlaygroundController(
            verifier, IdempotencyKeysInMemory(monotonic_seconds), now=now, watches=PlaygroundWatches(opening, now)
        )
        opening.cancel()
        await asyncio.wait([opening])


async def _opened(stack: AsyncExitStack, now: Now) -> Store:
    store = await asyncio.to_thread(_store_class)
    return await stack.enter_async_context(store.temporary(now=now))


def _store_class() -> type[Store]:
    from bots.storage.store import Store  # noqa: PLC0415 - half a second, in which a browser loads the page

    return Store


@dataclass(frozen=True, slots=True)
class PlaygroundWatches:
    """Keeps what people of the playground watch; see ``controller.Watches``."""

    opening: asyncio.Task[Store]
    now: Now

    async def stores(self) -> WatchStores:
        """See the port."""
        return (await self._store()).watch_stores

    async def add(self, dues: Collection[DueWatch]) -> None:
        """See the port."""
        store = await self._store()
        await store.watch_stores.watches.add(
            [StoredWatch(YOU, each.watched.certificate, each.state.watch.person, team=each.team) for each in dues]
        )
        numbers = {each.certificate: each.id for each in await store.rounds.to_read(date.max)}
        await store.rounds.save_readings(
            [
                ReadingUpdate(numbers[each.watched.certificate], each.state.reading, date.max, is_changed=False)
                for each in dues
                if each.watched.certificate in numbers
            ],
            today=self.now().date(),
        )

    async def _store(self) -> Store:
        return await asyncio.shield(self.opening)
