"""To act in another's place is offered, accepted or declined, by who was asked and while it lasts; and noted."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bots.conversation.watch.offers import OfferResult
from bots.notifications.message_details import OfferDetails
from bots.notifications.watch_marks import MarkKind, WatchMark
from bots.runtime.ports import Profile
from bots.storage.notices.offers import OffersInDatabase
from bots.storage.platform.profiles import ProfilesInDatabase
from bots.storage.tables.schema import conversation_references, deliveries
from bots.storage.watches.watch_marks import WatchMarksInDatabase
from tests.bots.storage.factories import ADA, BOB, EVE, FIRST, SECOND, TEAMS_BOB, Desk, who

pytestmark = pytest.mark.anyio
WEEK, SECOND_OF_TIME = timedelta(days=7), timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def desk(database, time):
    desk = Desk(database, time)
    await desk.roster(ADA, (FIRST,), (SECOND,))
    await desk.roster(EVE, (FIRST,))
    return desk


@pytest.fixture
def offers(database, time):
    return OffersInDatabase(database, time)


@pytest.fixture
def marks(desk, database, time):
    """Give what was done about a certificate's watches, by whose they are."""
    store = WatchMarksInDatabase(database, time)

    async def marks(certificate=FIRST):
        due = [each for each in await desk.dues() if each.watched.certificate == certificate]
        found = await store.marks([each.state.watch.id for each in due])
        return {each.owner: dict(found[each.state.watch.id].marks) for each in due}

    return marks


@pytest.fixture
def messages(database):
    async def messages():
        async with database.reading() as connection:
            rows = await connection.execute(select(deliveries).order_by(deliveries.c.created_at, deliveries.c.key))
            return [(row.key, row.recipient, OfferDetails.read(row.about)) for row in rows]

    return messages


async def test_who_is_asked_gets_a_message_and_only_the_asker_s_watch_is_marked(offers, marks, messages, time):
    at = time()
    result = await offers.offer(ADA, FIRST, BOB)
    key = f"offer:{BOB.key}:{FIRST.text}:{at.isoformat()}"

    assert OfferResult(1, is_reachable=True, message=key) == result
    assert {who(ADA): {MarkKind.OFFERED: WatchMark(MarkKind.OFFERED, who(ADA), at, who(BOB))}, who(EVE): {}} == (
        await marks()
    )
    assert {who(ADA): {}} == await marks(SECOND)
    assert [(key, BOB.key, OfferDetails(FIRST.text, by=ADA.key, at=at.isoformat()))] == await messages()


async def test_nobody_offers_what_does_not_concern_them(offers, marks, messages):
    assert OfferResult() == await offers.offer(BOB, FIRST, EVE)
    assert ({who(ADA): {}, who(EVE): {}}, []) == (await marks(), await messages())


async def test_in_teams_only_who_has_met_the_bot_can_be_asked(offers, messages, database):
    assert OfferResult(1, is_reachable=False) == await offers.offer(ADA, FIRST, TEAMS_BOB)
    assert [] == await messages()
    there = {"surface": "teams", "tenant": TEAMS_BOB.tenant, "conversation": "a:1", "kept": 1}
    for person in ("29:somebody", TEAMS_BOB.person):
        assert not (await offers.offer(ADA, FIRST, TEAMS_BOB)).is_reachable
        async with database.writing() as connection:
            await connection.execute(
                insert(conversation_references), {**there, "person": person, "conversation": person}
            )

    assert (await offers.offer(ADA, FIRST, TEAMS_BOB)).is_reachable


async def test_who_accepts_acts_and_it_is_noted_as_given_by_who_offered(offers, marks, desk, time):
    await offers.offer(ADA, FIRST, BOB)
    time.forward(hours=1)
    by = await offers.accept(BOB, FIRST)
    readers = {each.owner: each.state.watch.reader for each in await desk.dues() if each.watched.certificate == FIRST}

    assert ADA == by
    assert {who(ADA): who(BOB), who(EVE): who(EVE)} == readers
    assert {MarkKind.ASSIGNED: WatchMark(MarkKind.ASSIGNED, who(ADA), time(), who(BOB))} == (await marks())[who(ADA)]
    assert await offers.accept(BOB, FIRST) is None


