"""The sentences about tables: why a line is not used, how columns were understood, and what can be said of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bots.conversation.model.table_options import DayOrder, Field
from bots.conversation.model.table_reading import UnusedReason
from bots.conversation.text.file_results import IS_A_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bots.conversation.model.table_reading import TableColumn
    from bots.conversation.model.watch_models import UnusableLine

NAMES = {
    Field.CERTIFICATE: "certificate ID",
    Field.PERSON: "person",
    Field.GIVEN: "given name",
    Field.FAMILY: "family name",
    Field.MIDDLE: "middle name",
    Field.MANAGER: "manager",
    Field.TEAM: "team",
    Field.UNTIL: "end of watching",
    Field.PURPOSE: "purpose",
    Field.NONE: "not used",
}
ORDERS = {DayOrder.DAY_FIRST: "the day comes first", DayOrder.MONTH_FIRST: "the month comes first"}
_REASONS = {
    UnusedReason.NO_ID: "no certificate ID",
    UnusedReason.NOT_AN_ID: "“{}” is no certificate ID",
    UnusedReason.PATTERN: IS_A_PATTERN,
    UnusedReason.PART_NOT_AN_ID: "“{}” beside the ID is no certificate ID",
    UnusedReason.NO_RESULT: "the ID is a formula without a result: open the file in a spreadsheet and save it once",
    UnusedReason.NO_DAY: "“{}” is not a day that can be read: write it like 2026-12-01 or 1.12.2026",
    UnusedReason.WHICH_DAY: "“{}” can be two days: say which of day and month comes first, or write it like 2026-12-01",
    UnusedReason.TOO_LONG: "what stands under {} is longer than 200 characters and is not used",
    UnusedReason.NOT_A_NAME: "“{}” is not read as a name, so no name is compared",
    UnusedReason.LETTERS: "its letters cannot be read for sure, so it is not used: save the file as CSV UTF-8 or XLSX",
    UnusedReason.ABOVE: "it stands above the headings",
    UnusedReason.HEADINGS: "it repeats the headings",
    UnusedReason.SHEET: "the sheet lists no certificate ID",
    UnusedReason.BESIDE: "{} stands outside of the column of certificate IDs: it is not watched",
    UnusedReason.TWICE: "{}",
}
MOST_SPANS = 40
NOT_ALL_USED = "Not used of the file, line by line:"
MORE_REASONS = "for reasons like these; in a terminal certdesk names each"
MOST_SENTENCES = 15  # in a chat
NO_NAMES = "No column with names was found, so no name is compared."


def remark(reason: UnusedReason, text: str) -> str:
    """Say why a line, or a part of it, is not used."""
    if reason is UnusedReason.NOT_AN_ID and not text:
        return _REASONS[UnusedReason.NO_ID]
    if reason is UnusedReason.SHEET and text:
        return f"{_REASONS[reason]}. I found: {text}"
    return _REASONS[reason].format(text)


def grouped(lines: Iterable[UnusableLine], *, most: int | None = None) -> list[str]:
    """
    Say each reason once, with the numbers of all lines that it is true of; the order is that of the file.

    Args:
        lines: what is not used.
        most: how many sentences there is room for, None for all; the lines of the rest are named in the last one.
    """
    found: dict[tuple[str, str], list[int]] = {}
    for each in lines:
        found.setdefault((each.sheet, each.reason), []).append(each.line)
    if most is not None and len(found) > most:
        rest: dict[tuple[str, str], list[int]] = {}
        for sheet, reason in [*found][most - 1 :]:
            rest.setdefault((sheet, MORE_REASONS), []).extend(found.pop((sheet, reason)))
        found |= rest
    return [f"• {_where(numbers, sheet)}: {reason}." for (sheet, reason), numbers in found.items()]


def _where(numbers: Sequence[int], sheet: str) -> str:
    within = f" of “{sheet[:40]}”" if sheet else ""
    spans = list(_spans(sorted({number for number in numbers if number})))
    if not spans:
        return f"sheet{within.removeprefix(' of')}" if sheet else "the whole table"
    shown = ", ".join(spans[:MOST_SPANS])
    more = f" and {len(spans) - MOST_SPANS} more" if len(spans) > MOST_SPANS else ""
    one = len(spans) == 1 and "to" not in spans[0]
    return f"line{'' if one else 's'} {shown}{more}{within}"


def _spans(numbers: Sequence[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        first, *rest = (number for _, number in run)
        yield (
            f"{first:,}" if not rest else f"{first:,}, {rest[0]:,}" if len(rest) == 1 else f"{first:,} to {rest[-1]:,}"
        )


def understood(columns: Sequence[TableColumn]) -> str:
    """Say which column was taken for what."""
    used = [f"{NAMES[each.field]} in “{each.heading[:40]}”" for each in columns if each.field is not Field.NONE]
    return f"Columns: {', '.join(dict.fromkeys(used))}." if used else ""


def not_understood(columns: Sequence[TableColumn]) -> str:
    """Name the columns that are not understood, each with an example."""
    named = [
        f"“{each.heading[:40]}” (such as “{each.example}”)" if each.example else f"“{each.heading[:40]}”"
        for each in columns
    ]
    shown = ", ".join(dict.fromkeys(named))
    return f"{'This column is' if len(columns) == 1 else 'These columns are'} not understood, and not used: {shown}."
