"""Tables of an Adaptive Card, with the same in words for clients that have none, and the choice of a row to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import ActionKind
from bots.conversation.text import general as phrases
from bots.teams.cards import elements
from bots.teams.cards.elements import LONGEST_DATA, Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bots.conversation.model.replies import Table, TableRow, Tone

NARROWEST, WIDEST = 6, 20  # characters: by the longest cell in it a column takes more or less of the width
PICK = "pick"


def render_table(table: Table, signs: Mapping[Tone, str]) -> Element:
    """Draw a table; a client that knows none shows each row as a line."""
    rows = [table.columns, *(_signed(row, signs) for row in table.rows)]
    longest = (max(map(len, column)) for column in zip(*rows, strict=True))
    words = [" · ".join(cell for cell in row if cell.strip()) for row in rows[1:]]
    return {
        "type": "Table",
        "firstRowAsHeader": True,
        "showGridLines": True,
        "columns": [{"width": min(max(each, NARROWEST), WIDEST)} for each in longest],
        "rows": [_row(row, bold=at == 0) for at, row in enumerate(rows)],
        "fallback": elements.container([each for line in words for each in elements.paragraphs(line)]),
    }


def row_choice(table: Table, make: Callable[[str, Element], Element], more: Element) -> list[Element]:
    """
    Return the choice of a row and the button that opens it; nothing where no row can be opened.

    Args:
        table: whose rows.
        make: makes a button of a title and its data.
        more: what the button carries besides.
    """
    rows = [
        (row.action.command, row.cells[0])
        for row in table.rows
        if row.action and row.action.kind is ActionKind.RUN and 0 < len(row.action.command) <= LONGEST_DATA
    ]
    if not rows:
        return []
    box = elements.choice(PICK, phrases.DETAILS_OF, rows, needed=phrases.CHOOSE_ONE)
    return [elements.container([box, {"type": "ActionSet", "actions": [make(phrases.DETAILS, {"do": PICK} | more)]}])]


def _signed(row: TableRow, signs: Mapping[Tone, str]) -> tuple[str, ...]:
    return row.cells if row.tone is None else (f"{signs[row.tone]} {row.cells[0]}", *row.cells[1:])


def _row(cells: tuple[str, ...], *, bold: bool) -> Element:
    return {
        "type": "TableRow",
        "cells": [{"type": "TableCell", "items": elements.paragraphs(cell or "–", bold=bold)} for cell in cells],  # noqa: RUF001
    }
