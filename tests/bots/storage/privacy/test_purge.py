"""Each table keeps a row until its own limit to the second, and what is still spoken of for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bots.notifications.message_models import MessageState
from bots.notifications.models import NoticeKind
from bots.storage.privacy.purge import OF_A_DAY, PurgeInDatabase
from bots.storage.tables.schema import (
    callbacks,
    certificates,
    deliveries,
    given_answers,
    install_states,
    invites,
    notice_deliveries,
    notices,
    seen,
    watches,
    workers,
)
from tests.bots.storage.factories import END, NOON

pytestmark = pytest.mark.anyio
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
ENDED = {MessageState.SENT, MessageState.DROPPED, MessageState.HELD}
OLD = (NOON - 401 * DAY).date()


def delivery(key, at, state=MessageState.SENT):
    lease = {"lease_until": at} if state is MessageState.INFLIGHT else {}
    times = {"not_before": at, "created_at": at, "changed_at": at}
    about = {"what": "digest", "recipient": "slack:T1:U1", "local_date": at.date()}
    return {"key": key, "state": state.value, **about, **times, **lease}


@pytest.fixture
async def put(database):
    async def put(table, *rows):
        async with database.writing() as connection:
            for row in rows:
                await connection.execute(insert(table), row)

    return put


@pytest.fixture
async def left(database):
    """Tidy up at noon, and give what is left of a table's column."""

    async def left(column):
        await PurgeInDatabase(database).tidy(NOON)
        async with database.reading() as connection:
            return set((await connection.execute(select(column))).scalars())

    return left


@pytest.fixture(autouse=True)
async def watch(put):
    """A certificate that ends at ``END``, and was to end a year before, with one watch."""
    kept = {"id": 1, "kind": "pai", "text": "AIDA-2026-1111", "expires_on": END}
    await put(certificates, kept | {"previous_end": END.replace(year=END.year - 1)})
    owned = {"surface": "slack", "tenant": "T1", "owner": "U1", "reader": "slack:T1:U1"}
    await put(watches, {"id": 1, "certificate_id": 1, "added_at": NOON, **owned})


@pytest.mark.parametrize("state", MessageState)
async def test_a_message_that_ended_can_be_looked_up_for_ninety_days(put, left, state):
    old = delivery("older", NOON - 90 * DAY - SECOND, state)
    await put(deliveries, delivery("old", NOON - 90 * DAY, state), old)

    assert ({"old"} if state in ENDED else {"old", "older"}) == await left(deliveries.c.key)


@pytest.mark.parametrize(
    ("table", "row", "last", "first"),
    [
        (invites, {"owner": "o", "kind": "manager"}, timedelta(), SECOND),
        (install_states, {"browser_hash": "b"}, timedelta(), SECOND),
        (callbacks, {"certificate_id": 1}, -7 * DAY - SECOND, -7 * DAY),
        (workers, {}, -7 * DAY - SECOND, -7 * DAY),
        (seen, {}, timedelta(), SECOND),
        (given_answers, {"who": "slack:T1:U1", "messages": "[]"}, timedelta(), SECOND),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
async def test_what_is_over_goes_and_what_lasts_a_second_longer_stays(put, left, table, row, last, first):
    """``last`` is the latest end, seen from now, that has passed; ``first`` the next that has not."""
    name = {callbacks: "asker", invites: "code_hash", install_states: "state_hash", workers: "worker"}.get(table, "key")
    until = "beat_at" if table is workers else "until"
    for key, moment in (("over", NOON + last), ("lasts", NOON + first)):
        await put(table, {name: key, until: moment.timestamp() if table in {seen, given_answers} else moment, **row})

    assert {"lasts"} == await left(table.c[name])


async def test_a_certificate_stays_while_anybody_watches_it_or_waits_for_it(put, left):
    await put(certificates, *({"id": number, "kind": "pai", "text": f"AIDA-2026-{number}"} for number in (2, 3)))
    await put(callbacks, {"asker": "slack:T1:U1", "certificate_id": 2, "until": NOON})

    assert {1, 2} == await left(certificates.c.id)


def notice(number, on, kind=NoticeKind.EXPIRED):
    about = {"watch_id": 1, "kind": kind.value, "about_on": on, "step": 30, "told_at": NOON}
    return {"id": number, "key": f"{number}", **about}


@pytest.mark.parametrize("kind", NoticeKind)
async def test_only_a_notice_of_a_day_long_past_goes(put, left, kind):
    await put(notices, notice(1, OLD, kind), notice(2, (NOON - 400 * DAY).date(), kind))

    assert ({2} if kind in OF_A_DAY else {1, 2}) == await left(notices.c.id)


async def test_what_was_told_of_the_end_or_the_one_before_it_stays_for_ever(put, left, database):
    """Otherwise it would be told anew."""
    await put(notices, notice(1, END), notice(2, END.replace(year=END.year - 1)), notice(3, END - DAY))
    await PurgeInDatabase(database).tidy(NOON + 9999 * DAY)

    assert {1, 2} == await left(notices.c.id)


async def test_a_notice_stays_as_long_as_the_message_that_told_it(put, left):
    await put(notices, notice(1, OLD), notice(2, OLD))
    await put(deliveries, delivery("young", NOON))
    await put(notice_deliveries, {"notice_id": 1, "delivery_key": "young"})

    assert {1} == await left(notices.c.id)
