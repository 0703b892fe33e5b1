"""What a table lists, as values: its rows, the lines that are not used and why, and how its columns were understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bots.conversation.model.table_options import Field

if TYPE_CHECKING:
    from bots.conversation.model.watch_models import RosterRow, UnusableLine


class UnusedReason(StrEnum):
    """Why a line, or a part of it, is not used."""

    NO_ID = "no_id"
    NOT_AN_ID = "not_an_id"
    PATTERN = "pattern"
    PART_NOT_AN_ID = "part_not_an_id"
    BESIDE = "beside"
    NO_RESULT = "no_result"
    NO_DAY = "no_day"
    WHICH_DAY = "which_day"
    TOO_LONG = "too_long"
    NOT_A_NAME = "not_a_name"
    LETTERS = "letters"
    ABOVE = "above"
    HEADINGS = "headings"
    SHEET = "sheet"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """
    One column: its heading (or letter), the sheet, what it is used as, and an example of what stands in it.

    ``is_known`` says that its heading is understood, also where it is of no use here, as that of a salary.
    ``is_own_end`` says that the heading names the day on which the certificate itself ends.
    """

    heading: str
    sheet: str = ""
    field: Field = Field.NONE
    is_known: bool = False
    example: str = ""
    is_own_end: bool = False


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table as it was read. ``unused`` lines are not used at all; of the lines in ``remarks`` a part is not."""

    rows: tuple[RosterRow, ...]
    unused: tuple[UnusableLine, ...] = ()
    remarks: tuple[UnusableLine, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    unclear_days: bool = False
