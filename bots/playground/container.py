"""What stands behind the playground's ports: the sandbox, and a store on a temporary file. No setting is read."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from bots.conversation.model.watch_models import StoredWatch
from bots.notifications.message_models import MessagePlan, MessageState, NewMessage
from bots.notifications.models import WatchState
from bots.notifications.round_models import ReadingUpdate
from bots.playground.controller import PlaygroundController
from bots.playground.server import serve
from bots.playground.shared_desk import YOU
from bots.runtime.background_tasks import BackgroundTasks
from bots.runtime.clock import utc_now
from bots.storage.platform.in_memory import IdempotencyKeysInMemory
from verifier_client import VerifierClient, monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Sequence

    from bots.conversation.watch.stores import WatchStores
    from bots.notifications.message_models import Message
    from bots.notifications.models import Notice, WatchId
    from bots.notifications.round_models import DueWatch
    from bots.runtime.clock import Now
    from bots.storage.store import Store
    from verifier_client.badges import KeptBadge


async def play(port: int | None = None, *, ready: Callable[[str], None]) -> None:
    """
    Serve the page until the process is told to stop.

    Args:
        port: where to listen on the loopback address; None for the usual port, or a free one.
        ready: called with the page's address once it can be opened.

    Raises:
        OSError: ``port`` is taken.
    """
    badges = PlaygroundBadges()
    async with (
        VerifierClient.from_config(None, kept_badges=badges) as verifier,
        playground_on(verifier, badges) as controller,
    ):
        await serve(controller, port, ready=ready)


@asynccontextmanager
async def playground_on(
    verifier: VerifierClient, badges: PlaygroundBadges, now: Now = utc_now
) -> AsyncIterator[PlaygroundController]:
    """
    Open a playground; its store is opened while the page is loaded, so that the page is there soon.

    Args:
        verifier: asks the sandbox.
        badges: what the verifier finds badges by: the playground's store, from now on.
        now: the time in UTC.
    """
    async with AsyncExitStack() as stack:
        opening = asyncio.create_task(_opened(stack, now), name="playground store")
        badges.watches = watches = PlaygroundWatches(opening, now, verifier)
        yield PlaygroundController(verifier, IdempotencyKeysInMemory(monotonic_seconds), now=now, watches=watches)
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
    verifier: VerifierClient
    tasks: BackgroundTasks = field(default_factory=BackgroundTasks)

    @property
    def sent_digests(self) -> PlaygroundWatches:
        """See the port."""
        return self

    async def stores(self) -> WatchStores:
        """See the port."""
        from bots.notifications.cards.composer import MessageComposer  # noqa: PLC0415 - with the store, behind the page
        from bots.notifications.live_messages import LiveMessagesInLedger  # noqa: PLC0415

        store = await self._store()
        live = LiveMessagesInLedger(
            ledger=store.round_stores.ledger,
            store=store.rounds,
            marks=store.marks,
            composer=MessageComposer(self.verifier, store.marks, store.watch_stores.settings),
            now=self.now,
            background_tasks=self.tasks,
        )
        return replace(store.watch_stores, messages=live)

    async def watch(self, dues: Collection[DueWatch]) -> dict[WatchId, DueWatch]:
        """See ``digest.SentDigests``; what was told before is told again, as often as somebody looks."""
        store = await self._store()
        await self._add(store, dues)
        wanted = {each.watched.certificate for each in dues}
        numbers = [each.id for each in await store.rounds.to_read(date.max) if each.certificate in wanted]
        found = await store.rounds.states(await store.rounds.watches_of(numbers))
        return {
            each.state.watch.id: replace(each, state=WatchState(each.state.watch, each.state.reading)) for each in found
        }

    async def sent(self, message: Message, notices: Sequence[Notice]) -> None:
        """See ``digest.SentDigests``."""
        store, key, now = await self._store(), message.key, self.now()
        new = NewMessage(key, message.kind, message.to, message.day, now, tuple(notices), message.urgent)
        await store.rounds.plan(MessagePlan((new,)))
        ledger = store.round_stores.ledger
        kept = await ledger.message(key)
        if kept is not None and kept.state is MessageState.PENDING:
            claimed = await ledger.claim(key, worker="page", lease=60.0, revision=kept.revision, payload="{}")
            if claimed is not None:
                await ledger.sent(key, attempt=claimed.attempt, provider_id=key)

    async def _add(self, store: Store, dues: Collection[DueWatch]) -> None:
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


@dataclass(slots=True)
class PlaygroundBadges:
    """Finds the badges that people of the playground watch, once there is a store; see ``KeptBadges``."""

    watches: PlaygroundWatches | None = None

    async def find(self, reference: str) -> KeptBadge | None:
        """See the port."""
        return None if self.watches is None else await (await self.watches.stores()).badges.find(reference)
