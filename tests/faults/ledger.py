"""The ledger of a run, as the judge reads it."""

from datetime import timedelta

from sqlalchemy import func, select

from bots.conversation.model.intents import Asker
from bots.notifications.message_models import MessageState
from bots.storage.db.connection import Database
from bots.storage.tables.schema import certificates, deliveries, notice_deliveries, notices, watches
from tests.faults.judging import Entry
from tests.faults.people import now

AFTER_SENDING = timedelta(minutes=30)  # what is due after that waits for its day
ABOUT = (
    select(notice_deliveries.c.delivery_key, certificates.c.text)
    .join(notices, notices.c.id == notice_deliveries.c.notice_id)
    .join(watches, watches.c.id == notices.c.watch_id)
    .join(certificates, certificates.c.id == watches.c.certificate_id)
)


class Ledger:
    """Reads what stands in a database; the canary's messages are left out."""

    def __init__(self, url, surface):
        self._database = Database.open(url)
        self._owned = deliveries.c.recipient.startswith(f"{surface}:", autoescape=True)

    async def close(self):
        await self._database.close()

    async def open(self):
        """Return how many messages should have been sent by now or soon."""
        due = deliveries.c.not_before < now() + AFTER_SENDING
        is_open = deliveries.c.state.in_([MessageState.PENDING, MessageState.INFLIGHT])
        wanted = select(func.count()).select_from(deliveries).where(self._owned, is_open, due)
        async with self._database.reading() as connection:
            return await connection.scalar(wanted)

    async def known(self):
        """Return how many people have a message at all."""
        wanted = select(func.count(func.distinct(deliveries.c.recipient))).where(self._owned)
        async with self._database.reading() as connection:
            return await connection.scalar(wanted)

    async def entries(self):
        """Return every message."""
        about = {}
        async with self._database.reading() as connection:
            for key, text in await connection.execute(ABOUT):
                about.setdefault(key, set()).add(text)
            rows = (await connection.execute(select(deliveries).where(self._owned))).all()
        return [_entry(row, about.get(row.key, ())) for row in rows]


def _entry(row, about):
    return Entry(
        row.key,
        Asker.from_key(row.recipient).person,
        MessageState(row.state),
        frozenset(about),
        row.doubt,
        row.repeated,
        row.attempt,
        after=row.state == MessageState.PENDING and row.not_before >= now() + AFTER_SENDING,
    )
