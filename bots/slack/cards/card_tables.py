"""
Tables of Block Kit, and the same in words where none can stand.

A message takes one ``table`` block of at most 100 rows of 20 cells, a cell needs a text, and windows take none:
https://docs.slack.dev/reference/block-kit/blocks/table-block
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from bots.conversation.model.replies import ActionKind
from bots.conversation.text import general as phrases
from bots.slack.cards import elements as blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bots.conversation.model.replies import Table, TableRow, Tone
    from bots.slack.cards.elements import Block

ROWS, COLUMNS, CELL_TEXT = 100, 20, 300
TABLE_TEXT = 8000  # characters of all cells; Slack takes 10,000


def render_table(table: Table, signs: Mapping[Tone, str], first: int) -> list[Block]:
    """
    Draw a table, in words where it is larger than a table of Slack's, and below it the choice of a row to open.

    Args:
        table: what is shown.
        signs: the sign for each tone.
        first: the number of its menu, as a card numbers its buttons.
    """
    rows = [table.columns, *(row.signed(signs) for row in table.rows)]
    too_long = sum(len(cell) for row in rows for cell in row) > TABLE_TEXT
    if len(rows) > ROWS or len(table.columns) > COLUMNS or too_long:
        return [*blocks.sections(_in_words(rows)), *_choice(table.rows, first)]
    block = {
        "type": "table",
        "column_settings": [{"align": "left", "is_wrapped": at > 0} for at in range(len(table.columns))],
        "rows": [[_cell(cell) for cell in row] for row in rows],
    }
    return [block, *_choice(table.rows, first)]


def without_tables(found: Iterable[Block]) -> list[Block]:
    """Return the blocks with each table in words: windows and the App Home take no table."""
    shown: list[Block] = []
    for block in found:
        if block["type"] == "table":
            shown += blocks.sections(
                _in_words([[html.unescape(cell["text"]) for cell in row] for row in block["rows"]])
            )
        else:
            shown.append(block)
    return shown


def _cell(text: str) -> Block:
    shown = blocks.plain(" ".join(text.split()), CELL_TEXT)["text"]
    return {"type": "raw_text", "text": shown if shown.strip() else "–"}  # noqa: RUF001 - a dash of our own


def _in_words(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(" · ".join(cell for cell in row if cell.strip()) for row in rows)


def _choice(rows: Sequence[TableRow], first: int) -> list[Block]:
    options = [
        (row.cells[0], row.action.command)
        for row in rows
        if row.action and row.action.kind is ActionKind.RUN and 0 < len(row.action.command) <= blocks.OPTION_VALUE
    ]
    return blocks.actions([blocks.select(phrases.DETAILS_OF, options, f"more:{first}")]) if options else []
