"""What an organisation keeps only for so long goes at night; its settings decide when people are told."""

from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock

import pytest
from sqlalchemy import insert, select

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.notifications.message_models import MessagePlan, MessageState
from bots.runtime.ports import Installation, Profile
from bots.storage.store import Store
from bots.storage.tables.schema import deliveries, presented
from tests.bots.storage.factories import ADA, FIRST, NOON, digest, who
from tests.bots.storage.privacy.test_purge import ENDED, delivery

pytestmark = pytest.mark.anyio
OTHER = Asker("slack", "T2", "U1")
DAY = timedelta(days=1)


@pytest.fixture
def store(database, time):
    return Store.of(database, now=time)


async def test_the_audit_is_kept_as_long_as_each_organisation_says_and_every_night_is_a_line(store, time):
    audit = store.audit
    for days in (399, 100, 20):
        await audit.append(*(AuditEntry(time() - days * DAY, each, f"{days}") for each in (ADA, OTHER)))
    await store.watch_stores.settings.change(ADA, {"audit_days": "30"})
    gone = await store.retention.run(time())
    left = [(each.who.tenant, each.action) for each in await audit.since(time() - 999 * DAY)]
    chain = await audit.check()

    assert 2 == gone
    assert [("T2", "399"), ("T2", "100"), ("T1", "20"), ("T2", "20"), ("T1", "retention"), ("", "retention")] == left
    assert (None, 2) == (chain.broken, chain.removed)


async def test_what_was_sent_is_kept_as_long_as_the_organisation_says(store, time):
    await store.watch_stores.watches.add([StoredWatch(ADA, FIRST)])
    await store.rounds.plan(MessagePlan((digest(),), next_on={}))
    await store.round_stores.ledger.drop("dig:slack:T1:U1:2026-11-20", revision=0, today=time().date())
    time.forward(days=8)
    kept = await store.retention.run(time())
    await store.watch_stores.settings.change(ADA, {"message_days": "7"})
    gone = await store.retention.run(time())

    assert (0, 1, None) == (kept, gone, await store.round_stores.ledger.message("dig:slack:T1:U1:2026-11-20"))


@pytest.mark.parametrize("state", MessageState)
async def test_only_what_has_ended_is_forgotten_and_only_where_the_organisation_says_so(store, database, time, state):
    """Days are counted to the second, and the other organisation keeps its messages for as long as it says."""
    old, older = time() - 7 * DAY, time() - 7 * DAY - timedelta(seconds=1)
    async with database.writing() as connection:
        for owner in (ADA, OTHER, Asker("slack", "T11", "U1"), Asker("teams", "T1", "U1")):
            for at in (old, older):
                key = f"{owner.key} {'old' if at == old else 'older'}"
                await connection.execute(insert(deliveries), {**delivery(key, at, state), "recipient": owner.key})
    for owner in (ADA, OTHER):
        await store.watch_stores.settings.change(owner, {"message_days": "7" if owner is ADA else "90"})
    gone = await store.retention.run(time())
    async with database.reading() as connection:
        left = set((await connection.execute(select(deliveries.c.key))).scalars())

    assert (gone, f"{ADA.key} older" in left) == ((1, False) if state in ENDED else (0, True))
    assert 8 - gone == len(left)


async def test_hashes_of_names_are_kept_as_long_as_the_organisation_says(store, database, time):
    old, older = time() - 9 * DAY, time() - 9 * DAY - timedelta(seconds=1)
    async with database.writing() as connection:
        for owner in (ADA, OTHER):
            for name, at in (("old", old), ("older", older)):
                about = {"certificate": "AIDA-2026-1111", "name_hash": f"{owner.tenant} {name}", "seen_at": at}
                await connection.execute(insert(presented), {"surface": "slack", "tenant": owner.tenant, **about})
    await store.watch_stores.settings.change(ADA, {"name_days": "9"})
    await store.watch_stores.settings.change(OTHER, {"name_days": "10"})
    await store.retention.run(time())
    async with database.reading() as connection:
        left = set((await connection.execute(select(presented.c.name_hash))).scalars())

    assert {"T1 old", "T2 old", "T2 older"} == left


async def test_an_organisation_that_removed_the_bot_leaves_nothing_after_its_time_and_the_others_stay(store, time):
    for owner in (ADA, OTHER):
        await store.watch_stores.watches.add([StoredWatch(owner, FIRST, "Jane Doe")])
        await store.watch_stores.settings.change(owner, {"sharing": "no"})
        await store.audit.append(AuditEntry(time(), owner, "verify"))
        await store.installations.keep(Installation("slack", owner.tenant, b"sealed", time()))
        await store.profiles.keep(owner.key, Profile("Europe/Berlin", "Ada"))
        await store.watch_stores.offers.offer(owner, FIRST, replace(owner, person="U9"))
    await store.installations.forget("slack", "T1")
    time.forward(days=29)
    await store.retention.run(time())
    early = await store.watch_stores.watches.count(ADA)
    time.forward(days=2)
    await store.retention.run(time())
    time.forward(minutes=1)
    left = {each.who.tenant for each in await store.audit.since(NOON - 9 * DAY)}

    assert (1, 0, 1) == (
        early,
        await store.watch_stores.watches.count(ADA),
        await store.watch_stores.watches.count(OTHER),
    )
    assert {"T2", ""} == left
    names = await store.marks.names([ADA.key, OTHER.key])
    assert (["Ada"], [OTHER.key]) == (list(names.values()), list(names))
    assert (True, False) == (
        (await store.watch_stores.settings.settings("slack", "T1")).may_share,
        (await store.watch_stores.settings.settings("slack", "T2")).may_share,
    )


async def test_the_organisation_s_days_and_hours_hold_for_who_set_none(store):
    for owner in (ADA, OTHER):
        await store.watch_stores.watches.add([StoredWatch(owner, FIRST, team="Risk")])
    await store.watch_stores.settings.change(ADA, {"days": "45 10", "hours": "07:00-15:00", "workdays": "sun-thu"})
    found = {each.owner: each.team_days for each in await store.rounds.due(date(2099, 1, 1))}
    managers = await store.rounds.managers([who(ADA), who(OTHER)])
    preferred = replace(
        (await store.watch_stores.settings.settings("slack", "T1")).default_preferences, zone="Europe/Berlin"
    )
    await store.watch_stores.preferences.set_preferences(ADA, replace(preferred, opens=None, closes=None))
    own = (await store.rounds.managers([who(ADA)]))[who(ADA)]

    assert {who(ADA): (45, 10), who(OTHER): None} == found
    assert [(7, 15), (9, 17)] == [
        (managers[who(each)].opens.hour, managers[who(each)].closes.hour) for each in (ADA, OTHER)
    ]
    assert frozenset({7, 1, 2, 3, 4}) == managers[who(ADA)].workdays
    assert ("Europe/Berlin", clock(9)) == (own.zone, own.opens)
