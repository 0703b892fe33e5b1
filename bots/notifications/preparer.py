"""
What a message says, right before it is sent: certificates read again, untrue notices left out, words made.

Begin with ``Preparer.prepare``. It changes nothing but what the registries said; the claim keeps what it made.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bots.notifications.message_details import ASKS, TELLS, HandoverDetails, OfferDetails
from bots.notifications.message_models import Message, MessageKind, MessagePlan, MessageState, NewMessage
from bots.notifications.models import ManagerId
from bots.notifications.round_models import DigestContent
from bots.notifications.schedule.due_notices import is_stale, unconfirmed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bots.conversation.model.replies import Reply
    from bots.notifications.ledger import Ledger
    from bots.notifications.models import Notice, NoticeKey, WatchId
    from bots.notifications.planner import Planner
    from bots.notifications.ports import JobQueue, Sender
    from bots.notifications.recheck import Recheck
    from bots.notifications.round_models import DueWatch
    from bots.notifications.round_store import RoundStore
    from bots.notifications.schedule.calendars import Manager
    from bots.runtime.clock import Now

FRESH = timedelta(minutes=30)  # a reading younger than this need not be repeated before sending


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message as it would be sent, of the revision that it was made of; ``dropped`` became untrue."""

    payload: str
    revision: int
    dropped: tuple[NoticeKey, ...] = ()


class Composer(Protocol):
    """Makes the replies that messages show."""

    def digest(self, content: DigestContent) -> Reply:
        """Return the reply for a digest, an alert, or notices handed over."""
        ...

    async def other(self, message: Message, about: str) -> Reply | None:
        """Return an answer or an alarm; None when there is nothing to say any more."""
        ...


