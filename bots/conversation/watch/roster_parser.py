"""
From the cells of a roster to rows that can be imported, and the lines that cannot, each with its reason. Pure.

What stands in a cell is text or a day, and never a formula: nothing is evaluated. An ID is taken as it is or not at
all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bots.conversation.model.dates import read_day
from bots.conversation.model.watch_models import Cell, RosterRow, UnusableLine
from bots.conversation.text import rosters as phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verifier_client import CertificateId

MOST_ROWS = 10_000
LONGEST = 200
ALIASES = {
    "certificate": (
        *("certificateid", "certid", "certificateno", "certificatenumber", "certno", "certnumber", "certificateids"),
        *("certificate", "cert", "credentialid", "credential", "badge", "badgelink", "badgeurl", "id"),
    ),
    "person": (
        "person",
        "personname",
        "holder",
        "holdername",
        "employee",
        "employeename",
        "candidate",
        "fullname",
        "name",
    ),
    "manager": ("manager", "managername", "linemanager", "lead", "teamlead", "supervisor", "owner", "reportsto"),
    "team": ("team", "teamname", "area", "department", "dept", "unit", "group"),
    "until": ("until", "watchuntil", "startdate", "start", "starts", "startson"),
    "purpose": ("purpose", "reason", "why", "note", "notes", "comment", "remark"),
}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class RosterError(ValueError):
    """The file as a whole cannot be read as a roster; its text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file holds: good rows, wrong lines in order, and the columns that nobody here knows."""

    rows: tuple[RosterRow, ...]
    wrong: tuple[UnusableLine, ...]
    ignored: tuple[str, ...] = ()


class Likeness(StrEnum):
    """What a table looks like by its headings."""

    ROSTER = "roster"
    EITHER = "either"
    NEITHER = "neither"


def likeness_of(cells: Sequence[Sequence[Cell]]) -> Likeness:
    """Say whether a table is a roster: managers, teams or days beside IDs make it one, people alone may."""
    header = next((row for row in cells if any(map(_text, row))), ())
    try:
        columns, _ = _columns([_text(cell) for cell in header], 1)
    except RosterError:
        return Likeness.NEITHER
    return Likeness.ROSTER if columns.keys() & {"manager", "team", "until"} else Likeness.EITHER


def read_roster(
    cells: Sequence[Sequence[Cell]], read_ids: Callable[[str], tuple[CertificateId, ...]], today: date
) -> Roster:
    """Read a roster; line 1 is the first of the file. Raises ``RosterError``."""
    filled = [at for at, row in enumerate(cells) if any(map(_text, row))]
    if not filled:
        raise RosterError(phrases.EMPTY)
    header, *lines = filled
    columns, ignored = _columns([_text(cell) for cell in cells[header]], header + 1)
    if not lines:
        raise RosterError(phrases.ONLY_A_HEADER)
    if len(lines) > MOST_ROWS:
        raise RosterError(phrases.too_many_rows(len(lines), MOST_ROWS))
    rows: dict[str, RosterRow] = {}
    wrong = []
    for at in lines:
        values = {field: cells[at][column] for field, column in columns.items() if column < len(cells[at])}
        row = _row(at + 1, values, read_ids, today)
        if isinstance(row, RosterRow) and (first := rows.setdefault(row.certificate.text, row)) is not row:
            row = UnusableLine(row.line, phrases.twice(row.certificate.text, first.line))
        if isinstance(row, UnusableLine):
            wrong.append(row)
    return Roster(tuple(rows.values()), tuple(wrong), ignored)


def _columns(header: Sequence[str], line: int) -> tuple[dict[str, int], tuple[str, ...]]:
    """Find the column of each field; the better of two names wins, and the other is ignored."""
    plain = [re.sub(r"[\W_]", "", name.casefold()) for name in header]
    found = {
        field: plain.index(alias)
        for field, aliases in ALIASES.items()
        if (alias := next((each for each in aliases if each in plain), None))
    }
    if "certificate" not in found:
        raise RosterError(phrases.no_header(line, [name for name in header if name][:10]))
    ignored = tuple(name for at, name in enumerate(header) if name and at not in found.values())
    return found, ignored


def _row(
    line: int, values: dict[str, Cell], read_ids: Callable[[str], tuple[CertificateId, ...]], today: date
) -> RosterRow | UnusableLine:
    texts = {field: _text(cell) for field, cell in values.items()}
    certificate = texts.pop("certificate", "")
    long = next((field for field, text in texts.items() if len(text) > LONGEST), None)
    if long is not None or len(certificate) > 10 * LONGEST:
        return UnusableLine(line, phrases.too_long(long or "certificate id", LONGEST))
    ids = read_ids(certificate) if certificate else ()
    if len(ids) != 1:
        return UnusableLine(line, phrases.which_certificate(certificate, len(ids)))
    until_text = texts.pop("until", "")
    until = _day(values.get("until", ""))
    if until_text and until is None:
        return UnusableLine(line, phrases.no_day(until_text))
    if until is not None and until < today:
        return UnusableLine(line, phrases.has_passed(until))
    return RosterRow(line, ids[0], **texts, until=until)


def _text(cell: Cell) -> str:
    text = cell.isoformat() if isinstance(cell, date) else cell
    return " ".join(_UNSEEN.sub(" ", text).split())


def _day(cell: Cell) -> date | None:
    """Read a day: as a spreadsheet keeps it, 2027-03-01 (with or without midnight), 1.3.2027 or 1 March 2027."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    text = re.sub(r"[T ]00:00(:00)?(\.0+)?Z?$", "", _text(cell))
    dotted = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text)
    try:
        return date(int(dotted[3]), int(dotted[2]), int(dotted[1])) if dotted else read_day(text)
    except ValueError:
        return None
