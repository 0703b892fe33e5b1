"""Rosters in chat: first what an import would do, then, on a word, the import. What was shown waits 15 minutes."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from bots.conversation.model.file_listing import FileListing
from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item, Tone, refusal_card
from bots.conversation.model.table_options import DayOrder, Field
from bots.conversation.model.watch_intents import ImportRoster
from bots.conversation.text import rosters as phrases
from bots.conversation.text import table_remarks as table_phrases
from bots.conversation.text.watches import IMPORT
from bots.conversation.watch.doubtful_rows import DoubtfulRows
from bots.conversation.watch.roster_rows import RosterError, roster_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.kept_files import KeptFile, KeptFiles
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.table_options import TableOptions
    from bots.conversation.model.table_reading import TableColumn, TableReading
    from bots.conversation.model.watch_intents import PreviewRoster
    from bots.conversation.model.watch_models import RosterChanges
    from bots.conversation.quota import Quota
    from bots.conversation.watch.ports import Rosters
    from bots.conversation.watch.roster_rows import Roster

CHANGES_SHOWN, MOST_ASSIGNABLE = 15, 6
ASSIGNABLE = (Field.PERSON, Field.MANAGER, Field.TEAM, Field.UNTIL, Field.PURPOSE)


class RosterImport:
    """Shows what a roster would change, and imports it when the asker says so."""

    def __init__(self, *, rosters: Rosters, verifier: Verifier, files: KeptFiles | None, quota: Quota | None) -> None:
        """
        Import into a store of rosters.

        Args:
            rosters: where rosters are imported.
            verifier: knows which day it is, and what can be said of a certificate.
            files: the files that were shown and not imported yet; None where no file is read.
            quota: how many certificates a person may have read, None for no limit.
        """
        self._rosters = rosters
        self._verifier = verifier
        self._files = files
        self._doubtful = DoubtfulRows(verifier, quota)

    async def preview(self, table: TableReading, key: str, asker: Asker, *, is_counted: bool = True) -> Card:
        """
        Say what an import would do.

        Args:
            table: what the file lists.
            key: the key under which the file is kept.
            asker: who sent it.
            is_counted: whether its certificates count against the asker's quota; no for a file that was shown before.
        """
        file = self._files.find(asker, key) if self._files is not None else None
        if file is None:
            return refusal_card(phrases.GONE)
        try:
            roster = roster_of(table, self._verifier.today)
        except RosterError as error:
            return refusal_card(phrases.cannot_read(file.name, str(error)))
        compared = await self._rosters.compare(asker, roster.rows)
        doubts = await self._doubtful.lines(roster.rows, asker, is_counted=is_counted)
        imports = Action(ActionKind.RUN, IMPORT, command=f"import {key}")
        is_fine = not roster.wrong and not doubts
        return Card(
            phrases.preview(file.name, compared, len(roster.wrong)),
            Tone.NEUTRAL if is_fine else Tone.CAUTION,
            lines=(*_changes(compared), *doubts, *_unused(roster)),
            groups=_columns_to_assign(roster, key),
            findings=_findings(roster),
            next_step=phrases.IMPORT_NEXT if roster.rows else phrases.MEND_NEXT,
            actions=(*((imports,) if roster.rows else ()), *_day_orders(roster, key)),
        )

    async def card(self, intent: ImportRoster | PreviewRoster, asker: Asker) -> Card:
        """Import what was shown, or show it again."""
        return await (
            self.keep(intent.key, asker) if isinstance(intent, ImportRoster) else self._preview_again(intent, asker)
        )

    async def _preview_again(self, intent: PreviewRoster, asker: Asker) -> Card:
        """Say what an import would do now that its sender said more of the columns."""
        file = self._files.find(asker, intent.key) if self._files is not None else None
        if self._files is None or file is None:
            return refusal_card(phrases.GONE)
        options = _joined(file.options, intent.options)
        listing = await self._files.read(replace(file, options=options))
        if not isinstance(listing, FileListing) or listing.table is None:
            return refusal_card(phrases.GONE if isinstance(listing, FileListing) else listing.reason)
        key = self._files.replace(asker, intent.key, options)
        return await self.preview(listing.table, key, asker, is_counted=intent.options is None)

    async def keep(self, key: str, asker: Asker) -> Card:
        """Import what was shown."""
        file = self._files.find(asker, key) if self._files is not None else None
        if self._files is None or file is None:
            return refusal_card(phrases.GONE)
        listing = await self._files.read(file)
        if not isinstance(listing, FileListing) or listing.table is None:
            return refusal_card(phrases.GONE if isinstance(listing, FileListing) else listing.reason)
        try:
            roster = roster_of(listing.table, self._verifier.today)
        except RosterError as error:
            return refusal_card(phrases.cannot_read(file.name, str(error)))
        compared = await self._rosters.import_rows(
            asker, roster.rows, name=file.name, digest=_digest(file), wrong=len(roster.wrong)
        )
        self._files.drop(asker, key)
        doubts = await self._doubtful.lines(roster.rows, asker, is_counted=False)
        return Card(
            phrases.imported(file.name, compared, len(roster.wrong)),
            Tone.CAUTION if roster.wrong or doubts else Tone.GOOD,
            lines=(*_changes(compared), *doubts, *_unused(roster)),
            next_step=phrases.LINK_NEXT if any(row.manager for row in roster.rows) else "",
        )


def _unused(roster: Roster) -> list[str]:
    return table_phrases.grouped((*roster.wrong, *roster.remarks), most=table_phrases.MOST_SENTENCES)


def _joined(before: TableOptions, more: TableOptions | None) -> TableOptions:
    """Add to what was said of a table before."""
    if more is None:
        return before
    columns = {**dict(before.columns), **dict(more.columns)}
    return replace(before, columns=tuple(columns.items()), days=more.days or before.days)


def _digest(file: KeptFile) -> str:
    return sha256(file.packed).hexdigest()[:16]


def _changes(compared: RosterChanges) -> tuple[str, ...]:
    """Say what is changed, field by field."""
    shown = tuple(map(phrases.change, compared.details[:CHANGES_SHOWN]))
    left = compared.details[CHANGES_SHOWN:]
    return (*shown, phrases.more_changes(left)) if left else shown


def _findings(roster: Roster) -> tuple[str, ...]:
    said = (
        table_phrases.understood(roster.columns),
        table_phrases.not_understood(roster.not_understood) if roster.not_understood else "",
        phrases.ignored(roster.not_used, roster.own_ends) if roster.not_used else "",
    )
    return tuple(filter(None, said))


def _columns_to_assign(roster: Roster, key: str) -> tuple[Group, ...]:
    items = tuple(_assignable(each, key) for each in roster.not_understood[:MOST_ASSIGNABLE])
    return (Group(phrases.ASSIGN, items),) if items else ()


def _assignable(column: TableColumn, key: str) -> Item:
    actions = tuple(
        Action(ActionKind.RUN, phrases.is_the(each), command=columns_command(key, column.heading, each))
        for each in ASSIGNABLE
    )
    return Item(f"“{column.heading}”", phrases.example(column.example) if column.example else "", actions)


def columns_command(key: str, heading: str, meant: Field) -> str:
    """Return the words that say what a column is."""
    bare = heading.replace('"', " ")
    return f'columns {key} "{bare}"={meant.value}'


def _day_orders(roster: Roster, key: str) -> Sequence[Action]:
    if not roster.unclear_days:
        return ()
    return [
        Action(ActionKind.RUN, phrases.DAY_ORDERS[each], command=f"columns {key} days={each.value}")
        for each in DayOrder
    ]
