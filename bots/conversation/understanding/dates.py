"""Days in a message (to come)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class DayMention(NamedTuple):
    """A day as written."""

    written: str


def find_days(text: str, *, today: date | None = None) -> tuple[DayMention, ...]:
    """Return the days."""
    del text, today
    return ()
