"""
Rounds, messages and the engine that runs them, put together for one process.

Begin with ``Notifier.start``. All jobs run in one event loop; the engine's threads only wait.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bots.app.configured_values import admin_of, canary_certificate_of, encryption_of
from bots.app.erasure import ErasureEverywhere
from bots.app.fresh_readings import Readings
from bots.notifications import canary
from bots.notifications.cards.composer import MessageComposer
from bots.notifications.deliverer import Deliverer, DeliveryPolicy
from bots.notifications.health import health
from bots.notifications.live_messages import LiveMessagesInLedger
from bots.notifications.planner import Planner
from bots.notifications.preparer import Preparer
from bots.notifications.recheck import Recheck
from bots.notifications.rounds import Rounds
from bots.runtime.background_tasks import BackgroundTasks
from bots.runtime.clock import utc_now
from bots.storage.db.url import DatabaseError
from bots.storage.watches.name_history import NameHistoryInDatabase
from verifier_client import VerifierClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bots.app.job_queue import DbosJobQueue
    from bots.config.settings import Settings
    from bots.notifications.health import Health
    from bots.notifications.message_models import NewMessage
    from bots.notifications.ports import JobQueue, Sender
    from bots.runtime.clock import Now
    from bots.storage.store import Store
    from bots.webhooks.webhook import Webhook

log = logging.getLogger(__name__)

BEAT = 10.0  # seconds between two signs of life
FRESH = timedelta(seconds=10)  # probes and scrapes come often, and counting in the database costs
NEWS = 60.0  # seconds between two looks for what is to be read, or to be planned for
# Cron times (UTC, seconds first) by the names that the engine's database holds: old jobs are found by them.
SCHEDULE = {"read": "0 0 * * * *", "sweep": "0 5 * * * *", "promises": "30 */5 * * * *", "tidy": "0 40 3 * * *"}


class Notifier:
    """Watches, while people talk; opened before the surfaces, started when they can send, stopped before they close."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        verifier: VerifierClient,
        now: Now = utc_now,
        flush: Callable[[], Awaitable[None]] | None = None,
        background_tasks: BackgroundTasks | None = None,
        webhook: Webhook | None = None,
    ) -> None:
        """
        Put rounds and deliveries together; nothing runs before ``start``.

        Args:
            settings: the process's settings.
            store: the open database.
            verifier: the configured registries.
            now: returns the time in UTC.
            flush: writes down what waits to be, before somebody is erased.
            background_tasks: changes messages that were sent, after the answer; None for tasks of its own.
            webhook: another system that gets notices too, and what people send there.
        """
        self._settings = settings
        self._now = now
        self._sandbox = VerifierClient.from_config(None)
        self.readings = Readings(verifier, self._sandbox)
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._engine: DbosJobQueue | None = None
        self._health: tuple[datetime, Health] | None = None
        self.worker = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self.store = store
        self.admin = admin_of(settings)
        self.canary = canary_certificate_of(settings)
        admins = frozenset({self.admin} if self.admin is not None else ())
        encryption = encryption_of(settings)
        presented = (
            NameHistoryInDatabase(store.database, now, encryption=encryption) if encryption is not None else None
        )
        self._composer = MessageComposer(verifier, store.marks, store.watch_stores.settings)
        self.messages = LiveMessagesInLedger(
            ledger=store.round_stores.ledger,
            store=store.rounds,
            marks=store.marks,
            composer=self._composer,
            now=now,
            background_tasks=BackgroundTasks() if background_tasks is None else background_tasks,
        )
        self.watch_stores = replace(
            store.watch_stores,
            erasure=ErasureEverywhere(store, flush),
            admins=admins,
            name_history=presented,
            messages=self.messages,
        )
        self.began = now()
        self._events = None if webhook is None else webhook.events_of
        if webhook is not None:
            webhook.connect(self.hand_in)

    async def hand_in(self, message: NewMessage) -> None:
        """Write a message down, and have it delivered at once where this process delivers; else a round finds it."""
        if await self.store.round_stores.ledger.write(message) and self._engine is not None:
            await self._engine.enqueue({message.key: message.not_before})

    def rounds(self, engine: JobQueue) -> Rounds:
        """Return the rounds on an engine."""
        store = self.store
        recheck = Recheck(store=store.rounds, registries=self.readings, now=self._now)
        planner = Planner(store.rounds, self._now, self._events)
        return Rounds(
            stores=store.round_stores,
            registries=self.readings,
            now=self._now,
            recheck=recheck,
            planner=planner,
            job_queue=engine,
            worker=self.worker,
        )

    def deliverer(self, engine: JobQueue, senders: Mapping[str, Sender]) -> Deliverer:
        """Return who brings messages to people."""
        store = self.store
        preparer = Preparer(
            ledger=store.round_stores.ledger,
            store=store.rounds,
            now=self._now,
            recheck=Recheck(store=store.rounds, registries=self.readings, now=self._now),
            planner=Planner(store.rounds, self._now, self._events),
            job_queue=engine,
            composer=self._composer,
        )
        return Deliverer(
            ledger=store.round_stores.ledger,
            preparer=preparer,
            senders={**senders, canary.SURFACE: canary.CanarySender()},
            now=self._now,
            worker=self.worker,
            policy=DeliveryPolicy(lease=self._settings.lease_seconds),
        )

    async def start(self, senders: Mapping[str, Sender]) -> None:
        """Run the rounds and send what they write down, until ``stop``."""
        from bots.app.job_queue import DbosJobQueue, Jobs  # noqa: PLC0415 - 10 MB: only who runs the rounds pays

        engine = self._engine = DbosJobQueue(self.store.engine_url, worker=self.worker)
        self.messages.deliver_by(engine)
        rounds, deliverer = self.rounds(engine), self.deliverer(engine, senders)
        await canary.watch_canary(self.store.watch_stores, self.canary)
        await self.store.round_stores.log.beat(self.worker)
        work: dict[str, Callable[[], Awaitable[object]]] = {
            "read": rounds.read,
            "sweep": lambda: _one_after_another(deliverer.withdraw_late, rounds.plan),
            "promises": rounds.answer_callbacks,
            "tidy": self._tidy,
        }
        await engine.start(Jobs(deliverer.deliver, {name: (cron, work[name]) for name, cron in SCHEDULE.items()}))
        # Side by side: a round may take hours at the registries' pace, and who does not beat is taken for dead.
        self._tasks = (
            asyncio.create_task(self._tick(rounds, deliverer), name="look after the engine"),
            asyncio.create_task(self._read_what_is_new(rounds, deliverer), name="readings"),
        )

    async def stop(self) -> None:
        """Begin nothing new, and wait for what is under way."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._engine is not None:
            await self._engine.stop()
        await self._sandbox.aclose()

    @property
    def up(self) -> timedelta:
        """Return how long this process runs."""
        return self._now() - self.began

    async def health(self) -> Health:
        """Say how the watching is, as of at most ten seconds ago; raises ``DatabaseError`` when it cannot be read."""
        if self._health is None or self._now() - self._health[0] > FRESH:
            await self.store.database.check()
            await self.store.round_stores.log.beat(self.worker)  # a full disk still answers who only reads
            self._health = (self._now(), await health(self.store.round_stores, self._now()))
        return self._health[1]

    async def _tick(self, rounds: Rounds, deliverer: Deliverer) -> None:
        """Look after the engine, which is not trusted to remember."""
        lease, ticks = self._settings.lease_seconds, 0
        overdue = timedelta(seconds=max(5 * lease, 5.0))
        while True:
            await self._quietly("beat", lambda: self.store.round_stores.log.beat(self.worker))
            if ticks % 3 == 0:
                await self._quietly("rescue", lambda: self._rescue(lease))
            if ticks % max(round(lease / BEAT), 1) == 0:
                await self._quietly("reconcile", lambda: rounds.reconcile(overdue))
            if ticks % 60 == 0:
                await self._quietly("alarms", lambda: self._alarm(rounds, deliverer))
            ticks += 1
            await asyncio.sleep(min(BEAT, lease / 4))

    async def _read_what_is_new(self, rounds: Rounds, deliverer: Deliverer) -> None:
        """
        Catch up after the start; then look at once at what was added since, fell due at midnight, or was held.

        The first round may be none: who was killed in the midst of one still holds it for a while.
        """
        first = (deliverer.withdraw_late, rounds.read, rounds.plan)
        await self._quietly("first round", lambda: _one_after_another(*first))
        while True:
            await asyncio.sleep(NEWS)
            await self._quietly("reading what is new", lambda: self._read_new(rounds))

    async def _read_new(self, rounds: Rounds) -> None:
        today, store = self._now().date(), self.store.rounds
        if await store.to_read(today, limit=1) or await store.due(today, limit=1):
            await _one_after_another(rounds.read, rounds.plan)

    async def _rescue(self, lease: float) -> None:
        if self._engine is not None:
            await self._engine.rescue(await self.store.round_stores.log.alive(within=lease))

    async def _alarm(self, rounds: Rounds, deliverer: Deliverer) -> None:
        """Send alarms past the engine: it may be what is broken."""
        for key in await rounds.raise_alarms(self.admin, since=self.began):
            await deliverer.deliver(key)

    async def _tidy(self) -> None:
        await self.store.tidying.tidy(self._now())
        await self.store.retention.run(self._now())
        if self._engine is not None:
            await self._engine.tidy()

    async def _quietly(self, what: str, work: Callable[[], Awaitable[object]]) -> None:
        """Go on when something fails: the next tick tries again, and /readyz says what does not work."""
        try:
            await work()
        except DatabaseError as error:
            log.warning("%s: %s", what, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, watching goes on
            log.error("%s failed: %s", what, type(error).__name__)  # noqa: TRY400 - a traceback may hold names


async def _one_after_another(*works: Callable[[], Awaitable[object]]) -> None:
    for work in works:
        await work()
