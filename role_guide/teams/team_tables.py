"""A team as TOML or CSV text: people without names, with role, level, certificates held and their last days."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NoReturn

from role_guide.catalogue.catalogue import DATA, find
from role_guide.catalogue.schemas import HeldTable, PersonTable, TeamTable, TeamWordsTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.errors import DataFault, TeamFault, TooLong, UnknownCertification
from role_guide.hiring.clauses import level_of
from role_guide.hiring.patterns import Pattern, any_word
from role_guide.levels import Level
from role_guide.markup import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PEOPLE = 1000
COLUMNS = ("role", "level", "area", "client_facing", "certificates")
NAMING = {"name", "first name", "last name", "surname", "full name", "email", "e-mail", "mail", "person", "employee"}


class Duty(StrEnum):
    """What somebody does in a team."""

    TECHNICAL = "technical"
    MANAGING = "managing"


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate held: its code, and the last day on which it stands, where that is given."""

    code: str
    expires: date | None = None

    def stands(self, on: date) -> bool:
        """Return whether it stands on a day; without an end it does."""
        return self.expires is None or on <= self.expires


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a team, known by ``row`` only (1 is the first person)."""

    row: int
    role: str
    level: Level
    duties: frozenset[Duty]
    area: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """The people in the order given, and what the organisation itself holds."""

    people: tuple[Person, ...]
    designations: tuple[Held, ...] = ()
    client_facing: bool = False
    title: str = ""


def read_team(text: str) -> Team:
    """Read TOML (``[[people]]`` tables) or CSV (columns role, level, area, client_facing, certificates)."""
    if len(text) > LONGEST:
        raise TooLong(f"The team has {len(text):,} characters; at most {LONGEST:,} are read.")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise TeamFault("The team is empty: give TOML with [[people]] tables, or CSV with a header line.")
    return _from_toml(text) if _is_toml(text) else _from_csv(text)


def _is_toml(text: str) -> bool:
    return bool(re.search(r"^\s*(\[|\w+\s*=)", text, re.MULTILINE))


def _from_toml(text: str) -> Team:
    starts = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*people\s*\]\]", line)]
    try:
        document = read_toml(text, file="team")
        _no_names(document, starts)
        table = check(document, TeamTable, file="team")
    except DataFault as error:
        found = re.match(r"people\[(\d+)\]", error.key)
        what = str(error).removeprefix(f"team, {error.key}: ").removeprefix("team: ")
        _refuse(_line(starts, int(found[1])) if found else "", error.key, what.rstrip("."))
    if len(table.people) > MOST_PEOPLE:
        raise TooLong(f"The team has {len(table.people)} people; at most {MOST_PEOPLE} are planned at once.")
    people = tuple(_person(at + 1, each, _line(starts, at)) for at, each in enumerate(table.people))
    designations = tuple(_held(each, "", "designations") for each in table.designations)
    client_facing = table.client_facing or any(each.client_facing for each in table.people)
    return Team(people, designations, client_facing, table.title)


def _no_names(document: dict[str, object], starts: list[int]) -> None:
    people = document.get("people")
    for at, person in enumerate(people if isinstance(people, list) else []):
        for key in person if isinstance(person, dict) else ():
            if str(key).replace("_", " ").lower() in NAMING:
                _refuse(_line(starts, at), str(key), "people are planned without names: remove it")


def _line(starts: list[int], at: int) -> str:
    return f"line {starts[at]}" if at < len(starts) else f"person {at + 1}"


def _from_csv(text: str) -> Team:
    try:
        dialect = csv.Sniffer().sniff(text.splitlines()[0], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = [(number, row) for number, row in _rows(text, dialect.delimiter) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise TeamFault(f"The team is no CSV: {error}.") from error
    if not rows:
        _refuse("row 1", "", "there is no header line")
    (number, header), *entries = rows
    columns = [cell.strip().lower() for cell in header]
    _columns(columns, number)
    if not entries:
        _refuse(f"row {number}", "", "there is nobody below the header")
    if len(entries) > MOST_PEOPLE:
        raise TooLong(f"The team has {len(entries)} people; at most {MOST_PEOPLE} are planned at once.")
    tables = [(f"row {number}", _table(dict(zip(columns, row, strict=False)), number)) for number, row in entries]
    people = tuple(_person(at + 1, table, where) for at, (where, table) in enumerate(tables))
    return Team(people, client_facing=any(table.client_facing for _, table in tables))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    for row in reader:
        yield reader.line_num, row


def _columns(columns: list[str], number: int) -> None:
    for column in columns:
        if column.replace("_", " ") in NAMING:
            _refuse(f"row {number}", column, "people are planned without names: remove the column")
        if column not in COLUMNS:
            _refuse(f"row {number}", column, f"is no column; the first line names them, of: {', '.join(COLUMNS)}")
        if columns.count(column) > 1:
            _refuse(f"row {number}", column, "is there twice")
    if "role" not in columns:
        _refuse(f"row {number}", "role", "this column is missing")


def _table(cells: dict[str, str], number: int) -> PersonTable:
    where = f"row {number}"
    role = cells.get("role", "").strip()
    if not role:
        _refuse(where, "role", "is empty")
    facing = cells.get("client_facing", "").strip().lower()
    if facing not in {"", "yes", "no", "true", "false"}:
        _refuse(where, "client_facing", "must be yes or no")
    held = [_cell(part, where) for part in re.split(r"[;|+]", cells.get("certificates", "")) if part.strip()]
    return PersonTable(
        role=role,
        level=cells.get("level", "").strip(),
        area=cells.get("area", "").strip(),
        client_facing=facing in {"yes", "true"},
        certificates=held,
    )


def _cell(part: str, where: str) -> HeldTable:
    found = re.fullmatch(r"\s*(?P<code>[^\d:]+?)\s*(?:[:\s]\s*(?P<day>\d\S*))?\s*", part)
    if found is None:
        _refuse(where, "certificates", f"{part.strip()[:40]!r} is not like AIDA 2027-03-01")
    day = found["day"]
    try:
        return HeldTable(code=found["code"], expires=date.fromisoformat(day) if day else None)
    except ValueError:
        _refuse(where, "certificates", f"{day[:20]!r} is no date like 2027-03-01")


def _person(row: int, table: PersonTable, where: str) -> Person:
    role = table.role.strip()
    level = level_of(table.level) if table.level.strip() else level_of(role)
    if table.level.strip() and level is Level.ANY and table.level.strip().lower() not in {"any", "-"}:
        _refuse(where, "level", f"{table.level[:40]!r} is no level; levels are {', '.join(Level)}")
    duties = _duties(role, where) if table.duties is None else frozenset(map(Duty, table.duties))
    held = tuple(_held(each, where, "certificates") for each in table.certificates)
    return Person(row, role, level, duties, table.area.strip(), held)


def _duties(role: str, where: str) -> frozenset[Duty]:
    technical, managing, neither = _words()
    duties = [(Duty.TECHNICAL, technical), (Duty.MANAGING, managing)]
    found = frozenset(duty for duty, words in duties if words.search(role))
    if not found and not neither.search(role):
        _refuse(
            where, "role", f"{role[:40]!r} says neither technical nor managing work: add the word, or duties in TOML"
        )
    return found


def _held(table: HeldTable, where: str, key: str) -> Held:
    try:
        return Held(find(table.code).display, table.expires)
    except UnknownCertification as error:
        _refuse(where, key, str(error).rstrip("."))


def _refuse(where: str, key: str, what: str) -> NoReturn:
    raise TeamFault(f"Team, {', '.join(part for part in (where, key) if part) or 'text'}: {what}.")


@cache
def _words() -> tuple[Pattern, Pattern, Pattern]:
    file = "team_words.toml"
    table = check(read_toml((DATA / file).read_text(encoding="utf-8"), file=file), TeamWordsTable, file=file)
    return any_word(table.technical), any_word(table.managing), any_word(table.neither)