async def test_who_declines_is_said_so_to_who_offered_and_nothing_changes_hands(offers, marks, messages, desk, time):
    await offers.offer(ADA, FIRST, BOB)
    time.forward(hours=1)
    by, message = await offers.decline(BOB, FIRST)
    (_, (key, to, details)) = await messages()

    assert (ADA, f"declined:{ADA.key}:{FIRST.text}:{time().isoformat()}") == (by, message)
    assert (message, ADA.key) == (key, to)
    assert OfferDetails(FIRST.text, by=BOB.key, at=time().isoformat(), declined=True) == details
    assert {MarkKind.DECLINED: WatchMark(MarkKind.DECLINED, who(BOB), time())} == (await marks())[who(ADA)]
    assert {who(ADA), who(EVE)} == {each.state.watch.reader for each in await desk.dues()}
    assert (None, None) == (await offers.decline(BOB, FIRST), await offers.accept(BOB, FIRST))


async def test_an_offer_after_a_refusal_is_open_again(offers, marks, time):
    await offers.offer(ADA, FIRST, BOB)
    await offers.decline(BOB, FIRST)
    time.forward(hours=1)
    await offers.offer(ADA, FIRST, BOB)

    assert [MarkKind.OFFERED] == [*(await marks())[who(ADA)]]
    assert ADA == await offers.accept(BOB, FIRST)


async def test_only_who_was_asked_answers_and_only_for_that_certificate(offers):
    await offers.offer(ADA, FIRST, BOB)

    assert [None] * 3 == [
        await offers.accept(EVE, FIRST),
        await offers.decline(ADA, FIRST),
        await offers.accept(BOB, SECOND),
    ]


async def test_of_two_who_offer_the_last_is_answered(offers, time, desk):
    await offers.offer(ADA, FIRST, BOB)
    time.forward(minutes=1)
    await offers.offer(EVE, FIRST, BOB)

    assert [EVE, ADA] == [await offers.accept(BOB, FIRST) for _ in range(2)]
    assert {who(BOB)} == {each.state.watch.reader for each in await desk.dues() if each.watched.certificate == FIRST}


async def test_an_offer_lasts_a_week_to_the_second(offers, marks, database, time):
    store = WatchMarksInDatabase(database, time)
    await offers.offer(ADA, FIRST, BOB)
    time.forward(seconds=(WEEK - SECOND_OF_TIME).total_seconds())

    assert MarkKind.OFFERED is (await store.offer_to(who(BOB), FIRST.text)).kind
    assert [MarkKind.OFFERED] == [*(await marks())[who(ADA)]]
    time.forward(seconds=1)
    assert await store.offer_to(who(BOB), FIRST.text) is None
    assert {} == (await marks())[who(ADA)]
    assert (None, None) == (await offers.accept(BOB, FIRST), await offers.decline(BOB, FIRST))


async def test_how_an_offer_stands_is_said_to_who_was_asked_and_to_nobody_else(offers, database, time):
    store = WatchMarksInDatabase(database, time)
    seen = [await store.offer_to(who(BOB), FIRST.text)]
    for step in (offers.offer(ADA, FIRST, BOB), offers.decline(BOB, FIRST), offers.offer(ADA, FIRST, BOB)):
        await step
        seen.append(await store.offer_to(who(BOB), FIRST.text))
        time.forward(minutes=1)
    await offers.accept(BOB, FIRST)
    time.forward(days=30)
    seen.append(await store.offer_to(who(BOB), FIRST.text))

    assert [None, "offered", "declined", "offered", "assigned"] == [each and each.kind.value for each in seen]
    assert [None, None] == [
        await store.offer_to(who(EVE), FIRST.text),
        await store.offer_to(who(BOB), SECOND.text),
    ]


async def test_people_are_called_what_their_platform_calls_them(database, time):
    store = WatchMarksInDatabase(database, time)
    profiles = ProfilesInDatabase(database, time)
    await profiles.keep(BOB.key, Profile("Europe/Berlin", "Bob"))
    await profiles.keep(EVE.key, Profile("Europe/Berlin", ""))

    assert {who(BOB): "Bob"} == await store.names([who(BOB), who(EVE), who(ADA)])
