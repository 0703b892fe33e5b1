"""
When somebody wants to be told, from typed words.

``notify``, ``notify off|on``, ``notify at 09:00-17:00 [Europe/Berlin]``, ``notify zone Europe/Berlin``,
``notify days mon-fri``, ``notify alerts 3``, ``notify urgent any-time|hours``, ``notify heartbeat on|off``.
"""

from __future__ import annotations

import re
from datetime import time

from bots.conversation.model.watch_intents import ChangePreferences

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(
    r"^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to|until)\s*(\d{1,2})(?:[:.](\d{2}))?(?:\s+(\S+))?$",  # noqa: RUF001
    re.IGNORECASE,
)
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
        case "zone":
            return ChangePreferences(zone=rest) if rest and " " not in rest else None
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


def _at(rest: str) -> ChangePreferences | None:
    match = _HOURS.match(rest)
    if match is None:
        return None
    try:
        opens, closes = (time(int(match[at]), int(match[at + 1] or 0)) for at in (1, 3))
    except ValueError:
        return None
    return ChangePreferences(opens=opens, closes=closes, zone=match[5] or "")


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
