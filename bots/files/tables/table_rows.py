"""The lines of one table: what each says of which certificate, or why it is not used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bots.conversation.model.table_options import Field
from bots.conversation.model.table_reading import UnusedReason
from bots.files.tables.day_cells import is_open, order_of, read_days
from bots.files.tables.sheets import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bots.conversation.model.table_options import DayOrder
    from bots.files.tables.day_cells import Days
    from bots.files.tables.sheets import Sheet
    from bots.files.tables.table_columns import Columns

LONGEST = 200  # characters of a detail that is kept
LONGEST_QUOTED = 60  # characters of a cell that is named as the reason
TEXTS = (Field.MANAGER, Field.TEAM, Field.PURPOSE)
_PARTS = re.compile(r"[,;|\n]|\s(?:and|und|et|y|e|ed|en|i|oraz|&|\+)\s")


@dataclass(frozen=True, slots=True)
class UnusedLine:
    """A line, or a part of it, that is not used; ``line`` from 1, 0 for the sheet as a whole."""

    line: int
    reason: UnusedReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """
    What a line says of one certificate.

    ``values`` has the details that the table has a column for, empty where the cell is, and ``ends`` says whether one
    is for the end of the watch. ``problem`` is why it cannot be imported, though its certificate can be verified;
    ``beside`` is an ID outside of the column of IDs.
    """

    line: int
    certificate: str
    values: Mapping[Field, str]
    until: date | None = None
    beside: bool = False
    problem: UnusedLine | None = None
    ends: bool = False


@dataclass(slots=True)
class RowReader:
    """Reads the lines below one row of headings."""

    sheet: Sheet
    columns: Columns
    ids: Mapping[int, Mapping[int, Sequence[str]]]
    lines: Sequence[int]
    order: DayOrder | None = None
    rows: list[FoundRow] = field(default_factory=list)
    unused: list[UnusedLine] = field(default_factory=list)
    remarks: list[UnusedLine] = field(default_factory=list)
    has_unclear_days: bool = False

    def read(self) -> None:
        """Read all lines; what a column of days shows elsewhere settles the ones that could be two."""
        if Field.UNTIL in self.columns.details and self.order is None:
            self.order = order_of(map(self._days, self.lines))
        for line in self.lines:
            self._read_line(line)

    def _read_line(self, line: int) -> None:
        texts = [text_of(cell) for cell in self.sheet.rows[line]]
        found = self.ids.get(line, {})
        main = [each for at in self.columns.certificates for each in found.get(at, ())]
        others = [each for at, ids in found.items() if at not in self.columns.certificates for each in ids]
        if not main and not others:
            self.unused.append(self._without_id(line, texts))
            return
        values = self._values(line, texts)
        until, problem = self._until(line)
        ends = Field.UNTIL in self.columns.details
        for each in dict.fromkeys([*main, *others]):
            beside = bool(main) and each not in main
            self.rows.append(FoundRow(line + 1, each, values, until, beside, problem, ends))
        self._remark_parts(line, found)

    def _without_id(self, line: int, texts: Sequence[str]) -> UnusedLine:
        named = [texts[at] for at in self.columns.certificates if at < len(texts) and texts[at]]
        if any(at[0] == line and self._could_hold_id(at[1]) for at in self.sheet.unanswered):
            return UnusedLine(line + 1, UnusedReason.NO_RESULT)
        if named:
            return UnusedLine(line + 1, UnusedReason.NOT_AN_ID, named[0][:LONGEST_QUOTED])
        return UnusedLine(line + 1, UnusedReason.NO_ID, " ".join(filter(None, texts))[:LONGEST_QUOTED])

    def _could_hold_id(self, column: int) -> bool:
        return column in self.columns.certificates or not self.columns.certificates

    def _remark_parts(self, line: int, found: Mapping[int, Sequence[str]]) -> None:
        """Name what stands beside an ID in its cell, has a digit, and is none."""
        for at in self.columns.certificates:
            cell = self.sheet.rows[line][at] if at < len(self.sheet.rows[line]) else ""
            if not isinstance(cell, str) or not found.get(at):
                continue
            parts = [part.strip() for part in _PARTS.split(cell)]
            if len(parts) > len(found[at]):
                left = [part for part in parts if any(map(str.isdigit, part)) and not _holds(part, found[at])]
                self.remarks += [
                    UnusedLine(line + 1, UnusedReason.PART_NOT_AN_ID, text_of(part)[:LONGEST_QUOTED]) for part in left
                ]

    def _values(self, line: int, texts: Sequence[str]) -> dict[Field, str]:
        values = {}
        if self.columns.names:
            name, other = self.columns.name_of(texts)
            if name and self._is_doubtful(name):
                self._remark(line, UnusedReason.LETTERS, name)
            elif name or not other:
                values[Field.PERSON] = name
            elif is_open(other):
                values[Field.PERSON] = ""
            else:
                self._remark(line, UnusedReason.NOT_A_NAME, other)
        for each, text in self._details(texts):
            if len(text) > LONGEST:
                self._remark(line, UnusedReason.TOO_LONG, each.value)
            elif self._is_doubtful(text):
                self._remark(line, UnusedReason.LETTERS, text)
            else:
                values[each] = "" if is_open(text) else text
        return values

    def _details(self, texts: Sequence[str]) -> Iterator[tuple[Field, str]]:
        for each in TEXTS:
            if (at := self.columns.details.get(each)) is not None:
                yield each, texts[at] if at < len(texts) else ""

    def _is_doubtful(self, text: str) -> bool:
        return self.sheet.doubtful and not text.isascii()

    def _remark(self, line: int, reason: UnusedReason, text: str) -> None:
        quoted = "" if reason is UnusedReason.LETTERS else text[:LONGEST_QUOTED]
        self.remarks.append(UnusedLine(line + 1, reason, quoted))

    def _until(self, line: int) -> tuple[date | None, UnusedLine | None]:
        if Field.UNTIL not in self.columns.details:
            return None, None
        days = self._days(line)
        if (day := days.in_order(self.order)) is not None:
            return day, None
        row, at = self.sheet.rows[line], self.columns.details[Field.UNTIL]
        text = text_of(row[at]) if at < len(row) else ""
        if not text or days.is_open:
            return None, None
        is_unclear = days.day_first is not None and days.month_first is not None
        self.has_unclear_days |= is_unclear
        reason = UnusedReason.WHICH_DAY if is_unclear else UnusedReason.NO_DAY
        return None, UnusedLine(line + 1, reason, text[:LONGEST_QUOTED])

    def _days(self, line: int) -> Days:
        row, at = self.sheet.rows[line], self.columns.details[Field.UNTIL]
        return read_days(row[at] if at < len(row) else "")


def _holds(part: str, ids: Sequence[str]) -> bool:
    """Say whether a part of a cell holds one of its IDs, however it is written."""
    bare = re.sub(r"[\W_]", "", part).casefold()
    return any(re.sub(r"[\W_]", "", each).casefold() in bare for each in ids)
