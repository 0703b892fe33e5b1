"""An end that somebody entered is their organisation's alone: seen, told, changed and forgotten there only."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import Callback, Invitation, InvitationKind, StoredWatch
from bots.notifications.message_models import MessagePlan
from bots.notifications.models import EnteredEndDate, NoticeKind, RegistryReading
from bots.notifications.round_models import TeamCertificate
from bots.notifications.schedule.digests import WatchSummary
from bots.runtime.ports import Installation
from bots.storage.privacy.erasure import ErasureInDatabase
from bots.storage.privacy.purge import PurgeInDatabase
from bots.storage.store import Store
from bots.storage.tables.schema import certificates, entered_ends, watches
from bots.storage.watches.callbacks import CallbacksInDatabase
from bots.storage.watches.watch_actions import WatchActionsInDatabase
from bots.storage.watches.watches import WatchesInDatabase
from tests.bots.storage.factories import (
    ADA,
    BOB,
    END,
    FIRST,
    LATER,
    NOON,
    SECOND,
    TEAMS_BOB,
    TODAY,
    Desk,
    digest,
    notice,
    who,
)

pytestmark = pytest.mark.anyio
OTHER, SAME_ID_IN_TEAMS = Asker("slack", "T2", ADA.person), Asker("teams", "T1", ADA.person)
OPERATOR = Asker("terminal", "", "local")
DAY = timedelta(days=1)


@pytest.fixture
def desk(database, time):
    time.now = NOON
    return Desk(database, time)


@pytest.fixture
def kept(database, time):
    return WatchesInDatabase(database, time), WatchActionsInDatabase(database, time)


async def ends_of(actions, *people):
    return [[line.expires_on for line in (await actions.page(each)).watches] for each in people]


async def rows(desk, table=entered_ends):
    async with desk.database.reading() as connection:
        return (await connection.execute(select(table))).all()


async def test_another_organisation_neither_sees_nor_changes_what_was_entered(kept):
    watching, actions = kept
    everybody = (ADA, BOB, OTHER, SAME_ID_IN_TEAMS)
    await watching.add([StoredWatch(each, FIRST) for each in everybody])
    nobody = await actions.enter_end_date(Asker("slack", "T3", ADA.person), FIRST, END)
    first = await actions.enter_end_date(ADA, FIRST, LATER)
    alone = await ends_of(actions, *everybody)
    snoozed = [await actions.snooze(each, FIRST, LATER) for each in (OTHER, ADA)]
    second = await actions.enter_end_date(OTHER, FIRST, END)

    assert (0, 1, 1) == (nobody, first, second)
    assert [[LATER], [LATER], [None], [None]] == alone
    assert [0, 1] == snoozed
    assert [[LATER], [LATER], [END], [None]] == await ends_of(actions, *everybody)


async def test_what_was_entered_goes_with_the_last_watch_of_its_organisation(kept):
    watching, actions = kept
    await watching.add([StoredWatch(each, FIRST) for each in (ADA, BOB, OTHER)])
    for each in (ADA, OTHER):
        await actions.enter_end_date(each, FIRST, LATER)
    await watching.unwatch(ADA, FIRST)
    left_by_one = await ends_of(actions, BOB, OTHER)
    await watching.remove(BOB)
    await watching.add([StoredWatch(ADA, FIRST)])

    assert [[LATER], [LATER]] == left_by_one
    assert [[None], [LATER]] == await ends_of(actions, ADA, OTHER)


async def test_only_its_own_watches_are_told_and_what_is_read_stays_shared(desk):
    """Entered in T1: T2's watch is neither due nor changed, and no round writes it where both read."""
    for owner in (ADA, OTHER):
        await desk.roster(owner, (FIRST, "", "", "B"), (SECOND, "", "", "B"))
    await desk.learned(RegistryReading(by_hand_since=NOON))
    await desk.rounds.plan(MessagePlan((), (), dict.fromkeys(await desk.ids(), LATER)))
    await desk.actions.enter_end_date(ADA, FIRST, END)
    [due] = await desk.dues(TODAY)
    theirs = [each for each in await desk.dues() if each.owner == who(OTHER)]
    mates = await desk.rounds.team_certificates(await desk.ids())
    pulses = await desk.rounds.watch_summaries([who(ADA), who(OTHER)], on=TODAY)
    await desk.learned(due.watched.reading)

    assert (who(ADA), END, EnteredEndDate(END, NOON), RegistryReading(by_hand_since=NOON)) == (
        due.owner, due.state.reading.facts.expires_on, due.entered_end, due.watched.reading,
    )  # fmt: skip
    assert [(LATER, None, RegistryReading(by_hand_since=NOON))] * 2 == [
        (each.position[0], each.entered_end, each.state.reading) for each in theirs
    ]
    assert {who(ADA): WatchSummary(2, 1), who(OTHER): WatchSummary(2)} == pulses
    assert {None} == {row.expires_on for row in await rows(desk, certificates)}
    assert [TeamCertificate(FIRST.text, "AIDA", True, END)] == [
        each for found in mates.values() for each in found if each.expires_on
    ]


