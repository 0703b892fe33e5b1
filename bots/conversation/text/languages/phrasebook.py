"""One sentence in the language of who asked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from bots.conversation.text.languages.english import MONTHS, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "fr", "es")
NAMES = {ENGLISH: "English", "de": "German", "fr": "French", "es": "Spanish"}
"""What a command calls them."""


def say(key: str, language: str = ENGLISH, **values: object) -> str:
    """
    Return a sentence in a language.

    Args:
        key: which sentence, as in ``english.SENTENCES``.
        language: one of ``LANGUAGES``; in any other it is said in English.
        values: what stands in the sentence's places.
    """
    return _spoken(language).sentences[key].format_map(values)


def day(value: date, language: str = ENGLISH, *, form: str = "day") -> str:
    """
    Write a day with its month in letters, so that no reader on earth takes the month for the day.

    Args:
        value: the day.
        language: one of ``LANGUAGES``.
        form: ``day``, or ``short day`` where there is little room.
    """
    return say(form, language, number=value.day, month=_spoken(language).months[value.month - 1], year=value.year)


def counted(unit: str, count: int, language: str = ENGLISH) -> str:
    """
    Write a number of units of time, the unit in the singular where it is one.

    Args:
        unit: ``day``, ``hour``, ``minute``, ``second`` or ``year``.
        count: how many.
        language: one of ``LANGUAGES``.
    """
    return say(f"{unit} one" if count == 1 else f"{unit}s", language, count=count)


class _Spoken(NamedTuple):
    sentences: Mapping[str, str]
    months: Sequence[str]


_MODULES = {"de": "german", "fr": "french", "es": "spanish"}
_SPOKEN = {ENGLISH: _Spoken(SENTENCES, MONTHS)}
"""Filled when somebody first writes in a language."""


def _spoken(language: str) -> _Spoken:
    found = _SPOKEN.get(language)
    if found is None and language in _MODULES:
        module = import_module(f"{__package__}.{_MODULES[language]}")
        found = _SPOKEN[language] = _Spoken(module.SENTENCES, module.MONTHS)
    return found or _SPOKEN[ENGLISH]
