"""What the sender of a table may say of it, as values: what its columns are, and how its days are written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a column of a table can be used as."""

    CERTIFICATE = "certificate"
    PERSON = "person"
    GIVEN = "given"
    FAMILY = "family"
    MIDDLE = "middle"
    MANAGER = "manager"
    TEAM = "team"
    UNTIL = "until"
    PURPOSE = "purpose"
    NONE = "none"


class DayOrder(StrEnum):
    """How days like 3/4/2027 are written, where a table itself does not tell."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class TableOptions:
    """
    What the sender of a table says of it: what columns are, by heading or letter, and the order of days.

    ``is_table`` says that a text is a table, whatever its name.
    """

    columns: tuple[tuple[str, Field], ...] = ()
    days: DayOrder | None = None
    is_table: bool = False
