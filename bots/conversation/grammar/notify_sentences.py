"""When somebody wants notices, from a sentence: "move my digest to 7:30", "at 9 Berlin time", "mute until Monday"."""

from __future__ import annotations

import re
from datetime import time

from bots.conversation.model.talk_intents import AskPrivacy, PrivacyKind
from bots.conversation.model.watch_intents import ChangePreferences
from bots.conversation.organisation.hours import closing_time
from bots.conversation.organisation.time_zones import zone_in

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
        return ChangePreferences(opens=opens, closes=closing_time(opens), zone=zone)
    return ChangePreferences(zone=zone)


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half and half.lower() == "pm" and number < 12:
        number += 12
    try:
        return time(number, int(minute or 0))
    except ValueError:
        return None
