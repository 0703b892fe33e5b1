"""Moments as badges write them, to the second."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LAST_SECOND = timedelta(days=1, seconds=-1)


def date_time(text: object) -> datetime | None:
    """
    Return the moment of an XML Schema ``dateTime``; None when ``text`` is none.

    A time without a zone is taken as UTC (Verifiable Credentials 1.1 allows it, 2.0 asks for a zone).
    """
    if not isinstance(text, str) or not _STAMP.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def numeric_date(value: object) -> datetime | None:
    """Return the moment of a JWT's ``NumericDate``: seconds since 1970; None when ``value`` is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def open_badges_date(value: object, *, last: bool = False) -> datetime | None:
    """
    Return the moment of an Open Badges 2.0 date: ISO 8601 with a zone, a day alone, or seconds since 1970.

    Badges of 1.x wrote the last two, and hosts of 2.0 kept them.

    Args:
        value: What stands in the badge.
        last: Whether a day alone means its last second instead of its first.

    Returns:
        The moment in UTC, None when the value is no date.
    """
    if isinstance(value, str) and _DAY.fullmatch(value):
        day = date_time(f"{value}T00:00:00Z")
        return day + _LAST_SECOND if day is not None and last else day
    if isinstance(value, str):
        return date_time(value) if value[-1:] == "Z" or value[-6:-5] in {"+", "-"} else None
    return numeric_date(value)


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the earliest of those that are given."""
    return min((moment for moment in moments if moment is not None), default=None)


def latest(*moments: datetime | None) -> datetime | None:
    """Return the latest of those that are given."""
    return max((moment for moment in moments if moment is not None), default=None)
