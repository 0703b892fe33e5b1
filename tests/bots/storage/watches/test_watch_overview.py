"""Watches by how soon somebody must look at them, and the name of each against the registry's at every reading."""

from datetime import date, timedelta

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch, Urgency, WatchFilter
from bots.notifications.models import Facts, RegistryReading
from bots.notifications.round_models import ReadingUpdate
from bots.storage.store import Store
from verifier_client import CertificateId, RegistryStatus

pytestmark = pytest.mark.anyio
ANNA = Asker("slack", "T1", "U1")
IDS = [CertificateId.parse(f"AIDA-2026-{number}") for number in range(1001, 1008)]
REVOKED, PAST, SOON, DOWN, GONE, LATER, UNREAD = IDS


@pytest.fixture
def store(database, time):
    return Store.of(database, now=time)


async def read(store, time, certificate, *, holder="", **known):
    facts = {name: known.pop(name) for name in ("status", "expires_on") if name in known}
    given = {"status": RegistryStatus.VALID, "since": time()} | facts
    reading = RegistryReading(Facts(**given) if facts else None, time(), **known)
    kept = [each for each in await store.rounds.to_read(date.max) if each.certificate == certificate]
    updates = [ReadingUpdate(each.id, reading, date.max, is_changed=False, holder=holder) for each in kept]
    await store.rounds.save_readings(updates, today=time().date())


ALL = WatchFilter()


async def listed(store, time, wanted=ALL, **page):
    found = await store.watch_stores.overview.urgent_first(ANNA, wanted, today=time().date(), **page)
    return [(each.watch.certificate, each.urgency) for each in found.watches], found.total


async def test_what_is_taken_away_comes_first_then_what_ends_then_what_is_unclear(store, time):
    today = time().date()
    await store.watch_stores.watches.add([StoredWatch(ANNA, each) for each in reversed(IDS)])
    await read(store, time, REVOKED, status=RegistryStatus.REVOKED, expires_on=today + timedelta(500))
    await read(store, time, PAST, expires_on=today - timedelta(3))
    await read(store, time, SOON, expires_on=today + timedelta(90))
    await read(store, time, DOWN, expires_on=today + timedelta(400), failing_since=time())
    await read(store, time, GONE, gone_since=time())
    await read(store, time, LATER, expires_on=today + timedelta(91))
    whole, total = await listed(store, time)
    second, _ = await listed(store, time, skip=2, limit=2)
    within, count = await listed(store, time, WatchFilter(ends=(today, today + timedelta(100))))

    assert [
        (REVOKED, Urgency.TAKEN),
        (PAST, Urgency.ENDING),
        (SOON, Urgency.ENDING),
        (DOWN, Urgency.UNCLEAR),
        (GONE, Urgency.UNCLEAR),
        (LATER, Urgency.LATER),
        (UNREAD, Urgency.NO_END),
    ] == whole
    assert (7, whole[2:4]) == (total, second)
    assert ([SOON, LATER], 2) == ([each for each, _ in within], count)


async def test_a_watchs_name_is_compared_at_each_reading_and_forgotten_with_the_name(store, time):
    async def compared():
        page = await store.watch_stores.overview.urgent_first(ANNA, WatchFilter(), today=time().date())
        return page.watches[0].agreement

    end = {"expires_on": time().date() + timedelta(30)}
    await store.watch_stores.watches.add([StoredWatch(ANNA, SOON, holder="John Smith")])
    unread = await compared()
    await read(store, time, SOON, holder="Jane Doe", **end)
    differs = await compared()
    await store.watch_stores.watches.add([StoredWatch(ANNA, SOON, holder="Jane Doe")])
    changed = await compared()
    await read(store, time, SOON, holder="Jane Doe", **end)

    assert ("", "differs", "", "agrees") == (unread, differs, changed, await compared())
