"""
One message on its way: looked at again, claimed, sent, written down (docs/notifications.md, Once and not twice).

Begin with ``Deliverer.deliver``. It may be called at any time, by any process, as often as one likes: the ledger
decides whether there is anything to do. Nothing is said about an attempt before its lease has ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Literal, assert_never

from bots.conversation.model.intents import Asker
from bots.notifications.message_models import (
    InDoubt,
    LookBack,
    Message,
    MessageKind,
    MessageState,
    NotSent,
    Sent,
    Unreachable,
)
from bots.notifications.preparer import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.notifications.ledger import Ledger
    from bots.notifications.message_models import SendResult
    from bots.notifications.ports import Sender
    from bots.notifications.preparer import Preparer
    from bots.runtime.clock import Now

GIVE_UP = timedelta(hours=24)
GIVE_UP_EVENT = timedelta(days=3)  # machines are out of order over a weekend, and old news does them no harm
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15 * 60.0  # seconds
LONGEST_ASKED = 3600.0  # seconds that a platform may ask us to wait
NOT_ASKED = "the platform could not be asked what arrived"
NO_WORD = "the platform did not say whether it arrived"
PAGE = 500
RACES = 5  # times that somebody else may change a message while we prepare it, before we come back later


class _Again(Enum):
    """Says that the message is to be looked at once more without a pause."""

    AT_ONCE = "at once"


AT_ONCE = _Again.AT_ONCE
"""The message was changed by somebody else meanwhile, or is free to be sent now."""
NextTry = datetime | Literal[_Again.AT_ONCE] | None
"""When to come again: at a time, at once, or never, as it is closed."""


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """
    How long an attempt is left alone, in seconds.

    ``lease`` covers the exchange with the platform (10 s) and its settling: a message that was accepted may show
    up a little later. ``soon`` is when a message is looked at again that somebody else works on.
    """

    lease: float = 60.0
    soon: float = 5.0


class Deliverer:
    """Sends messages of the ledger to people."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        preparer: Preparer,
        senders: Mapping[str, Sender],
        now: Now,
        worker: str,
        policy: DeliveryPolicy | None = None,
    ) -> None:
        """
        Deliver the messages of a ledger.

        Args:
            ledger: which message is claimed, sent, in doubt or dead.
            preparer: says what to send, right before it is sent.
            senders: who sends, by surface.
            now: the time in UTC.
            worker: this process's name, by which it claims.
            policy: how long an attempt is left alone.
        """
        self._ledger = ledger
        self._preparer = preparer
        self._senders = senders
        self._now = now
        self._worker = worker
        self._policy = policy or DeliveryPolicy()

    async def deliver(self, key: str) -> datetime | None:
        """Do what can be done for a message now; return when to come again, None when it is closed."""
        for _race in range(RACES):
            message = await self._ledger.message(key)
            if message is None or message.state not in {MessageState.PENDING, MessageState.INFLIGHT}:
                return None
            next_try = await self._try(message)
            if next_try is not AT_ONCE:
                return next_try
        return self._soon()

    async def withdraw_late(self) -> int:
        """
        Close the messages whose hours are over and that certainly nobody got; return how many.

        After an outage: the next plan gives what they held anew, as it is then, in one message for its day.
        """
        now, after, closed = self._now(), "", 0
        while page := await self._ledger.listed((MessageState.PENDING,), after=after, limit=PAGE):
            due = [each for each in page if each.not_before is None or each.not_before <= now]
            for each in await self._preparer.late([each for each in due if asker_of(each).surface in self._senders]):
                closed += await self._ledger.drop(each.key, revision=each.revision, today=now.date())
            after = page[-1].key
        return closed

    async def _try(self, message: Message) -> NextTry:
        now, to = self._now(), asker_of(message)
        waits = [each for each in (message.not_before, message.lease_until) if each is not None and each > now]
        if waits:
            return max(waits)
        sender = self._senders.get(to.surface)
        if sender is None:
            return await self._without_surface(message)
        prepared = await self._preparer.prepare(message, sender)
        if prepared is None:
            return await self._withdraw(message)
        in_doubt = message.doubt or message.state is MessageState.INFLIGHT
        # Without a claim, so that a crash leaves nobody in doubt who only waited; who looks back needs no turn.
        held = None if in_doubt else await sender.turn(to)
        if held is not None:
            return self._now() + timedelta(seconds=held.after or self._policy.soon)
        claimed = await self._claim(message, prepared)
        if claimed is None:
            return AT_ONCE
        if claimed.doubt:
            return await self._resolve(claimed, sender)
        if in_doubt:  # somebody else resolved it in between, and no turn was taken
            return await self._free(claimed)
        return await self._settle(claimed, await sender.send(to, claimed.payload or "", repeated=claimed.repeated))

    async def _withdraw(self, message: Message) -> NextTry:
        """Close what is not to be sent; what it holds is planned anew, where it is still due."""
        today = self._now().date()
        if not message.repeated:
            return None if await self._ledger.drop(message.key, revision=message.revision, today=today) else AT_ONCE
        claimed = await self._claim(message, Prepared(message.payload or "", message.revision))
        if claimed is None:
            return AT_ONCE
        await self._ledger.hold(claimed.key, attempt=claimed.attempt, cause=claimed.cause or NO_WORD, today=today)
        return None

    async def _claim(self, message: Message, prepared: Prepared) -> Message | None:
        return await self._ledger.claim(
            message.key,
            worker=self._worker,
            lease=self._policy.lease,
            revision=prepared.revision,
            payload=prepared.payload,
            dropped=prepared.dropped,
        )

    async def _without_surface(self, message: Message) -> datetime | None:
        """Wait for a surface that is not configured in this process; after a day, say so."""
        now = self._now()
        if message.created_at is None or now - message.created_at <= GIVE_UP:
            return now + timedelta(seconds=LONGEST_PAUSE)
        payload = message.payload or ""
        claimed = await self._claim(message, Prepared(payload, message.revision))
        if claimed is not None:
            await self._close_as_dead(claimed, f"{asker_of(message).surface} is not configured")
        return None if claimed else self._soon()

    async def _resolve(self, message: Message, sender: Sender) -> NextTry:
        """Ask the platform whether an earlier attempt arrived; if it is to be sent (again), it waits its turn."""
        since = message.first_attempt_at or self._now()
        match await sender.look_back(asker_of(message), message.key, since=since):
            case Sent() as found:
                return await self._settle(message, found)
            case LookBack.ABSENT:
                return await self._free(message)
            case LookBack.LATER:
                return await self._settle(message, NotSent(NOT_ASKED, self._policy.lease))
            case LookBack.CANNOT:
                pass
        if message.urgent and not message.repeated:
            return await self._free(message, repeated=True)
        cause = message.cause or NO_WORD
        await self._ledger.hold(message.key, attempt=message.attempt, cause=cause, today=self._now().date())
        return None

    async def _free(self, message: Message, *, repeated: bool = False) -> NextTry:
        freed = await self._ledger.free(message.key, attempt=message.attempt, repeated=repeated)
        return AT_ONCE if freed else self._soon()

    async def _settle(self, message: Message, sending: SendResult) -> datetime | None:
        key, attempt = message.key, message.attempt
        match sending:
            case Sent(provider_id):
                await self._ledger.sent(key, attempt=attempt, provider_id=provider_id)
                return None
            case NotSent(cause, after):
                if self._too_late(message):
                    await self._close_as_dead(
                        message, f"given up after {_patience(message).total_seconds() / 3600:.0f} hours: {cause}"
                    )
                    return None
                retry_at = self._now() + timedelta(seconds=_pause(attempt, after))
                await self._ledger.give_back(key, attempt=attempt, retry_at=retry_at, cause=cause, doubt=message.doubt)
                return retry_at
            case InDoubt(cause):
                await self._ledger.doubtful(key, attempt=attempt, cause=cause)
                return message.lease_until or self._soon()
            case Unreachable(cause):
                await self._close_as_dead(message, cause)
                return None
            case _:
                assert_never(sending)

    async def _close_as_dead(self, message: Message, cause: str) -> None:
        """Close it, and hand what it holds to the next person: a crash in between repeats the handing over."""
        await self._preparer.hand_over(message, cause)
        await self._ledger.mark_dead(message.key, attempt=message.attempt, cause=cause)

    def _too_late(self, message: Message) -> bool:
        started = message.first_attempt_at
        return started is not None and self._now() - started > _patience(message)

    def _soon(self) -> datetime:
        return self._now() + timedelta(seconds=self._policy.soon)


def asker_of(message: Message) -> Asker:
    """Return whom a message is for."""
    return Asker.from_key(message.to)


def _patience(message: Message) -> timedelta:
    return GIVE_UP_EVENT if message.kind is MessageKind.EVENT else GIVE_UP


def _pause(attempt: int, wish: float | None) -> float:
    """Give the seconds until the next attempt: what the platform asks for, else twice as long each time."""
    own = min(FIRST_PAUSE * 2.0 ** min(attempt, 20), LONGEST_PAUSE)
    return own if wish is None else max(min(wish, LONGEST_ASKED), FIRST_PAUSE)
