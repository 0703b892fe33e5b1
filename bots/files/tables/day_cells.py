"""
Days as cells hold them: read where they have one meaning, and nothing is guessed.

3/14/2027 can only be 14 March; 3/4/2027 is two days, unless the column shows elsewhere which comes first, or its sender
says it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bots.conversation.model.table_options import DayOrder
from bots.conversation.understanding.people.name_words import folded
from bots.files.tables.sheets import text_of
from bots.files.tables.word_lists import lines_of_file, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.files.tables.sheets import Cell

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  # 2000-01-01 and 2099-12-31 as spreadsheets count days
_EPOCH = date(1899, 12, 30)
_MIDNIGHT = re.compile(r"(?:T|,?\s+)0{1,2}:00(?::00)?(?:\.0+)?(?:\s*(?:Z|[+-]00:?00))?$")
_TWELVE = re.compile(r",?\s+12:00(?::00)?\s*AM$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})\s?[日일.]?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\.?")
_PARTED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})")
_WORD = r"([^\W\d_]{3,}|\d{1,2}月)\.?"
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:\.|st|nd|rd|th|er|[oae°])?[\s-]*(?:de |of |di |do )?{_WORD}[\s,-]*(?:de |of )?(\d{{4}}|\d{{2}})"
)
_MONTH_DAY = re.compile(rf"{_WORD}[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,-]+(\d{{4}}|\d{{2}})")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})[\s-]+{_WORD}[\s-]+(\d{{1,2}})")
_SPELT = ((_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2)), (_YEAR_MONTH_DAY, (1, 2, 3)))
_WEEKDAY = re.compile(r"^[^\W\d_]{2,10}\.?,?\s+(?=\d)")


class Days(NamedTuple):
    """
    What a cell can mean: no day, one, or two between which its writer's habit decides.

    ``is_open`` stands for an end that is left open in words.
    """

    day_first: date | None = None
    month_first: date | None = None
    is_open: bool = False

    def in_order(self, order: DayOrder | None) -> date | None:
        """Return the one day that is meant, None where two are possible or none."""
        one, other = self.day_first, self.month_first
        if one is None or other is None or one == other:
            return one or other
        return None if order is None else one if order is DayOrder.DAY_FIRST else other

    @property
    def tells(self) -> DayOrder | None:
        """Return the habit that a cell shows which can be read in one way only."""
        if (self.day_first is None) == (self.month_first is None):
            return None
        return DayOrder.DAY_FIRST if self.day_first else DayOrder.MONTH_FIRST


def read_days(cell: Cell) -> Days:
    """Return what a cell can mean."""
    if isinstance(cell, date):
        day = date(cell.year, cell.month, cell.day)
        return Days(day, day)
    if is_open(cell):
        return Days(is_open=True)
    text = _TWELVE.sub("", _MIDNIGHT.sub("", text_of(cell))).strip(" .,'")  # an apostrophe marks text in a worksheet
    if text.isascii() and text.isdigit() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(text))
        return Days(day, day)
    if parted := _PARTED.fullmatch(text):
        first, second, year = int(parted[1]), int(parted[3]), _year(parted[4])
        return Days(_day(year, second, first), _day(year, first, second))
    one = _written(text)
    return Days(one, one)


def is_open(text: str) -> bool:
    """Say whether a cell says in words or signs that there is nothing, or no end."""
    plain = folded(text_of(text))
    return plain in words()["open"] or plain.strip(" .,") in words()["open"]


def order_of(days: Iterable[Days]) -> DayOrder | None:
    """Return the order that a column's cells show; None when they show none, or both."""
    told = {order for each in days if (order := each.tells)}
    return told.pop() if len(told) == 1 else None


def _written(text: str) -> date | None:
    for pattern, (year, month, day) in ((_YEAR_FIRST, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        if found := pattern.fullmatch(text):
            return _day(_year(found[year]), int(found[month]), int(found[day]))
    plain = folded(text)
    return _spelt(plain) or _spelt(_WEEKDAY.sub("", plain))


def _spelt(plain: str) -> date | None:
    for pattern, (year, month, day) in _SPELT:
        if (found := pattern.fullmatch(plain)) and (number := _month(found[month])):
            return _day(_year(found[year]), number, int(found[day]))
    return None


def _month(word: str) -> int:
    """Return a month's number by its name or the beginning of it, where that is one month in all languages; else 0."""
    if word in _months():
        return _months()[word]
    meant = {number for name, number in _months().items() if name.startswith(word)}
    return meant.pop() if len(meant) == 1 else 0


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    lines = lines_of_file("months.txt")
    return {folded(name): number for names in lines for number, name in enumerate(names.split(), 1)}


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
