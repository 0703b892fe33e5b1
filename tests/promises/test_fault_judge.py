"""The fault runs are only as good as their judge: it must see each way in which somebody is not told, or told twice."""

from dataclasses import replace

import pytest

from bots.conversation.text.delivery import reference
from bots.notifications.message_models import MessageState
from tests.faults.acceptance import Acceptance
from tests.faults.commands import person
from tests.faults.judging import Entry, judge
from tests.faults.stopping import Stop

ADA, CERTIFICATE = "U1", "CPAP-2026-8841"
DUE = {(ADA, CERTIFICATE)}


def entry(key="dig:slack:T1:U1:2026-11-20", state=MessageState.SENT, **more):
    return Entry(key, ADA, state, frozenset({CERTIFICATE}), **more)


def taken(key="dig:slack:T1:U1:2026-11-20", *, marked=False):
    return Acceptance(ADA, reference(key).removeprefix("Ref "), (CERTIFICATE,), marked)


def test_what_arrived_once_is_good():
    found = judge([entry()], [taken()], DUE)
    assert found.is_good
    assert (1, 1, 0) == (found.expected, found.arrived, found.marked)


def test_a_notice_is_lost_that_was_never_planned_never_taken_or_is_still_open():
    for entries in ([], [entry()], [entry(state=MessageState.HELD)], [entry(state=MessageState.DROPPED)]):
        assert judge(entries, [], DUE).lost
    assert not judge([entry(state=MessageState.PENDING)], [], DUE).is_good
    assert judge([], [taken()], DUE).lost


def test_a_person_sees_what_is_dead_and_gets_tomorrow_what_was_held():
    assert judge([entry(state=MessageState.DEAD)], [], DUE).is_good
    tomorrow = entry("dig:slack:T1:U1:2026-11-21", MessageState.PENDING, after=True)
    assert judge([entry(state=MessageState.HELD), tomorrow], [], DUE).is_good
    assert judge([entry(state=MessageState.HELD), tomorrow], [taken()], DUE).is_good


def test_a_repeat_is_only_forgiven_where_it_says_so():
    again = judge([entry(repeated=True)], [taken(), taken(marked=True)], DUE)
    assert again.is_good
    assert 1 == again.marked
    assert judge([entry()], [taken(), taken()], DUE).doubled


def test_one_certificate_in_two_messages_is_a_double():
    keys = ("dig:slack:T1:U1:2026-11-20", "dig:slack:T1:U1:2026-11-21")
    assert judge([entry(key) for key in keys], [taken(key) for key in keys], DUE).doubled


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, (0, 0, 0, 0)),
        ({"answered": {1: 1}}, (1, 0, 0, 0)),
        ({"answered": {1: 1, 2: 2}}, (0, 1, 0, 0)),
        ({"elsewhere": 3}, (0, 0, 3, 0)),
        ({"audited": {person(2)}}, (0, 0, 0, 1)),
    ],
)
def test_a_command_that_was_acknowledged_is_lost_doubled_or_not_written_down(changes, faults):
    found = replace(Stop("sqlite", {1, 2}, {1: 1, 2: 1}, audited={person(1), person(2)}), **changes)

    assert (faults, not any(faults)) == (found.faults, found.is_good)


@pytest.mark.parametrize("changes", [{"code": None}, {"seconds": 20.1}])
def test_who_does_not_end_in_time_broke_a_promise(changes):
    assert not replace(Stop("sqlite", set(), {}), **changes).is_good
