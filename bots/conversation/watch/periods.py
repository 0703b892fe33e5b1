"""Spans of days by the words that people use for them."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}
FARTHEST = 3660  # days


def period_of(words: str, today: date) -> tuple[date, date] | None:
    """
    Return the first and the last day of a span.

    Args:
        words: ``this quarter``, ``next month``, ``this week``, ``30 days``; "" for none.
        today: the day on which that is said.

    Returns:
        None where the words name no span.
    """
    first, _, unit = words.partition(" ")
    if unit == "days" and first.isdigit():
        return today, today + timedelta(days=min(int(first), FARTHEST))
    step = 1 if first == "next" else 0
    if first not in {"this", "next"}:
        return None
    if unit == "week":
        begin = today - timedelta(days=today.weekday()) + timedelta(days=7 * step)
        return begin, begin + timedelta(days=6)
    if unit not in MONTHS:
        return None
    return _months(today, MONTHS[unit], step)


def _months(today: date, length: int, step: int) -> tuple[date, date]:
    start = (today.year * 12 + today.month - 1) // length * length + step * length
    return _first_of(start), _first_of(start + length) - timedelta(days=1)


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
