"""What the tests of rounds, deliveries and deeds share."""

from datetime import UTC, date, datetime

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import RosterRow
from bots.notifications.message_models import MessageKind, MessagePlan, NewMessage
from bots.notifications.models import Facts, ManagerId, Notice, NoticeKey, NoticeKind, RegistryReading, WatchId
from bots.notifications.round_models import ReadingUpdate
from bots.storage.notices.ledger import LedgerInDatabase
from bots.storage.notices.preferences import PreferencesInDatabase
from bots.storage.notices.round_log import RoundLogInDatabase
from bots.storage.notices.round_store import RoundStoreInDatabase
from bots.storage.watches.invitations import InvitationsInDatabase
from bots.storage.watches.rosters import RostersInDatabase
from bots.storage.watches.team_rules import TeamRulesInDatabase
from bots.storage.watches.watch_actions import WatchActionsInDatabase
from bots.storage.watches.watches import WatchesInDatabase
from verifier_client import CertificateId, RegistryStatus

ADA, BOB, EVE = (Asker("slack", "T1", f"U{number}") for number in (1, 2, 3))
TEAMS_BOB = Asker("teams", "T9", "29:a:b")
FIRST, SECOND, THIRD = (CertificateId.parse(f"AIDA-2026-{number}") for number in (1111, 2222, 3333))
TODAY, LATER = date(2026, 11, 20), date(2026, 12, 24)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
END = date(2027, 1, 31)
READ = RegistryReading(Facts(RegistryStatus.VALID, NOON, "AIDA", "pai", END, date(2026, 1, 31)), read_at=NOON)


def who(asker):
    return ManagerId(asker.key)


def notice(watch, step=30, *, to=ADA, kind=NoticeKind.EXPIRING, covers=()):
    key = NoticeKey(WatchId(watch), kind, END, step)
    return Notice(key, (who(to),), tuple(NoticeKey(key.watch, kind, END, each) for each in covers), end=END)


def digest(*notices, to=ADA, day=TODAY, at=NOON):
    return NewMessage(f"dig:{to.key}:{day}", MessageKind.DIGEST, who(to), day, at, notices)


def alert(*notices, to=ADA):
    return NewMessage(
        f"now:{to.key}:{notices[0].key.text}", MessageKind.ALERT, who(to), TODAY, NOON, notices, urgent=True
    )


class Desk:
    """All ports on one database, with one clock."""

    def __init__(self, database, time):
        self.database = database
        self.watches = WatchesInDatabase(database, time)
        self.rosters = RostersInDatabase(database, time)
        self.actions = WatchActionsInDatabase(database, time)
        self.invitations = InvitationsInDatabase(database, time)
        self.preferences = PreferencesInDatabase(database, time)
        self.rules = TeamRulesInDatabase(database, time)
        self.rounds = RoundStoreInDatabase(database, time)
        self.ledger = LedgerInDatabase(database, time)
        self.log = RoundLogInDatabase(database, time)

    async def roster(self, owner, *rows):
        """Import lines such as ``(certificate, person, manager, team)``."""
        lines = [RosterRow(number, *row) for number, row in enumerate(rows, 2)]
        return await self.rosters.import_rows(owner, lines, name="r.csv", digest="d", wrong=0)

    async def dues(self, on=LATER):
        return await self.rounds.due(on)

    async def ids(self):
        return [each.state.watch.id for each in await self.dues(date(2099, 1, 1))]

    async def learned(self, reading=READ, *, next_on=LATER, is_changed=True):
        """Have every certificate read, with one result."""
        kept = await self.rounds.to_read(date(2099, 1, 1))
        await self.rounds.save_readings(
            [ReadingUpdate(each.id, reading, next_on, is_changed) for each in kept], today=TODAY
        )

    async def planned(self, *posts, next_on=LATER, **more):
        """Plan posts, and move on the watches that they are about."""
        days = {each.key.watch: next_on for post in posts for each in post.notices}
        return await self.rounds.plan(MessagePlan(posts, next_on=days, **more))

    async def claim(self, post, *, worker="w", lease=60.0, revision=0, **more):
        key = post if isinstance(post, str) else post.key
        return await self.ledger.claim(key, worker=worker, lease=lease, revision=revision, payload="{}", **more)
