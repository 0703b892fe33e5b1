"""The IDs in what a file's parser gives, in reading order, each with its place and, from a table, a name beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bots.conversation.model.badge_request import may_hold_badge
from bots.conversation.model.table_options import Field
from bots.files.file_limits import MOST_IDS
from bots.files.refusal_codes import FileRefused, RefusalCode
from bots.files.tables.sheets import Sheet
from bots.files.tables.table_reader import SHORTEST, read_tables
from verifier_client import find_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bots.files.tables.table_reader import TableFound

MOST_CODES, LONGEST_LINK = 20, 500
Location = tuple[str, int, str]
"""What is counted (page, line, row, paragraph), its number from 1, and the sheet or table in which it is."""


@dataclass(slots=True)
class IdFinder:
    """
    Collects what is found: each ID once, and once more for each other name beside it.

    ``other_codes`` counts the QR codes that hold neither an ID nor a badge.
    """

    badge_hosts: Collection[str] = ()
    found: dict[tuple[str, str], Location] = field(default_factory=dict)
    badges: list[tuple[str, Location]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    other_codes: int = 0
    _texts: set[str] = field(default_factory=set)

    def add_text(self, text: str, where: Location) -> None:
        """Add the IDs of a text, found at ``where``."""
        self._add_all(self.read_ids(text), where)

    def add_code(self, text: str, where: Location) -> bool:
        """
        Collect what a QR code holds: IDs, else a badge, else a link of which somebody else knows what is wrong with it.

        Args:
            text: what it holds.
            where: the page that it is on.

        Returns:
            Whether it holds an ID or a badge.
        """
        if ids := self.read_ids(text):
            self._add_all(ids, where)
            return True
        if may_hold_badge(text.encode("utf-8", "replace")) and len(self.badges) < MOST_CODES:
            self.badges.append((text, where))
            return True
        self.other_codes += 1
        if "://" in text and len(self.links) < MOST_CODES:
            self.links.append(text[:LONGEST_LINK])
        return False

    def add_lines(self, lines: Sequence[str]) -> None:
        """Add the IDs of numbered lines; an ID that is broken over two lines has no number."""
        found = self.read_ids("\n".join(lines))
        at = dict.fromkeys(found, 1) if len(lines) == 1 else {}
        for number, line in enumerate(lines, 1):
            if len(at) == len(found):
                break
            if len(line) >= SHORTEST:
                for text in self.read_ids(line):
                    at.setdefault(text, number)
        for text in found:
            self._add(text, "", ("line", at.get(text, 0), ""))

    def add_table(self, rows: Iterable[Sequence[str]], title: str = "") -> None:
        """Add the IDs of a table in a document; a heading like "name" tells which cell of a row is the person."""
        self.add_found(read_tables([Sheet([list(row) for row in rows], title)], self.read_ids))

    def add_found(self, found: TableFound | None, within: str = "") -> None:
        """Add what a table says of certificates and their holders; ``within`` names the file that it is in."""
        for title, row in found.rows if found is not None else ():
            where = ("row", row.line, " of ".join(filter(None, (title, within))))
            self._add(row.certificate, row.values.get(Field.PERSON, ""), where)

    def read_ids(self, text: str) -> list[str]:
        """Return the IDs in a text."""
        return [each.text for each in find_ids(text, badge_hosts=self.badge_hosts)]

    def _add_all(self, ids: Iterable[str], where: Location) -> None:
        for each in ids:
            self._add(each, "", where)

    def _add(self, text: str, name: str, where: Location) -> None:
        if name or text not in self._texts:
            self.found.setdefault((text, name), where)
            self._texts.add(text)
        if len(self.found) > MOST_IDS:
            raise FileRefused(RefusalCode.IDS)
