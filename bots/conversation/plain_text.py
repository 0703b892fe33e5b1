"""A reply as plain text: the terminal's form, the ``says`` of the JSON, and every message's text for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.runtime.clean_text import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.conversation.model.replies import Card, Reply, Table

WIDEST_CELL = 60  # characters; a longer cell makes its own row wider and not the whole column


def reply_as_text(reply: Reply, *, details: bool = False) -> str:
    """Return the gist of a reply, or all of it with its ``details``; cards apart by an empty line."""
    shown = reply.unfolded().cards if details else reply.gist
    parts = [clean_text(reply.summary)] if reply.summary else []
    return "\n\n".join((*parts, *map(card_as_text, shown)))


def card_as_text(card: Card, *, details: bool = False) -> str:
    """Return the gist of a card, or all of it; one thing a line, harmless to a terminal."""
    return "\n".join(clean_text(line) for line in _lines(card.unfolded() if details else card) if line)


def table_rows(table: Table) -> list[str]:
    """Return a table as lines whose columns are aligned, the headings first."""
    rows = [table.columns, *(row.cells for row in table.rows)]
    widths = [max(min(len(cell), WIDEST_CELL) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _lines(card: Card) -> Iterator[str]:
    yield card.banner
    yield card.first
    yield card.headline
    yield from (f"  {line}" for line in card.gist)
    yield from (f"  {row}" for row in (table_rows(card.table) if card.table else ()))
    width = max((len(label) for label, _ in card.facts), default=0)
    for label, value in card.facts:
        yield f"  {label + ':':<{width + 1}} {value}"
    yield from (f"  {line}" for line in card.lines)
    if card.to_copy:
        yield f"  {card.to_copy.label}" if card.to_copy.label else ""
        yield from (f"    {line}" for line in card.to_copy.text.splitlines())
    for group in card.groups:
        yield f"  {group.heading}:"
        for item in group.items:
            yield f"  • {item.text}"
            yield f"    {item.state.plain}" if item.state else ""
            yield f"    {item.note}" if item.note else ""
    yield from (f"  Note: {finding}" for finding in card.findings)
    yield f"  {card.provenance}" if card.provenance else ""
    yield from (f"  {limit}" for limit in card.limits)
    yield f"  {card.next_step}" if card.next_step else ""
