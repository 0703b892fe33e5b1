"""A round reads and schedules what it should, page by page, whoever set it up; every page goes by an index."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, update

from bots.conversation.model.watch_models import Preferences, StoredWatch, TeamRule
from bots.notifications.message_models import MessagePlan
from bots.notifications.models import NoticeKind, RegistryReading, SnoozedEnd
from bots.notifications.round_models import TeamCertificate
from bots.notifications.schedule.digests import MessageHistory, WatchSummary
from bots.storage.tables.schema import certificates
from tests.bots.storage.factories import (
    ADA,
    BOB,
    END,
    EVE,
    FIRST,
    LATER,
    NOON,
    READ,
    SECOND,
    THIRD,
    TODAY,
    Desk,
    alert,
    digest,
    notice,
    who,
)  # fmt: skip
from verifier_client import CertificateId, RegistryStatus

pytestmark = pytest.mark.anyio


@pytest.fixture
def desk(database, time):
    time.now = NOON
    return Desk(database, time)


async def test_what_is_new_is_read_and_looked_at_by_the_next_round(desk):
    await desk.watches.watch(ADA, FIRST)
    await desk.roster(BOB, (FIRST, "Jane Doe"), (SECOND,))

    assert [FIRST, SECOND] == [each.certificate for each in await desk.rounds.to_read(TODAY)]
    assert [False] * 3 == [each.planned_before for each in await desk.dues(TODAY)]
    assert (2, 3) == await desk.rounds.due_counts(TODAY)
    assert () == await desk.rounds.to_read(TODAY - timedelta(days=1))


async def test_what_nobody_watches_is_not_read(desk):
    await desk.roster(ADA, (FIRST,), (SECOND,))
    await desk.watches.unwatch(ADA, FIRST)

    assert [SECOND] == [each.certificate for each in await desk.rounds.to_read(TODAY)]


async def test_a_certificate_of_a_kind_that_only_a_newer_version_knows_stops_no_round(desk):
    """While an installation is brought up to date, a newer process may have put it there."""
    await desk.roster(ADA, (FIRST,), (SECOND,))
    async with desk.database.writing() as connection:
        newer = update(certificates).where(certificates.c.text == FIRST.text).values(kind="of tomorrow")
        await connection.execute(newer)

    assert [SECOND] == [each.certificate for each in await desk.rounds.to_read(TODAY)]
    assert [SECOND.text] == [each.state.watch.certificate for each in await desk.dues(TODAY)]


async def test_everything_that_was_read_comes_back(desk):
    await desk.watches.watch(ADA, FIRST)
    full = RegistryReading(
        replace(READ.facts, status=RegistryStatus.SUSPENDED, previous_end=TODAY, successor="AIMA-2026-1"),
        NOON, NOON - timedelta(days=1), NOON - timedelta(days=2), NOON - timedelta(days=3),
    )  # fmt: skip
    for reading in (full, replace(full, facts=None), READ):
        await desk.learned(reading)
        (due,) = await desk.dues()

        assert reading == due.state.reading == due.watched.reading


async def test_what_a_reading_stirs_is_due_and_the_rest_keeps_its_day(desk):
    await desk.watches.add([StoredWatch(each, FIRST, next_notice_on=LATER) for each in (ADA, BOB)])
    await desk.learned(is_changed=False)
    quiet = await desk.dues(TODAY)
    await desk.learned(is_changed=True)

    assert (0, 2) == (len(quiet), len(await desk.dues(TODAY)))
    assert () == await desk.rounds.to_read(LATER - timedelta(days=1))
    (kept,) = await desk.rounds.to_read(LATER)
    assert 2 == len(await desk.rounds.watches_of([kept.id]))


async def test_pages_go_on_behind_the_last(desk):
    roster = [CertificateId.parse(f"AIDA-2026-{number}") for number in range(1000, 1005)]
    await desk.roster(ADA, *((each,) for each in roster))
    for load, place in ((desk.rounds.to_read, lambda each: each.id), (desk.rounds.due, lambda each: each.position)):
        seen, page = [], await load(TODAY, limit=2)
        while page:
            seen += page
            page = await load(TODAY, after=place(page[-1]), limit=2)

        assert roster == [getattr(each, "watched", each).certificate for each in seen]


async def test_a_watch_has_all_that_decides(desk):
    await desk.roster(ADA, (FIRST, "Jane Doe", "Lee", "B", "hiring", LATER))
    await desk.learned()
    await desk.rules.set_rule(ADA, TeamRule("B", (30, 90), "small"))
    await desk.actions.snooze(ADA, FIRST, TODAY + timedelta(days=3))
    (watch,) = await desk.ids()
    await desk.planned(digest(notice(watch, 30, covers=(60, 90))))
    await desk.actions.acknowledge(ADA, FIRST)
    (due,) = await desk.rounds.states([watch])

    assert (who(ADA), True, "B", "small", (90, 30)) == (
        due.owner,
        due.planned_before,
        due.team,
        due.profile,
        due.team_days,
    )
    assert ("Jane Doe", "hiring", LATER) == (due.state.watch.person, due.state.watch.purpose, due.state.watch.until)
    assert SnoozedEnd(TODAY + timedelta(days=3), END) == due.state.snooze
    assert {30, 60, 90} == {key.step for key in due.state.notified}
    assert due.state.acknowledged == due.state.notified.keys()
    assert [due.state] == list(await desk.rounds.team_states(who(ADA), "b"))
    assert () == await desk.rounds.team_states(who(BOB), "B")


async def test_teammates_are_the_rest_of_the_owners_team(desk):
    await desk.roster(ADA, (FIRST, "", "", "B"), (SECOND, "", "", "B"), (THIRD, "", "", ""))
    await desk.roster(BOB, (THIRD, "", "", "B"))
    await desk.learned()
    watches = {each.watched.certificate: each.state.watch.id for each in await desk.dues() if each.owner == who(ADA)}
    found = await desk.rounds.team_certificates(list(watches.values()))

    assert {watches[FIRST]: (TeamCertificate(SECOND.text, "AIDA", stands=True, expires_on=END, issuer="pai"),)} == {
        key: mates for key, mates in found.items() if key == watches[FIRST]
    }
    assert watches[THIRD] not in found


async def test_readers_who_got_no_digest_are_found_page_by_page(desk, time):
    time.now = NOON - timedelta(days=1)
    for person in (ADA, BOB, EVE):
        await desk.watches.watch(person, FIRST)
    time.now = NOON
    first, second, _ = await desk.ids()
    await desk.planned(digest(notice(first)), digest(notice(second, to=BOB), to=BOB))
    await desk.claim(digest())
    everybody = await desk.rounds.readers(quiet_since=TODAY)
    page = await desk.rounds.readers(quiet_since=TODAY - timedelta(days=1), limit=1)

    first_day = TODAY - timedelta(days=1)

    assert dict.fromkeys(map(who, (ADA, BOB, EVE)), first_day) == everybody
    assert {who(BOB): first_day} == page
    assert {who(EVE): first_day} == await desk.rounds.readers(quiet_since=first_day, after=max(page), limit=1)


async def test_who_began_to_watch_lately_needs_no_heartbeat_yet(desk, time):
    await desk.watches.watch(ADA, FIRST)
    time.now = NOON + timedelta(days=1)
    for person in (ADA, BOB):
        await desk.watches.watch(person, SECOND)

    tomorrow = TODAY + timedelta(days=1)

    assert {who(ADA): TODAY} == await desk.rounds.readers(quiet_since=TODAY)
    assert {who(ADA): TODAY, who(BOB): tomorrow} == await desk.rounds.readers(quiet_since=tomorrow)


async def test_a_mailbox_holds_claimed_digests_and_all_alerts(desk):
    await desk.watches.watch(ADA, FIRST)
    (watch,) = await desk.ids()
    await desk.planned(digest(notice(watch)), alert(notice(watch, 1, kind=NoticeKind.SUSPENDED)))
    planned = await desk.rounds.message_histories({who(ADA): TODAY, who(BOB): TODAY}, since=TODAY)
    await desk.claim(digest())
    claimed = await desk.rounds.message_histories({who(ADA): TODAY}, since=TODAY)

    assert MessageHistory(TODAY, frozenset(), {TODAY: 1}) == planned[who(ADA)]
    assert MessageHistory(TODAY) == planned[who(BOB)]
    assert MessageHistory(TODAY, frozenset({TODAY}), {TODAY: 1}) == claimed[who(ADA)]


async def test_a_pulse_counts_what_somebody_reads(desk):
    await desk.roster(ADA, (FIRST,), (SECOND,), (THIRD, "", "", "", "", TODAY - timedelta(days=1)))
    await desk.learned(replace(READ, failing_since=NOON))
    pulses = await desk.rounds.watch_summaries([who(ADA), who(BOB)], on=TODAY)

    assert {who(ADA): WatchSummary(2, 2, 2, NOON), who(BOB): WatchSummary(0)} == pulses
    assert 0 == (await desk.rounds.watch_summaries([who(ADA)], on=TODAY - timedelta(days=300)))[who(ADA)].expiring


async def test_a_calendar_that_cannot_be_read_is_the_default(desk):
    await desk.preferences.set_preferences(ADA, Preferences("Europe/Vienna"))
    async with desk.database.writing() as connection:
        await connection.exec_driver_sql("UPDATE preferences SET time_zone = 'Atlantis/Capital'")
    found = await desk.rounds.managers([who(ADA), who(BOB)])

    assert ["UTC", "UTC"] == [found[who(each)].zone for each in (ADA, BOB)]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_every_page_goes_by_an_index(desk):
    asked = []
    event.listen(
        desk.database._engine.sync_engine, "before_cursor_execute", lambda *event_args: asked.append(event_args[2:4])
    )
    await desk.watches.watch(ADA, FIRST)
    (watch,) = await desk.ids()
    asked.clear()
    await desk.rounds.to_read(TODAY, after=1)
    await desk.rounds.due(TODAY, after=(TODAY, 0))
    await desk.rounds.pass_over(TODAY - timedelta(days=1))
    await desk.rounds.readers(quiet_since=TODAY, after="a")
    await desk.rounds.states([watch])
    await desk.rounds.team_certificates([watch])
    await desk.rounds.message_histories({who(ADA): TODAY}, since=TODAY)
    await desk.rounds.watch_summaries([who(ADA)], on=TODAY)
    await desk.planned(digest(notice(watch)))
    await desk.claim(digest())
    await desk.ledger.overdue(NOON)
    await desk.learned()
    await desk.actions.page(ADA)
    async with desk.database.reading() as connection:
        for statement, values in [each for each in asked if not each[0].startswith(("BEGIN", "PRAGMA", "INSERT"))]:
            if isinstance(values, list):
                continue
            plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)).all()
            walked = [row for row in plan if row[3].startswith("SCAN") and "INDEX" not in row[3]]

            assert not [row for row in walked if not row[3].startswith(("SCAN CONSTANT", "SCAN anon", "SCAN ("))], (
                statement
            )


async def test_nothing_is_nothing(desk):
    await desk.rounds.save_readings([], today=TODAY)

    assert frozenset() == await desk.rounds.plan(MessagePlan())
    assert () == await desk.rounds.states([])
    assert {} == await desk.rounds.team_certificates([])
    assert None is await desk.rounds.fallback(who(ADA))
