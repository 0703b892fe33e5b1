"""When a message is tried again, given up or planned anew: to the second."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bots.notifications.deliverer import _pause
from bots.notifications.message_models import Message, MessageKind, MessageState, NewMessage, NotSent, Sent
from bots.notifications.models import ManagerId
from bots.notifications.preparer import is_late
from bots.notifications.schedule.calendars import Manager
from tests.bots.notifications.fakes import FIRST, MONDAY, notice_process
from verifier_client import RegistryStatus

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("attempt", "wish", "seconds"),
    [
        (1, None, 1.0),
        (2, None, 2.0),
        (10, None, 512.0),
        (11, None, 900.0),
        (9999, None, 900.0),
        (1, 90.0, 90.0),
        (9999, 0.0, 0.5),
        (1, -1.0, 0.5),
        (1, 3600.0, 3600.0),
        (1, 3601.0, 3600.0),
    ],
)
def test_pauses_double_to_a_quarter_of_an_hour_and_a_platform_may_ask_for_an_hour(attempt, wish, seconds):
    assert seconds == _pause(attempt, wish)


def message(kind, *, day=date(2026, 11, 23), attempt=0, first=None):
    return Message("k", kind, ManagerId("m"), day, urgent=False, attempt=attempt, first_attempt_at=first)


DIGEST, ALERT, ANSWER = MessageKind.DIGEST, MessageKind.ALERT, MessageKind.ANSWER
OPENS, CLOSES = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("what", "quiet_nights", "now", "late"),
    [
        (message(DIGEST), False, OPENS, False),
        (message(DIGEST), False, CLOSES - SECOND, False),
        (message(DIGEST), False, CLOSES, True),
        (message(DIGEST), False, OPENS - SECOND, True),
        (message(DIGEST, day=date(2026, 11, 20)), False, OPENS, True),
        (message(DIGEST, day=date(2026, 11, 24)), False, OPENS, False),
        (message(ALERT), False, CLOSES, False),
        (message(ALERT), True, CLOSES, True),
        (message(ALERT), True, CLOSES - SECOND, False),
        (message(ALERT, day=date(2026, 11, 20)), True, OPENS, False),
        (message(ANSWER), True, CLOSES, False),
        (message(DIGEST, attempt=1), False, CLOSES, False),  # a person opened it again
        (message(DIGEST, attempt=1, first=OPENS), False, CLOSES, True),
    ],
)
def test_digests_keep_their_day_and_hours_and_alerts_those_of_who_wants_quiet_nights(what, quiet_nights, now, late):
    manager = Manager(ManagerId("m"), urgent_any_time=not quiet_nights, opens=time(9), closes=time(17))

    assert late is is_late(what, manager, now)


@pytest.mark.anyio
async def test_a_surface_that_is_not_configured_is_waited_for_for_a_day():
    async with notice_process() as here:
        to = ManagerId("teams:T1:29:rita")
        await here.ledger.write(NewMessage("answer:1", ANSWER, to, MONDAY.date(), MONDAY))
        waited = await here.deliverer.deliver("answer:1")
        here.clock.forward(hours=24)
        still = await here.deliverer.deliver("answer:1")
        here.clock.forward(seconds=1)
        given_up = await here.deliverer.deliver("answer:1")
        dead = await here.ledger.message("answer:1")

    assert (MONDAY + timedelta(minutes=15), MONDAY + DAY + timedelta(minutes=15), None) == (waited, still, given_up)
    assert (MessageState.DEAD, "teams is not configured") == (dead.state, dead.cause)


@pytest.mark.anyio
async def test_an_alert_is_given_up_a_day_after_its_first_attempt_and_not_a_second_before():
    async with notice_process() as here:
        here.registry.statuses[FIRST] = RegistryStatus.REVOKED
        await here.watch(FIRST)
        await here.rounds.read()
        await here.rounds.plan()
        [key] = here.engine.keys
        here.platform.says = [NotSent("refused", 60.0)] * 3
        await here.deliverer.deliver(key)
        here.clock.forward(hours=24)
        assert await here.deliverer.deliver(key) == here.clock() + timedelta(minutes=1)
        here.clock.forward(minutes=1)
        assert await here.deliverer.deliver(key) is None
        assert "given up after 24 hours: refused" == (await here.ledger.message(key)).cause


@pytest.mark.anyio
async def test_what_was_sent_is_closed_and_nobody_asks_for_it_again():
    async with notice_process() as here:
        await here.ledger.write(NewMessage("answer:2", ANSWER, ManagerId("chat:T1:rita"), MONDAY.date(), MONDAY + DAY))
        waits = await here.deliverer.deliver("answer:2")
        unknown = await here.deliverer.deliver("answer:3")
        here.platform.says = [Sent("7")]

    assert (MONDAY + DAY, None, []) == (waits, unknown, here.platform.arrived)
