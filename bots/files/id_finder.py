"""The IDs in what a file's parser gives, in reading order, each with its place and, from a table, a name beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bots.conversation.model.badge_request import may_hold_badge
from bots.conversation.watch.roster_parser import ALIASES
from bots.files.refusal_codes import FileRefused, RefusalCode
from verifier_client import find_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from verifier_client import CertificateId

MOST_IDS, MOST_PAGES = 1_000, 200
SHORTEST = 13  # characters of the shortest text that can be an ID; shorter cells are not looked at
LONGEST_NAME = 100
MOST_CODES, LONGEST_LINK = 20, 500
HEADINGS_WITHIN = 20  # filled rows, titles above the headings included
PERSON = ("personname", "holdername", "employeename", "candidatename", "studentname", *ALIASES["person"])
GIVEN = ("firstname", "givenname", "forename", "first")
FAMILY = ("lastname", "familyname", "surname", "last")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
Location = tuple[str, int, str]
"""What is counted (page, line, row, paragraph), its number from 1, and the sheet or table in which it is."""


@dataclass(slots=True)
class IdFinder:
    """Collects what is found: each ID once, and once more for each other name beside it."""

    badge_hosts: Collection[str] = ()
    found: dict[tuple[str, str], Location] = field(default_factory=dict)
    badges: list[tuple[str, Location]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _texts: set[str] = field(default_factory=set)

    def add_text(self, text: str, where: Location) -> None:
        """Add the IDs of a text, found at ``where``."""
        for certificate in find_ids(text, badge_hosts=self.badge_hosts):
            self._add(certificate.text, "", where)

    def add_code(self, text: str, where: Location) -> None:
        """
        Collect what a QR code holds: IDs, else a badge, else a link of which somebody else knows what is wrong with it.

        Args:
            text: what it holds.
            where: the page that it is on.
        """
        before = len(self.found)
        self.add_text(text, where)
        if len(self.found) > before or any(each.text in self._texts for each in self._ids(text)):
            return
        if may_hold_badge(text.encode("utf-8", "replace")) and len(self.badges) < MOST_CODES:
            self.badges.append((text, where))
        elif "://" in text and len(self.links) < MOST_CODES:
            self.links.append(text[:LONGEST_LINK])

    def _ids(self, text: str) -> Iterable[CertificateId]:
        return find_ids(text, badge_hosts=self.badge_hosts)

    def add_lines(self, lines: Sequence[str]) -> None:
        """Add the IDs of numbered lines; an ID that is broken over two lines has no number."""
        found = [each.text for each in find_ids("\n".join(lines), badge_hosts=self.badge_hosts)]
        at = dict.fromkeys(found, 1) if len(lines) == 1 else {}
        for number, line in enumerate(lines, 1):
            if len(at) == len(found):
                break
            if len(line) >= SHORTEST:
                for certificate in find_ids(line, badge_hosts=self.badge_hosts):
                    at.setdefault(certificate.text, number)
        for text in found:
            self._add(text, "", ("line", at.get(text, 0), ""))

    def add_table(self, rows: Iterable[Sequence[str | date]], sheet: str = "") -> None:
        """Add the IDs of a table; a heading like "name" tells which cell of a row is the person."""
        names = NameColumns()
        filled = 0
        for number, row in enumerate(rows, 1):
            cells = [cell if isinstance(cell, str) else "" for cell in row]
            if not any(cells):
                continue
            filled += 1
            ids = [
                each for cell in cells if len(cell) >= SHORTEST for each in find_ids(cell, badge_hosts=self.badge_hosts)
            ]
            if not ids and not names.columns and filled <= HEADINGS_WITHIN:
                names = NameColumns.under(cells)
            for certificate in ids:
                self._add(certificate.text, names.of(cells), ("row", number, sheet))

    def _add(self, text: str, name: str, where: Location) -> None:
        if name or text not in self._texts:
            self.found.setdefault((text, name), where)
            self._texts.add(text)
        if len(self.found) > MOST_IDS:
            raise FileRefused(RefusalCode.IDS)


@dataclass(frozen=True, slots=True)
class NameColumns:
    """The columns of a table that together are a person's name."""

    columns: tuple[int, ...] = ()

    @classmethod
    def under(cls, headings: Sequence[str]) -> NameColumns:
        """Find them, if these are headings."""
        plain = [re.sub(r"[\W_]", "", heading.casefold()) for heading in headings]
        whole = _first(PERSON, plain)
        given, family = _first(GIVEN, plain), _first(FAMILY, plain)
        if given is not None and family is not None:
            return cls((given, family))
        return cls(() if whole is None else (whole,))

    def of(self, cells: Sequence[str]) -> str:
        """Return the name in a row, or nothing."""
        parts = [cells[column] for column in self.columns if column < len(cells)]
        name = " ".join(_UNSEEN.sub(" ", " ".join(parts)).split())
        return name if len(name) <= LONGEST_NAME else ""


def _first(wanted: Sequence[str], plain: Sequence[str]) -> int | None:
    return next((plain.index(each) for each in wanted if each in plain), None)
