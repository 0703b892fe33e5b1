"""The sentences about rosters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bots.conversation.model.table_options import DayOrder, Field
from bots.conversation.text.languages.phrasebook import day as written
from bots.conversation.text.table_remarks import NAMES
from verifier_client import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bots.conversation.model.watch_models import FieldChange, RosterChanges, RosterRow

COLUMNS = "certificate id, person, manager, team, until, purpose"
NO_HEADER = f"No column holds certificate IDs: give a line of headings ({COLUMNS}) and a line for each certificate."
ONLY_A_HEADER = "There is nothing below the header line."
GONE = "What was shown is not kept any more (15 minutes): send the file again."
IMPORT_NEXT = "Next: press Import, or mend the file and send it again. Nothing is kept until then."
MEND_NEXT = "Next: mend these lines and send the file again."
ASSIGN = "Columns that are not understood: say what they are, or leave them out"
DAY_ORDERS = {DayOrder.DAY_FIRST: "3/4 is 3 April", DayOrder.MONTH_FIRST: "3/4 is March 4"}
UNKNOWN = "its registry has no such record"
BY_HAND = "no registry can be asked about it, so its end has to be entered by you"
NOT_CHECKED = "it could not be checked just now"
ANOTHER_PERSON = "its registry names another person"
LOST = {
    Standing.REVOKED: "it is revoked",
    Standing.SUSPENDED: "it is suspended",
    Standing.EXPIRED: "it has expired",
    Standing.UNKNOWN: "whether it stands cannot be told",
}
ASSIGN_HERE = "Say what a column is with --column, such as --column “Heading=manager”."
DAYS_HERE = "Say which comes first with --days day-first or --days month-first."
NO_TABLE = "It is no table: send it as CSV, XLSX or ODS."
LINK_NEXT = "Next: links shows the managers that it names; each gets the notices once they typed a code."


def has_passed(until: date) -> str:
    """Say that a watch would be over before it began."""
    return f"{written(until)} has passed"


def twice(certificate: str, line: int, sheet: str = "") -> str:
    """Say that a line repeats another."""
    within = f" of “{sheet[:40]}”" if sheet else ""
    return f"{certificate} is on line {line:,}{within} already; the first one counts"


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


def change(each: FieldChange) -> str:
    """Say what an import changes in one watch."""
    name = NAMES[Field.PERSON if each.field == "holder" else Field(each.field)]
    before, after = (f"“{text[:60]}”" if text else "none" for text in (each.before, each.after))
    return f"• {each.certificate}: {name} {before} → {after}."


def more_changes(left: Sequence[FieldChange]) -> str:
    """Count further changes by what they are about."""
    fields = Counter(NAMES[Field.PERSON if each.field == "holder" else Field(each.field)] for each in left)
    counted = ", ".join(f"{count:,} of {name}" for name, count in fields.items())
    return f"… and {len(left):,} more change{'' if len(left) == 1 else 's'}: {counted}."


def doubtful(row: RosterRow, why: Sequence[str]) -> str:
    """Say what is doubtful of one line's certificate."""
    person = f" ({row.person})" if row.person else ""
    return f"• line {row.line:,}: look at {row.certificate.text}{person}: {'; '.join(why)}."


def not_looked_at(count: int) -> str:
    """Say how many certificates nothing was asked about yet."""
    which = "One certificate was" if count == 1 else f"{count:,} certificates were"
    return f"{which} not looked at yet: the next round reads {'it' if count == 1 else 'them'}."


def is_the(field: Field) -> str:
    """Name the button that says what a column is."""
    return f"This is the {NAMES[field]}"


def example(text: str) -> str:
    """Say what stands in a column."""
    return f"such as “{text}”"


OWN_END = "a certificate's own end comes from its registry"


def ignored(columns: Sequence[str], own_ends: Collection[str] = ()) -> str:
    """Name the columns that are not used, and why those are not that say when certificates end."""
    names = ", ".join(f"“{name[:40]}”{f' ({OWN_END})' if name in own_ends else ''}" for name in columns[:10])
    return f"{'This column is' if len(columns) == 1 else 'These columns are'} not used: {names}."


def cannot_read(name: str, why: str) -> str:
    """Say that a file is no roster."""
    return f"{name} cannot be imported. {why}"
