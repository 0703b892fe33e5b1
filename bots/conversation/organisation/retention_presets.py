"""
How long laws on hiring want records to be kept, by the name that an admin may type in place of a number of days.

Sources, read on 1 December 2026: California's rules on automated decision systems in employment (Civil Rights
Council, four years, in force since 1 October 2025); Colorado's SB 26-189 (signed on 14 May 2026, in force on 1
January 2027, three years); Regulation (EU) 2024/1689, Article 26(6) (six months at least), which Regulation (EU)
2026/1744 applies to employment from 2 December 2027. None of this is legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RetentionPreset:
    """So many days, which a law that holds ``since`` a day asks for."""

    days: int
    since: date


PRESETS = {
    "california": RetentionPreset(1461, date(2025, 10, 1)),
    "colorado": RetentionPreset(1096, date(2027, 1, 1)),
    "eu": RetentionPreset(184, date(2027, 12, 2)),
}


def days_of(text: str) -> int:
    """Return the days that a preset's name or a number stands for; raises ``ValueError`` for anything else."""
    preset = PRESETS.get(text.casefold())
    return preset.days if preset is not None else int(text)
