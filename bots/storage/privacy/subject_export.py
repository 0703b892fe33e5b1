"""What is kept about a person, a name or a certificate: every row that says it, and what belongs to those rows."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, Text, and_, false, or_, select

from bots.storage.privacy.erasure_queries import contains_any, forms_of, spellings_of
from bots.storage.tables.schema import certificates, metadata, watches
from verifier_client import CertificateId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, ColumnElement, Table

    from bots.conversation.model.intents import Asker
    from bots.storage.db.connection import Database

    Subject = Asker | CertificateId | str
    Rows = list[dict[str, Any]]

FOLLOWED = (certificates, watches)  # what points to a row of these is about the same person or certificate


async def rows_about(database: Database, subject: Subject) -> Mapping[str, Rows]:
    """
    Return what is kept about somebody, as rows by table, ready for JSON.

    Args:
        database: where it is kept.
        subject: a chat identity, a certificate, or a name as it was written; upper and lower case are the same.

    Returns:
        The rows by the table's name, in the order of their keys, without sealed tokens; empty where nothing is kept.
        A row may name others.
    """
    words = _words(subject)
    spelt = "|".join(map(re.escape, forms_of(words)))
    whole = re.compile(rf"(?<![\w-])(?:{spelt})(?![\w-])", re.IGNORECASE)
    found: dict[str, Rows] = {}
    numbers: dict[Table, set[Any]] = defaultdict(set)
    async with database.reading() as connection:
        for table in metadata.sorted_tables:  # what is pointed to comes first
            texts = [column for column in table.columns if _is_text(column)]
            tied = _belongs(table, numbers if isinstance(subject, CertificateId) else {watches: numbers[watches]})
            own = or_(_is_theirs(table, subject), tied)
            says = or_(false(), *(contains_any(column, words) for column in texts))
            shown = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
            wanted = select(*shown, own.label("is_own")).where(or_(own, says)).order_by(*table.primary_key.columns)
            for row in (await connection.execute(wanted)).mappings():
                if row["is_own"] or any(whole.search(row[column.name] or "") for column in texts):
                    found.setdefault(table.name, []).append({each.name: _plain(row[each.name]) for each in shown})
                    if table in FOLLOWED:
                        numbers[table].add(row["id"])
    return found


def _words(subject: Subject) -> tuple[str, ...]:
    if isinstance(subject, str):
        return (subject,)
    return (subject.text,) if isinstance(subject, CertificateId) else spellings_of(subject)


def _is_theirs(table: Table, subject: Subject) -> ColumnElement[bool]:
    """Say that a row is a chat identity's own, where its parts stand in columns of their own."""
    column = next((table.c[name] for name in ("person", "owner") if name in table.c), None)
    if column is None or isinstance(subject, str | CertificateId) or not {"surface", "tenant"} <= set(table.c.keys()):
        return false()
    return and_(table.c.surface == subject.surface, table.c.tenant == subject.tenant, column == subject.person)


def _belongs(table: Table, numbers: Mapping[Table, set[Any]]) -> ColumnElement[bool]:
    """Say that a row points to one that was found."""
    points = [
        key.parent.in_(sorted(numbers[key.column.table]))
        for key in table.foreign_keys
        if key.column.table in FOLLOWED and numbers.get(key.column.table)
    ]
    return or_(false(), *points)


def _is_text(column: Column[Any]) -> bool:
    return isinstance(getattr(column.type, "impl_instance", column.type), Text)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
