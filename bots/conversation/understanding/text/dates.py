"""
Days that a message names: "as of 1.12.2028", "until Friday", "tomorrow", "in March 2027", in four languages.

A day that can be read in two ways (03/04/2026, "Friday" in the past or to come, 5 May of no year) is never chosen: all
its readings are given, and the desk asks.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bots.conversation.understanding.text.date_words import DAYS_AWAY, MONTHS, ROLES, WEEKDAYS, may_name_day
from bots.conversation.understanding.text.words import plain
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_READ = 2_000
_MOST = 20


class DayRole(StrEnum):
    """What a day is for: the day of the check, the last day or the day before it, the first day, or not said."""

    ON = "on"
    UNTIL = "until"
    BEFORE = "before"
    FROM = "from"
    UNSAID = "unsaid"


class DayMention(NamedTuple):
    """
    A day in a message.

    ``readings`` holds every day that can be meant: one where it is plain, two or more where it must be asked, none
    where it is no day of the calendar or hangs on today's date, which was not given. ``last`` is the last day where a
    whole month is named, else None. ``written`` is how it stands in the text, in lower case without accents.
    """

    written: str
    role: DayRole
    readings: tuple[date, ...]
    last: date | None = None

    @property
    def day(self) -> date | None:
        """The day, where only one can be meant; None for a whole month."""
        return self.readings[0] if len(self.readings) == 1 and self.last is None else None


def find_days(text: str, *, today: date | None = None) -> tuple[DayMention, ...]:
    """
    Find the days that a text names, in order.

    Args:
        text: a message without certificate IDs, whose numbers are no days.
        today: the writer's day, for "tomorrow", weekdays and days without a year.

    Returns:
        at most 20 mentions from the first 2,000 characters.
    """
    flat = plain(text[:LONGEST_READ])
    if not may_name_day(flat):
        return ()
    found: list[DayMention] = []
    for match in _day().finditer(flat):
        if match[0].startswith("may ") and _MAY.search(flat[: match.start()]):
            continue
        kind = match.lastgroup or ""
        readings, last = _READERS[kind](match, today)
        role = _role_before(flat[max(0, match.start() - 24) : match.start()])
        found.append(DayMention(match[0].strip(), role, tuple(readings), last))
        if len(found) == _MOST:
            break
    return tuple(found)


@cache
def _day() -> re.Pattern[str]:
    """One pattern for all forms; the longest form stands first."""
    months, weekdays, away = ("|".join(sorted(words, key=len, reverse=True)) for words in (MONTHS, WEEKDAYS, DAYS_AWAY))
    number, year = r"(?<![\w.,:/-])(?:0?[1-9]|[12]\d|3[01])", r"20\d\d"
    of = r"(?:\s+|\s*[.-]\s*|\s+(?:of|de|del)\s+|(?:st|nd|rd|th|er|\.)\s+(?:of\s+)?)"
    then = r"(?:\s*,\s*|\s+|\s+(?:of|de|del)\s+|\s*-\s*)"
    return re.compile(
        rf"(?P<iso>(?<![\w-]){year}-\d{{2}}-\d{{2}}(?![\w-]))"
        rf"|(?P<dotted>{number}\.\s?\d{{1,2}}\.\s?(?:{year}|\d\d)(?![\w.]))"
        rf"|(?P<slashed>{number}[/-]\d{{1,2}}[/-](?:{year}|\d\d)(?![\w/]))"
        rf"|(?P<day_month>{number}{of}(?:{months})\b\.?(?:{then}{year}\b)?)"
        rf"|(?P<month_day>\b(?:{months})\b\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:{then}{year}\b)?)"
        rf"|(?P<month>\b(?:{months})\b\.?{then}{year}\b)"
        rf"|(?P<weekday>\b(?:{weekdays})\b(?![\s,.]*(?:the\s+|den\s+|le\s+|el\s+)?\d))"
        rf"|(?P<away>\b(?:{away})\b)"
    )


_MAY = pattern(r"\b(?:i|you|we|he|she|it|they|one|who|that|which)\s$")


def _role_before(text: str) -> DayRole:
    """What the words before a day say; the article and the weekday between them are passed over."""
    words = re.sub(rf"[\s,(]*(?:\b(?:the|le|la|el|dem|den|der|{'|'.join(WEEKDAYS)})\b[\s,.]*)*$", "", text)
    for role, words_of in _ROLES:
        if words_of.search(words):
            return role
    return DayRole.UNSAID


_ROLES = tuple(
    (DayRole(role), pattern(rf"(?:^|\W)(?:{'|'.join(sorted(words, key=len, reverse=True))})$"))
    for role, words in ROLES.items()
)

_Read = tuple[list[date], date | None]


def _made(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _iso(match: re.Match[str], _today: date | None) -> _Read:
    year, month, day = map(int, match[0].split("-"))
    return list(_made(year, month, day)), None


def _dotted(match: re.Match[str], _today: date | None) -> _Read:
    """Dots are written day first everywhere."""
    day, month, year = map(int, re.findall(r"\d+", match[0]))
    return list(_made(_century(year), month, day)), None


def _slashed(match: re.Match[str], _today: date | None) -> _Read:
    """Between slashes the day stands first or the month does, by country: both are readings."""
    first, second, year = map(int, re.findall(r"\d+", match[0]))
    both = [*_made(_century(year), second, first), *_made(_century(year), first, second)]
    return list(dict.fromkeys(both)), None


def _century(year: int) -> int:
    return year if year >= 100 else 2000 + year


def _spelt(match: re.Match[str], today: date | None) -> _Read:
    month = next(MONTHS[word] for word in re.findall(r"[a-z]+", match[0]) if word in MONTHS)
    numbers = list(map(int, re.findall(r"\d+", match[0])))
    if len(numbers) > 1:
        return list(_made(numbers[1], month, numbers[0])), None
    if today is None:
        return [], None
    near = [each for year in (today.year - 1, today.year, today.year + 1) for each in _made(year, month, numbers[0])]
    return _around(near, today), None


def _month(match: re.Match[str], _today: date | None) -> _Read:
    month = next(MONTHS[word] for word in re.findall(r"[a-z]+", match[0]) if word in MONTHS)
    year = int(re.findall(r"\d{4}", match[0])[0])
    return [date(year, month, 1)], date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _weekday(match: re.Match[str], today: date | None) -> _Read:
    if today is None:
        return [], None
    ahead = (WEEKDAYS[match[0]] - today.weekday()) % 7
    if ahead == 0:
        return [today, today + timedelta(days=7)], None
    return [today + timedelta(days=ahead - 7), today + timedelta(days=ahead)], None


def _away(match: re.Match[str], today: date | None) -> _Read:
    return ([today + timedelta(days=DAYS_AWAY[match[0]])] if today else []), None


def _around(near: list[date], today: date) -> list[date]:
    """The last such day that is over and the next that is to come."""
    over, ahead = [each for each in near if each < today], [each for each in near if each >= today]
    return [*over[-1:], *ahead[:1]]


def chosen(mention: DayMention, *, today: date) -> date | None:
    """
    Return the day where its role leaves only one reading: what lasts until a day ends in the future.

    Args:
        mention: a day with its readings.
        today: the writer's day.

    Returns:
        None where it must still be asked.
    """
    if mention.day is not None or mention.role not in {DayRole.UNTIL, DayRole.BEFORE}:
        return mention.day
    ahead = [each for each in mention.readings if each > today]
    return ahead[0] if len(ahead) == 1 else None


_READERS: dict[str, Callable[[re.Match[str], date | None], _Read]] = {
    "iso": _iso,
    "dotted": _dotted,
    "slashed": _slashed,
    "day_month": _spelt,
    "month_day": _spelt,
    "month": _month,
    "weekday": _weekday,
    "away": _away,
}
