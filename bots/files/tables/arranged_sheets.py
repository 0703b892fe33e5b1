"""Sheets that are arranged in another way: forms with their labels at the left or above, and IDs cut into columns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bots.files.tables.headings import kinds_of
from bots.files.tables.sheets import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bots.files.tables.sheets import Cell, Cells, Sheet

    ReadIds = Callable[[str], Sequence[str]]
    Pair = tuple[str, Cell, int]

LOOKED_AT = 50  # filled lines by which an arrangement is told
MOST_PARTS = 3  # columns over which an ID is cut: AIDA, 2026, 1234
_PART = re.compile(r"[A-Za-z0-9]{1,12}(?:-[A-Za-z0-9]{1,12})*")


def as_table(sheet: Sheet, read_ids: ReadIds) -> Sheet:
    """
    Return a sheet as a table with headings above, and each ID in one cell; the sheet itself where it is one.

    Lines keep their numbers: a form stands where its last value stands, and a form of one column where the column
    would be as a line.

    Args:
        sheet: any sheet.
        read_ids: returns the certificate IDs in a text.
    """
    if sheet.links or sheet.unanswered:
        return sheet
    rows = _upright(sheet.rows, read_ids) or sheet.rows
    return replace(sheet, rows=_with_whole_ids(rows, read_ids))


def _upright(rows: Cells, read_ids: ReadIds) -> Cells | None:
    """Return the table of a form, None for what is no form: its labels are known, one of them the certificate's."""
    filled = [at for at, row in enumerate(rows) if any(map(text_of, row))]
    if not filled or any(_is_heading(rows[at]) for at in filled[:LOOKED_AT]):
        return None
    width = 1 + max(column for at in filled for column, cell in enumerate(rows[at]) if text_of(cell))
    if width == 1:
        forms = [list(_labels_above(rows, filled))]
    else:
        forms = [[(text_of(rows[at][0]), _cell(rows[at], each), at) for at in filled] for each in range(1, width)]
    known = {label for label, _value, _at in forms[0] if kinds_of(label)}
    is_form = len(known) >= 2 and 2 * sum(label in known for label, _value, _at in forms[0]) >= len(forms[0])
    if not is_form or not any(_holds_id(forms_pair, read_ids) for form in forms for forms_pair in form):
        return None
    records = list(_records(forms[0])) if len(forms) == 1 else forms
    return _table(rows, records, by_column=len(forms) > 1)


def _is_heading(row: Sequence[Cell]) -> bool:
    kinds = [kinds_of(text_of(cell)) for cell in row]
    return sum(map(bool, kinds)) >= 2 and any("certificate" in each for each in kinds)


def _cell(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else ""


def _labels_above(rows: Cells, filled: Iterable[int]) -> Iterator[Pair]:
    """Yield what stands below each label."""
    label = ""
    for at in filled:
        text = text_of(rows[at][0])
        if kinds_of(text):
            label = text
        elif label:
            yield label, rows[at][0], at
            label = ""


def _holds_id(pair: Pair, read_ids: ReadIds) -> bool:
    label, value, _at = pair
    return "certificate" in kinds_of(label) and bool(read_ids(text_of(value)))


def _records(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Yield forms that stand one below the other: a label that comes again begins the next."""
    form: list[Pair] = []
    for pair in pairs:
        if any(label == pair[0] for label, _value, _at in form):
            yield form
            form = []
        form.append(pair)
    if form:
        yield form


def _table(rows: Cells, records: Sequence[list[Pair]], *, by_column: bool) -> Cells | None:
    """
    Write forms as lines below their labels; what belongs to none stays where it is, and is named as not used.

    None where there is no line for the labels.
    """
    labels = list(dict.fromkeys(label for form in records for label, value, _at in form if text_of(value)))
    used = {at for form in records for _label, value, at in form if text_of(value)}
    begins = min(used)
    table: Cells = [[] if at in used or _is_label(row) else list(row[:1]) for at, row in enumerate(rows)]
    above = begins if table[0] else 0
    if table[above]:
        return None
    table[above] = list(labels)
    for number, form in enumerate(records, 1):
        values = {label: value for label, value, _at in form if text_of(value)}
        at = begins + number if by_column else max(at for _label, _value, at in form)
        while by_column and at < len(table) and table[at]:
            at += 1
        table += [[] for _ in range(at + 1 - len(table))]
        if table[at]:
            return None
        table[at] = [values.get(label, "") for label in labels]
    return table


def _is_label(row: Sequence[Cell]) -> bool:
    return bool(row) and bool(kinds_of(text_of(row[0])))


def _with_whole_ids(rows: Cells, read_ids: ReadIds) -> Cells:
    """Put IDs together whose parts stand in columns beside each other, where that is so on every line."""
    filled = [at for at, row in enumerate(rows) if any(map(text_of, row))]
    if any(read_ids(text_of(cell)) for at in filled[:LOOKED_AT] for cell in rows[at]):
        return rows
    width = max((len(rows[at]) for at in filled), default=0)
    spans = [(at, at + parts) for parts in range(MOST_PARTS, 1, -1) for at in range(width - parts + 1)]
    for begin, end in spans:
        whole = {at: _whole(rows[at][begin:end], read_ids) for at in filled if all(map(text_of, rows[at][begin:end]))}
        good = [at for at, found in whole.items() if found and len(rows[at]) >= end]
        if good and all(found for at, found in whole.items() if at > good[0]):
            return _joined(rows, {at: whole[at] for at in good}, (begin, end))
    return rows


def _whole(parts: Sequence[Cell], read_ids: ReadIds) -> str:
    """Return the ID that parts make, empty where they make none, or more than an ID."""
    texts = [text_of(part).strip("-").removesuffix(".0") for part in parts]
    if not texts or not all(map(_PART.fullmatch, texts)):
        return ""
    text = "-".join(texts)
    found = read_ids(text)
    return found[0] if len(found) == 1 and found[0].casefold() == text.casefold() else ""


def _joined(rows: Cells, whole: dict[int, str], span: tuple[int, int]) -> Cells:
    """Write each ID into the column of the certificate's heading, else the first, and leave the others empty."""
    begin, end = span
    above = rows[: min(whole)]
    named = [at for at in range(begin, end) if any("certificate" in kinds_of(text_of(_cell(row, at))) for row in above)]
    target = (named or [begin])[0]
    table = [list(row) for row in rows]
    for at, found in whole.items():
        table[at][begin:end] = [found if column == target else "" for column in range(begin, end)]
    return table
