"""The open database, as everything that is kept in it: made current when it is opened, closed at the end."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from bots.conversation.watch.stores import WatchStores
from bots.notifications.rounds import RoundStores
from bots.notifications.schedule.rule_preview import RulePreviewer, preference_error
from bots.runtime.clock import utc_now
from bots.storage.db.connection import Database
from bots.storage.db.sync_sqlite import SyncSqlite
from bots.storage.maintenance.revision import is_current
from bots.storage.notices.admin_offers import AdminOffersInDatabase
from bots.storage.notices.ledger import LedgerInDatabase
from bots.storage.notices.offers import OffersInDatabase
from bots.storage.notices.preferences import PreferencesInDatabase
from bots.storage.notices.round_log import RoundLogInDatabase
from bots.storage.notices.round_store import RoundStoreInDatabase
from bots.storage.platform.access_tokens import AccessTokensInDatabase
from bots.storage.platform.conversation_references import ConversationReferencesInDatabase
from bots.storage.platform.given_answers import GivenAnswersInDatabase
from bots.storage.platform.idempotency_keys import IdempotencyKeysInDatabase
from bots.storage.platform.inbox import InboxInDatabase
from bots.storage.platform.installations import InstallationsInDatabase, InstallStatesInDatabase
from bots.storage.platform.profiles import ProfilesInDatabase
from bots.storage.privacy.audit import AuditInDatabase
from bots.storage.privacy.erasure import ErasureInDatabase
from bots.storage.privacy.purge import PurgeInDatabase
from bots.storage.privacy.retention import Retention
from bots.storage.tables.schema import metadata
from bots.storage.watches.callbacks import CallbacksInDatabase
from bots.storage.watches.invitations import InvitationsInDatabase
from bots.storage.watches.kept_badges import KeptBadgesInDatabase
from bots.storage.watches.organisation_settings import OrganisationSettingsInDatabase
from bots.storage.watches.rosters import RostersInDatabase
from bots.storage.watches.team_rules import TeamRulesInDatabase
from bots.storage.watches.watch_actions import WatchActionsInDatabase
from bots.storage.watches.watch_marks import WatchMarksInDatabase
from bots.storage.watches.watch_overview import WatchOverviewInDatabase
from bots.storage.watches.watches import WatchesInDatabase

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bots.runtime.clock import Now


def _make_current(url: str) -> None:
    if not is_current(url):
        from bots.storage.maintenance.upgrade import upgrade  # noqa: PLC0415 - only a database that is older pays for Alembic

        upgrade(url)


@dataclass(frozen=True, slots=True)
class Store:
    """All ports behind one database; ``engine_url`` is where the engine keeps what it may lose."""

    database: Database
    rounds: RoundStoreInDatabase
    round_stores: RoundStores
    watch_stores: WatchStores
    seen: IdempotencyKeysInDatabase
    references: ConversationReferencesInDatabase
    audit: AuditInDatabase
    privacy: ErasureInDatabase
    installations: InstallationsInDatabase
    install_states: InstallStatesInDatabase
    tidying: PurgeInDatabase
    retention: Retention
    inbox: InboxInDatabase
    marks: WatchMarksInDatabase
    profiles: ProfilesInDatabase
    answers: GivenAnswersInDatabase
    access_tokens: AccessTokensInDatabase
    sync_sqlite: SyncSqlite | None

    @classmethod
    async def open(cls, url: str, *, now: Now | None = None) -> Self:
        """
        Open it, with its tables brought up to date; ``now`` in place of the clocks, for a round by hand.

        Raises ``DatabaseError`` when it cannot be opened, or was made by a newer Certdesk.
        """
        await asyncio.to_thread(_make_current, url)
        store = cls.of(Database.open(url), now=now)
        await store.database.check()
        return store

    @classmethod
    @asynccontextmanager
    async def temporary(cls, *, now: Now | None = None) -> AsyncIterator[Self]:
        """Open a store on a new SQLite file, which is removed at the end; without the triggers that guard the audit."""
        with TemporaryDirectory(prefix="certdesk-", ignore_cleanup_errors=True) as folder:
            database = Database.open(f"sqlite:///{Path(folder, 'certdesk.db')}")
            async with database.writing() as connection:
                await connection.run_sync(metadata.create_all)
            store = cls.of(database, now=now)
            try:
                yield store
            finally:
                await store.close()

    @classmethod
    def of(cls, database: Database, *, now: Now | None = None) -> Self:
        """Put the ports on a database that is open and up to date."""
        time = now or utc_now
        rounds = RoundStoreInDatabase(database, time)
        sync_sqlite = SyncSqlite.between(database) if database.address.is_sqlite else None
        callbacks = CallbacksInDatabase(database, time)
        privacy = ErasureInDatabase(database, time)
        installations = InstallationsInDatabase(database, time)
        watch_stores = _watch_stores(database, rounds, callbacks, privacy, time)
        return cls(
            database,
            rounds,
            RoundStores(rounds, LedgerInDatabase(database, now), RoundLogInDatabase(database, now), callbacks),
            watch_stores,
            IdempotencyKeysInDatabase(database, time, sync_sqlite=sync_sqlite),
            ConversationReferencesInDatabase(database),
            AuditInDatabase(database),
            privacy,
            installations,
            InstallStatesInDatabase(database, time),
            PurgeInDatabase(database),
            Retention(database, watch_stores.settings, installations=installations),
            InboxInDatabase(database, time),
            WatchMarksInDatabase(database, time),
            ProfilesInDatabase(database, time),
            GivenAnswersInDatabase(database, time),
            AccessTokensInDatabase(database, time),
            sync_sqlite,
        )

    @property
    def engine_url(self) -> str:
        """Return the engine's database: the same PostgreSQL, or a second file beside the first."""
        return self.database.address.engine

    async def close(self) -> None:
        """Close all connections."""
        await self.inbox.close()
        if self.sync_sqlite is not None:
            self.sync_sqlite.close()
        await self.database.close()


def _watch_stores(
    database: Database,
    rounds: RoundStoreInDatabase,
    callbacks: CallbacksInDatabase,
    erasure: ErasureInDatabase,
    time: Now,
) -> WatchStores:
    """Put the conversation's ports on a database."""
    settings = OrganisationSettingsInDatabase(database, time)
    return WatchStores(
        watches=WatchesInDatabase(database, time),
        rosters=RostersInDatabase(database, time),
        actions=WatchActionsInDatabase(database, time),
        overview=WatchOverviewInDatabase(database),
        invitations=InvitationsInDatabase(database, time),
        preferences=PreferencesInDatabase(database, time),
        rules=TeamRulesInDatabase(database, time),
        previews=RulePreviewer(rounds, time),
        callbacks=callbacks,
        badges=KeptBadgesInDatabase(database),
        offers=OffersInDatabase(database, time),
        erasure=erasure,
        admin_offers=AdminOffersInDatabase(database, settings, time),
        settings=settings,
        now=time,
        choose_letter=secrets.choice,
        preference_error=preference_error,
    )
