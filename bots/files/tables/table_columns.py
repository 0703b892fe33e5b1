"""Which column of a table is what: by its heading, by what stands in it, and by what its sender says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bots.conversation.model.table_options import Field
from bots.conversation.model.table_reading import TableColumn
from bots.conversation.understanding.people.name_words import folded
from bots.files.tables.headings import kinds_of, main_kind
from bots.files.tables.names import joined, person_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DETAILS = (Field.MANAGER, Field.TEAM, Field.UNTIL, Field.PURPOSE)
MOSTLY = 0.5
SAMPLE = 200  # lines by which a column's content is told
EXAMPLE = 40  # characters of what stands in a column, for its preview
_EXPORT = frozenset({"authority", "url", "started on", "finished on", "license number"})
"""LinkedIn's export of certifications, in which ``Name`` is the certificate's title."""
_DETAIL_KINDS = frozenset(each.value for each in DETAILS)


@dataclass(slots=True)
class Columns:
    """The columns of one table: numbers from 0, each field's own."""

    headings: Sequence[str] = ()
    certificates: list[int] = field(default_factory=list)
    whole: int | None = None
    given: list[int] = field(default_factory=list)
    family: list[int] = field(default_factory=list)
    details: dict[Field, int] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    own_ends: set[int] = field(default_factory=set)

    @property
    def names(self) -> list[int]:
        """Return the columns that a name is made of."""
        return [self.whole] if self.whole is not None else [*self.given, *self.family]

    def name_of(self, cells: Sequence[str]) -> tuple[str, str]:
        """Return the name in a line, and what stands there instead of one."""
        if self.whole is not None:
            cell = _at(cells, self.whole)
            name = person_in(cell)
            return name, "" if name else cell
        given, family = (" ".join(filter(None, (_at(cells, at) for at in part))) for part in (self.given, self.family))
        cell = joined(given, family)
        name = person_in(cell) if cell else ""
        return name, "" if name else cell

    def field_at(self, column: int) -> Field:
        """Return what a column is used as."""
        for is_it, meant in (
            (column in self.certificates, Field.CERTIFICATE),
            (column == self.whole, Field.PERSON),
            (column in self.given, Field.GIVEN),
            (column in self.family, Field.FAMILY),
        ):
            if is_it:
                return meant
        return next((each for each, at in self.details.items() if at == column), Field.NONE)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a table below its headings, as texts, and for each cell whether it holds an ID."""

    headings: Sequence[str]
    lines: Sequence[Sequence[str]]
    has_id: Callable[[int, int], bool]
    """Says whether a cell, by line of the block and column, holds an ID."""

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return max((len(self.headings), *(len(line) for line in self.lines)), default=0)

    def cells(self, column: int) -> list[tuple[int, str]]:
        """Return the filled cells of a column with their lines, up to ``SAMPLE`` of them."""
        filled = ((at, _at(line, column)) for at, line in enumerate(self.lines[: 2 * SAMPLE]))
        return [(at, cell) for at, cell in filled if cell][:SAMPLE]

    def share(self, column: int, is_so: Callable[[str], bool]) -> float:
        """Return the share of filled cells of which something is so."""
        cells = self.cells(column)
        return sum(is_so(cell) for _, cell in cells) / len(cells) if cells else 0.0

    def ids(self, column: int) -> float:
        """Return the share of filled cells that hold an ID."""
        cells = self.cells(column)
        return sum(self.has_id(at, column) for at, _ in cells) / len(cells) if cells else 0.0


def columns_of(block: Block, assigned: Mapping[int, Field]) -> Columns:
    """
    Understand a table's columns.

    Args:
        block: headings and lines.
        assigned: what its sender says that a column is.
    """
    kinds = [
        kinds_of(block.headings[at]) if at < len(block.headings) and at not in assigned else frozenset[str]()
        for at in range(block.width)
    ]
    if _is_export(block.headings):
        kinds = [frozenset({"title"}) if each & {"person"} else each for each in kinds]
    found = Columns(block.headings, known={at for at, each in enumerate(kinds) if each} | set(assigned))
    found.own_ends = {at for at, each in enumerate(kinds) if main_kind(each) == "own_end"}
    _assign(found, assigned)
    if not found.certificates:
        found.certificates = _certificates(block, kinds, found)
    free = [at for at in range(block.width) if at not in found.certificates and at not in assigned]
    for each in DETAILS:
        at = next((at for at in free if main_kind(kinds[at]) == each.value), None)
        if at is not None:
            found.details.setdefault(each, at)
    if found.whole is None and not found.given and not found.family:
        _find_names(found, block, kinds, [at for at in free if at not in found.details.values()])
    return found


def described(columns: Columns, block: Block, sheet: str) -> list[TableColumn]:
    """Return how each column of a table was understood, those without heading and content left out."""
    out = []
    for at in range(block.width):
        heading, cells = _at(columns.headings, at), block.cells(at)
        if heading or cells:
            example = next((cell[:EXAMPLE] for _, cell in cells), "")
            is_known = at in columns.known or columns.field_at(at) is not Field.NONE
            is_end = at in columns.own_ends
            out.append(TableColumn(heading or letter(at), sheet, columns.field_at(at), is_known, example, is_end))
    return out


def letter(column: int) -> str:
    """Return a column's letter, as spreadsheets have it."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def plain(heading: str) -> str:
    """Return a heading as it is compared with what its sender calls it."""
    return re.sub(r'[\s"]+', " ", folded(heading)).strip()


