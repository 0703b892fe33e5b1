"""What happens to one message, whatever the platform does: sent once, or in a state that a human sees."""

import re
from datetime import timedelta

import pytest

from bots.notifications.message_models import InDoubt, LookBack, MessageState, NotSent, Sent, Unreachable
from bots.notifications.models import ManagerId
from tests.bots.notifications.fakes import FIRST, OWEN, RITA, SECOND, after, notice_process
from verifier_client import RegistryStatus

pytestmark = pytest.mark.anyio


async def planned(here, days=30, certificate=FIRST, **about):
    """A digest that is due now, about an end so many days ahead."""
    here.registry.ends[certificate] = after(days)
    await here.watch(certificate, **about)
    await here.rounds.read()
    await here.rounds.plan()
    [key] = here.engine.keys
    return key


async def test_a_message_is_sent_once_however_often_it_is_delivered():
    async with notice_process() as here:
        key = await planned(here)
        for worker in ("w1", "w2", "w3"):
            assert await here.again(worker).deliverer.deliver(key) is None
        [(person, text, repeated)] = here.platform.arrived

    assert ("rita", False) == (person, repeated)
    assert "expires on 23 December 2026, in 30 days" in text


async def test_what_was_not_sent_is_tried_again_when_the_platform_wishes_with_the_words_of_then():
    async with notice_process() as here:
        key = await planned(here)
        here.platform.says = [NotSent("too many requests", 90.0), NotSent("refused")]
        again = await here.deliverer.deliver(key)
        assert here.clock() + timedelta(seconds=90) == again
        assert again == await here.deliverer.deliver(key)
        here.clock.forward(seconds=91)
        here.registry.ends[FIRST] = after(300)
        assert await here.deliverer.deliver(key) > here.clock()
        here.clock.forward(minutes=31)  # what was read before the first attempt is read again now
        assert await here.deliverer.deliver(key) is None
        message = await here.ledger.message(key)

    assert (MessageState.SENT, 3, False) == (message.state, message.attempt, message.doubt)
    assert ["was renewed and now stands until" in text for text in here.texts] == [True]


async def test_a_digest_that_was_tried_in_vain_all_day_comes_the_next_day_with_that_day_s_number_and_an_alarm():
    async with notice_process() as here:
        key = await planned(here)
        here.platform.says = [NotSent("too many requests", 3600.0)] * 8
        while here.platform.says:
            here.clock.forward(hours=1)
            await here.run_round()
            if here.clock().hour >= 17:
                break
        assert ({"dropped": 1, "pending": 1}, []) == (await here.states(), here.texts)
        alarms = await here.rounds.raise_alarms(ManagerId(OWEN.key), since=here.clock())
        here.platform.says = []
        await here.live(here.clock() + timedelta(days=1), step=timedelta(hours=3))
        assert MessageState.DROPPED is (await here.ledger.message(key)).state

    assert ["alarm:missed:2026-11-23"] == list(alarms)
    assert ["in 29 days"] == [found for text in here.texts for found in re.findall(r"in \d+ days", text)[:1]]


async def test_a_repeat_whose_words_became_untrue_is_held_and_the_next_digest_says_what_is_true():
    """It may have been read as "expires today": neither is that said tomorrow, nor is nothing said any more."""
    async with notice_process() as here:
        key = await planned(here, days=0)
        here.platform.sees = LookBack.CANNOT
        here.platform.says = [InDoubt("no answer"), NotSent("too many requests", 3600.0)]
        await here.deliverer.deliver(key)
        here.clock.forward(minutes=2)
        await here.deliverer.deliver(key)
        waits = await here.ledger.message(key)
        here.clock.forward(days=1)
        assert await here.deliverer.deliver(key) is None
        held = await here.ledger.message(key)
        await here.live(here.clock() + timedelta(days=1))

    assert [(MessageState.PENDING, True), (MessageState.HELD, True)] == [
        (each.state, each.repeated) for each in (waits, held)
    ]
    assert ["expired on 23 November 2026" in text for text in here.texts] == [True]
    assert "today" not in here.texts[0]


