"""What a table says, as lines of JSON between the child process and its parent, who believes only their shape."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bots.conversation.grammar.verify_question import placeholders_in
from bots.conversation.model.table_options import DayOrder, Field, TableOptions
from bots.conversation.model.table_reading import TableColumn, TableReading, UnusedReason
from bots.conversation.model.watch_models import RosterRow, UnusableLine
from bots.conversation.text.table_remarks import remark
from verifier_client import CertificateId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bots.files.tables.table_reader import TableFound
    from bots.files.tables.table_rows import FoundRow, UnusedLine

ASIDES = frozenset({UnusedReason.ABOVE, UnusedReason.HEADINGS, UnusedReason.SHEET})
LONGEST = 200  # characters of a text that is believed


def options_as_json(options: TableOptions | None) -> dict[str, Any]:
    """Return what the sender says of a table for the child."""
    if options is None:
        return {}
    columns = [[name, meant.value] for name, meant in options.columns]
    return {"columns": columns, "days": options.days, "is_table": options.is_table}


def options_of(heading: Mapping[str, Any]) -> TableOptions:
    """Return what the sender says of a table."""
    columns = tuple((str(name), Field(meant)) for name, meant in heading.get("columns", ()))
    days = DayOrder(heading["days"]) if heading.get("days") else None
    return TableOptions(columns, days, bool(heading.get("is_table")))


def records_of(found: TableFound) -> Iterator[dict[str, Any]]:
    """Yield what a table says."""
    for sheet, row in found.rows:
        yield _row_line(sheet, row)
    for kind, lines in (("unused", found.unused), ("remark", found.remarks)):
        for sheet, each in lines:
            yield {kind: _unused_line(each), "sheet": sheet}
    for column in found.columns:
        yield {
            "column": column.heading,
            "sheet": column.sheet,
            "field": column.field,
            "known": column.is_known,
            "example": column.example,
            "own_end": column.is_own_end,
        }


def _row_line(sheet: str, row: FoundRow) -> dict[str, Any]:
    line: dict[str, Any] = {"row": row.line, "id": row.certificate, "values": row.values}
    optional = {
        "sheet": sheet,
        "until": row.until.isoformat() if row.until else None,
        "beside": row.beside,
        "problem": _unused_line(row.problem) if row.problem else None,
        "ends": row.ends,
    }
    return line | {name: value for name, value in optional.items() if value}


def _unused_line(each: UnusedLine) -> list[Any]:
    return [each.line, each.reason, each.text]


def reading_of(
    lines: Iterable[Mapping[str, Any]], *, unclear_days: bool, badge_hosts: Collection[str] = ()
) -> TableReading:
    """
    Return what a child says of a table.

    Args:
        lines: the child's lines.
        unclear_days: whether a day can be two.
        badge_hosts: hosts whose links count as badges.

    Raises:
        ValueError: for what has not the right shape; KeyError and TypeError too.
    """
    rows, unused, remarks, columns = [], [], [], []
    for line in lines:
        sheet = str(line.get("sheet", ""))[:LONGEST]
        if "row" in line:
            rows.append(_row(line, sheet, badge_hosts))
        elif "unused" in line:
            unused.append(_unusable(line["unused"], sheet))
        elif "remark" in line:
            remarks.append(_unusable(line["remark"], sheet))
        elif "column" in line:
            texts = (str(line[name])[:LONGEST] for name in ("column", "example"))
            heading, example = texts
            known, own_end = bool(line["known"]), bool(line.get("own_end"))
            columns.append(TableColumn(heading, sheet, Field(line["field"]), known, example, own_end))
    rows, patterns = _without_patterns(rows)
    used = {(row.sheet, row.line) for row in rows}
    for each in patterns:
        (remarks if (each.sheet, each.line) in used else unused).append(each)
    return TableReading(tuple(rows), tuple(unused), tuple(remarks), tuple(columns), unclear_days)


def _without_patterns(rows: Iterable[RosterRow]) -> tuple[list[RosterRow], list[UnusableLine]]:
    """Part the rows of certificates from those that show only what an ID looks like."""
    kept, patterns = [], []
    for row in rows:
        if placeholders_in((row.certificate,)):
            why = remark(UnusedReason.PATTERN, row.certificate.text)
            patterns.append(UnusableLine(row.line, why, row.sheet))
        else:
            kept.append(row)
    return kept, patterns


def _row(line: Mapping[str, Any], sheet: str, badge_hosts: Collection[str]) -> RosterRow:
    values = {Field(name).value: str(text)[:LONGEST] for name, text in line["values"].items()}
    given = frozenset(values) | ({Field.UNTIL.value} if line.get("ends") else frozenset())
    problem = line.get("problem")
    return RosterRow(
        int(line["row"]),
        CertificateId.parse(str(line["id"]), badge_hosts=badge_hosts),
        **values,
        until=date.fromisoformat(str(line["until"])) if line.get("until") else None,
        given=given,
        sheet=sheet,
        beside=bool(line.get("beside")),
        problem=remark(UnusedReason(problem[1]), str(problem[2])[:LONGEST]) if problem else "",
    )


def _unusable(parts: list[Any], sheet: str) -> UnusableLine:
    line, reason, text = parts
    why = UnusedReason(reason)
    return UnusableLine(int(line), remark(why, str(text)[: 2 * LONGEST]), sheet, why in ASIDES)