def _is_export(headings: Sequence[str]) -> bool:
    return len({plain(each) for each in headings} & _EXPORT) >= 3 and "name" in map(plain, headings)


def _assign(found: Columns, assigned: Mapping[int, Field]) -> None:
    for at, meant in assigned.items():
        match meant:
            case Field.CERTIFICATE:
                found.certificates.append(at)
            case Field.PERSON:
                found.whole = at
            case Field.GIVEN | Field.MIDDLE:
                found.given.append(at)
            case Field.FAMILY:
                found.family.append(at)
            case Field.NONE:
                pass
            case _:
                found.details[meant] = at


def _certificates(block: Block, kinds: Sequence[frozenset[str]], found: Columns) -> list[int]:
    """Find them by their content first: a heading like "Certification" may stand above titles, and "ID" above IDs."""
    free = [at for at in range(block.width) if found.field_at(at) is Field.NONE]
    named = [at for at in free if "certificate" in kinds[at]]
    full = [at for at in free if block.ids(at) >= MOSTLY]
    if any(at in named for at in full):
        full = [at for at in full if main_kind(kinds[at]) not in _DETAIL_KINDS]
    if full:
        return full
    some = [at for at in named if block.ids(at) > 0]
    return some or [at for at in named if main_kind(kinds[at]) == "certificate"][:1]


def _find_names(found: Columns, block: Block, kinds: Sequence[frozenset[str]], free: Sequence[int]) -> None:
    def of(kind: str) -> list[int]:
        return [at for at in free if main_kind(kinds[at]) == kind]

    people, given, family = of("person"), of("given"), of("family")
    if given and family:
        found.given, found.family = sorted({given[0], *of("middle")}), family
        return
    whole = max(people, key=lambda at: block.share(at, lambda cell: bool(person_in(cell))), default=None)
    if whole is not None and (given or family):
        other = (given or family)[0]
        if _is_part(block, whole, other, kinds[whole]):
            found.given, found.family = ([other], [whole]) if given else ([whole], family)
            return
    if whole is None:
        found.given, found.family = given[:1], family[:1]
        if not given and not family:
            found.whole = _headless(block, kinds, free)
        return
    if not block.cells(whole) or block.share(whole, lambda cell: bool(person_in(cell))) > 0.0:
        found.whole = whole


def _is_part(block: Block, whole: int, other: int, kinds: frozenset[str]) -> bool:
    """Say whether a column that could be a whole name is one half of it: "Name" beside "Surname" or "Vorname"."""
    if not kinds & {"either_given", "family"}:
        return False
    lines = [(_at(line, whole), _at(line, other)) for line in block.lines[:SAMPLE]]
    both = [(one, two) for one, two in lines if one and two]
    return bool(both) and sum(folded(two) in folded(one) for one, two in both) * 2 < len(both)


def _headless(block: Block, kinds: Sequence[frozenset[str]], free: Sequence[int]) -> int | None:
    """Return the one column of a table without headings in which nothing but full names stands."""
    if any(block.headings) or any(kinds):
        return None
    full = [at for at in free if block.share(at, _is_full_name) == 1.0]
    return full[0] if len(full) == 1 else None


def _is_full_name(cell: str) -> bool:
    name = person_in(cell)
    return bool(name) and (len(name.split()) > 1 or not name.isascii())


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