@pytest.mark.parametrize(
    ("sees", "arrives", "state"),
    [
        (Sent("77"), 0, MessageState.SENT),
        (LookBack.ABSENT, 1, MessageState.SENT),
        (LookBack.LATER, 0, MessageState.PENDING),
    ],
)
async def test_in_doubt_the_platform_is_asked_after_the_lease_and_never_before(sees, arrives, state):
    async with notice_process() as here:
        key = await planned(here)
        here.platform.says, here.platform.sees = [InDoubt("no answer")], sees
        lease = await here.deliverer.deliver(key)
        assert here.clock() + timedelta(seconds=60) == lease
        here.clock.forward(seconds=59)
        assert lease == await here.again("w2").deliverer.deliver(key)
        assert 0 == here.platform.looked
        here.clock.forward(seconds=2)
        await here.again("w2").deliverer.deliver(key)
        message = await here.ledger.message(key)

    assert (1, arrives, state) == (here.platform.looked, len(here.platform.arrived), message.state)


async def test_who_only_waits_for_a_turn_is_not_claimed_and_a_look_back_needs_none():
    too_many = NotSent("too many wait", 10.0)
    async with notice_process() as here:
        key = await planned(here)
        here.platform.turns, here.platform.says = [too_many], [InDoubt("no answer")]
        assert here.clock() + timedelta(seconds=10) == await here.deliverer.deliver(key)
        waits = await here.ledger.message(key)
        here.clock.forward(seconds=10)
        await here.deliverer.deliver(key)
        here.clock.forward(seconds=61)
        here.platform.turns = [too_many]
        await here.deliverer.deliver(key)
        absent = await here.ledger.message(key)
        here.clock.forward(seconds=10)
        await here.deliverer.deliver(key)

    assert (MessageState.PENDING, 0, None) == (waits.state, waits.attempt, waits.first_attempt_at)
    assert (MessageState.PENDING, False, 1) == (absent.state, absent.doubt, here.platform.looked)
    assert 1 == len(here.platform.arrived)


async def test_where_nobody_can_be_asked_the_urgent_is_repeated_once_and_says_so():
    async with notice_process() as here:
        key = await planned(here, days=5)
        here.platform.sees = LookBack.CANNOT
        here.platform.says = [InDoubt("no answer"), NotSent("too many requests", 1.0), InDoubt("no answer")]
        for _ in range(4):
            await here.deliverer.deliver(key)
            here.clock.forward(seconds=61)
        message = await here.ledger.message(key)
        assert (MessageState.HELD, True, []) == (message.state, message.repeated, here.platform.arrived)

        await here.live(here.clock() + timedelta(days=1), step=timedelta(days=1))
        states = await here.states()

    assert 1 == len(here.texts)
    assert ({"held": 1, "sent": 1}, True) == (states, "expires on 28 November 2026" in here.texts[0])


async def test_a_revocation_that_may_never_have_arrived_is_told_with_the_next_digest():
    async with notice_process() as here:
        here.registry.statuses[FIRST] = RegistryStatus.REVOKED
        key = await planned(here)
        here.platform.sees = LookBack.CANNOT
        here.platform.says = [InDoubt("no answer"), InDoubt("no answer")]
        for _ in range(3):
            await here.deliverer.deliver(key)
            here.clock.forward(seconds=61)
        assert (True, {"held": 1}) == (key.startswith("now:"), await here.states())

        await here.live(here.clock() + timedelta(days=1), step=timedelta(days=1))
        states = await here.states()

    assert 1 == len(here.texts)
    assert ({"held": 1, "sent": 1}, True) == (states, "AIDA-2026-1234 was revoked" in here.texts[0])


