"""Whoever looks only on the days that were planned tells the same, on the same days, as who looks on every day."""

from datetime import date, timedelta

import pytest

from bots.notifications.models import NoticeKind
from bots.notifications.schedule.due_notices import due_on, next_notice_on
from bots.notifications.schedule.lead_times import ladder_for
from bots.notifications.schedule.watch_transitions import mark_notified
from tests.bots.notifications.watch_factories import BOSS, EVERY_DAY, at, state

DAY = timedelta(days=1)
BEGIN, END = date(2026, 5, 4), date(2029, 7, 1)
PECB = {"code": "CAIP", "issuer": "PECB", "issued_on": BEGIN, "expires_on": date(2029, 5, 3)}


def told(what, days, *, manager):
    """Give day and kind of what is told to somebody who looks on the days that ``days`` gives after each."""
    found, day, ladder = [], BEGIN, ladder_for(what.reading.facts)
    while day is not None and day < END:
        due = due_on(what, day, manager=manager, ladder=ladder)
        found += [(day, each.kind, each.key.step) for each in due]
        what = mark_notified(what, due, at(day))
        day = days(what, day, manager=manager, ladder=ladder)
    return found


def each_day(_what, day, **_how):
    return day + DAY


def planned_days(what, day, **how):
    return next_notice_on(what, day + DAY, **how)


@pytest.mark.parametrize("about", [PECB, PECB | {"issued_on": None}, {"expires_on": date(2028, 3, 6)}])
@pytest.mark.parametrize("manager", [BOSS, EVERY_DAY])
def test_planned_days_lose_no_notice_and_double_none(about, manager):
    what = state(**about)
    daily, planned = (told(what, days, manager=manager) for days in (each_day, planned_days))

    assert [each[1:] for each in daily] == [each[1:] for each in planned] != []
    assert daily == planned or manager is BOSS  # on a free day nobody is told


def test_yearly_maintenance_is_planned_ahead_of_this_year_and_the_next():
    what = state(**PECB)
    ladder = ladder_for(what.reading.facts)
    first = next_notice_on(what, date(2026, 11, 20), manager=EVERY_DAY, ladder=ladder)
    behind = next_notice_on(what, date(2027, 5, 5), manager=EVERY_DAY, ladder=ladder)

    assert (date(2027, 2, 3), date(2028, 2, 4)) == (first, behind)
    assert [NoticeKind.MAINTENANCE] == [each.kind for each in due_on(what, first, manager=EVERY_DAY, ladder=ladder)]
