"""The sentences about rosters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.verdicts import day as written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.conversation.model.watch_models import RosterChanges, UnusableLine

COLUMNS = "certificate id, person, manager, team, until, purpose"
EMPTY = f"The file is empty: give a header line ({COLUMNS}) and a line for each certificate."
ONLY_A_HEADER = "There is nothing below the header line."
NOTHING_TO_IMPORT = "No line can be imported."
GONE = "What was shown is not kept any more (15 minutes): send the file again."
IMPORT_NEXT = "Next: press Import, or mend the file and send it again. Nothing is kept until then."
MEND_NEXT = "Next: mend these lines and send the file again."
LINK_NEXT = "Next: links shows the managers that it names; each gets the notices once they typed a code."


def too_many_rows(rows: int, most: int) -> str:
    """Say how long a roster can be."""
    return f"That are {rows:,} lines; {most:,} at most can be imported at once: split the file."


def no_header(line: int, found: Sequence[str]) -> str:
    """Say that the column of the IDs is missing."""
    seen = ", ".join(f"“{name[:40]}”" for name in found)
    return f"Line {line} must be a header with a column “certificate id” (others: {COLUMNS[16:]}). I found: {seen}."


def too_long(field: str, most: int) -> str:
    """Say that a cell is too long."""
    return f"{field} is longer than {most} characters"


def which_certificate(text: str, found: int) -> str:
    """Say that a line names no certificate, or several."""
    if not text:
        return "no certificate ID"
    return f"“{text[:60]}” is no certificate ID" if not found else f"{found} certificate IDs in one line"


def no_day(text: str) -> str:
    """Say that a day cannot be read."""
    return f"“{text[:40]}” is not a day that can be read: write it like 2026-12-01 or 1.12.2026"


def has_passed(until: date) -> str:
    """Say that a watch would be over before it began."""
    return f"{written(until)} has passed"


def twice(certificate: str, line: int) -> str:
    """Say that a line repeats another."""
    return f"{certificate} is on line {line} already; the first one counts"


def preview(name: str, compared: RosterChanges, wrong: int) -> str:
    """Say what an import would do."""
    return f"{name}: {_counted(compared, wrong)}. Nothing is imported yet."


def imported(name: str, compared: RosterChanges, wrong: int) -> str:
    """Say what an import did."""
    return f"{name} is imported: {_counted(compared, wrong)}."


def _counted(compared: RosterChanges, wrong: int) -> str:
    rows = compared.new + compared.changed + compared.same + wrong
    parts = ((compared.new, "new"), (compared.changed, "changed"), (compared.same, "as before"), (wrong, "wrong"))
    shown = ", ".join(f"{count:,} {what}" for count, what in parts if count)
    return f"{rows:,} row{'' if rows == 1 else 's'}: {shown}"


def wrong_line(wrong: UnusableLine) -> str:
    """Say why a line is left out."""
    return f"• line {wrong.line:,}: {wrong.reason}."


def more_wrong(count: int) -> str:
    """Count further wrong lines."""
    return f"… and {count:,} more wrong line{'' if count == 1 else 's'}."


def ignored(columns: Sequence[str]) -> str:
    """Name the columns that are not used."""
    names = ", ".join(f"“{name[:40]}”" for name in columns[:10])
    return f"{'This column is' if len(columns) == 1 else 'These columns are'} not used: {names}."


def cannot_read(name: str, why: str) -> str:
    """Say that a file is no roster."""
    return f"{name} cannot be imported. {why}"
