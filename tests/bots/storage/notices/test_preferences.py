"""Preferences, rules and promises; what is planned follows them, and what nobody needs is forgotten at night."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from bots.conversation.model.audit_entry import AuditEntry
from bots.conversation.model.watch_models import Callback, Invitation, InvitationKind, Preferences, TeamRule
from bots.notifications.message_models import MessagePlan, MessageState
from bots.notifications.models import NoticeKind
from bots.runtime.ports import Installation
from bots.storage.platform.idempotency_keys import IdempotencyKeysInDatabase
from bots.storage.platform.installations import InstallationsInDatabase
from bots.storage.privacy.audit import AuditInDatabase
from bots.storage.privacy.purge import PurgeInDatabase
from bots.storage.tables.schema import certificates, invites
from bots.storage.watches.callbacks import CallbacksInDatabase
from tests.bots.storage.factories import (
    ADA,
    BOB,
    END,
    FIRST,
    LATER,
    NOON,
    SECOND,
    TODAY,
    Desk,
    digest,
    notice,
    who,
)  # fmt: skip

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


@pytest.fixture
def desk(database, time):
    time.now = NOON
    return Desk(database, time)


@pytest.fixture
def callbacks(database, time):
    return CallbacksInDatabase(database, time)


async def test_preferences_come_back_as_they_were_set(desk):
    wanted = Preferences("Asia/Tokyo", time(7, 30), None, frozenset({7, 1}), 0, False, False, True, TODAY + DAY)
    before = await desk.preferences.preferences(ADA)
    await desk.preferences.set_preferences(ADA, Preferences())
    await desk.preferences.set_preferences(ADA, wanted)
    manager = (await desk.rounds.managers([who(ADA)]))[who(ADA)]

    assert (None, wanted) == (before, await desk.preferences.preferences(ADA))
    assert ("Asia/Tokyo", time(7, 30), time(17), {1, 7}, 0) == (
        manager.zone, manager.opens, manager.closes, manager.workdays, manager.alerts_a_day,
    )  # fmt: skip
    assert {who(ADA)} == await desk.rounds.opted_out([who(ADA), who(BOB)])
    await desk.preferences.forget(ADA)
    assert None is await desk.preferences.preferences(ADA)
    with pytest.raises(ValueError, match="three hours"):
        await desk.preferences.set_preferences(ADA, Preferences(opens=time(16)))


async def test_what_is_planned_follows_new_hours_and_what_is_claimed_does_not(desk):
    monday = TODAY + 3 * DAY
    await desk.rounds.plan(MessagePlan((digest(), digest(day=monday, at=NOON + 3 * DAY))))
    await desk.claim(digest())
    await desk.preferences.set_preferences(ADA, Preferences("America/New_York", workdays=frozenset({2, 5})))
    moved = await desk.ledger.message(digest(day=monday).key)

    assert (monday + DAY, datetime(2026, 11, 24, 14, tzinfo=UTC)) == (moved.day, moved.not_before)
    assert (TODAY, NOON) == ((kept := await desk.ledger.message(digest().key)).day, kept.not_before)


async def test_what_is_planned_waits_for_the_end_of_a_pause_and_comes_back_when_it_is_ended(desk):
    monday = TODAY + 3 * DAY
    await desk.rounds.plan(MessagePlan((digest(),)))
    await desk.preferences.set_preferences(ADA, Preferences(paused_until=monday))
    waits = await desk.ledger.message(digest().key)
    await desk.preferences.set_preferences(ADA, Preferences())
    back = await desk.ledger.message(digest().key)

    assert (monday, datetime(2026, 11, 23, 9, tzinfo=UTC)) == (waits.day, waits.not_before)
    assert (TODAY, NOON) == (back.day, back.not_before)


async def test_who_opts_out_is_passed_over_and_what_was_planned_goes_to_the_next(desk):
    await desk.roster(ADA, (FIRST, "", "Lee"))
    await desk.invitations.invite(Invitation(ADA, InvitationKind.MANAGER, "Lee"), code="c", until=NOON + DAY)
    await desk.invitations.claim("c", BOB)
    (watch,) = await desk.ids()
    await desk.planned(digest(notice(watch, to=BOB), to=BOB))
    await desk.preferences.set_preferences(BOB, Preferences(opted_out=True))
    (out,) = await desk.dues(TODAY)
    await desk.preferences.set_preferences(BOB, Preferences())
    (back,) = await desk.dues(TODAY)

    assert ({}, who(ADA), who(ADA)) == (out.state.notified, out.state.watch.reader, out.state.watch.manager)
    assert MessageState.DROPPED is (await desk.ledger.message(digest(to=BOB).key)).state
    assert who(BOB) == back.state.watch.reader


async def test_a_teams_rule_is_kept_checked_and_forgotten(desk):
    await desk.roster(ADA, (FIRST, "", "", "B"), (SECOND, "", "", "C"))
    watches = await desk.ids()
    await desk.rounds.plan(MessagePlan((), (), dict.fromkeys(watches, LATER)))
    await desk.rules.set_rule(ADA, TeamRule("B", (7, 90)))
    await desk.rules.set_rule(ADA, TeamRule("A", profile="small"))
    marked = await desk.dues(TODAY)

    assert (TeamRule("A", None, "small"), TeamRule("B", (90, 7))) == await desk.rules.rules(ADA)
    assert [(FIRST, (90, 7))] == [(each.watched.certificate, each.team_days) for each in marked]
    with pytest.raises(ValueError, match="days"):
        await desk.rules.set_rule(ADA, TeamRule("B", (9999,)))
    await desk.rules.set_rule(ADA, TeamRule("B"))
    assert [TeamRule("A", None, "small")] == list(await desk.rules.rules(ADA))
    assert () == await desk.rules.rules(BOB)


async def test_a_promise_is_one_however_often_it_is_asked_for_and_has_an_end(callbacks, desk, time):
    question = Callback(ADA, FIRST, "Jane Doe", LATER)
    kept = [await callbacks.add(question, until=NOON + DAY, most=2) for _ in range(3)]
    more = [await callbacks.add(replace(question, on=None, holder=name), until=NOON + 2 * DAY, most=2) for name in "ab"]
    first, second = await callbacks.open()

    assert [True, True, True, True, False] == [*kept, *more]
    assert (question, NOON + DAY) == (replace(first, id=0, until=None), first.until)
    assert (second,) == await callbacks.open(after=first.id)
    assert () == await desk.rounds.to_read(LATER)
    time.forward(days=1)
    assert ((second,), (first,)) == (await callbacks.open(), await callbacks.expired())
    await callbacks.settle(first)
    assert () == await callbacks.expired()


async def test_an_installation_is_kept_once_for_a_workspace_and_hides_its_token(database, time):
    installations = InstallationsInDatabase(database, time)
    for token in (b"old", b"s3aled"):
        await installations.keep(Installation("slack", "T1", token, NOON, '{"bot": "B1"}'))
    found = await installations.of_team("slack", "T1")
    await installations.forget("slack", "T1")

    assert (b"s3aled", '{"bot": "B1"}', NOON) == (found.token, found.details, found.installed_at)
    assert "s3aled" not in repr(found)
    assert None is await installations.of_team("slack", "T1")


async def test_the_audit_forgets_through_one_door_and_says_so(database):
    audit = AuditInDatabase(database)
    await audit.append(*(AuditEntry(NOON + hours * DAY, each, "verify") for hours in (-2, 0) for each in (ADA, BOB)))
    old = await audit.forget_before(TODAY, by=BOB, now=NOON)
    of_ada = await audit.forget_person(ADA, by=BOB, now=NOON)
    left = await audit.since(NOON - 9 * DAY)

    assert (2, 1) == (old, of_ada)
    assert ["verify", "forget", "forget"] == [each.action for each in left]
    assert ["before 2026-11-20: 2 lines", "one person: 1 lines"] == [each.outcome for each in left[1:]]
    assert {BOB} == {each.who for each in left}


async def test_at_night_what_nobody_needs_is_forgotten_and_nothing_is_told_twice(desk, callbacks, time):
    await desk.roster(ADA, (FIRST,), (SECOND,))
    await desk.learned()
    one, two = sorted(await desk.ids(), key=int)
    old = replace(notice(one, kind=NoticeKind.EXPIRED), key=replace(notice(one).key, on=END.replace(year=2024)))
    revoked = replace(old, key=replace(old.key, kind=NoticeKind.REVOKED))
    await desk.planned(digest(notice(one, covers=(60,)), notice(two), old, revoked))
    await desk.claim(digest())
    await desk.ledger.sent(digest().key, attempt=1, provider_id="1")
    await desk.invitations.invite(Invitation(ADA, InvitationKind.MANAGER, "Lee"), code="c", until=NOON + DAY)
    await IdempotencyKeysInDatabase(desk.database, time).claim("k", keep=60)
    await desk.watches.unwatch(ADA, SECOND)
    await callbacks.add(Callback(ADA, SECOND), until=NOON + 900 * DAY, most=1)
    early = await PurgeInDatabase(desk.database).tidy(NOON)
    time.forward(days=200)
    late = await PurgeInDatabase(desk.database).tidy(time.now)
    (due,) = await desk.dues(LATER)

    assert {0} == set(early.values())
    assert {"deliveries": 1, "notices": 1, "invites": 1, "seen": 1} == {
        name: many for name, many in late.items() if many
    }
    assert {(30, NoticeKind.EXPIRING), (60, NoticeKind.EXPIRING), (30, NoticeKind.REVOKED)} == {
        (key.step, key.kind) for key in due.state.notified
    }
    async with desk.database.reading() as connection:
        counted = [await connection.scalar(select(func.count()).select_from(each)) for each in (certificates, invites)]
    assert [2, 0] == counted
