"""One claims, an older attempt's word changes nothing, and what was not told is due again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bots.notifications.message_models import MessageKind, MessagePlan, MessageState, NewMessage
from bots.storage.db.connection import Database
from bots.storage.notices.ledger import LedgerInDatabase
from bots.storage.notices.round_log import RoundLogInDatabase
from tests.bots.storage.factories import ADA, BOB, FIRST, LATER, NOON, SECOND, TODAY, Desk, alert, digest, notice, who

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def desk(database, time):
    """A digest about ADA's two certificates waits; it is noon."""
    desk = Desk(database, time)
    time.now = NOON
    await desk.roster(ADA, (FIRST,), (SECOND,))
    one, two = await desk.ids()
    await desk.planned(digest(notice(one, 30, covers=(60, 90)), notice(two)))
    return desk


async def state(desk, key=None):
    return (await desk.ledger.message(key or digest().key)).state


async def notified_counts(desk):
    return [len(each.state.notified) for each in await desk.rounds.states(await desk.ids())]


async def test_of_two_that_claim_at_once_one_gets_it(desk, url):
    other = Database.open(url)
    ledgers = (desk.ledger, LedgerInDatabase(other, lambda: NOON)) * 4
    claims = [each.claim(digest().key, worker="w", lease=60, revision=0, payload="{}") for each in ledgers]
    claimed = [each for each in await asyncio.gather(*claims) if each]
    await other.close()

    assert [(MessageState.INFLIGHT, 1, NOON + MINUTE, NOON, False)] == [
        (each.state, each.attempt, each.lease_until, each.first_attempt_at, each.doubt) for each in claimed
    ]


async def test_none_is_claimed_too_early_or_as_it_was_before(desk, time):
    time.now = NOON - timedelta(seconds=1)
    early = await desk.claim(digest())
    time.now = NOON

    assert [None, None, None] == [early, await desk.claim(digest(), revision=1), await desk.claim("unknown")]
    assert await desk.claim(digest())


async def test_each_attempt_has_words_of_its_own_until_one_is_in_doubt(desk, time):
    ledger, key = desk.ledger, digest().key
    await ledger.claim(key, worker="a", lease=60, revision=0, payload="first")
    await ledger.give_back(key, attempt=1, retry_at=NOON + MINUTE, cause="429", doubt=False)
    waits = await desk.claim(digest())
    time.forward(minutes=1)
    again = await ledger.claim(key, worker="b", lease=60, revision=0, payload="second")
    time.forward(minutes=2)  # without a word
    doubtful = await ledger.claim(key, worker="c", lease=60, revision=0, payload="third")
    await ledger.give_back(key, attempt=3, retry_at=time.now, cause="could not be asked", doubt=True)
    asked_later = await ledger.claim(key, worker="d", lease=60, revision=0, payload="fourth")
    await ledger.free(key, attempt=4, repeated=False)
    absent = await ledger.claim(key, worker="e", lease=60, revision=0, payload="fifth")

    assert waits is None
    assert ("second", 2, False, "429") == (again.payload, again.attempt, again.doubt, again.cause)
    assert [("second", True), ("second", True), ("fifth", False)] == [
        (each.payload, each.doubt) for each in (doubtful, asked_later, absent)
    ]


async def test_what_became_untrue_is_forgotten_as_long_as_nobody_got_it(desk, time):
    first, second = await desk.ledger.notices(digest().key)
    await desk.claim(digest())
    await desk.ledger.give_back(digest().key, attempt=1, retry_at=NOON, cause="429", doubt=False)
    await desk.claim(digest(), dropped=[*first.keys])
    time.forward(minutes=2)
    await desk.claim(digest(), dropped=[*second.keys])  # in doubt: somebody may have read it

    assert (second,) == await desk.ledger.notices(digest().key)
    assert [0, 1] == await notified_counts(desk)
    assert [first.key.watch] == [each.state.watch.id for each in await desk.dues(TODAY)]


