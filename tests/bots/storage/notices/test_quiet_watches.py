"""What a round passes over has nothing to tell, and is looked at again before it has."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from bots.notifications.planner import AHEAD, Planner
from bots.notifications.schedule.calendars import reading_day
from bots.notifications.schedule.due_notices import due, next_notice_on
from bots.notifications.schedule.lead_times import ladder_for
from bots.storage.tables.schema import (
    certificates,
    entered_ends,
    notices,
    preferences,
    team_rules,
    tenant_settings,
    watches,
)
from tests.bots.storage.factories import ADA, END, FIRST, NOON, READ, TODAY, Desk
from verifier_client import RegistryStatus

pytestmark = pytest.mark.anyio
NEVER = datetime(2199, 1, 1, tzinfo=UTC).date()
EARLIER = NOON - timedelta(days=20)
ODD = {
    certificates: {
        "failing_since": EARLIER, "gone_since": EARLIER, "by_hand_since": EARLIER, "previous_end": END, "successor": "X"
    },
    watches: {"snooze_until": TODAY, "escalate_to": "slack:T1:U9", "until": TODAY + timedelta(days=30)},
    entered_ends: {"expires_on": TODAY + timedelta(days=5), "entered_at": EARLIER},
    notices: {"key": "k", "kind": "suspended", "about_on": TODAY, "step": 0, "told_at": EARLIER},
    preferences: {"paused_until": TODAY + timedelta(days=200)},
    team_rules: {"days": "[1000, 7]"},
    tenant_settings: {"name": "days", "value": "400, 30"},
}  # fmt: skip
ODDITIES = [(table, name) for table, values in ODD.items() for name in values]
ORDINARY = {"status": "valid", "certification": "AIDA", "issuer": "pai", "issued_on": TODAY - timedelta(days=9)}


def days(low, high):
    return st.integers(low, high).map(lambda many: TODAY + timedelta(days=many))


LIVES = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["valid"] * 9 + ["unsaid", None, *map(str, RegistryStatus)]),
        "certification": st.sampled_from(["AIDA", "CAI", "AiE", "", "CAIP", "caim", "XYZ"]),
        "issuer": st.sampled_from(["", "PECB", "pai", "Production AI Institute"]),
        "expires_on": st.none() | days(-40, 160) | days(0, 1400),
        "issued_on": st.none() | days(-900, 0),
        "odd": st.none() | st.none() | st.sampled_from(ODDITIES),
        "workdays": st.sampled_from(["12345", "1", "7", "1234567"]),
        "time_zone": st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Antarctica/Troll"]),
    }
)


@pytest.fixture
def desk(database, time):
    time.now = NOON
    return Desk(database, time)


async def lived(desk, *lives):
    """Write watches down that differ in all that can make one due, each of an organisation of its own."""
    async with desk.database.writing() as connection:
        for table in (notices, entered_ends, watches, certificates, preferences, team_rules, tenant_settings):
            await connection.execute(delete(table))
        for number, life in enumerate(lives, 1):
            here = {"surface": "slack", "tenant": f"T{number}"}
            rows = {
                certificates: {"id": number, "kind": "pai", "text": f"X{number}", "since": EARLIER}
                | {name: life[name] for name in ("status", "certification", "issuer", "expires_on", "issued_on")},
                watches: here
                | {"id": number, "owner": "U", "certificate_id": number, "reader": f"slack:T{number}:U", "team": "B"}
                | {"next_notice_on": TODAY, "added_at": EARLIER},
                preferences: {"who": f"slack:T{number}:U", "changed_at": EARLIER}
                | {name: life[name] for name in ("workdays", "time_zone")},
            }
            table, name = life["odd"] or (None, None)
            if table is entered_ends:
                rows[table] = here | {"certificate_id": number, **ODD[table]}
            elif table is notices:
                rows[table] = {"id": number, "watch_id": number, **ODD[table], "key": f"suspended:{number}"}
            elif table is team_rules:
                rows[table] = {"owner": f"slack:T{number}:U", "team": "B", **ODD[table]}
            elif table is tenant_settings:
                rows[table] = here | {"changed_at": EARLIER, **ODD[table]}
            elif table is not None:
                rows[table][name] = ODD[table][name]
            if table is watches and name == "snooze_until":
                rows[watches]["snooze_end"] = life["expires_on"]
            for each, row in rows.items():
                await connection.execute(insert(each).values(row))


async def watched(desk):
    return {each.state.watch.id: each for each in await desk.dues(NEVER)}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(LIVES, min_size=8, max_size=16), hour=st.integers(0, 23))
async def test_no_watch_is_passed_over_that_the_schedule_would_tell(desk, lives, hour):
    now, store = datetime.combine(TODAY, time(hour), UTC), desk.rounds
    await lived(desk, *lives)
    before = await watched(desk)
    while await store.pass_over((now + AHEAD).date()):
        pass
    after = await watched(desk)
    people = await store.managers({each.state.watch.reader for each in before.values()})

    for number, each in before.items():
        if number in after and each.position == after[number].position:
            continue
        manager, ladder = people[each.state.watch.reader], ladder_for(each.state.reading.facts, each.team_days)
        known = next_notice_on(each.state, reading_day(manager, now), manager=manager, ladder=ladder)

        assert () == due(each.state, now, manager=manager, ladder=ladder)
        assert known is None or (number in after and after[number].position[0] <= known)


async def test_what_stands_far_from_its_end_is_passed_over_and_comes_back_in_time(desk):
    far = ORDINARY | {"expires_on": TODAY + timedelta(days=700), "odd": None, "workdays": "12345", "time_zone": "UTC"}
    await lived(desk, far, far | {"odd": (team_rules, "days")}, far | {"expires_on": None}, far | {"status": None})
    passed = await desk.rounds.pass_over(TODAY)
    places = {number: each.position[0] - TODAY for number, each in (await watched(desk)).items()}

    assert 3 == passed
    assert {"1": timedelta(days=700 - 97), "2": timedelta(0)} == places


@pytest.mark.parametrize("odd", [odd for odd in ODDITIES if odd[1] not in {"escalate_to", "until"}])
async def test_whatever_may_have_to_be_told_is_left_to_the_schedule(desk, odd):
    far = ORDINARY | {"expires_on": TODAY + timedelta(days=700), "odd": odd, "workdays": "12345", "time_zone": "UTC"}
    await lived(desk, far)

    assert 0 == await desk.rounds.pass_over(TODAY)


async def test_a_watch_that_changes_meanwhile_is_due_all_the_same(desk):
    """A reading that comes between a round's look and its plan marks the watch, and the next round sees it."""
    await desk.watches.watch(ADA, FIRST)
    await desk.learned(READ)
    assert 1 == len(await desk.dues(TODAY))
    await Planner(desk.rounds, lambda: NOON).plan_due()
    await desk.learned(is_changed=True)

    assert 1 == len(await desk.dues(TODAY))
