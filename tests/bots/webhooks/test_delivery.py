"""From a press or a notice to another system: each event once, over crashes and days, from whoever may, and no more."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bots.app.container import build_container
from bots.config.settings import Settings
from bots.conversation.model.intents import Asker
from bots.notifications.message_models import MessageKind, MessageState
from bots.notifications.models import Notice, NoticeKey, NoticeKind, WatchId
from bots.storage.store import Store
from bots.storage.tables.schema import deliveries
from bots.webhooks.events import notice_events
from tests.bots.storage.factories import END, who
from tests.bots.webhooks.receiver import SECRET, Receiver
from verifier_client import CertificateId
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
ADA, TEAM_BOB = Asker("slack", "T1", "U1"), Asker("teams", "T9", "29:a:b")
JANE = "verify AIDA-2026-1234 Jane Doe"


class Waiting:
    """A queue that only remembers."""

    async def enqueue(self, keys):
        pass


class Running:
    """A process with a webhook, on a database and a clock of the test."""

    def __init__(self, store, receiver, time, **settings):
        given = {"webhook_url": receiver.url, "webhook_secret": SECRET, "webhook_private": True, "webhook_name": "ATS"}
        read = Settings.from_env(teams_allow_anonymous=True, **given | settings)
        self.store, self.time = store, time
        self.container = build_container(read, store, now=time, clock=ManualClock())
        self.desk = self.container.desk
        notifier = self.container.notifier
        self.deliverer = notifier.deliverer(Waiting(), self.container.senders)

    async def press(self, asker=ADA, words=JANE):
        """Press the button of an answer; return the buttons and what is said."""
        reply = await self.desk.answer(self.desk.read(words), asker)
        buttons = {each.label: each.command for each in reply.cards[0].details.actions}
        if "Send to ATS" not in buttons:
            return buttons, None
        return buttons, await self.desk.answer(self.desk.read(buttons["Send to ATS"]), asker)

    async def messages(self):
        found = [
            await self.store.round_stores.ledger.listed((state,), limit=500)
            for state in (MessageState.PENDING, MessageState.INFLIGHT, MessageState.SENT, MessageState.DEAD)
        ]
        return [each for page in found for each in page if each.kind is MessageKind.EVENT]

    async def deliver(self):
        """Deliver all that is due now."""
        return [await self.deliverer.deliver(each.key) for each in await self.messages()]

    async def close(self):
        await self.container.background_tasks.drain(5)
        await self.container.audit.close()
        await self.container.webhook.sender.aclose()
        await self.container.verifier.aclose()


@pytest.fixture
async def receiver(anyio_backend):  # noqa: ARG001 - makes anyio run it
    async with Receiver().open() as found:
        yield found


@pytest.fixture
async def running(database, receiver, time):
    found = Running(Store.of(database, now=time), receiver, time)
    yield found
    await found.close()


async def test_a_verdict_goes_to_the_other_system_when_its_button_is_pressed(running, receiver):
    _, said = await running.press()
    await running.deliver()
    await running.deliver()

    assert "AIDA-2026-1234 goes to ATS" in said.cards[0].headline
    [event] = receiver.events
    assert ("verdict.sent", "found", "active", "Jane Doe", ADA.key) == (
        event["type"],
        *(event["data"][each] for each in ("outcome", "standing", "holder", "sent_by")),
    )


async def test_each_press_is_an_event_of_its_own(running, receiver):
    await running.press()
    await running.press()
    await running.deliver()

    assert 2 == len(set(receiver.names))


async def test_a_receiver_that_is_down_for_a_day_gets_each_event_once(running, receiver, time):
    for _ in range(3):
        await running.press()
    began = time.now
    while time.now - began < timedelta(hours=26):
        receiver.answers = [(503, {})] * 3
        again = [each for each in await running.deliver() if each is not None]
        time.now = max(again)
    receiver.answers = []
    await running.deliver()
    await running.deliver()

    assert 3 == len(receiver.events) == len(set(receiver.names))
    assert {MessageState.SENT} == {each.state for each in await running.messages()}


async def test_after_three_days_it_is_given_up_and_a_person_sees_it(running, receiver, time):
    await running.press()
    began = time.now
    while time.now - began < timedelta(hours=73):
        receiver.answers = [(500, {})]
        [again] = await running.deliver()
        time.now = again or began + timedelta(hours=73)
    [message] = await running.messages()

    assert (MessageState.DEAD, [], True) == (message.state, receiver.events, "72 hours" in message.cause)


async def test_a_process_that_dies_in_the_midst_loses_nothing_and_repeats_under_the_same_id(running, receiver, time):
    await running.press()
    [message] = await running.messages()
    details = await running.store.round_stores.ledger.details(message.key)
    await running.store.round_stores.ledger.claim(
        message.key, worker="dead", lease=60, revision=message.revision, payload=details
    )
    await running.container.webhook.sender.send(ADA, details)  # it arrived, and nobody wrote that down
    during = await running.deliver()
    time.now += timedelta(seconds=61)
    await running.deliver()

    assert 1 == len(set(receiver.names))
    assert during != [None]
    assert [MessageState.SENT] == [each.state for each in await running.messages()]


async def test_of_what_was_sent_nothing_is_kept_but_that_it_was(running, database):
    await running.press()
    before = await rows(database)
    await running.deliver()
    after = await rows(database)

    assert "Jane Doe" in before
    assert "Jane" not in after
    assert "AIDA" not in after


async def test_whoever_is_forgotten_is_not_sent(running, receiver):
    await running.press()
    await running.press(Asker("slack", "T1", "U0STAYS001"), "verify CPAP-2026-8841")
    await running.store.privacy.forget_name("Jane Doe", by=ADA)
    await running.deliver()

    assert ["CPAP-2026-8841"] == [each["data"]["id"] for each in receiver.events]


async def rows(database):
    async with database.reading() as connection:
        return repr((await connection.execute(select(deliveries))).all())


async def test_the_audit_says_who_sent_what_and_names_nobody(running):
    await running.press()
    await running.container.audit.flush()
    lines = await running.store.audit.since(running.time.now - timedelta(days=1))

    assert (ADA, "send", "AIDA-2026-1234") in [(each.who, each.action, each.certificate) for each in lines]


@pytest.mark.parametrize(
    ("asker", "organisations", "may"),
    [
        (ADA, None, True),
        (ADA, "slack:T1, teams:T9", True),
        (TEAM_BOB, "slack:T1, teams:T9", True),
        (TEAM_BOB, "slack:T1", False),
        (Asker("slack", "T1", "U2", is_stranger=True), None, False),
    ],
)
async def test_only_people_of_the_named_organisations_may_send(database, receiver, time, asker, organisations, may):
    running = Running(Store.of(database, now=time), receiver, time, webhook_organisations=organisations)
    buttons, _ = await running.press(asker)
    by_hand = await running.desk.answer(running.desk.read("send-verdict AIDA-2026-1234 Jane Doe"), asker)
    await running.deliver()
    await running.close()

    assert may == ("Send to ATS" in buttons)
    assert may == bool(receiver.events)
    assert may == ("goes to ATS" in by_hand.cards[0].headline)


@pytest.mark.parametrize("words", ["verify AIDA-2026-9503", "verify AIDA-2026-0404"])
async def test_what_could_not_be_checked_is_not_offered_and_no_record_is(running, words):
    reply = await running.desk.answer(running.desk.read(words), ADA)
    card = reply.cards[0]
    labels = [each.label for each in (*card.actions, *(card.details.actions if card.details else ()))]

    assert ("0404" in words) == ("Send to ATS" in labels)


def notice(*recipients, kind=NoticeKind.EXPIRING):
    return Notice(NoticeKey(WatchId("7"), kind, END, 30), tuple(map(who, recipients)), end=END)


def test_a_notice_is_an_event_for_each_organisation_once_and_names_nobody(time):
    events = list(notice_events(notice(ADA, Asker("slack", "T1", "U2"), TEAM_BOB), "AIDA-2026-1234", at=time.now))

    assert ["webhook:slack:T1", "webhook:teams:T9"] == [each.to for each in events]
    body = json.loads(events[0].details)
    assert ("notice.due", "AIDA-2026-1234", "expiring", 30) == (
        body["type"],
        *(body["data"][each] for each in ("certificate", "kind", "days_before")),
    )
    assert "U1" not in events[0].details
    again = list(notice_events(notice(ADA, TEAM_BOB), "AIDA-2026-1234", at=time.now + timedelta(days=1)))
    assert [each.key for each in events] == [each.key for each in again]


async def test_the_canary_is_nobody_elses_business(running):
    canary = Asker("canary", "", "canary")
    found = running.container.webhook.events_of([notice(canary)], {WatchId("7"): "CPAP-2026-CNRY"})

    assert [] == list(found)


async def test_a_notice_that_a_round_plans_is_sent_once_however_often_it_is_planned(running, receiver):
    await running.store.watch_stores.watches.watch(ADA, CertificateId.parse("CPAP-2026-CNRY"))
    rounds = running.container.notifier.rounds(Waiting())
    for _ in range(2):
        await rounds.read()
        await rounds.plan()
        await running.deliver()

    [event] = receiver.events
    assert ("notice.due", "CPAP-2026-CNRY") == (event["type"], event["data"]["certificate"])
    assert ADA.person not in json.dumps(event)
