"""Names of months, weekdays and days near today, and the words that say what a day is for: en, de, fr, es."""

from __future__ import annotations

from verifier_client import late_pattern as pattern

_MONTHS = (
    "january jan januar janner janvier janv enero ene",
    "february feb februar fevrier fevr febrero",
    "march mar marz maerz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre setiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre dic",
)
_WEEKDAYS = (
    "monday montag lundi lunes",
    "tuesday dienstag mardi martes",
    "wednesday mittwoch mercredi miercoles",
    "thursday donnerstag jeudi jueves",
    "friday freitag vendredi viernes",
    "saturday samstag sonnabend samedi sabado",
    "sunday sonntag dimanche domingo",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
"""Number of each month by its names, without accents."""
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
"""Number of each weekday (Monday 0) by its names."""
DAYS_AWAY = {
    "day before yesterday": -2,
    "vorgestern": -2,
    "avant-hier": -2,
    "anteayer": -2,
    "yesterday": -1,
    "gestern": -1,
    "ayer": -1,
    "today": 0,
    "tonight": 0,
    "heute": 0,
    "aujourd'hui": 0,
    "hoy": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "demain": 1,
    "day after tomorrow": 2,
    "ubermorgen": 2,
    "apres-demain": 2,
    "pasado manana": 2,
}
"""
Days from today. German "morgen" and Spanish "manana" are mornings too, French "hier" is German for "here": they are
left out, for a guess is no day.
"""
_ROLES = {
    "until": "until, till, til, through, up to, bis, bis zum, jusqu'au, jusqu'a, jusqua, jusqu a, hasta, hasta el",
    "before": "before, by, ahead of, prior to, vor, bevor, spatestens, bis spatestens, avant, antes de, antes del",
    "from": "from, since, starting, after, ab, seit, nach, a partir du, a partir de, a partir del, depuis, des, desde",
    "on": "as of, as at, on, per, at, dated, am, zum, stand, per stand, vom, au, en date du, a la date du, al, "
    "a fecha de, a fecha, con fecha",
}
ROLES = {role: tuple(words.split(", ")) for role, words in _ROLES.items()}
"""Words before a day, by what they make of it."""
_NUMBERS = pattern(r"\d\s?[./-]\s?\d")
_WORD = pattern(r"[a-z]+")
_AWAY = " ".join(DAYS_AWAY).replace("-", " ").replace("'", " ").split()
_NAMES = frozenset({*MONTHS, *WEEKDAYS, *_AWAY})


def may_name_day(text: str) -> bool:
    """
    Say whether a text holds any sign of a day, so that it must be read for days.

    Args:
        text: a text in lower case without accents.
    """
    return _NUMBERS.search(text) is not None or not _NAMES.isdisjoint(_WORD.findall(text))
