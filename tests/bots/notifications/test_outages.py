"""Rounds after an outage or a stop: what waited is told as it is on the day, once, within the hours."""

import re
from datetime import timedelta

import pytest

from bots.conversation.model.watch_models import Preferences
from tests.bots.notifications.fakes import FIRST, MONDAY, RITA, SECOND, after, notice_process
from verifier_client import RegistryStatus

pytestmark = pytest.mark.anyio


async def test_after_an_outage_of_a_month_one_message_comes_within_the_hours_with_the_days_of_that_day():
    async with notice_process(now=MONDAY.replace(hour=1)) as here:
        here.registry.ends[FIRST] = after(60)
        await here.watch(FIRST)
        await here.run_round()  # planned for nine o'clock
        here.clock.forward(days=30)  # in the night
        await here.run_round()
        at_night = list(here.texts)
        here.clock.forward(hours=8)
        await here.run_round()
        await here.rounds.reconcile(timedelta(0))
        await here.deliver()

    assert [] == at_night
    assert ["in 30 days"] == [found for text in here.texts for found in re.findall(r"in \d+ days", text)[:1]]


async def test_after_an_outage_over_an_end_only_what_is_true_on_that_day_is_told():
    async with notice_process(now=MONDAY.replace(hour=18)) as here:
        here.registry.ends[FIRST] = after(1)
        here.registry.ends[SECOND] = after(65)
        await here.watch(FIRST, SECOND)
        await here.run_round()  # "today", planned for tomorrow at nine
        here.clock.forward(days=7, hours=-8)  # the Monday after: "expired", and 60 days before the other's end
        await here.run_round()
        await here.rounds.reconcile(timedelta(0))
        await here.deliver()

    [text] = here.texts
    assert "expired on 24 November 2026, 6 days ago" in text
    assert "in 58 days" in text
    assert "today" not in text


async def test_a_woken_job_sends_nothing_whose_hours_are_over_and_the_next_plan_gives_it_anew():
    async with notice_process(now=MONDAY.replace(hour=18)) as here:
        here.registry.ends[FIRST] = after(1)
        await here.watch(FIRST)
        await here.run_round()
        here.clock.forward(days=3)
        await here.deliver()
        assert ({"dropped": 1}, []) == (await here.states(), here.texts)
        await here.rounds.plan()
        here.clock.forward(hours=15)
        await here.deliver()

    assert ["expired on 24 November 2026, 3 days ago"] == re.findall(r"expired on[^;.\n]*ago", here.texts[0])[:1]
    assert 1 == len(here.texts)


async def test_an_alert_that_shall_keep_the_hours_waits_for_the_digest_when_it_missed_them():
    async with notice_process(now=MONDAY.replace(hour=8)) as here:
        chosen = here.store.watch_stores.preferences
        await chosen.set_preferences(RITA, Preferences(urgent_any_time=False))
        here.registry.statuses[FIRST] = RegistryStatus.REVOKED
        await here.watch(FIRST)
        await here.run_round()
        here.clock.forward(hours=12)
        await here.run_round()
        assert [] == here.texts
        here.clock.forward(hours=13)
        await here.run_round()

    assert ["was revoked" in text for text in here.texts] == [True]


async def test_after_an_outage_there_is_one_digest_within_the_hours_with_the_numbers_of_its_day():
    async with notice_process(now=MONDAY.replace(hour=18)) as here:
        here.registry.ends = {FIRST: after(60), SECOND: after(27)}
        await here.watch(FIRST, SECOND)
        await here.rounds.read()
        await here.rounds.plan()  # for tomorrow morning; and then nothing runs for a month
        here.clock.forward(days=28, hours=4)
        await here.rounds.reconcile(timedelta(0))
        await here.deliver()
        in_the_night = len(here.texts)
        await here.live(here.clock() + timedelta(hours=20), step=timedelta(hours=3))
        digests = [text for text in here.texts if FIRST.text in text or SECOND.text in text]

    assert 0 == in_the_night
    assert 1 == len(digests)
    assert 1 == digests[0].count(f"{FIRST.text}:") == digests[0].count(f"{SECOND.text}:")
    assert ("in 31 days" in digests[0], "in 59 days" in digests[0]) == (True, False)
    assert ("expires today" in digests[0], "2 days ago" in digests[0]) == (False, True)