class Preparer:
    """Looks at a message again before it is sent."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        store: RoundStore,
        now: Now,
        recheck: Recheck,
        planner: Planner,
        job_queue: JobQueue,
        composer: Composer,
    ) -> None:
        """
        Prepare messages of a ledger.

        Args:
            ledger: the messages and their notices.
            store: the watches that notices are about.
            now: the time in UTC.
            recheck: reads certificates anew.
            planner: plans anew what changed by that.
            job_queue: delivers what was planned.
            composer: makes the replies.
        """
        self._ledger = ledger
        self._store = store
        self._now = now
        self._recheck = recheck
        self._planner = planner
        self._job_queue = job_queue
        self._composer = composer

    async def prepare(self, message: Message, sender: Sender) -> Prepared | None:
        """
        Return what to send; None when it is not to be sent. As long as an attempt is in doubt, its words stay.

        Not sent is what became untrue altogether, what is to be repeated and became untrue in part, and what keeps
        hours that went by while nothing could be sent: that is planned anew, for the reader's next hours and with
        that day's numbers.
        """
        if message.state is not MessageState.PENDING or message.doubt:
            return Prepared(message.payload or "", message.revision)
        about = await self._ledger.details(message.key)
        if message.kind is MessageKind.EVENT:  # an event says what was so when it happened
            return Prepared(about, message.revision)
        if message.kind in {MessageKind.ANSWER, MessageKind.ALARM}:
            reply = await self._composer.other(message, about)
            return None if reply is None else Prepared(sender.render(reply, key=message.key), message.revision)
        manager = (await self._store.managers([message.to]))[message.to]
        if is_late(message, manager, self._now()):
            return None
        notices = await self._ledger.notices(message.key)
        if notices and await self._reread(notices):
            message = await self._ledger.message(message.key) or message
            notices = await self._ledger.notices(message.key)
        dues = {each.state.watch.id: each for each in await self._store.states(_watches(notices))}
        day = manager.local(self._now()).date()
        kept = [
            notice for notice in notices if (due := dues.get(notice.key.watch)) and not is_stale(notice, due.state, day)
        ]
        if (notices and not kept) or (message.repeated and len(kept) < len(notices)):
            return None
        content = DigestContent(
            replace(message, day=day),
            manager,
            tuple(replace(each, unconfirmed=unconfirmed(dues[each.key.watch].state, day)) for each in kept),
            dues,
            await self._store.team_certificates(_watches(kept)),
            (await self._store.watch_summaries([message.to], on=day))[message.to],
            about,
        )
        dropped = tuple(key for notice in notices if notice not in kept for key in notice.keys)
        return Prepared(sender.render(self._composer.digest(content), key=message.key), message.revision, dropped)

    async def late(self, messages: Sequence[Message]) -> tuple[Message, ...]:
        """Return those whose hours are over and that certainly nobody got."""
        unsent = [each for each in messages if each.is_unsent]
        managers = await self._store.managers({message.to for message in unsent})
        return tuple(each for each in unsent if is_late(each, managers[each.to], self._now()))

    async def hand_over(self, message: Message, cause: str) -> None:
        """Give what a message holds to the same person elsewhere, else to those who set the watches up."""
        if message.key.startswith(ASKS):
            await self._tell_asker(message, cause)
            return
        notices = await self._ledger.notices(message.key)
        if not notices:
            return
        tried = (*HandoverDetails.read(await self._ledger.details(message.key)).tried, message.to)
        about = HandoverDetails(cause=cause, tried=tried).text
        recipients: dict[ManagerId, list[Notice]] = defaultdict(list)
        dues = {each.state.watch.id: each for each in await self._store.states(_watches(notices))}
        fallback = await self._store.fallback(message.to)
        for notice in notices:
            due = dues.get(notice.key.watch)
            candidates = (fallback, due.owner if due else None)
            recipient = next((each for each in candidates if each is not None and each not in tried), None)
            if recipient is not None:
                recipients[recipient].append(notice)
        posts = tuple(
            NewMessage(
                f"hand:{recipient}:{message.key}",
                MessageKind.HANDED,
                recipient,
                message.day,
                self._now(),
                tuple(notices),
                message.urgent,
                about,
            )
            for recipient, notices in sorted(recipients.items())
        )
        if posts:
            await self._store.plan(MessagePlan(posts))
            await self._job_queue.enqueue({post.key: post.not_before for post in posts})

    async def _tell_asker(self, message: Message, cause: str) -> None:
        """Tell who asked somebody to act that they could not be reached."""
        asked = OfferDetails.read(await self._ledger.details(message.key))
        about = OfferDetails(asked.certificate, by=message.to, at=asked.at, declined=True, cause=cause)
        to, now = ManagerId(asked.by), self._now()
        post = NewMessage(f"{TELLS}{to}:{message.key}", MessageKind.ANSWER, to, message.day, now, details=about.text)
        if await self._ledger.write(post):
            await self._job_queue.enqueue({post.key: now})

    async def _reread(self, notices: Sequence[Notice]) -> bool:
        """Read what was not read of late; return whether anything changed, which may have changed the message."""
        dues = await self._store.states(_watches(notices))
        late = {each.watched.id: each.watched for each in dues if self._is_late(each)}
        if not late:
            return False
        batch = await self._recheck.read(list(late.values()))
        if not batch.changed:
            return False
        planned = await self._planner.plan_watches(await self._store.watches_of(batch.changed))
        await self._job_queue.enqueue(planned.messages)
        return True

    def _is_late(self, due: DueWatch) -> bool:
        read_at = due.watched.reading.read_at
        return read_at is None or self._now() - read_at > FRESH


def is_late(message: Message, manager: Manager, now: datetime) -> bool:
    """
    Say whether the hours of a message that nobody got for certain are over: what it holds is to be planned anew.

    Args:
        message: of any kind; only digests, and alerts of who wants them in their hours, keep hours.
        manager: whom it is for.
        now: any aware moment from the message's ``not_before`` on.
    """
    if message.attempt > 0 and message.first_attempt_at is None:  # a person opened it again
        return False
    if message.kind is MessageKind.DIGEST:
        return manager.local(now).date() > message.day or not manager.is_open(now)
    return message.kind is MessageKind.ALERT and not manager.urgent_any_time and not manager.is_open(now)


def _watches(notices: Sequence[Notice]) -> tuple[WatchId, ...]:
    return tuple(dict.fromkeys(notice.key.watch for notice in notices))
