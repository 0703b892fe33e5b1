"""What a card lists below headings: each item with what can be done about it beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Item
from bots.slack.cards import elements as blocks

if TYPE_CHECKING:
    from bots.slack.cards.elements import Block

NOWHERE = "nowhere"  # the value of an entry that opens a page, in menus of messages that older builds sent


def render_items(card: Card, first: int) -> list[Block]:
    """Return the groups of a card; ``first`` is the number of its first button, as a card has one of each."""
    found: list[Block] = []
    for group in card.groups:
        if group.items:
            found += blocks.header(group.heading)
        for item in group.items:
            found += _item(item, first)
            first += len(item.actions)
    return found


def _item(item: Item, first: int) -> list[Block]:
    """Two blocks: what it says, with its state and its small print; and the row of its buttons."""
    if item.state is None:  # fields are half as wide, and a day would be broken in two
        found = blocks.sections("\n".join(filter(None, (item.text, item.note))))
    else:
        found = blocks.sections(item.text)
        small = [blocks.naming(item.state), *([blocks.plain(item.note, blocks.FIELD_TEXT)] if item.note else [])]
        if found:
            found[-1]["fields"] = small
    buttons = [button for at, each in enumerate(item.actions, first) for button in _button(each, at)]
    return [*found, *blocks.actions(buttons)]


def _button(action: Action, at: int) -> list[Block]:
    match action.kind:
        case ActionKind.RUN if 0 < len(action.command) <= blocks.BUTTON_VALUE:
            return [blocks.button(action.label, f"more:{at}", value=action.command)]
        case ActionKind.ASK_HOLDER if 0 < len(action.text) <= blocks.BUTTON_VALUE:
            return [blocks.button(action.label, f"ask_holder:{at}", value=action.text)]
        case ActionKind.OPEN if 0 < len(action.url) <= blocks.BUTTON_URL:
            return [blocks.button(action.label, f"open:{at}", url=action.url)]
        case _:
            return []
