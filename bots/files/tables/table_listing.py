"""A table's rows as certificates to verify: each once, and once more for each other name beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.file_listing import FileListing, ListedCertificate
from bots.conversation.model.table_options import Field
from bots.conversation.model.watch_models import UnusableLine
from bots.conversation.text import rosters as roster_phrases
from bots.conversation.text import table_remarks as phrases
from bots.conversation.text.file_results import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.table_reading import TableReading
    from bots.conversation.model.watch_models import RosterRow


def table_listing(table: TableReading, notes: Sequence[str] = ()) -> FileListing:
    """Return what a table lists; a line that repeats another one is named with the lines that are not used."""
    first: dict[tuple[str, str], RosterRow] = {}
    named: dict[str, RosterRow] = {}
    again = []
    for row in table.rows:
        before = first.get((row.certificate.text, row.person)) or (
            None if row.person else named.get(row.certificate.text)
        )
        if before is None:
            first[row.certificate.text, row.person] = row
            named.setdefault(row.certificate.text, row)
        elif (before.line, before.sheet) != (row.line, row.sheet):
            why = roster_phrases.twice(
                row.certificate.text, before.line, before.sheet if before.sheet != row.sheet else ""
            )
            again.append(UnusableLine(row.line, why, row.sheet))
    items = tuple(
        ListedCertificate(row.certificate, row.person or None, place("row", row.line, row.sheet))
        for row in first.values()
    )
    names = {each.field for each in table.columns} & {Field.PERSON, Field.GIVEN, Field.FAMILY}
    said = [*notes, *([phrases.NO_NAMES] if items and not names else [])]
    return FileListing(items, tuple(said), table=table, unused=(*table.unused, *again, *table.remarks))
