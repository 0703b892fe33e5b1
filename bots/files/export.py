"""
Results as files: CSV that no spreadsheet takes for formulas, and JSON Lines; in the order asked, without any mark.

A cell that begins like a formula gets an apostrophe before it, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
import json
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from bots.conversation.files.batch import BatchVerification, Verdicts
    from bots.conversation.model.file_listing import ListedCertificate
    from verifier_client import Verdict

COLUMNS = (
    *("certificate", "name_asked", "place", "outcome", "standing", "agreement", "expires_on", "findings"),
    *("registry", "checked_at", "freshness", "sandbox"),
)
ANOTHER_NAME = "another_name_before"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def escape_formula(cell: str) -> str:
    """Return a cell that every spreadsheet shows as text."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def csv_lines(
    items: Sequence[ListedCertificate], answers: Verdicts, others: Sequence[date | None] = ()
) -> Iterator[str]:
    """Yield the lines of a CSV file, the heading first; what was not asked has its line too."""
    yield csv_line(COLUMNS)
    for row in _rows(items, answers, others):
        yield csv_line("yes" if cell is True else "" if cell is None or cell is False else str(cell) for cell in row)


def json_lines(items: Sequence[ListedCertificate], answers: Verdicts) -> Iterator[str]:
    """Yield one JSON object a line."""
    for row in _rows(items, answers):
        yield json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n"


def csv_file(bulk: BatchVerification) -> bytes:
    """Return a run's results as a CSV file, marked so that Excel reads it as Unicode."""
    return "".join(csv_lines(bulk.listing.items, bulk.verdicts, bulk.other_names)).encode("utf-8-sig")


def csv_line(cells: Iterable[str]) -> str:
    """Return one line, ready to be written."""
    line = io.StringIO()
    csv.writer(line).writerow(map(escape_formula, cells))
    return line.getvalue()


def _rows(
    items: Sequence[ListedCertificate], answers: Verdicts, others: Sequence[date | None] = ()
) -> Iterator[tuple[str | bool | None, ...]]:
    for item, verdict, other in zip_longest(items, answers, others):
        start = (item.certificate.text, item.holder, item.place)
        yield (*start, "not_asked", *[None] * 8) if verdict is None else (*start, *_answer(verdict, other))


def _answer(verdict: Verdict, other: date | None) -> tuple[str | bool | None, ...]:
    source, record = verdict.provenance, verdict.record
    findings = [*map(str, (finding.kind for finding in verdict.findings)), *([ANOTHER_NAME] if other else [])]
    return (
        str(verdict.outcome),
        str(verdict.standing) if verdict.standing else None,
        str(verdict.agreement) if verdict.agreement else None,
        record.expires_on.isoformat() if record and record.expires_on else None,
        " ".join(findings) or None,
        source.registry or None,
        source.checked_at.isoformat(timespec="seconds") if source.checked_at else None,
        str(source.freshness) if source.checked_at else None,
        source.sandbox,
    )
