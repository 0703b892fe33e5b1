"""
The rounds: read what is due, plan what follows, look after what is on its way, and say so when one did not run.

Each may be started at any time and by any process: what two do at once is done once, what dies halfway is taken up
by the next. Begin with ``Rounds.read`` and ``Rounds.plan``.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bots.conversation.text.operations import pause_sentence
from bots.notifications.canary import MAX_SILENCE, READER
from bots.notifications.message_details import Alarm, AlarmKind, CallbackDetails
from bots.notifications.message_models import MessageKind, MessageState, NewMessage
from bots.notifications.models import ManagerId
from verifier_client import Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bots.conversation.model.watch_models import Callback
    from bots.conversation.watch.ports import Callbacks
    from bots.notifications.ledger import Ledger
    from bots.notifications.planner import Planner, PlanResult
    from bots.notifications.ports import JobQueue, Registries, RoundLog
    from bots.notifications.recheck import Recheck
    from bots.notifications.round_store import RoundStore
    from bots.runtime.clock import Now

STUCK_AFTER = timedelta(minutes=30)  # so long after its time a message that is not sent is worth an alarm
LEASE = 15 * 60.0  # seconds without a word after which another process may walk


class RoundKind(StrEnum):
    """The rounds that leave a mark when they came to their end."""

    READ = "read"
    SWEEP = "sweep"


LATE_AFTER = {RoundKind.READ: timedelta(hours=26), RoundKind.SWEEP: timedelta(hours=3)}


@dataclass(frozen=True, slots=True)
class RoundStores:
    """Where everything is written down."""

    store: RoundStore
    ledger: Ledger
    log: RoundLog
    callbacks: Callbacks


@dataclass(slots=True)
class RoundResult:
    """What a round did."""

    read: int = 0
    failed: int = 0
    watches: int = 0
    notices: int = 0
    messages: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Return it as the log keeps it."""
        return {name: getattr(self, name) for name in ("read", "failed", "watches", "notices", "messages")}


