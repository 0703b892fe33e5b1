"""
When somebody wants to be told, from typed words.

``notify``, ``notify off|on``, ``notify at 09:00-17:00 [Europe/Berlin]``, ``notify at 9 Berlin time``,
``notify zone Europe/Berlin``, ``notify pause 2w|until DATE``,
``notify days mon-fri``, ``notify alerts 3``, ``notify urgent any-time|hours``, ``notify heartbeat on|off``.
"""

from __future__ import annotations

import re
from datetime import time

from bots.conversation.model.dates import read_day
from bots.conversation.model.watch_intents import ChangePreferences
from bots.conversation.organisation.time_zones import read_zone

WORKING_DAY = 8  # hours that a day is open where only its beginning is named
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(
    r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
    r"(?:\s*(?:-|–|to|until)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?)?(?:[\s,]+(.{2,60}))?$",  # noqa: RUF001
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:for\s+)?([1-9]\d{0,2})\s*(d|days?|w|weeks?)$", re.IGNORECASE)
_SWITCH = {"on": True, "off": False}
_URGENT = {"any-time": True, "anytime": True, "always": True, "on": True, "hours": False, "off": False}


def read_notify(words: str) -> ChangePreferences | None:
    """Read what stands behind ``notify``; None for what cannot be read."""
    first, _, rest = words.partition(" ")
    rest = rest.strip()
    match first.lower():
        case "":
            return ChangePreferences()
        case "on" | "off" if not rest:
            return ChangePreferences(opted_out=not _SWITCH[first.lower()])
        case "at":
            return _at(rest)
        case "pause":
            return _pause(rest)
        case "zone":
            zone = read_zone(rest)
            return ChangePreferences(zone=zone) if zone and " " not in zone else None
        case "days":
            days = _days(rest)
            return ChangePreferences(workdays=days) if days else None
        case "alerts":
            return ChangePreferences(alerts_a_day=int(rest)) if re.fullmatch(r"[0-9]{1,2}", rest) else None
        case "urgent" if rest.lower() in _URGENT:
            return ChangePreferences(urgent_any_time=_URGENT[rest.lower()])
        case "heartbeat" if rest.lower() in _SWITCH:
            return ChangePreferences(heartbeat=_SWITCH[rest.lower()])
        case _:
            return None


END_OF_DAY = time(23, 59)


def ends_the_day(hour: str | None, minute: str | None) -> bool:
    """Say whether an hour is 24, which ends a day and begins none."""
    return hour == "24" and not int(minute or 0)


def closing_time(opens: time) -> time:
    """Return when a day ends of which only the beginning was named."""
    late = opens.hour + WORKING_DAY > 23
    return END_OF_DAY if late else opens.replace(hour=opens.hour + WORKING_DAY)


def _at(rest: str) -> ChangePreferences | None:
    match = _HOURS.match(rest)
    if match is None:
        return None
    try:
        opens = _clock(match[1], match[2], match[3])
        closes = closing_time(opens) if match[4] is None else _closing(match[4], match[5], match[6])
    except ValueError:
        return None
    zone = read_zone(match[7] or "")
    return None if " " in zone else ChangePreferences(opens=opens, closes=closes, zone=zone)


def _pause(rest: str) -> ChangePreferences | None:
    if not rest:
        return ChangePreferences(pause_days=7)
    if span := _SPAN.match(rest):
        return ChangePreferences(pause_days=int(span[1]) * (7 if span[2][0].lower() == "w" else 1))
    day = read_day(re.sub(r"^until\s+", "", rest, flags=re.IGNORECASE))
    return ChangePreferences(paused_until=day) if day else None


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    number = int(hour)
    if half and number <= 12:
        number = number % 12 + (12 if half.lower() == "pm" else 0)
    return time(number, int(minute or 0))


def _closing(hour: str, minute: str | None, half: str | None) -> time:
    return END_OF_DAY if not half and ends_the_day(hour, minute) else _clock(hour, minute, half)


def _days(rest: str) -> frozenset[int] | None:
    """Read ``mon-fri``, ``sun-thu`` or ``mon, wed``, by English names of three letters or more."""
    found: set[int] = set()
    for part in re.split(r"[\s,;]+", rest.lower().strip()):
        ends = [DAYS.index(name[:3]) for name in part.split("-") if name[:3] in DAYS]
        if len(ends) != part.count("-") + 1 or len(ends) > 2:
            return None
        first, last = ends[0], ends[-1]
        found |= {day % 7 + 1 for day in range(first, last + 1 if first <= last else last + 8)}
    return frozenset(found)
