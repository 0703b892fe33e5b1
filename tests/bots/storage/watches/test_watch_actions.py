"""What people may do to a watch that is theirs, and to none that is not; names become chat identities by a code."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bots.conversation.model.watch_models import (
    FieldChange,
    Invitation,
    InvitationKind,
    LinkedPerson,
    RosterChanges,
    RosterRow,
    StoredWatch,
    TeamRule,
)
from bots.notifications.models import NoticeKind, RegistryReading, SnoozedEnd
from bots.storage.tables.schema import invites
from tests.bots.storage.factories import (
    ADA,
    BOB,
    END,
    EVE,
    FIRST,
    LATER,
    NOON,
    SECOND,
    TEAMS_BOB,
    THIRD,
    TODAY,
    Desk,
    digest,
    notice,
    who,
)  # fmt: skip
from verifier_client import CertificateId

pytestmark = pytest.mark.anyio

NOBODYS = CertificateId.parse("AIDA-2026-4444")  # without a manager
ROSTER = [(CertificateId.parse(f"AIDA-2026-{number}"), "Jane Doe", "Lee", "B") for number in range(4000, 4600)]


@pytest.fixture
def desk(database, time):
    time.now = NOON
    return Desk(database, time)


async def readers(desk):
    return [each.state.watch.reader for each in await desk.dues(LATER)]


async def linked(desk, kind=InvitationKind.MANAGER, about="Lee", *, by=ADA, who=BOB):
    await desk.invitations.invite(Invitation(by, kind, about), code="c0de", until=NOON + timedelta(days=1))
    return await desk.invitations.claim("c0de", who)


CHANGED = (FieldChange("AIDA-2026-4000", "holder", "Jane Doe", "John Doe"),)


async def test_a_roster_is_compared_and_then_kept(desk):
    before = await desk.rosters.compare(ADA, [])
    first = await desk.roster(ADA, *ROSTER)
    changed = [(ROSTER[0][0], "John Doe", "Lee", "B"), *ROSTER[1:], (FIRST,)]
    again = await desk.roster(ADA, *changed)
    same = await desk.roster(ADA, *changed)

    assert [RosterChanges(), RosterChanges(600), RosterChanges(1, 1, 599, CHANGED), RosterChanges(0, 0, 601)] == [
        before,
        first,
        again,
        same,
    ]
    assert (601, "John Doe") == ((page := await desk.actions.page(ADA)).total, page.watches[0].watch.holder)


async def test_what_a_roster_has_no_column_for_stays_as_it_was(desk):
    await desk.roster(ADA, (FIRST, "Jane Doe", "Lee", "B", "tender", LATER))
    only_names = [RosterRow(2, FIRST, "Jane Roe", given=frozenset({"person"}))]
    no_team = [RosterRow(2, FIRST, team="", given=frozenset({"team"}))]
    first = await desk.rosters.import_rows(ADA, only_names, name="r.csv", digest="d", wrong=0)
    again = await desk.rosters.compare(ADA, no_team)
    [line] = (await desk.actions.page(ADA)).watches

    assert (FieldChange(FIRST.text, "holder", "Jane Doe", "Jane Roe"),) == first.details
    assert (FieldChange(FIRST.text, "team", "B", ""),) == again.details
    assert ("Jane Roe", "Lee", "B", "tender", LATER) == (
        line.watch.holder,
        line.watch.manager,
        line.watch.team,
        line.watch.purpose,
        line.watch.until,
    )


async def test_an_import_again_keeps_what_was_acknowledged(desk):
    await desk.roster(ADA, (FIRST, "Jane Doe"))
    (watch,) = await desk.ids()
    await desk.planned(digest(notice(watch)))
    await desk.actions.acknowledge(ADA, FIRST)
    await desk.roster(ADA, (FIRST, "Jane Roe", "Lee"))
    (due,) = await desk.dues(TODAY)

    assert (watch, "Jane Roe", {notice(watch).key}) == (
        due.state.watch.id,
        due.state.watch.person,
        due.state.acknowledged,
    )


async def test_two_imports_at_once_make_each_watch_once(desk):
    counted = await asyncio.gather(*(desk.roster(who, *ROSTER[:50]) for who in (ADA, BOB, ADA)))

    assert 100 == len(await desk.ids())
    assert 3 == len(counted)


async def test_who_writes_at_once_waits_for_nobody_for_ever(desk):
    """Each locks in the same order; a deadlock would be an error of one of them."""
    await desk.roster(ADA, *ROSTER[:60])
    await desk.roster(BOB, *reversed(ROSTER[:60]))
    watches = await desk.ids()
    await asyncio.gather(
        desk.learned(),
        desk.roster(ADA, *((each[0], "John Doe", "Kim") for each in ROSTER[:90])),
        desk.planned(digest(*map(notice, watches))),
        desk.actions.acknowledge(ADA, None),
        desk.watches.remove(BOB),
        desk.rules.set_rule(BOB, TeamRule("B", (30,))),
        desk.planned(digest(*map(notice, reversed(watches)), day=LATER)),
    )

    assert {who(ADA)} == set(await readers(desk))


async def test_a_manager_is_whoever_typed_the_code(desk):
    await desk.roster(ADA, (FIRST, "", "Lee"), (SECOND, "", "Kim"))
    invite = await linked(desk, who=TEAMS_BOB)
    await desk.roster(ADA, (THIRD, "", "Lee"), (NOBODYS, "", ""))
    names = await desk.invitations.links(ADA)

    assert Invitation(ADA, InvitationKind.MANAGER, "Lee") == invite
    assert [LinkedPerson("Kim", None, 1), LinkedPerson("Lee", TEAMS_BOB, 2)] == list(names)
    assert {FIRST: who(TEAMS_BOB), SECOND: who(ADA), THIRD: who(TEAMS_BOB), NOBODYS: who(ADA)} == {
        each.watched.certificate: each.state.watch.reader for each in await desk.dues(LATER)
    }
    assert [True, False] == [await desk.invitations.unlink(ADA, "Lee") for _ in range(2)]
    assert {who(ADA)} == set(await readers(desk))


async def test_a_code_works_once_and_not_for_ever_and_only_its_hash_is_kept(desk, time):
    await desk.roster(ADA, (FIRST, "", "Lee"))
    await desk.invitations.invite(
        Invitation(ADA, InvitationKind.MANAGER, "Lee"), code="c0de", until=NOON + timedelta(days=1)
    )
    async with desk.database.reading() as connection:
        assert "c0de" not in str((await connection.execute(select(invites))).all())
    claims = await asyncio.gather(*(desk.invitations.claim("c0de", each) for each in (BOB, EVE, BOB, EVE)))
    await desk.invitations.invite(
        Invitation(ADA, InvitationKind.MANAGER, "Lee"), code="late", until=NOON + timedelta(days=1)
    )
    time.forward(days=1)

    assert 1 == sum(each is not None for each in claims)
    assert [None, None] == [await desk.invitations.claim(code, BOB) for code in ("late", "wrong")]


async def test_who_is_assigned_acts_in_the_readers_place(desk):
    await desk.roster(ADA, (FIRST, "", "Lee"))
    await linked(desk)
    by_code = await linked(desk, InvitationKind.ASSIGN, FIRST.text, by=BOB, who=EVE)
    (watch,) = [each.state.watch for each in await desk.dues(LATER)]
    back = await desk.actions.assign(EVE, FIRST, None)

    assert by_code.kind is InvitationKind.ASSIGN
    assert (who(BOB), who(EVE), who(EVE)) == (watch.manager, watch.assigned_to, watch.reader)
    assert (1, [who(BOB)]) == (back, await readers(desk))
    assert (0, 1) == (await desk.actions.assign(EVE, FIRST, ADA), await desk.actions.assign(ADA, FIRST, BOB))
    assert [None] == [each.state.watch.assigned_to for each in await desk.dues(LATER)]


async def test_a_deputy_stands_behind_a_manager_and_a_fallback_behind_a_person(desk):
    await desk.roster(ADA, (FIRST, "", "Lee"), (SECOND,))
    await linked(desk, InvitationKind.DEPUTY, "Lee", who=EVE)
    await desk.roster(ADA, (THIRD, "", "Lee"))
    await linked(desk, InvitationKind.FALLBACK, "", by=BOB, who=TEAMS_BOB)
    deputies = {each.watched.certificate: each.state.watch.escalate_to for each in await desk.dues(LATER)}

    assert {FIRST: who(EVE), SECOND: None, THIRD: who(EVE)} == deputies
    assert [who(TEAMS_BOB), None] == [await desk.rounds.fallback(who(each)) for each in (BOB, ADA)]


async def test_a_snooze_needs_an_end_and_a_right(desk):
    await desk.roster(ADA, (FIRST,))
    unknown = await desk.actions.snooze(ADA, FIRST, LATER)
    await desk.learned()

    assert [0, 0, 1] == [
        unknown,
        await desk.actions.snooze(BOB, FIRST, LATER),
        await desk.actions.snooze(ADA, FIRST, LATER),
    ]
    assert [SnoozedEnd(LATER, END)] == [each.state.snooze for each in await desk.dues(TODAY)]


async def test_all_that_was_told_is_acknowledged_by_whom_it_concerns(desk):
    await desk.roster(ADA, (FIRST, "", "Lee"), (SECOND, "", "Lee"), (THIRD,))
    await linked(desk)
    one, two, three = sorted(await desk.ids(), key=int)
    await desk.planned(
        digest(notice(one, covers=(60,)), notice(two, 0, kind=NoticeKind.REVOKED), to=BOB), digest(notice(three))
    )
    strangers = [await desk.actions.acknowledge(EVE, each) for each in (None, FIRST)]
    all_of_bobs, again = [await desk.actions.acknowledge(BOB, None) for _ in range(2)]
    of_one = await desk.actions.acknowledge(ADA, FIRST)

    assert [0, 0, 2, 0, 1] == [*strangers, all_of_bobs, again, of_one]
    assert [2, 1, 0] == [len(each.state.acknowledged) for each in await desk.rounds.states([one, two, three])]


async def test_an_end_is_entered_only_where_no_registry_can_be_asked(desk):
    await desk.roster(ADA, (FIRST,), (SECOND,))
    first, _ = await desk.rounds.to_read(TODAY)
    never_read = await desk.actions.enter_end_date(ADA, FIRST, LATER)
    await desk.learned()
    read = await desk.actions.enter_end_date(ADA, FIRST, TODAY)
    await desk.learned(RegistryReading(by_hand_since=NOON))
    by_hand = await desk.actions.enter_end_date(ADA, SECOND, TODAY)
    ends = [each.state.reading.facts and each.state.reading.facts.expires_on for each in await desk.dues(LATER)]

    assert [1, 0, 1, 0] == [never_read, read, by_hand, await desk.actions.enter_end_date(BOB, SECOND, LATER)]
    assert {None, TODAY} == set(ends)
    assert first.reading == RegistryReading()


async def test_a_page_shows_what_is_mine_and_what_i_read(desk):
    await desk.roster(ADA, *((each[0], "", "Lee") for each in ROSTER[:5]))
    await desk.watches.add([StoredWatch(BOB, FIRST), StoredWatch(EVE, SECOND)])
    await linked(desk)
    await desk.learned()
    pages, after = [], 0
    while not pages or after:
        pages.append(await desk.actions.page(BOB, after=after, limit=3))
        after = pages[-1].after
    adas = await desk.actions.page(ADA, limit=10)

    assert [(3, 6), (3, 6)] == [(len(each.watches), each.total) for each in pages]
    assert [False] * 5 + [True] == [line.is_owner for page in pages for line in page.watches]
    assert (5, 0, {True}) == (adas.total, adas.after, {line.is_owner for line in adas.watches})
    assert (END, "valid", NOON, None) == (
        (line := adas.watches[0]).expires_on, line.status, line.read_at, line.snoozed_until,
    )  # fmt: skip
