"""A plan is written whole or not at all, what cannot be taken stays due, and two sweeps at once tell once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bots.notifications.message_models import MessageKind, MessagePlan, MessageState, NewMessage
from bots.notifications.models import NoticeKind
from tests.bots.storage.factories import (
    ADA,
    BOB,
    FIRST,
    LATER,
    NOON,
    SECOND,
    TODAY,
    Desk,
    alert,
    digest,
    notice,
    who,
)  # fmt: skip

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(database, time):
    """ADA watches two certificates; it is noon."""
    desk = Desk(database, time)
    time.now = NOON
    await desk.roster(ADA, (FIRST,), (SECOND,))
    return desk


async def days(desk):
    return [each.position[0] for each in sorted(await desk.dues(LATER), key=lambda each: int(each.state.watch.id))]


async def test_a_plan_becomes_a_message_with_notices_and_the_watches_move_on(desk):
    one, two = await desk.ids()
    first, second = notice(one, 30, covers=(60, 90)), replace(notice(two), start_by=TODAY, assumed=True, becomes="AIMA")
    refused = await desk.planned(digest(first, second))
    message = await desk.ledger.message(digest().key)

    assert frozenset() == refused
    assert (MessageKind.DIGEST, who(ADA), TODAY, MessageState.PENDING, 0, NOON) == (
        message.kind, message.to, message.day, message.state, message.revision, message.not_before,
    )  # fmt: skip
    assert (first, second) == await desk.ledger.notices(message.key)
    assert [LATER, LATER] == await days(desk)


async def test_an_unclaimed_message_takes_more_and_says_so(desk):
    one, two = await desk.ids()
    await desk.planned(digest(notice(one)))
    again = await desk.planned(digest(notice(one)))
    unchanged = await desk.ledger.message(digest().key)
    more = await desk.planned(replace(digest(notice(two)), urgent=True))
    grown = await desk.ledger.message(digest().key)

    assert (frozenset(), frozenset()) == (again, more)
    assert [(0, False), (1, True)] == [(each.revision, each.urgent) for each in (unchanged, grown)]
    assert [one, two] == [each.key.watch for each in await desk.ledger.notices(digest().key)]


async def test_a_claimed_message_takes_nothing_and_its_watches_stay_due(desk):
    one, two = await desk.ids()
    await desk.planned(digest(notice(one)))
    await desk.claim(digest())
    late = [digest(notice(two)), alert(notice(two, 1, kind=NoticeKind.SUSPENDED, to=BOB), to=BOB)]
    refused = await desk.planned(late[0], replace(late[1], notices=(*late[1].notices, *late[0].notices)))

    assert {late[0].key} == refused
    assert [LATER, TODAY] == await days(desk)
    assert [(two, NoticeKind.SUSPENDED)] == [
        (each.key.watch, each.kind) for each in await desk.ledger.notices(late[1].key)
    ]


async def test_a_message_that_would_be_empty_is_not_made(desk):
    one, _ = await desk.ids()
    await desk.planned(digest(notice(one)))
    await desk.claim(digest())
    other = alert(notice(one, 7), to=BOB)

    assert {digest().key, other.key} == await desk.planned(digest(notice(one, 7)), other)
    assert None is await desk.ledger.message(other.key)


async def test_what_was_planned_elsewhere_meanwhile_is_told_once(desk):
    one, _ = await desk.ids()
    tomorrow = digest(notice(one), day=TODAY + timedelta(days=1))
    await desk.planned(digest(notice(one)))

    assert {tomorrow.key} == await desk.planned(tomorrow)
    assert None is await desk.ledger.message(tomorrow.key)


async def test_what_is_handed_over_is_told_by_both(desk):
    one, _ = await desk.ids()
    told = notice(one, covers=(60,))
    await desk.planned(digest(told))
    handed = NewMessage("hand:1", MessageKind.HANDED, who(BOB), TODAY, NOON, (told,), details='{"cause": "left"}')
    refused = [await desk.rounds.plan(MessagePlan((handed,))) for _ in range(2)]

    assert [frozenset()] * 2 == refused
    assert (told,) == await desk.ledger.notices("hand:1") == await desk.ledger.notices(digest().key)
    assert handed.details == await desk.ledger.details("hand:1")


async def test_what_is_settled_is_told_without_a_message(desk):
    one, _ = await desk.ids()
    old = notice(one, 0, kind=NoticeKind.RENEWED)
    await desk.rounds.plan(MessagePlan((), (old,), {one: LATER}))
    (due,) = await desk.rounds.states([one])

    assert {old.key} == due.state.notified.keys()
    assert due.planned_before


async def test_a_heartbeat_is_a_message_without_notices_once_a_day(desk):
    assert frozenset() == await desk.planned(digest())
    assert frozenset() == await desk.planned(digest())
    assert await desk.claim(digest())
    assert {digest().key} == await desk.planned(digest())


async def test_a_watch_that_was_stirred_meanwhile_is_not_moved_on(desk):
    one, two = await desk.ids()
    places = {one: TODAY, two: TODAY}
    await desk.learned()
    await desk.rounds.plan(MessagePlan((), (), {one: LATER, two: LATER}, places))
    still = await desk.dues(TODAY)
    await desk.rounds.plan(
        MessagePlan((), (), {one: None, two: LATER}, {each.state.watch.id: each.position[0] for each in still})
    )

    assert {one, two} == {each.state.watch.id for each in still}
    assert [two] == await desk.ids()


async def test_a_watch_that_is_gone_takes_its_notices_along(desk):
    one, two = await desk.ids()
    await desk.watches.unwatch(ADA, FIRST)
    refused = await desk.planned(digest(notice(one), notice(two)))

    assert frozenset() == refused
    assert [two] == [each.key.watch for each in await desk.ledger.notices(digest().key)]


async def test_two_sweeps_at_once_tell_once(desk):
    one, two = await desk.ids()
    plans = [digest(notice(one, covers=(60,)), notice(two)), alert(notice(two, 0, kind=NoticeKind.REVOKED))]
    await asyncio.gather(*(desk.planned(*plans) for _ in range(6)))

    assert [2, 1] == [len(await desk.ledger.notices(post.key)) for post in plans]
    assert [2, 2] == [len(each.state.notified) for each in await desk.dues(LATER)]


async def test_a_sweep_and_a_claim_at_once_lose_nothing(desk):
    """Either the message grew before it was claimed, and its maker must look again; or the sweep must plan anew."""
    one, two = await desk.ids()
    await desk.planned(digest(notice(one)))
    refused, claimed = await asyncio.gather(desk.planned(digest(notice(two))), desk.claim(digest()))
    told = {each.key.watch for each in await desk.ledger.notices(digest().key)}

    assert (bool(refused), told) == (claimed is not None, {one} if refused else {one, two})
