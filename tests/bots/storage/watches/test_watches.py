"""Watches are kept once for each owner, page by page, and imported and deleted in bulk."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.storage.watches.bulk_insert import BATCH
from bots.storage.watches.watches import WatchesInDatabase
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio

ADA, BOB = Asker("slack", "T1", "U1"), Asker("slack", "T1", "U2")
FIRST, SECOND = CertificateId.parse("AIDA-2026-1234"), CertificateId.parse("CPAP-2026-8841")
BADGE = CertificateId.parse("https://www.credly.com/badges/5a4db0c5-0001-4000-8000-000000000001")
TODAY = date(2026, 11, 20)
ROSTER = [
    StoredWatch(ADA, CertificateId.parse(f"AIDA-2026-{number}"), holder="Jane Doe", team="B", next_notice_on=TODAY)
    for number in range(1000, 1000 + BATCH + 20)
]


@pytest.fixture
def watches(database, time):
    return WatchesInDatabase(database, time)


async def test_a_watch_is_new_once_for_each_owner(watches):
    assert [True, False, True] == [await watches.watch(who, FIRST) for who in (ADA, ADA, BOB)]
    assert [("AIDA-2026-1234",)] * 2 == [await watches.watched_by(who) for who in (ADA, BOB)]


async def test_a_watch_is_forgotten_for_one_owner(watches):
    for who in (ADA, BOB):
        await watches.watch(who, FIRST)

    assert [True, False] == [await watches.unwatch(ADA, FIRST) for _ in range(2)]
    assert [0, 1] == [await watches.count(who) for who in (ADA, BOB)]


async def test_tenants_and_surfaces_are_apart(watches):
    await watches.watch(ADA, FIRST)
    others = [replace(ADA, tenant="T2"), replace(ADA, surface="teams")]

    assert [(), ()] == [await watches.watched_by(who) for who in others]
    assert [0, 0] == [await watches.remove(who) for who in others]


async def test_everything_about_a_watch_comes_back(watches):
    kept = StoredWatch(ADA, BADGE, "Jane Doe", "Lee", "B", "hiring", date(2027, 1, 1), TODAY)
    await watches.add([kept])
    (found,) = await watches.of_owner(ADA)

    assert found.id
    assert kept == replace(found, id=0)


async def test_an_import_again_changes_details_in_place_and_a_round_looks_at_what_changed(watches):
    later = date(2026, 12, 24)
    await watches.add([replace(each, next_notice_on=later) for each in ROSTER[:2]])
    new = await watches.add([replace(ROSTER[0], team="C"), ROSTER[1], ROSTER[2]])
    page = await watches.of_owner(ADA)

    assert 1 == new
    assert [("C", TODAY), ("B", later), ("B", TODAY)] == [(each.team, each.next_notice_on) for each in page]


async def test_watching_what_is_watched_leaves_its_details(watches):
    await watches.add(ROSTER[:1])
    await watches.watch(ADA, ROSTER[0].certificate)

    assert ["B"] == [each.team for each in await watches.of_owner(ADA)]


async def test_a_roster_is_listed_page_by_page(watches):
    assert len(ROSTER) == await watches.add([*ROSTER, ROSTER[0]])

    listed, page = [], await watches.of_owner(ADA, limit=200)
    while page:
        listed += page
        page = await watches.of_owner(ADA, after=page[-1].id, limit=200)

    assert [each.certificate for each in ROSTER] == [each.certificate for each in listed]


async def test_a_roster_is_deleted_in_part_or_whole(watches):
    await watches.add(ROSTER)
    await watches.watch(BOB, ROSTER[0].certificate)

    assert BATCH + 10 == await watches.remove(ADA, [each.certificate for each in ROSTER[10:]])
    assert 10 == await watches.remove(ADA)
    assert [0, 1] == [await watches.count(who) for who in (ADA, BOB)]


async def test_two_imports_at_once_do_not_wait_for_each_other_for_ever(watches):
    theirs = [replace(each, owner=BOB) for each in reversed(ROSTER[:100])]
    await asyncio.gather(watches.add(ROSTER[:100]), watches.add(theirs), watches.add(theirs))

    assert [100, 100] == [await watches.count(who) for who in (ADA, BOB)]


async def test_nothing_is_nothing(watches):
    assert (0, 0) == (await watches.add([]), await watches.remove(ADA, []))


async def test_what_several_watch_of_some_certificates_is_told_to_each_apart(watches):
    await watches.add([StoredWatch(ADA, FIRST, holder="Jane Doe"), StoredWatch(BOB, SECOND, holder="Jo Poe")])
    strangers = [replace(ADA, tenant="T2"), replace(BOB, surface="teams")]
    names = [FIRST.text, SECOND.text]
    found = await asyncio.gather(*(watches.watched_among(who, names) for who in (ADA, BOB, *strangers)))

    assert found == [{FIRST.text: "Jane Doe"}, {SECOND.text: "Jo Poe"}, {}, {}]
    assert await watches.watched_among(ADA, [SECOND.text]) == {}
