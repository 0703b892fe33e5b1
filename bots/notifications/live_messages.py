"""Messages that were sent, drawn again from the database: what people did shows in every copy, after a restart too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bots.conversation.model.intents import Asker
from bots.notifications.message_models import MessageKind
from bots.notifications.models import ManagerId
from bots.notifications.recheck import holder_in
from bots.notifications.round_models import DigestContent, DigestHistory, ReadingUpdate
from bots.notifications.schedule.due_notices import unconfirmed
from bots.notifications.schedule.registry_readings import next_reading_on, reading_after

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bots.conversation.model.replies import Reply
    from bots.notifications.ledger import Ledger
    from bots.notifications.message_models import Message
    from bots.notifications.models import WatchId
    from bots.notifications.ports import JobQueue, Sender
    from bots.notifications.preparer import Composer
    from bots.notifications.round_models import DueWatch
    from bots.notifications.round_store import RoundStore
    from bots.notifications.watch_marks import MarkStore, WatchMarks
    from bots.runtime.background_tasks import BackgroundTasks
    from bots.runtime.clock import Now
    from verifier_client import Verdict

LATELY = timedelta(days=30)  # an older message is not drawn anew where nobody presses in it
MOST_AT_ONCE = 20  # messages that are drawn anew after one act


class LiveMessagesInLedger:
    """Draws the messages of a ledger again; see ``conversation.watch.live_messages.LiveMessages``."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        store: RoundStore,
        marks: MarkStore,
        composer: Composer,
        now: Now,
        background_tasks: BackgroundTasks,
    ) -> None:
        """
        Draw messages again; without ``connect`` only those in which somebody presses.

        Args:
            ledger: the messages and their notices.
            store: the watches that notices are about.
            marks: what people did about them.
            composer: makes the replies.
            now: the time in UTC.
            background_tasks: draws the other copies after the answer.
        """
        self._ledger = ledger
        self._store = store
        self._marks = marks
        self._composer = composer
        self._now = now
        self._background_tasks = background_tasks
        self._senders: Mapping[str, Sender] = {}
        self._job_queue: JobQueue | None = None

    def connect(self, senders: Mapping[str, Sender]) -> None:
        """Change messages through these, by surface."""
        self._senders = senders

    def deliver_by(self, job_queue: JobQueue) -> None:
        """Deliver through this queue; without one, messages wait until a round finds them."""
        self._job_queue = job_queue

    async def find(self, reader: Asker, message: str) -> str:
        """See the port."""
        found = await self._ledger.sent_as(ManagerId(reader.key), message)
        return "" if found is None else found.key

    async def redraw(
        self, key: str, *, checked: Mapping[str, Verdict] | None = None, picking: str = ""
    ) -> Reply | None:
        """See the port."""
        message = await self._ledger.message(key)
        if message is None:
            return None
        about = await self._ledger.details(key)
        if message.kind in {MessageKind.ANSWER, MessageKind.ALARM}:
            return await self._composer.other(message, about)
        content = await self._content(message, about)
        history = replace(content.history or DigestHistory({}, {}), checked=checked or {}, picking=picking)
        return self._composer.digest(replace(content, history=history))

    async def note(self, key: str, verdicts: Sequence[Verdict]) -> None:
        """See the port."""
        notices = await self._ledger.notices(key)
        by_text = {each.question.text: each for each in verdicts}
        now, found = self._now(), dict[int, ReadingUpdate]()
        for due in await self._store.states({notice.key.watch for notice in notices}):
            verdict = by_text.get(due.watched.certificate.text)
            if verdict is not None:
                before, after = due.watched.reading, reading_after(due.watched.reading, verdict, now)
                is_changed = replace(before, read_at=None) != replace(after, read_at=None)
                next_on, number = next_reading_on(after, now), due.watched.id
                found[number] = ReadingUpdate(number, after, next_on, is_changed, holder_in(verdict))
        await self._store.save_readings(list(found.values()), today=now.date())

    def refresh(self, certificates: Collection[str]) -> None:
        """See the port."""
        if self._senders:
            self._background_tasks.start(self._refresh(tuple(certificates)), what="messages drawn anew")

    async def deliver(self, message: str) -> None:
        """See the port."""
        if self._job_queue is not None:
            await self._job_queue.enqueue({message: self._now()})

    async def _refresh(self, certificates: Collection[str]) -> None:
        since = self._now() - LATELY
        for message in await self._ledger.sent_about(certificates, since=since, limit=MOST_AT_ONCE):
            to = Asker.from_key(message.to)
            sender = self._senders.get(to.surface)
            reply = await self.redraw(message.key) if sender is not None and message.provider_id else None
            if sender is not None and reply is not None:
                await sender.update(to, message.provider_id or "", sender.render(reply, key=message.key))

    async def _content(self, message: Message, about: str) -> DigestContent:
        notices = await self._ledger.notices(message.key)
        watches = tuple(dict.fromkeys(notice.key.watch for notice in notices))
        dues: dict[WatchId, DueWatch] = {each.state.watch.id: each for each in await self._store.states(watches)}
        manager = (await self._store.managers([message.to]))[message.to]
        day = manager.local(self._now()).date()
        marks = await self._marks.marks(list(dues))
        return DigestContent(
            replace(message, day=day),
            manager,
            tuple(
                replace(each, unconfirmed=unconfirmed(dues[each.key.watch].state, day))
                for each in notices
                if each.key.watch in dues
            ),
            dues,
            await self._store.team_certificates(list(dues)),
            (await self._store.watch_summaries([message.to], on=day))[message.to],
            about,
            history=DigestHistory(marks, await self._marks.names(_people(marks))),
        )


def _people(marks: Mapping[WatchId, WatchMarks]) -> set[ManagerId]:
    every = [mark for each in marks.values() for mark in (*each.marks.values(), *each.acknowledged.values())]
    return {who for mark in every for who in (mark.by, mark.to) if who}
