"""When somebody wants notices, from a sentence: "move my digest to 7:30", "at 9 Berlin time", "mute until Monday"."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from bots.conversation.model.talk_intents import AskPrivacy, PrivacyKind
from bots.conversation.model.watch_intents import ChangePreferences
from bots.conversation.organisation.hours import END_OF_DAY, closing_time, ends_the_day
from bots.conversation.organisation.time_zones import zone_in
from bots.conversation.understanding.text.date_words import WEEKDAYS
from bots.conversation.understanding.text.dates import DayRole, chosen, find_days
from bots.conversation.understanding.text.words import plain, tokens

if TYPE_CHECKING:
    from datetime import date

LONGEST = 500  # characters that are read for hours and zones
MOST_WORDS = 8  # of the wish that notices come again
_OFF = re.compile(
    r"\b(?:(?:don['\u2019]?t|do\s+not|never)\s+(?:send|write|message|tell|notify|ping|bother|contact)\b.{0,30}"
    r"\b(?:any\s*more|ever|again|anything)|schick\w*\s+mir\s+nichts|(?:ne\s+)?m['\u2019]envoie[rz]?\s+plus|no\s+me\s+env[ií]es|"
    r"shut\s+up|leave\s+me\s+alone|stop|mute|off|silence|no more|unsubscribe|pause|aus\b|"
    r"stumm|keine|arrête|arrete|coupe|silencia|desactiva)",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:stop|unsubscribe|turn\s+(?:\w+\s+)?off|abbestell|abschalt|ausschalt|désabonn|desactiv)", re.IGNORECASE
)
_NOUN = (
    r"(?:notif\w*|notices?|reminders?|reminding|alerts?|digests?|benachrichtig\w*|mitteilungen|hinweise|rappels?|avisos?|avis|"
    r"recordatorios?)"
)
_ON = re.compile(
    rf"\b(?:back\s+on|on\s+again|un-?mute|un-?pause|un-?snooze|wieder\s+(?:ein|an)schalten)\b|"
    rf"\bresume\s+(?:\w+\s+){{0,3}}{_NOUN}\b|^\W*(?:please\s+)?resume(?:\s+(?:please|now|them|it))*\W*$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:restart|re-?enable|re-?activate|continue|bring\s+back|start|turn\s+on|switch\s+on|reprend\w*|réactiv\w*|reactiva\w*|"
    rf"reanuda\w*|aktivier\w*)\s+(?:\w+\s+){{0,3}}{_NOUN}\b|"
    rf"\b{_NOUN}\s+(?:(?:back|please|bitte|wieder|again)\s+)*(?:on|ein|an)(?:\s+(?:please|now|bitte))*\W*$",
    re.IGNORECASE,
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

_PAUSE = re.compile(
    r"\b(?:shut\s+up|leave\s+me|pause|mute|snooze|silence|quiet|hush|hold|stop|no\b|don'?t|pas\s+de\b|stumm|pausier|aussetz|ruhe|keine|mets|suspend|"
    r"coupe|silencia|pausa)",
    re.IGNORECASE,
)
_DAYS_OF = {"day": 1, "tag": 1, "jour": 1, "dia": 1, "día": 1, "week": 7, "woche": 7, "semaine": 7, "semana": 7}
_DAYS_OF |= {"month": 30, "monat": 30, "mois": 30, "mes": 30, "fortnight": 14}
_ONE = frozenset({"a", "an", "one", "the", "next", "eine", "einen", "ein", "une", "un", "una"})
_NUMBERS = {
    "two": 2,
    "zwei": 2,
    "deux": 2,
    "dos": 2,
    "three": 3,
    "drei": 3,
    "trois": 3,
    "tres": 3,
    "four": 4,
    "vier": 4,
}
_LASTS = re.compile(
    r"\b(?:for|pendant|por|durante|für|fuer)?\s*(\w+)\s+(day|tag|jour|d[ií]a|week|woche|semaine|semana|month|monat|mois|"
    r"mes|fortnight)(?:e?[ns])?\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:hi|hey|hello|so|and|but|ok|okay|hallo|hola|bonjour)\W+)*(?:when|what|why|how|which|who|where|at\s+what|do|"
    r"does|did|will|is|are|am|have|has|wann|warum|wieso|wie|was|um\s+wie|bekomme|kriege|schick(?:e?st)?|bin|quand|pourquoi|"
    r"comment|quel|quelle|à\s+quelle|est-ce|cu[aá]ndo|por\s+qu[eé]|a\s+qu[eé]|c[oó]mo|qu[eé])\b",
    re.IGNORECASE,
)
_NOTICES = re.compile(
    r"\b(?:notify\s+(?:me|us)|notif(?:ied|ications?)|notices?|digests?|reminders?|benachrichtig\w*|mitteilungen|hinweise|"
    r"notifications?|rappels?|notificaci\w+|avisos?|recordatorios?)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(r"\b(?:please|pls|plz|bitte|svp|por\s+favor|(?:can|could|would)\s+(?:you|u))\b", re.IGNORECASE)


def read_notify_sentence(text: str, *, today: date) -> ChangePreferences | AskPrivacy:
    """
    Return what a sentence changes about notices.

    Args:
        text: the sentence.
        today: the writer's day, for "until Monday".

    Returns:
        Hours, zone and the end of a pause where the sentence names them; the wish for silence without an end is asked
        back with a button; a question, and anything else, shows what is set.
    """
    words = text[:LONGEST]
    if _ASKS.search(words) and not _WISHES.search(words):
        return AskPrivacy(PrivacyKind.STOP) if _STOPS.search(words) else ChangePreferences()
    if _ON.search(words):
        return ChangePreferences(opted_out=False)
    if _PAUSE.search(words) and (pause := _pause(words, today)):
        return pause
    if _FOR_A_WHILE.search(words) or (_OFF.search(words) and _END.search(words)):
        end = _END.search(words)
        return ChangePreferences(asks_until=True, unread=" ".join(end[0].split()).strip(" .!?") if end else "")
    if _OFF.search(words):
        return AskPrivacy(PrivacyKind.STOP)
    if _ONLY.search(words) and (days := _weekdays(words)):
        return ChangePreferences(workdays=days)
    zone = zone_in(words)
    if match := _SPAN.search(words):
        opens, closes = _clock(*match.groups()[:3]), _clock(*match.groups()[3:])
        closes = END_OF_DAY if ends_the_day(match[4], match[5]) else closes
        if opens is not None and closes is not None and opens < closes:
            return ChangePreferences(opens=opens, closes=closes, zone=zone)
    if (match := _HOUR.search(words)) and (opens := _clock(*match.groups())) is not None:
        return ChangePreferences(opens=opens, closes=closing_time(opens), zone=zone)
    is_start = _STARTS.search(words) is not None and not zone
    is_wish = not (is_start or zone) and _CHANGES.search(words) is not None and _SHOWS.search(words) is None
    return ChangePreferences(
        opted_out=False if is_start else None, zone=zone, unread=" ".join(words.split()) if is_wish else ""
    )


def asks_to_resume(text: str) -> bool:
    """Say whether a few words want notices to come again: "resume my notices", "notifications on please"."""
    words = text[:LONGEST]
    return len(words.split()) <= MOST_WORDS and (_ON.search(words) or _STARTS.search(words)) is not None


def is_about_notices(word: str) -> bool:
    """Say whether a word names notices."""
    return _NOTICES.fullmatch(word) is not None


def asks_about_notices(text: str) -> bool:
    """Say whether a sentence asks when or how notices come: "when do you notify me?"."""
    words = text[:LONGEST]
    return _ASKS.search(words) is not None and _NOTICES.search(words) is not None


def _pause(words: str, today: date) -> ChangePreferences | None:
    """Return the pause that a sentence names: until a day, or for some days; None where it names no end."""
    ends = {chosen(each, today=today) for each in find_days(words, today=today) if each.role in _UNTIL}
    if len(ends) == 1 and (until := ends.pop()) is not None:
        return ChangePreferences(paused_until=until)
    lasts = None if ends else _LASTS.search(words)
    if lasts is None:
        return None
    count = lasts[1].lower()
    number = int(count) if count.isdecimal() and len(count) < 4 else 1 if count in _ONE else _NUMBERS.get(count, 0)
    return ChangePreferences(pause_days=number * _DAYS_OF[lasts[2].lower()]) if number else None


def _weekdays(words: str) -> frozenset[int]:
    """Return the days of the week that a sentence names, Monday as 1."""
    named = (word if word in WEEKDAYS else word.removesuffix("s") for word in tokens(plain(words)))
    return frozenset(WEEKDAYS[word] + 1 for word in named if word in WEEKDAYS)


_ONLY = re.compile(
    r"\b(?:only|just|nur|seulement|uniquement|s[oó]lo|solamente|every|jeden|chaque|cada)\b", re.IGNORECASE
)
_FOR_A_WHILE = re.compile(
    r"^\W*(?:(?:please|pls|bitte|can\s+you|you|svp|por\s+favor)\W+)*(?:pause|mute|snooze|pausier\w*|pausa|suspend)\b",
    re.IGNORECASE,
)
_END = re.compile(r"\b(?:until|till|til|bis|jusqu\w*|hasta)\b.{1,60}", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:tell|send|write|ping|message|notify|remind|change|set|move|make|want|wish|need|only|just|never|don['\u2019]?t|shift|"
    r"reduce|fewer|less|sage?|schicke?|schreibe?|ändere?|stelle?|nur|envoyez|envoie|écri[sv]\w*|seulement|env[ií]a\w*|cambia\w*|"
    r"s[oó]lo)\b",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"\b(?:show|see|view|list|what|when|display|zeig|montre|muestra)\w*\b", re.IGNORECASE)
_UNTIL = frozenset({DayRole.UNTIL, DayRole.BEFORE})


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half and half.lower() == "pm" and number < 12:
        number += 12
    try:
        return time(number, int(minute or 0))
    except ValueError:
        return None
