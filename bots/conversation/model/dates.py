"""Days as people write them, read without a guess."""

from __future__ import annotations

import re
from datetime import date

UNREADABLE = "is not a day that can be read: write it like 2026-12-01 or 1 December 2026."


def read_day(text: str) -> date | None:
    """Read ``2026-12-01`` or ``1 December 2026``; every other form is ambiguous somewhere and is refused."""
    text = text.strip(" .,")
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _spelt_out(text)
    except ValueError:
        return None


def _spelt_out(text: str) -> date | None:
    match = re.fullmatch(r"(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?\s+(\d{4})", text)
    if match is None:
        return None
    from calendar import month_name  # noqa: PLC0415 - with the locale module; few days are written like this

    months = [number for number in range(1, 13) if month_name[number].lower().startswith(match[2].lower())]
    return date(int(match[3]), months[0], int(match[1])) if len(months) == 1 else None
