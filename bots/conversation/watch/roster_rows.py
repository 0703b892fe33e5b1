"""From what a table lists to the rows of a roster that can be imported, and the lines that cannot. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bots.conversation.model.table_options import Field
from bots.conversation.model.table_reading import UnusedReason
from bots.conversation.model.watch_models import UnusableLine
from bots.conversation.text import rosters as phrases
from bots.conversation.text.table_remarks import remark

if TYPE_CHECKING:
    from datetime import date

    from bots.conversation.model.table_reading import TableColumn, TableReading
    from bots.conversation.model.watch_models import RosterRow


class RosterError(ValueError):
    """The file as a whole cannot be read as a roster; its text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Roster:
    """
    What a file holds: rows to import, lines that are left out, remarks on the rest, and its columns.

    The remarks name titles and repeated headings too, with which nothing is wrong.
    """

    rows: tuple[RosterRow, ...]
    wrong: tuple[UnusableLine, ...] = ()
    remarks: tuple[UnusableLine, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    unclear_days: bool = False

    @property
    def not_understood(self) -> tuple[TableColumn, ...]:
        """Return the columns whose headings say nothing to us, each once."""
        unknown = (each for each in self.columns if not each.is_known)
        return tuple({each.heading: each for each in unknown}.values())

    @property
    def not_used(self) -> tuple[str, ...]:
        """Return the headings that are understood, and of no use here."""
        used = {each.heading for each in self.columns if each.field is not Field.NONE}
        known = (each.heading for each in self.columns if each.is_known and each.field is Field.NONE)
        return tuple(dict.fromkeys(heading for heading in known if heading not in used))

    @property
    def own_ends(self) -> frozenset[str]:
        """Return the headings above the days on which certificates end, which their registries say."""
        return frozenset(each.heading for each in self.columns if each.is_own_end)


class Likeness(StrEnum):
    """What a table looks like by its columns."""

    ROSTER = "roster"
    EITHER = "either"
    NEITHER = "neither"


def likeness_of(table: TableReading) -> Likeness:
    """Say whether a table is a roster: managers, teams or days beside IDs make it one, people alone may."""
    fields = {each.field for each in table.columns}
    if not table.rows:
        return Likeness.NEITHER
    return Likeness.ROSTER if fields & {Field.MANAGER, Field.TEAM, Field.UNTIL} else Likeness.EITHER


def roster_of(table: TableReading, today: date) -> Roster:
    """
    Return what can be imported.

    Args:
        table: what the file lists.
        today: the day on which a watch must not be over.

    Raises:
        RosterError: when the file lists no certificate, nor says where they should stand.
    """
    has_column = any(each.field is Field.CERTIFICATE for each in table.columns)
    if not table.rows and not has_column:
        raise RosterError(" ".join((phrases.NO_HEADER, *(each.reason for each in table.unused[:3]))).strip())
    if not table.rows and not table.unused:
        raise RosterError(phrases.ONLY_A_HEADER)
    rows: dict[str, RosterRow] = {}
    wrong = [each for each in table.unused if not each.is_aside]
    for row in table.rows:
        first = rows.get(row.certificate.text)
        if why := _problem(row, first, today):
            wrong.append(UnusableLine(row.line, why, row.sheet))
        elif first is None:
            rows[row.certificate.text] = row
    return Roster(
        tuple(rows.values()),
        tuple(sorted(dict.fromkeys(wrong), key=lambda each: (each.sheet, each.line))),
        (*(each for each in table.unused if each.is_aside), *table.remarks),
        table.columns,
        table.unclear_days,
    )


def _problem(row: RosterRow, first: RosterRow | None, today: date) -> str:
    if row.beside:
        return "" if first is not None else remark(UnusedReason.BESIDE, row.certificate.text)
    if row.problem:
        return row.problem
    if row.until is not None and row.until < today:
        return phrases.has_passed(row.until)
    if first is not None and (first.line, first.sheet) != (row.line, row.sheet):
        return phrases.twice(row.certificate.text, first.line, first.sheet if first.sheet != row.sheet else "")
    return ""
