"""Tables of an Adaptive Card, with the same in words for clients that have none, and the choice of a row to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import ActionKind
from bots.conversation.text import general as phrases
from bots.teams.cards import elements
from bots.teams.cards.elements import LONGEST_DATA, Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bots.conversation.model.replies import Table, Tone

MARGIN, WIDEST = 5, 20  # characters: what a cell's margins take, and the longest cell that widens its column
ROOM = 46  # characters that stand side by side on a telephone in letters of the usual size
BOLD = 2  # letters that a word of a heading is wider
HANGING = 3  # characters of the longest cell that may wrap
MANY = 4  # columns from which on the letters are small, so that words are not broken
PICK = "pick"
TOGETHER = "\u00a0"  # keeps a sign and the word behind it in one line


def render_table(table: Table, signs: Mapping[Tone, str]) -> Element:
    """Draw a table; a client that knows none shows each row as a line."""
    rows = [table.columns, *(row.signed(signs, between=TOGETHER) for row in table.rows)]
    columns = list(zip(*rows, strict=True))
    is_many = len(columns) >= MANY
    widths = [_width(column, is_many=is_many) for column in columns]
    size = "Small" if is_many or sum(widths) > ROOM else ""
    words = [" · ".join(cell for cell in row if cell.strip()) for row in rows[1:]]
    return {
        "type": "Table",
        "firstRowAsHeader": True,
        "showGridLines": True,
        "spacing": "Small",
        "columns": [{"width": width} for width in widths],
        "rows": [_row(row, bold=at == 0, size=size) for at, row in enumerate(rows)],
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


def _width(cells: Iterable[str], *, is_many: bool) -> int:
    """
    Return a column's share of the width, by its longest word, which must not be broken, and its longest cell.

    Args:
        cells: the heading and the cells below it.
        is_many: whether it is one of so many that its cells wrap in any case.
    """
    heading, *below = whole = list(cells)
    words = [_letters(word) for cell in below for word in cell.split(" ")]
    longest_word = max(*words, *(_letters(word) + BOLD for word in heading.split(" ")))
    longest_cell = min(max(map(len, whole)), WIDEST)
    return max(longest_word + MARGIN, longest_cell * 2 // 3 if is_many else longest_cell - HANGING)


def _letters(word: str) -> int:
    """Count a word's letters, of which capitals and signs are wider."""
    return len(word) + sum(map(str.isupper, word)) // 4 + word.count(TOGETHER)


def _row(cells: tuple[str, ...], *, bold: bool, size: str) -> Element:
    shown = [elements.paragraphs(cell or "–", bold=bold, size=size) for cell in cells]  # noqa: RUF001
    return {"type": "TableRow", "cells": [{"type": "TableCell", "items": each} for each in shown]}
