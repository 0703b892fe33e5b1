"""Days in a message: read in four languages, and never chosen where two can be meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.understanding.text.dates import DayRole, chosen, find_days

TODAY = date(2026, 11, 30)  # a Monday
PLAIN = {
    "as of 2026-12-01": (DayRole.ON, date(2026, 12, 1)),
    "valid on 1.12.2028?": (DayRole.ON, date(2028, 12, 1)),
    "at 10.11.2026": (DayRole.ON, date(2026, 11, 10)),
    "am 1. März 2026": (DayRole.ON, date(2026, 3, 1)),
    "le 1er décembre 2026": (DayRole.UNSAID, date(2026, 12, 1)),
    "hasta el 3 de mayo de 2027": (DayRole.UNTIL, date(2027, 5, 3)),
    "until December 1st, 2027": (DayRole.UNTIL, date(2027, 12, 1)),
    "before 25/04/2027": (DayRole.BEFORE, date(2027, 4, 25)),
    "until tomorrow": (DayRole.UNTIL, date(2026, 12, 1)),
    "seit gestern": (DayRole.FROM, date(2026, 11, 29)),
}
OPEN = {
    "on 03/04/2026": [date(2026, 4, 3), date(2026, 3, 4)],
    "on 5 May": [date(2026, 5, 5), date(2027, 5, 5)],
    "on Friday": [date(2026, 11, 27), date(2026, 12, 4)],
    "on Monday": [date(2026, 11, 30), date(2026, 12, 7)],
    "31.2.2026": [],
}


@pytest.mark.parametrize(("text", "wanted"), PLAIN.items())
def test_a_plain_day_is_read_with_what_it_is_for(text, wanted):
    (found,) = find_days(text, today=TODAY)
    assert (found.role, found.day) == wanted


@pytest.mark.parametrize(("text", "readings"), OPEN.items())
def test_a_day_that_can_be_read_in_two_ways_is_left_open(text, readings):
    (found,) = find_days(text, today=TODAY)
    assert list(found.readings) == readings
    assert found.day is None
    assert chosen(found, today=TODAY) is None


def test_what_lasts_until_a_day_ends_in_the_future():
    (found,) = find_days("mute until Friday", today=TODAY)
    assert chosen(found, today=TODAY) == date(2026, 12, 4)


def test_a_month_has_a_first_and_a_last_day():
    (found,) = find_days("what ends in February 2028", today=TODAY)
    assert (found.readings[0], found.last, found.day) == (date(2028, 2, 1), date(2028, 2, 29), None)


@pytest.mark.parametrize(
    "text",
    ["may i ask", "you may 5 times", "version 1.2.3", "at 9:30", "hier ist sie", "guten morgen", "call 0151 123456"],
)
def test_no_day_is_made_of_other_words(text):
    assert find_days(text, today=TODAY) == ()


def test_without_today_nothing_that_hangs_on_it_is_read():
    assert [found.readings for found in find_days("tomorrow or on 5 May")] == [(), ()]


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read(text, today):
    find_days(text, today=today)


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    for text in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert [found.day for found in find_days(f"on {text}")] == [day]