class Rounds:
    """All that happens without anybody asking."""

    def __init__(
        self,
        *,
        stores: RoundStores,
        registries: Registries,
        now: Now,
        recheck: Recheck,
        planner: Planner,
        job_queue: JobQueue,
        worker: str,
    ) -> None:
        """
        Run rounds on these stores.

        Args:
            stores: watches, messages, the log of rounds, and callbacks.
            registries: read certificates for callbacks.
            now: the time in UTC.
            recheck: reads what is due.
            planner: plans what follows.
            job_queue: delivers what was planned.
            worker: this process's name, by which it claims a round.
        """
        self._stores = stores
        self._registries = registries
        self._now = now
        self._recheck = recheck
        self._planner = planner
        self._job_queue = job_queue
        self._worker = worker

    async def read(self, *, progress: Callable[[int], None] | None = None) -> RoundResult | None:
        """Read the certificates that are due for it, and plan at once for what changed; None while another reads."""
        if not await self._stores.log.begin(RoundKind.READ, worker=self._worker, lease=LEASE):
            return None
        async with self._released_on_failure(RoundKind.READ):
            return await self._read(progress)

    async def _read(self, progress: Callable[[int], None] | None) -> RoundResult:
        result = RoundResult()
        async for batch in self._recheck.read_due():
            result.read += batch.read
            result.failed += batch.failed
            if batch.changed:
                await self._hand_on(
                    result, await self._planner.plan_watches(await self._stores.store.watches_of(batch.changed))
                )
            if progress is not None:
                progress(result.read)
            if not await self._stores.log.renew(RoundKind.READ, worker=self._worker, lease=LEASE):
                return result
        await self._stores.log.finish(RoundKind.READ, worker=self._worker, counts=result.counts)
        return result

    async def plan(self, *, progress: Callable[[int], None] | None = None) -> RoundResult | None:
        """Plan for all that may be due; None while another process does."""
        if not await self._stores.log.begin(RoundKind.SWEEP, worker=self._worker, lease=LEASE):
            return None
        result = RoundResult()
        async with self._released_on_failure(RoundKind.SWEEP):
            await self._hand_on(result, await self._planner.plan_due(progress=progress))
        await self._stores.log.finish(RoundKind.SWEEP, worker=self._worker, counts=result.counts)
        return result

    @contextlib.asynccontextmanager
    async def _released_on_failure(self, kind: RoundKind) -> AsyncIterator[None]:
        """Give the claim back when the round fails, so that the next look takes it up and not the lease's end."""
        try:
            yield
        except BaseException:
            with contextlib.suppress(Exception):  # the round's own failure is raised, not this one
                await self._stores.log.release(kind, worker=self._worker)
            raise

    async def reconcile(self, overdue: timedelta) -> int:
        """
        Hand to the engine what is so long overdue, whatever the engine thinks; return how many messages.

        Once in that time for each message: the engine takes the same moment for the same job, so that jobs do not
        pile up before work that waits its turn.
        """
        now = self._now()
        keys = await self._stores.ledger.overdue(now - overdue)
        if keys:
            slot = max(overdue.total_seconds(), 1.0)
            moment = datetime.fromtimestamp(now.timestamp() // slot * slot, UTC)
            await self._job_queue.enqueue(dict.fromkeys(keys, moment))
        return len(keys)

    async def answer_callbacks(self) -> int:
        """Ask again what no registry could answer, and answer those who wait; return how many were answered."""
        callbacks, answered, after = self._stores.callbacks, 0, 0
        for callback in await callbacks.expired():
            answered += await self._answer(callback, expired=True)
        while page := await callbacks.open(after=after):
            asked = {callback.certificate.text: callback.certificate for callback in page}
            back = {
                verdict.question.text
                async for verdict in self._registries.verdicts(asked.values())
                if verdict.outcome is not Outcome.COULD_NOT_CHECK and verdict.error is None
            }
            for callback in page:
                if callback.certificate.text in back:
                    answered += await self._answer(callback, expired=False)
            after = page[-1].id
        return answered

    async def raise_alarms(self, admin: ManagerId | None, *, since: datetime) -> tuple[str, ...]:
        """
        Write to the admin, once a day each, which rounds did not run since then and what could not be delivered.

        Returns the messages' keys, which are not handed to the engine: it may be what is broken.
        """
        if admin is None:
            return ()
        today = self._now().astimezone(UTC).date().isoformat()
        keys = {f"alarm:{alarm.kind}:{today}": alarm for alarm in await self._alarms(since)}
        return tuple(
            [key for key, alarm in keys.items() if await self._write(key, MessageKind.ALARM, admin, alarm.text)]
        )

    async def _alarms(self, since: datetime) -> list[Alarm]:
        found: list[Alarm] = []
        last = {walk: await self._stores.log.finished_at(walk) or since for walk in LATE_AFTER}
        late = [last[walk] for walk in LATE_AFTER if self._now() - last[walk] > LATE_AFTER[walk]]
        if late:
            found.append(Alarm(AlarmKind.ROUND_LATE, len(late), since=_shown(min(late))))
        arrived = await self._stores.ledger.last_sent(READER) or since
        if self._now() - arrived > MAX_SILENCE:
            found.append(Alarm(AlarmKind.CANARY_SILENT, since=_shown(arrived)))
        waiting = await self._stores.ledger.overdue(self._now() - STUCK_AFTER)
        if waiting:
            found.append(Alarm(AlarmKind.STUCK, len(waiting), since=_shown(self._now() - STUCK_AFTER)))
        paused = [pause for pause in self._registries.pauses if self._now() - pause.since > STUCK_AFTER]
        if paused:
            began, cause = min(pause.since for pause in paused), " ".join(sorted(map(pause_sentence, paused)))
            found.append(Alarm(AlarmKind.REGISTRY_PAUSED, len(paused), since=_shown(began), cause=cause))
        missed = await self._stores.ledger.missed(since=self._now() - timedelta(days=1))
        if missed:
            found.append(Alarm(AlarmKind.MISSED, missed, since=_shown(self._now() - timedelta(days=1))))
        dead = (await self._stores.ledger.counts(since=self._now() - timedelta(days=1))).get(MessageState.DEAD, 0)
        if dead:
            found.append(Alarm(AlarmKind.DEAD, dead, since=_shown(self._now() - timedelta(days=1))))
        return found

    async def _answer(self, callback: Callback, *, expired: bool) -> bool:
        on = callback.on.isoformat() if callback.on else ""
        asked = CallbackDetails(callback.certificate.text, callback.holder, on, expired)
        until = callback.until.isoformat() if callback.until else ""
        key = f"back:{callback.asker.key}:{asked.certificate}:{until}"
        written = await self._write(key, MessageKind.ANSWER, ManagerId(callback.asker.key), asked.text)
        if written:
            await self._job_queue.enqueue({key: self._now()})
        await self._stores.callbacks.settle(callback)
        return written

    async def _write(self, key: str, what: MessageKind, to: ManagerId, about: str) -> bool:
        now = self._now()
        return await self._stores.ledger.write(NewMessage(key, what, to, now.date(), now, urgent=True, details=about))

    async def _hand_on(self, result: RoundResult, planned: PlanResult) -> None:
        result.watches += planned.watches
        result.notices += planned.notices
        result.messages += len(planned.messages)
        await self._job_queue.enqueue(planned.messages)


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%-d %B, %H:%M} UTC"
