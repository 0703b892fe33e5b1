"""Rounds over days and outages: in time, never twice, and never silent."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bots.conversation.model.watch_models import Callback, Preferences
from bots.notifications.dry_run_store import DryRunStore
from bots.notifications.message_models import Unreachable
from bots.notifications.models import ManagerId
from bots.notifications.planner import Planner
from bots.notifications.recheck import Recheck
from tests.bots.notifications.fakes import FIRST, MONDAY, OWEN, RITA, SECOND, after, notice_process
from verifier_client import PauseCause, RegistryPause, RegistryStatus

pytestmark = pytest.mark.anyio
ADMIN = ManagerId(OWEN.key)


async def test_from_ninety_days_to_the_day_after_each_rung_is_told_once_on_a_workday():
    async with notice_process() as here:
        here.registry.ends[FIRST] = after(100)
        await here.watch(FIRST)
        for day in (*range(9, 12), *range(38, 42), *range(69, 72), *range(92, 103)):
            await here.live(MONDAY + timedelta(days=day), step=MONDAY + timedelta(days=day) - here.clock())

    told = re.findall(r"AIDA-2026-1234: expire[sd] (?:on 3 March 2027, )?(today|[^;.,]*)", "\n".join(here.texts))
    # 60 days before is a Saturday: it comes on the Friday before.
    assert ["in 90 days", "in 61 days", "in 30 days", "in 7 days", "tomorrow", "today", "yesterday"] == told
    quiet = [text for text in here.texts if "All quiet" in text]
    assert 3 == len(quiet)


@pytest.mark.parametrize(("status", "days"), [(RegistryStatus.VALID, 30), (RegistryStatus.REVOKED, 300)])
async def test_what_was_read_when_a_watch_began_is_told_as_if_the_round_had_read_it_first_and_once(status, days):
    told = []
    for is_read_at_once in (False, True):
        async with notice_process() as here:
            here.registry.ends[FIRST], here.registry.statuses[FIRST] = after(days), status
            await here.watch(FIRST)
            if is_read_at_once:
                await here.store.watch_stores.watches.learn({FIRST.text: here.registry.verdict(FIRST)})
            await here.live(MONDAY + timedelta(days=5))
            told.append(here.texts)

    assert 1 == len(told[0])
    assert told[0] == told[1]


async def test_two_rounds_at_once_read_once_and_tell_once():
    async with notice_process() as here:
        here.registry.ends = {FIRST: after(30), SECOND: after(7)}
        await here.watch(FIRST, SECOND)
        other = here.again("w2")
        await asyncio.gather(here.rounds.read(), other.rounds.read())
        await asyncio.gather(here.rounds.plan(), other.rounds.plan())
        await asyncio.gather(here.deliver(), other.deliver())

    assert ["AIDA-2026-1234", "CPAP-2026-8841"] == sorted(set(here.registry.asked))
    assert 1 == len(here.texts)


async def test_a_round_that_died_halfway_is_taken_up_by_the_next():
    """Read and planned, but never handed to an engine: the ledger remembers."""
    async with notice_process() as here:
        here.registry.ends[FIRST] = after(30)
        await here.watch(FIRST)
        await here.rounds.read()
        await here.rounds.plan()
        here.engine.keys.clear()
        here.clock.forward(minutes=6)
        assert 1 == await here.rounds.reconcile(timedelta(minutes=5))
        first = dict(here.engine.keys)
        here.clock.forward(seconds=10)
        await here.rounds.reconcile(timedelta(minutes=5))
        assert first == here.engine.keys  # one job in that time, however often somebody looks
        await here.deliver()
        assert 0 == await here.rounds.reconcile(timedelta(minutes=5))

    assert 1 == len(here.texts)


async def test_a_round_that_fails_gives_its_claim_back_and_the_next_look_begins_it_again():
    async with notice_process() as here:
        here.registry.ends = {FIRST: after(30), SECOND: after(7)}
        await here.watch(FIRST, SECOND)
        here.registry.broken = {SECOND}
        with pytest.raises(RuntimeError):
            await here.rounds.read()
        here.registry.broken = set()
        other = here.again("w2")
        assert 2 == (await other.rounds.read()).read
        assert None is await here.store.round_stores.log.finished_at("sweep")


async def test_a_registry_that_answers_nobody_for_half_an_hour_is_told_to_the_admin_with_its_cause():
    async with notice_process() as here:
        began = here.clock()
        here.registry.pauses = (RegistryPause("pai", "Register", PauseCause.ASKED_FOR_IT, began),)
        here.clock.forward(minutes=29)
        assert () == await here.rounds.raise_alarms(ADMIN, since=began)
        here.clock.forward(minutes=2)
        (key,) = await here.rounds.raise_alarms(ADMIN, since=began)
        assert () == await here.rounds.raise_alarms(ADMIN, since=began)
        await here.deliverer.deliver(key)

    assert key.startswith("alarm:registry_paused:")
    assert "1 registry has answered nobody since 23 November, 10:00 UTC." in here.texts[-1]
    assert "Cause: Register asked us not to ask for a while, since 23 November, 10:00 UTC." in here.texts[-1]


async def test_a_registry_that_is_down_around_the_end_is_said_and_never_taken_for_an_answer():
    async with notice_process() as here:
        here.registry.ends[FIRST] = after(10)
        await here.watch(FIRST)
        await here.run_round()
        here.registry.down = True
        await here.live(MONDAY + timedelta(days=12), step=timedelta(days=1))

    last = "\n".join(here.texts[1:])
    assert "could not be read" in last
    assert "does not exist" not in last.lower()
    assert "was revoked" not in last


async def test_a_clock_that_jumps_tells_nothing_twice_and_skips_nothing():
    async with notice_process() as here:
        here.registry.ends[FIRST] = after(30)
        await here.watch(FIRST)
        for hours in (0, 2, -2, 3, -4, 26, 24):
            here.clock.forward(hours=hours)
            await here.run_round()
        here.registry.statuses[FIRST] = RegistryStatus.SUSPENDED
        await here.live(here.clock() + timedelta(days=8), step=timedelta(days=2))

    assert 1 == sum("in 30 days" in text for text in here.texts)
    assert 1 == sum("suspended" in text for text in here.texts)


async def test_what_was_added_is_read_with_the_next_round_and_revocation_goes_out_of_hours():
    saturday = MONDAY - timedelta(days=2, hours=7)
    async with notice_process(now=saturday) as here:
        here.registry.statuses[SECOND] = RegistryStatus.REVOKED
        here.registry.ends[FIRST] = after(30)
        await here.watch(FIRST, SECOND)
        await here.run_round()
        assert ["CPAP-2026-8841 was revoked and no longer stands."] == [text.splitlines()[0] for text in here.texts]
        await here.live(MONDAY + timedelta(hours=3), step=timedelta(hours=15))

    assert 2 == len(here.texts)


async def test_who_wants_no_messages_gets_none_and_nothing_piles_up():
    async with notice_process() as here:
        here.registry.ends[FIRST] = after(30)
        await here.watch(FIRST)
        chosen = here.store.watch_stores.preferences
        await chosen.set_preferences(RITA, Preferences(opted_out=True))
        await here.live(MONDAY + timedelta(days=10), step=timedelta(days=5))
        assert ([], {}) == (here.texts, await here.states())
        await chosen.set_preferences(RITA, Preferences())
        await here.live(MONDAY + timedelta(days=23), step=timedelta(days=13))

    assert [1, 0] == [sum(f"in {days} days" in text for text in here.texts) for days in (7, 30)]


async def test_a_pause_holds_back_digests_until_its_end_and_lets_a_revocation_through():
    async with notice_process() as here:
        chosen = here.store.watch_stores.preferences
        await chosen.set_preferences(RITA, Preferences(paused_until=(MONDAY + timedelta(days=9)).date()))
        here.registry.ends[FIRST] = after(30)
        here.registry.statuses[SECOND] = RegistryStatus.REVOKED
        await here.watch(FIRST, SECOND)
        await here.live(MONDAY + timedelta(days=8), step=timedelta(days=2))
        [alert] = here.texts
        await here.live(MONDAY + timedelta(days=11), step=timedelta(days=1))
        first = here.texts[1]

    assert "was revoked" in alert
    assert "this could not wait" in alert
    assert str(FIRST) in first
    assert "what waited is here" in first


async def test_alarms_reach_the_admin_once_a_day_each():
    async with notice_process() as here:
        start = here.clock()
        here.clock.forward(hours=30)
        keys = await here.rounds.raise_alarms(ADMIN, since=start)
        assert ["alarm:canary_silent:2026-11-24", "alarm:round_late:2026-11-24"] == sorted(keys)
        assert () == await here.rounds.raise_alarms(ADMIN, since=start)
        for key in keys:
            await here.deliverer.deliver(key)
        here.registry.ends[FIRST] = after(30)
        await here.watch(FIRST, owner=OWEN)
        here.platform.says = [Unreachable("gone")]
        await here.run_round()
        late = await here.rounds.raise_alarms(ADMIN, since=here.clock())
        assert () == await here.rounds.raise_alarms(None, since=start)

    assert ["alarm:dead:2026-11-24"] == list(late)
    assert {"owen"} == {person for person, _, _ in here.platform.arrived}
    assert "No round has come to its end" in "\n".join(here.texts)


async def test_a_promise_is_kept_when_the_registry_is_back_and_ends_with_a_word_when_it_is_not():
    async with notice_process() as here:
        callbacks, until = here.store.watch_stores.callbacks, MONDAY + timedelta(hours=24)
        here.registry.down = True
        assert await callbacks.add(Callback(RITA, FIRST, "Jane Doe"), until=until, most=10)
        assert await callbacks.add(Callback(RITA, FIRST, "Jane Doe"), until=until, most=10)
        assert 0 == await here.rounds.answer_callbacks()
        here.registry.down = False
        assert 1 == await here.rounds.answer_callbacks()
        assert 0 == await here.rounds.answer_callbacks()
        await here.deliver()
        here.registry.down = True
        await callbacks.add(Callback(RITA, SECOND), until=until, most=10)
        here.clock.forward(hours=25)
        await here.rounds.answer_callbacks()
        await here.deliver()

    kept, over = here.texts
    assert "AIDA-2026-1234" in kept
    assert "CPAP-2026-8841 could still not be checked within a day" in over


async def test_a_dry_run_shows_what_would_be_sent_and_keeps_nothing():
    async with notice_process() as here:
        here.registry.ends = {FIRST: after(30)}
        here.registry.statuses = {SECOND: RegistryStatus.REVOKED}
        await here.watch(FIRST, SECOND)
        for _ in range(2):
            dry = DryRunStore(here.store.rounds)
            read = [
                batch.read async for batch in Recheck(store=dry, registries=here.registry, now=here.clock).read_due()
            ]
            swept = await Planner(dry, here.clock).plan_due()
            assert ([2], 2, 2) == (read, swept.notices, len(dry.messages))
        assert {} == await here.states()
        await here.run_round()

    assert 2 == len(here.texts)


async def test_an_end_that_somebody_entered_is_told_in_their_organisation_only():
    """Two tenants watch what no registry knows; the dry run says the same as the round."""
    eve = replace(RITA, tenant="T2", person="eve")
    async with notice_process() as here:
        here.registry.by_hand = {FIRST}
        for owner in (RITA, eve):
            await here.watch(FIRST, owner=owner)
        await here.run_round()
        here.clock.forward(days=6)
        await here.store.watch_stores.actions.enter_end_date(RITA, FIRST, after(37))
        here.clock.forward(days=1)
        dry = DryRunStore(here.store.rounds)
        read = [batch.read async for batch in Recheck(store=dry, registries=here.registry, now=here.clock).read_due()]
        await Planner(dry, here.clock).plan_due()
        await here.run_round()
        here.clock.forward(days=1)
        await here.store.watch_stores.actions.enter_end_date(eve, FIRST, after(400))
        await here.live(MONDAY + timedelta(days=20), step=timedelta(days=1))

    told = {"rita": [], "eve": []}
    for person, payload, _ in here.platform.arrived:
        told[person].append(payload)
    assert ([1], {RITA.key}) == (read, {post.to for post in dry.messages.values() if post.notices})
    assert [True, True] == ["no registry can be asked" in told[person][0] for person in told]
    words = "\n".join(told["rita"][1:])
    assert [True, True] == [word in words for word in ("in 30 days.", "Unconfirmed: a person entered the date")]
    assert [] == [word for word in ("renewed", "2027-12", "December 2027") if word in words]
    assert [] == [word for word in ("expires", "a person entered", "1 expiring") if word in "\n".join(told["eve"])]


async def test_the_certificate_that_follows_is_watched_by_the_same_people():
    async with notice_process() as here:
        here.registry.ends = {FIRST: after(10), SECOND: after(100)}
        here.registry.successors[FIRST] = SECOND.text
        await here.watch(FIRST, holder="Jane Doe", team="Risk", purpose="client work")
        await here.live(MONDAY + timedelta(days=11), step=timedelta(days=1))
        [first, second] = await here.store.watch_stores.watches.of_owner(RITA)

    assert ("CPAP-2026-8841", "Jane Doe", "Risk") == (second.certificate.text, second.holder, second.team)
    text = "\n".join(here.texts)
    assert "AIDA-2026-1234: was followed by CPAP-2026-8841" in text.replace(" · Jane Doe · team Risk", "")
    assert ("CPAP-2026-8841" in text, "AIDA-2026-1234: expires" in text) == (True, False)
    assert first.certificate == FIRST
