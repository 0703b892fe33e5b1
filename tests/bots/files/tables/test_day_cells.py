"""What a day in a cell means: one day, two between which nobody guesses, an end left open, or no day."""

from datetime import date, datetime

import pytest

from bots.conversation.model.table_options import DayOrder
from bots.files.tables.day_cells import Days, order_of, read_days

MARCH, APRIL = date(2027, 3, 14), date(2027, 4, 3)
FOURTH = date(2027, 3, 4)
ONE, NONE, OPEN = Days(MARCH, MARCH), Days(), Days(is_open=True)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("3/14/2027", Days(None, MARCH)),
        ("14/3/2027", Days(MARCH, None)),
        ("14-03-27", Days(MARCH, None)),
        ("3/4/2027", Days(APRIL, FOURTH)),
        ("13/13/2027", NONE),
        ("3/4-2027", NONE),
        ("31.2.2027", NONE),
        ("2027-03-14", ONE),
        ("2027/3/14", ONE),
        ("2027.03.14.", ONE),
        ("2027年3月14日", ONE),
        ("2027년 3월 14일", ONE),
        ("20270314", ONE),
        ("19990314", NONE),
        ("14.3.2027", ONE),
        ("14. 3. 27.", ONE),
        ("14th of March 2027", ONE),
        ("14 de marzo de 2027", ONE),
        ("1er mars 2027", Days(date(2027, 3, 1), date(2027, 3, 1))),
        ("March 14, 2027", ONE),
        ("Mar 14 27", ONE),
        ("2027 March 14", ONE),
        ("14-Mar-27", ONE),
        ("Sunday, 14 March 2027", ONE),
        ("14 ju 2027", NONE),  # June or July
        ("14 jun 2027", Days(date(2027, 6, 14), date(2027, 6, 14))),
        ("2027-03-14T00:00:00Z", ONE),
        ("2027-03-14 00:00", ONE),
        ("2027-03-14 00:00:00.000", ONE),
        ("3/14/2027 12:00 AM", Days(None, MARCH)),
        ("2027-03-14 10:00", NONE),
        ("36525", NONE),
        ("36526", Days(date(2000, 1, 1), date(2000, 1, 1))),
        ("73050", Days(date(2099, 12, 31), date(2099, 12, 31))),
        ("73051", NONE),
        ("\u0664\u0666\u0660\u0668\u0662", NONE),
        (MARCH, ONE),
        (datetime(2027, 3, 14, 5, 30), ONE),  # noqa: DTZ001
        ("n/a", OPEN),
        ("-", OPEN),
        ("Unlimited.", OPEN),
        ("", NONE),
        ("soon", NONE),
    ],
)
def test_a_cell_means_what_it_says_and_nothing_is_guessed(cell, days):
    assert days == read_days(cell)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("3/4/2027", None, None),
        ("3/4/2027", DayOrder.DAY_FIRST, APRIL),
        ("3/4/2027", DayOrder.MONTH_FIRST, FOURTH),
        ("3/14/2027", DayOrder.DAY_FIRST, MARCH),
        ("14/3/2027", DayOrder.MONTH_FIRST, MARCH),
        ("3/3/2027", None, date(2027, 3, 3)),
        ("soon", DayOrder.DAY_FIRST, None),
    ],
)
def test_of_two_days_the_order_of_the_column_decides(cell, order, day):
    assert day == read_days(cell).in_order(order)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ([], None),
        (["3/4/2027", "3/3/2027", "2027-03-14", "soon"], None),
        (["3/4/2027", "3/14/2027"], DayOrder.MONTH_FIRST),
        (["14/3/2027", "15/3/2027"], DayOrder.DAY_FIRST),
        (["14/3/2027", "3/14/2027"], None),
    ],
)
def test_a_column_shows_its_order_by_a_day_that_can_be_read_in_one_way_only(cells, order):
    assert order is order_of(map(read_days, cells))