async def test_a_lease_that_ran_out_leaves_doubt(desk, time):
    await desk.claim(digest(), worker="dead")
    during = await desk.claim(digest())
    time.forward(minutes=1)
    after = await desk.claim(digest())

    assert (None, True, 2, NOON) == (during, after.doubt, after.attempt, after.first_attempt_at)


async def test_the_word_of_an_older_attempt_changes_nothing(desk, time):
    ledger, key = desk.ledger, digest().key
    await desk.claim(digest())
    await ledger.doubtful(key, attempt=1, cause="timed out")
    time.forward(minutes=1)
    await desk.claim(digest())
    late = [
        await ledger.sent(key, attempt=1, provider_id="1"),
        await ledger.give_back(key, attempt=1, retry_at=NOON, cause="", doubt=False),
        await ledger.doubtful(key, attempt=1, cause="late"),
        await ledger.free(key, attempt=1, repeated=False),
        await ledger.hold(key, attempt=1, cause="", today=TODAY),
        await ledger.mark_dead(key, attempt=1, cause=""),
    ]

    assert [False] * 6 == late
    assert (MessageState.INFLIGHT, "timed out") == (await state(desk), (await ledger.message(key)).cause)
    assert await ledger.free(key, attempt=2, repeated=True)
    freed = await ledger.message(key)
    assert (MessageState.PENDING, False, True, None) == (freed.state, freed.doubt, freed.repeated, freed.lease_until)
    await desk.claim(digest())
    assert [True, False] == [
        await ledger.sent(key, attempt=3, provider_id="17.5"),
        await ledger.sent(key, attempt=3, provider_id="again"),
    ]
    sent = await ledger.message(key)
    assert (MessageState.SENT, "17.5", True, None) == (sent.state, sent.provider_id, sent.repeated, sent.lease_until)


async def test_what_was_sent_counts_as_told_from_then_on(desk, time):
    time.forward(days=3)
    await desk.claim(digest())
    await desk.ledger.sent(digest().key, attempt=1, provider_id="1")

    assert {time.now} == {at for each in await desk.dues(LATER) for at in each.state.notified.values()}
    assert time.now == await desk.ledger.last_sent(who(ADA))
    assert None is await desk.ledger.last_sent(who(BOB))


async def test_what_is_held_or_dropped_was_not_told_and_is_due_again(desk):
    await desk.claim(digest())
    held = await desk.ledger.hold(digest().key, attempt=1, cause="no word", today=TODAY)
    after_hold = await notified_counts(desk), len(await desk.dues(TODAY))
    tomorrow = replace(digest(*[notice(watch) for watch in await desk.ids()]), key="dig:tomorrow")
    await desk.planned(tomorrow)
    late, dropped = [await desk.ledger.drop("dig:tomorrow", revision=each, today=TODAY) for each in (7, 0)]

    assert (True, False, True) == (held, late, dropped)
    assert ([0, 0], 2) == after_hold == (await notified_counts(desk), len(await desk.dues(TODAY)))
    assert [MessageState.HELD, MessageState.DROPPED] == [await state(desk), await state(desk, "dig:tomorrow")]


async def test_what_another_message_tells_or_somebody_acknowledged_stays_told(desk):
    first, _ = await desk.ledger.notices(digest().key)
    await desk.rounds.plan(MessagePlan((NewMessage("hand:1", MessageKind.HANDED, who(BOB), TODAY, NOON, (first,)),)))
    await desk.actions.acknowledge(ADA, SECOND)
    await desk.claim(digest())
    await desk.ledger.hold(digest().key, attempt=1, cause="", today=TODAY)

    assert [3, 1] == await notified_counts(desk)
    assert ((), (first,)) == (await desk.ledger.notices(digest().key), await desk.ledger.notices("hand:1"))


