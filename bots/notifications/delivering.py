"""
One message on its way: looked at again, claimed, sent, written down (engine.md section 7).

READ ``Deliverer.deliver`` FIRST. It may be called at any time, by any process, as often as one likes: the ledger
decides whether there is anything to do. Nothing is said about an attempt before its lease has ended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from bots.conversation.intents import Asker
from bots.notifications.messages import InDoubt, LookBack, Message, NotSent, Sent, State, Unreachable
from bots.notifications.preparing import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bots.notifications.messages import Sending
    from bots.notifications.ports import Ledger, Sender
    from bots.notifications.preparing import Preparer
    from bots.now import Now

GIVE_UP = timedelta(hours=24)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15 * 60.0  # seconds
LONGEST_WISH = 3600.0  # seconds that a platform may ask us to wait
NOT_ASKED = "the platform could not be asked what arrived"
RACES = 5  # times that a message may change under our hands before we come back later


@dataclass(frozen=True, slots=True)
class Patience:
    """
    How long an attempt is left alone, in seconds.

    ``lease`` covers the exchange with the platform (10 s) and its settling: a message that was accepted may show
    up a little later. ``soon`` is when a message is looked at again that somebody else works on.
    """

    lease: float = 60.0
    soon: float = 5.0


class Deliverer:
    """Brings messages of the ledger to people."""

    def __init__(
        self,
        ledger: Ledger,
        preparer: Preparer,
        senders: Mapping[str, Sender],
        now: Now,
        *,
        worker: str,
        patience: Patience | None = None,
    ) -> None:
        """Take the ledger, who prepares messages, a sender for each surface, the time, and this process's name."""
        self._ledger = ledger
        self._preparer = preparer
        self._senders = senders
        self._now = now
        self._worker = worker
        self._patience = patience or Patience()

    async def deliver(self, key: str) -> datetime | None:
        """Do what can be done for a message now; return when to come again, None when it is closed."""
        for _race in range(RACES):
            message = await self._ledger.message(key)
            if message is None or message.state not in {State.PENDING, State.INFLIGHT}:
                return None
            now = self._now()
            waits = [each for each in (message.not_before, message.lease_until) if each is not None and each > now]
            if waits:
                return max(waits)
            sender = self._senders.get(asker_of(message).surface)
            if sender is None:
                return await self._without_surface(message)
            prepared = await self._preparer.prepare(message, sender)
            if prepared is None:
                if await self._ledger.drop(key, revision=message.revision, today=now.date()):
                    return None
                continue
            # Before the claim, so that a crash leaves nobody in doubt who only waited.
            held = await sender.turn(asker_of(message))
            claimed = await self._claim(message, prepared)
            if claimed is not None:
                return await (self._settle(claimed, held) if held else self._attempt(claimed, sender))
        return self._now() + timedelta(seconds=self._patience.soon)

    async def _claim(self, message: Message, prepared: Prepared) -> Message | None:
        return await self._ledger.claim(
            message.key,
            worker=self._worker,
            lease=self._patience.lease,
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
            await self._bury(claimed, f"{asker_of(message).surface} is not configured")
        return None if claimed else self._soon()

    async def _attempt(self, message: Message, sender: Sender) -> datetime | None:
        if message.doubt:
            settled = await self._resolve(message, sender)
            if not isinstance(settled, Message):
                return settled
            message = settled
        sending = await sender.send(asker_of(message), message.payload or "", repeated=message.repeated)
        return await self._settle(message, sending)

    async def _resolve(self, message: Message, sender: Sender) -> Message | datetime | None:
        """Ask the platform whether an earlier attempt arrived; return the message if it is to be sent (again)."""
        since = message.first_attempt_at or self._now()
        match await sender.look_back(asker_of(message), message.key, since=since):
            case Sent() as found:
                return await self._settle(message, found)
            case LookBack.ABSENT:
                return replace(message, doubt=False)
            case LookBack.LATER:
                return await self._settle(message, NotSent(NOT_ASKED, self._patience.lease))
            case LookBack.CANNOT:
                pass
        if message.urgent and not message.repeated:
            if await self._ledger.mark_repeated(message.key, attempt=message.attempt):
                return replace(message, doubt=False, repeated=True)
            return self._soon()
        cause = message.cause or "the platform did not say whether it arrived"
        await self._ledger.hold(message.key, attempt=message.attempt, cause=cause, today=self._now().date())
        return None

    async def _settle(self, message: Message, sending: Sending) -> datetime | None:
        key, attempt = message.key, message.attempt
        match sending:
            case Sent(provider_id):
                await self._ledger.sent(key, attempt=attempt, provider_id=provider_id)
                return None
            case NotSent(cause, after):
                if self._too_late(message):
                    await self._bury(message, f"given up after 24 hours: {cause}")
                    return None
                again_at = self._now() + timedelta(seconds=_pause(attempt, after))
                await self._ledger.give_back(key, attempt=attempt, again_at=again_at, cause=cause, doubt=message.doubt)
                return again_at
            case InDoubt(cause):
                await self._ledger.doubtful(key, attempt=attempt, cause=cause)
                return message.lease_until or self._soon()
            case Unreachable(cause):
                await self._bury(message, cause)
                return None
            case _:
                assert_never(sending)

    async def _bury(self, message: Message, cause: str) -> None:
        """Close it, and hand what it holds to the next person: a crash in between repeats the handing over."""
        await self._preparer.hand_over(message, cause)
        await self._ledger.bury(message.key, attempt=message.attempt, cause=cause)

    def _too_late(self, message: Message) -> bool:
        started = message.first_attempt_at
        return started is not None and self._now() - started > GIVE_UP

    def _soon(self) -> datetime:
        return self._now() + timedelta(seconds=self._patience.soon)


def asker_of(message: Message) -> Asker:
    """Return whom a message is for."""
    return Asker.from_key(message.to)


def _pause(attempt: int, wish: float | None) -> float:
    """Give the seconds until the next attempt: what the platform asks for, else twice as long each time."""
    own = min(FIRST_PAUSE * 2.0 ** min(attempt, 20), LONGEST_PAUSE)
    return own if wish is None else max(min(wish, LONGEST_WISH), FIRST_PAUSE)
