"""When somebody wants notices, from a sentence: "move my digest to 7:30", "at 9 Berlin time", "mute until Monday"."""

from __future__ import annotations

import re
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from bots.conversation.model.talk_intents import AskPrivacy, PrivacyKind
from bots.conversation.model.watch_intents import ChangePreferences

LONGEST = 500  # characters that are read for hours and zones
_OFF = re.compile(
    r"\b(?:stop|mute|off|silence|no more|unsubscribe|pause|aus\b|stumm|keine|arrête|arrete|coupe|silencia|desactiva)",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:notifications?|notices|reminders|digests?|them)?\s*(?:back\s+on|on\s+again|unmute|resume)\b", re.IGNORECASE
)
_SPAN = re.compile(
    r"(?<![\d.:-])(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|uhr|h)?\s*(?:-|to|until|till|bis|à|a|und|and)\s*"
    r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|uhr|h)?(?![\d-])",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\b(?:at|to|by|um|ab|auf|à|a las|from)\s+(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|uhr|h|o'?clock)?(?![\d-])",
    re.IGNORECASE,
)
WORKING_DAY = 8  # hours that a day is open where only its beginning is named


def read_notify_sentence(text: str) -> ChangePreferences | AskPrivacy:
    """
    Return what a sentence changes about notices.

    Args:
        text: the sentence.

    Returns:
        Hours and zone where the sentence names them; the wish for silence is asked back with a button; anything else
        shows what is set.

    """
    words = text[:LONGEST]
    if _ON.search(words):
        return ChangePreferences(opted_out=False)
    if _OFF.search(words):
        return AskPrivacy(PrivacyKind.STOP)
    zone = zone_in(words)
    if match := _SPAN.search(words):
        opens, closes = _clock(*match.groups()[:3]), _clock(*match.groups()[3:])
        if opens is not None and closes is not None and opens < closes:
            return ChangePreferences(opens=opens, closes=closes, zone=zone)
    if (match := _HOUR.search(words)) and (opens := _clock(*match.groups())) is not None:
        closes = time(min(23, opens.hour + WORKING_DAY), 59 if opens.hour + WORKING_DAY > 23 else opens.minute)
        return ChangePreferences(opens=opens, closes=closes, zone=zone)
    return ChangePreferences(zone=zone)


def zone_in(text: str) -> str:
    """Return the time zone whose name or city a text names, or nothing."""
    named = re.search(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+\b", text)
    if named and named[0] in available_timezones():
        return named[0]
    cities = _cities()
    found = {cities[word] for word in re.findall(r"[a-z]+(?: [a-z]+)?|[a-z]+", text.casefold()) if word in cities}
    found |= {cities[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in cities}
    return found.pop() if len(found) == 1 else ""


@cache
def _cities() -> dict[str, str]:
    """Cities of the zone table by their names in lower case; what names two zones names none."""
    found: dict[str, str] = {"utc": "UTC", "gmt": "UTC"}
    twice = set()
    for zone in sorted(available_timezones()):
        area, _, city = zone.partition("/")
        name = city.rpartition("/")[2].replace("_", " ").casefold()
        if not name or area in {"Etc", "US", "SystemV", "posix", "right"} or len(name) < 4:
            continue
        twice |= {name} if name in found else set()
        found[name] = zone
    return {name: zone for name, zone in found.items() if name not in twice}


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half and half.lower() == "pm" and number < 12:
        number += 12
    try:
        return time(number, int(minute or 0))
    except ValueError:
        return None