async def test_where_nobody_can_be_asked_what_can_wait_is_told_with_the_next_digest_instead():
    async with notice_process() as here:
        key = await planned(here, days=60)
        here.platform.sees, here.platform.says = LookBack.CANNOT, [InDoubt("no answer")]
        await here.deliverer.deliver(key)
        here.clock.forward(seconds=61)
        assert await here.deliverer.deliver(key) is None
        assert MessageState.HELD is (await here.ledger.message(key)).state
        assert [] == here.platform.arrived
        await here.live(here.clock() + timedelta(days=2), step=timedelta(days=1))

    [(_, text, repeated)] = here.platform.arrived
    assert ("expires on 22 January 2027" in text, repeated) == (True, False)


async def test_who_cannot_be_reached_is_seen_and_the_owner_is_told_instead():
    async with notice_process() as here:
        here.registry.ends[FIRST] = after(30)
        await here.watch(FIRST, owner=OWEN)
        await here.store.watch_stores.actions.assign(OWEN, FIRST, RITA)
        here.platform.says = [Unreachable("the bot is blocked")]
        await here.run_round()
        await here.deliver()
        states = await here.states()
        [dead] = await here.ledger.listed((MessageState.DEAD,))

    [(person, text, _)] = here.platform.arrived
    assert ("owen", {"dead": 1, "sent": 1}) == (person, states)
    assert (RITA.key, "the bot is blocked") == (dead.to, dead.cause)
    assert "the bot is blocked" in text


async def test_after_a_day_of_trouble_an_alert_is_dead_and_opens_again_on_a_word():
    async with notice_process() as here:
        here.registry.statuses[FIRST] = RegistryStatus.REVOKED
        key = await planned(here)
        here.platform.says = [NotSent("refused")] * 200
        for _ in range(110):
            again = await here.deliverer.deliver(key)
            if again is None:
                break
            here.clock.now = again
        dead = await here.ledger.message(key)
        assert (MessageState.DEAD, "given up after 24 hours: refused") == (dead.state, dead.cause)
        here.platform.says = [NotSent("refused"), NotSent("refused")]
        here.clock.forward(days=2)
        assert (True, False) == (await here.ledger.retry(key), await here.ledger.retry("dig:nobody"))
        here.clock.now = await here.deliverer.deliver(key)
        here.clock.now = await here.deliverer.deliver(key)  # it has a day again
        await here.deliverer.deliver(key)

    assert 1 == len(here.platform.arrived)


async def test_what_a_person_opens_again_is_sent_at_any_hour_with_the_words_of_then():
    async with notice_process() as here:
        key = await planned(here)
        here.platform.says = [Unreachable("the bot is blocked")]
        await here.deliverer.deliver(key)
        here.clock.forward(days=3, hours=12)
        assert await here.ledger.retry(key)
        await here.deliverer.deliver(key)

    assert ["in 27 days" in text for text in here.texts] == [True]


async def test_a_renewal_between_planning_and_sending_turns_the_alarm_into_a_note():
    async with notice_process() as here:
        here.registry.ends = {FIRST: after(30), SECOND: after(30)}
        await here.watch(FIRST, SECOND)
        await here.rounds.read()
        await here.rounds.plan()
        here.clock.forward(hours=1)
        here.registry.ends[FIRST] = after(760)
        await here.deliver()

    [text] = here.texts
    assert "AIDA-2026-1234: was renewed and now stands until" in text
    assert "AIDA-2026-1234: expires" not in text
    assert "CPAP-2026-8841: expires" in text


async def test_what_became_untrue_altogether_is_not_sent_at_all():
    async with notice_process() as here:
        key = await planned(here)
        await here.store.watch_stores.actions.acknowledge(RITA, FIRST)
        assert await here.deliverer.deliver(key) is None

        assert ({"dropped": 1}, []) == (await here.states(), here.platform.arrived)


async def test_a_revocation_that_is_read_right_before_sending_goes_at_once():
    async with notice_process() as here:
        await planned(here)
        here.clock.forward(hours=1)
        here.registry.statuses[FIRST] = RegistryStatus.REVOKED
        await here.deliver()
        await here.deliver()

    [text] = here.texts
    assert "was revoked and no longer stands" in text
