"""The options by which the terminal is told what the columns of a table are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.conversation.model.table_options import TableOptions

Command = TypeVar("Command", bound="Callable[..., None]")
ALIASES = {"id": "certificate", "name": "person"}
MEANINGS = ("id", "name", "given", "family", "manager", "team", "until", "purpose", "none")
ORDERS = ("day-first", "month-first")


def table_options(command: Command) -> Command:
    """Give a command the options about a table's columns and days."""
    days = click.option("--days", type=click.Choice(ORDERS), help="What comes first in days like 3/4/2027.")
    columns = click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="HEADING=MEANING",
        help=f"What a column is, by its heading, letter or number: {', '.join(MEANINGS)}.",
    )
    return columns(days(command))


def read_options(columns: tuple[str, ...], days: str | None) -> TableOptions:
    """Return what was said; raises ``click.UsageError`` for what cannot be meant."""
    from bots.conversation.model.table_options import DayOrder, Field, TableOptions  # noqa: PLC0415 - for who has a file

    said = []
    for each in columns:
        heading, _, word = each.rpartition("=")
        meaning = ALIASES.get(word.strip().lower(), word.strip().lower())
        if not heading or meaning not in set(Field):
            raise click.UsageError(f"--column {each}: write HEADING=MEANING, with one of {', '.join(MEANINGS)}.")
        said.append((heading.strip(), Field(meaning)))
    return TableOptions(tuple(said), DayOrder(days) if days else None)