async def test_a_manager_of_another_house_enters_it_where_the_watch_is(desk):
    await desk.roster(ADA, (FIRST, "", "Lee"))
    await desk.watches.add([StoredWatch(BOB, FIRST)])
    await desk.invitations.invite(Invitation(ADA, InvitationKind.MANAGER, "Lee"), code="c0de", until=NOON + DAY)
    await desk.invitations.claim("c0de", TEAMS_BOB)
    many = await desk.actions.enter_end_date(TEAMS_BOB, FIRST, END)

    assert (1, [[END], [END], [END]]) == (many, await ends_of(desk.actions, ADA, BOB, TEAMS_BOB))
    assert [("slack", "T1")] == [(row.surface, row.tenant) for row in await rows(desk)]


async def test_a_registry_that_gives_a_record_puts_an_end_to_it(desk):
    await desk.roster(ADA, (FIRST,))
    await desk.actions.enter_end_date(ADA, FIRST, LATER)
    await desk.learned(RegistryReading(failing_since=NOON + DAY))
    failing = await ends_of(desk.actions, ADA)
    await desk.learned()

    assert ([[LATER]], [[END]], []) == (failing, await ends_of(desk.actions, ADA), await rows(desk))


async def test_what_is_told_of_it_is_not_told_again_after_a_night_and_nothing_of_it_outlives_its_watches(desk, time):
    await desk.roster(ADA, (FIRST,), (SECOND,))
    watch, _ = sorted(await desk.ids(), key=int)
    for certificate in (FIRST, SECOND):
        await desk.actions.enter_end_date(ADA, certificate, END)
    await desk.planned(digest(notice(watch, kind=NoticeKind.EXPIRED)))
    await desk.claim(digest())
    await desk.ledger.sent(digest().key, attempt=1, provider_id="1")
    time.forward(days=900)
    await PurgeInDatabase(desk.database).tidy(time.now)
    [due] = await desk.rounds.states([watch])
    async with desk.database.writing() as connection:
        await connection.execute(delete(watches).where(watches.c.id != int(watch)))
        await connection.execute(update(watches).values(tenant="T2"))
    await ErasureInDatabase(desk.database, time).forget_certificate(SECOND.text, by=OPERATOR)
    night = await PurgeInDatabase(desk.database).tidy(time.now)

    assert {notice(watch, kind=NoticeKind.EXPIRED).key} == due.state.notified.keys()
    assert (1, []) == (night["entered_ends"], await rows(desk))


async def test_it_is_forgotten_with_its_certificate_and_with_its_organisation(desk, time):
    store = Store.of(desk.database, now=time)
    for owner in (ADA, OTHER):
        await desk.roster(owner, (FIRST,), (SECOND,))
        await desk.actions.enter_end_date(owner, FIRST, END)
        await desk.actions.enter_end_date(owner, SECOND, END)
        await store.installations.keep(Installation("slack", owner.tenant, b"sealed", time()))
    await CallbacksInDatabase(desk.database, time).add(Callback(ADA, SECOND), until=NOON + 90 * DAY, most=1)
    await ErasureInDatabase(desk.database, time).forget_certificate(FIRST.text, by=OPERATOR)
    of_second = await rows(desk)
    await store.installations.forget("slack", "T1")
    time.forward(days=31)
    await store.retention.run(time())

    assert [("T1", END), ("T2", END)] == sorted((row.tenant, row.expires_on) for row in of_second)
    assert ["T2"] == [row.tenant for row in await rows(desk)]
