"""From the sheets of a table to all that they say: headings are found, then the lines below each are read. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bots.conversation.model.table_options import DayOrder, Field, TableOptions
from bots.conversation.model.table_reading import TableColumn, UnusedReason
from bots.files.tables.arranged_sheets import as_table
from bots.files.tables.headings import LONGEST, kinds_of
from bots.files.tables.sheets import SpreadsheetError, text_of
from bots.files.tables.table_columns import Block, columns_of, described, letter, plain
from bots.files.tables.table_rows import LONGEST_QUOTED, FoundRow, RowReader, UnusedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bots.files.tables.sheets import Cell, Sheet

MOST_ROWS = 10_000
MOST_COLUMNS_SHOWN = 60
HEADINGS_WITHIN = 20  # filled lines in which headings are looked for
_COULD_HOLD = re.compile(r"\d|://")
SHORTEST = 13  # characters of the shortest text that can be an ID; shorter cells are not looked at


@dataclass(slots=True)
class TableFound:
    """All that a table says, by sheet."""

    rows: list[tuple[str, FoundRow]] = field(default_factory=list)
    unused: list[tuple[str, UnusedLine]] = field(default_factory=list)
    remarks: list[tuple[str, UnusedLine]] = field(default_factory=list)
    columns: list[TableColumn] = field(default_factory=list)
    unclear_days: bool = False


def read_tables(
    sheets: Iterable[Sheet], read_ids: Callable[[str], Sequence[str]], options: TableOptions | None = None
) -> TableFound:
    """
    Read all sheets of a table.

    Args:
        sheets: the sheets, in their order.
        read_ids: returns the certificate IDs in a text.
        options: what the table's sender says of it.

    Raises:
        SpreadsheetError: for too many rows, and for a column that is named and not there.
    """
    found, options = TableFound(), options or TableOptions()
    missing = {name for name, _ in options.columns}
    for sheet in sheets:
        reader = SheetReader(as_table(sheet, read_ids), read_ids, options)
        reader.read(found)
        missing -= reader.named
        if len(found.rows) > MOST_ROWS:
            raise SpreadsheetError(f"These are more than {MOST_ROWS:,} lines, the most that are read: split the file.")
    if missing:
        raise SpreadsheetError(f"There is no column “{min(missing)[:LONGEST_QUOTED]}”.")
    return found


def has_headings(sheet: Sheet, read_ids: Callable[[str], Sequence[str]]) -> bool:
    """Say whether a text is a table: it has a line of headings, that of the certificates among them."""
    if max(map(len, sheet.rows[:HEADINGS_WITHIN]), default=0) < 2:
        return False
    return SheetReader(sheet, read_ids, TableOptions()).has_headings


class SheetReader:
    """Reads one sheet, in which several tables may stand one below the other."""

    def __init__(self, sheet: Sheet, read_ids: Callable[[str], Sequence[str]], options: TableOptions) -> None:
        """
        Look at every cell once.

        Args:
            sheet: the sheet.
            read_ids: returns the certificate IDs in a text.
            options: what the table's sender says of it.
        """
        self.named: set[str] = set()
        self._sheet = sheet
        self._assigned = {plain(name): meant for name, meant in options.columns}
        self._names = {plain(name): name for name, _ in options.columns}
        self._order: DayOrder | None = options.days
        self._ids = {line: ids for line, row in enumerate(sheet.rows) if (ids := self._ids_in(line, row, read_ids))}
        self._codes = self._codes_by_column()
        self._filled = [
            line
            for line, row in enumerate(sheet.rows)
            if line in self._ids or any(map(text_of, row)) or self._lacks(line)
        ]

    @property
    def has_headings(self) -> bool:
        """Say whether a line holds headings, that of the certificates among them."""
        return any(self._is_whole_heading(line) for line in self._heading_lines())

    def read(self, found: TableFound) -> None:
        """Add what the sheet says to ``found``."""
        if not self._filled:
            return
        title, headings = self._sheet.title, self._heading_lines()
        is_headed = bool(headings) and min(self._ids, default=headings[0]) >= headings[0]
        starts = headings if is_headed else [-1, *headings]
        above = [line for line in self._filled if line < starts[0]]
        if not self._ids and not any(self._is_of_certificates(line) for line in headings):
            cells = [text_of(cell) for cell in self._sheet.rows[(headings or self._filled)[0]]]
            quoted = ", ".join(f"“{cell[:40]}”" for cell in cells if cell)[:300]
            found.unused.append((title, UnusedLine(0, UnusedReason.SHEET, quoted)))
            return
        found.unused += [(title, self._above(line)) for line in above]
        before: list[str] | None = None
        for number, start in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else len(self._sheet.rows)
            texts = self._texts(start) if start >= 0 else []
            if number and start >= 0:
                found.unused.append(
                    (title, UnusedLine(start + 1, UnusedReason.HEADINGS, " ".join(texts)[:LONGEST_QUOTED]))
                )
            self._read_block(texts, [line for line in self._filled if start < line < end], found, shown=texts != before)
            before = texts

    def _read_block(self, headings: list[str], lines: list[int], found: TableFound, *, shown: bool) -> None:
        block = Block(
            headings, [self._texts(line) for line in lines], lambda at, column: column in self._ids.get(lines[at], ())
        )
        columns = columns_of(block, self._assigned_in(headings, block.width))
        reader = RowReader(self._sheet, columns, self._ids, lines, self._order)
        reader.read()
        title = self._sheet.title
        found.rows += [(title, each) for each in reader.rows]
        found.unused += [(title, each) for each in reader.unused]
        found.remarks += [(title, each) for each in reader.remarks]
        found.unclear_days |= reader.has_unclear_days
        if shown and len(found.columns) < MOST_COLUMNS_SHOWN:
            found.columns += described(columns, block, title)[: MOST_COLUMNS_SHOWN - len(found.columns)]

    def _assigned_in(self, headings: Sequence[str], width: int) -> dict[int, Field]:
        """Return what the sender says of these columns, which are named by heading, letter or number."""
        found: dict[int, Field] = {}
        for name, meant in self._assigned.items():
            by_heading = [at for at, heading in enumerate(headings) if plain(heading) == name]
            by_place = [at for at in range(width) if name in {letter(at).lower(), str(at + 1)}]
            for at in by_heading or by_place:
                found[at] = meant
                self.named.add(self._names[name])
        return found

    def _codes_by_column(self) -> dict[int, set[str]]:
        """Return the codes of the certificates in each column, which may head it: ``AIDA`` above AIDA-2026-1234."""
        found: dict[int, set[str]] = {}
        for ids in self._ids.values():
            for column, each in ids.items():
                found.setdefault(column, set()).update(f"{one.partition('-')[0]}-" for one in each)
        return found

    def _heading_lines(self) -> list[int]:
        """Return the lines with headings: the best one above the first ID, and whole ones further down."""
        first_id = min(self._ids, default=len(self._sheet.rows))
        scored = [(self._score(line), -line) for line in self._filled[:HEADINGS_WITHIN] if line < first_id]
        score, line = max(scored, default=(0, 0))
        first = [-line] if score else []
        after = first[0] if first else -1
        top = [self._texts(line) for line in first]
        later = [line for line in self._filled if line > after]
        return first + [line for line in later if self._texts(line) in top or self._is_whole_heading(line)]

    def _score(self, line: int) -> int:
        """Return how many headings a line holds, each counted once, 0 for a line that is none."""
        if line in self._ids:
            return 0
        cells = [cell for cell in self._texts(line) if cell]
        known = len({plain(cell) for cell in cells if kinds_of(cell) or plain(cell) in self._assigned})
        known += sum(f"{cell.upper()}-" in self._codes.get(at, ()) for at, cell in enumerate(self._texts(line)) if cell)
        is_short = all(len(cell) <= LONGEST for cell in cells)
        return known if is_short and known and (known >= 2 or known * 2 >= len(cells)) else 0

    def _is_whole_heading(self, line: int) -> bool:
        cells = [cell for cell in self._texts(line) if cell]
        return self._score(line) >= 2 and self._score(line) * 2 >= len(cells) and self._is_of_certificates(line)

    def _is_of_certificates(self, line: int) -> bool:
        return any(
            "certificate" in kinds_of(cell) or self._assigned.get(plain(cell)) is Field.CERTIFICATE
            for cell in self._texts(line)
        )

    def _above(self, line: int) -> UnusedLine:
        return UnusedLine(line + 1, UnusedReason.ABOVE, " ".join(filter(None, self._texts(line)))[:LONGEST_QUOTED])

    def _texts(self, line: int) -> list[str]:
        return [text_of(cell) for cell in self._sheet.rows[line]]

    def _lacks(self, line: int) -> bool:
        return any(at[0] == line for at in self._sheet.unanswered)

    def _ids_in(
        self, line: int, row: Sequence[Cell], read_ids: Callable[[str], Sequence[str]]
    ) -> dict[int, Sequence[str]]:
        found = {}
        for column, cell in enumerate(row):
            could = isinstance(cell, str) and len(cell) >= SHORTEST and _COULD_HOLD.search(cell)
            ids = read_ids(str(cell)) if could else ()
            if not ids and (link := self._sheet.links.get((line, column))):
                ids = read_ids(link)
            if ids:
                found[column] = ids
        return found
