"""A reply as plain text: the terminal's form, the ``says`` of the JSON, and every message's text for screen readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.conversation.model.replies import Card, Reply

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def reply_as_text(reply: Reply) -> str:
    """Return the whole reply, cards apart by an empty line."""
    parts = [reply.summary] if reply.summary else []
    return "\n\n".join((*parts, *(card_as_text(card) for card in reply.cards)))


def card_as_text(card: Card) -> str:
    """Return one card, one thing a line, harmless to a terminal."""
    return _CONTROL.sub("", "\n".join(line for line in _lines(card) if line))


def _lines(card: Card) -> Iterator[str]:
    yield card.banner
    yield card.first
    yield card.headline
    width = max((len(label) for label, _ in card.facts), default=0)
    for label, value in card.facts:
        yield f"  {label + ':':<{width + 1}} {value}"
    yield from (f"  {line}" for line in card.lines)
    for group in card.groups:
        yield f"  {group.heading}:"
        for item in group.items:
            yield f"  • {item.text}"
            yield f"    {item.note}" if item.note else ""
    yield from (f"  Note: {finding}" for finding in card.findings)
    yield f"  {card.provenance}" if card.provenance else ""
    yield from (f"  {limit}" for limit in card.limits)
    yield f"  {card.next_step}" if card.next_step else ""