async def test_a_dead_one_is_seen_and_opened_again_on_a_persons_word(desk):
    await desk.claim(digest())
    await desk.ledger.mark_dead(digest().key, attempt=1, cause="blocked")
    await desk.ledger.write(NewMessage("answer:1", MessageKind.ANSWER, who(ADA), TODAY, NOON, details="{}"))
    twice = await desk.ledger.write(NewMessage("answer:1", MessageKind.ANSWER, who(ADA), TODAY, NOON))
    (dead,) = await desk.ledger.listed([MessageState.DEAD])
    every = [MessageState.DEAD, MessageState.PENDING]
    pages = [await desk.ledger.listed(every, limit=1), await desk.ledger.listed(every, after="answer:1", limit=1)]

    assert not twice
    assert ("blocked", "{}") == (dead.cause, dead.payload)
    assert ["answer:1", digest().key] == [page[0].key for page in pages]
    assert {MessageState.DEAD: 1, MessageState.PENDING: 1} == await desk.ledger.counts()
    assert {} == await desk.ledger.counts(since=NOON + MINUTE)
    assert [True, False] == [await desk.ledger.retry(digest().key), await desk.ledger.retry("answer:1")]
    assert (await desk.claim(digest())).payload == "{}"


async def test_what_should_have_been_sent_long_ago_is_found(desk, time):
    await desk.planned(alert(notice((await desk.ids())[0], 1)))
    (early,) = [await desk.ledger.overdue(NOON)]
    await desk.claim(digest())
    time.forward(minutes=10)

    assert () == early
    assert {digest().key} < set(await desk.ledger.overdue(time.now))
    assert 1 == len(await desk.ledger.overdue(time.now, limit=1))
    assert 2 == len(await desk.ledger.overdue(time.now))


async def test_told_and_acknowledged_are_counted_by_notice(desk):
    await desk.actions.acknowledge(ADA, FIRST)

    assert (2, 1) == await desk.ledger.notice_counts()


async def test_the_databases_own_clock_leases_as_well(desk):
    ledger, log = LedgerInDatabase(desk.database), RoundLogInDatabase(desk.database)
    claimed = await ledger.claim(digest().key, worker="w", lease=60, revision=0, payload="{}")
    again = await ledger.claim(digest().key, worker="w", lease=60, revision=0, payload="{}")
    await log.beat("w")

    assert again is None
    assert timedelta(seconds=59) < claimed.lease_until - claimed.changed_at < timedelta(seconds=61)
    assert [{"w"}, set()] == [await log.alive(within=5), await log.alive(within=-5)]
    assert [True, False] == [await log.begin("read", worker="w", lease=60) for _ in range(2)]


async def test_one_walks_at_a_time_and_a_lost_walk_is_taken_over(desk, time):
    log = desk.log
    begun = await asyncio.gather(*(log.begin("read", worker=f"w{number}", lease=60) for number in range(4)))
    winner = f"w{begun.index(True)}"
    other = await log.begin("sweep", worker="x", lease=60)
    renewed = await log.renew("read", worker=winner, lease=90)
    time.forward(seconds=61)
    early = await log.begin("read", worker="y", lease=60)
    time.forward(seconds=30)
    late = await log.begin("read", worker="y", lease=60)
    await log.finish("read", worker=winner, counts={})

    assert (1, True, True, False, True) == (sum(begun), other, renewed, early, late)
    assert [False, None] == [await log.renew("read", worker=winner, lease=60), await log.finished_at("read")]
    await log.finish("read", worker="y", counts={"read": 2})
    assert time.now == await log.finished_at("read")
    assert not await log.renew("read", worker="y", lease=60)
    assert await log.begin("read", worker="z", lease=60)


async def test_nobody_waits_for_a_walk_of_a_process_that_died(desk, time):
    log = desk.log
    await log.beat("died")
    began = await log.begin("read", worker="died", lease=900)
    time.forward(seconds=50)
    early = await log.begin("read", worker="next", lease=900)
    time.forward(seconds=11)

    assert [True, False, True] == [began, early, await log.begin("read", worker="next", lease=900)]
    assert not await log.renew("read", worker="died", lease=900)


async def test_who_beats_is_alive_for_a_while(desk, time):
    for worker in ("a", "b"):
        await desk.log.beat(worker)
    time.forward(seconds=20)
    await desk.log.beat("b")

    assert {"b"} == await desk.log.alive(within=15)
