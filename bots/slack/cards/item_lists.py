"""What a card lists below headings: each item with what can be done about it, beside it where that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Item
from bots.slack.cards import elements as blocks

if TYPE_CHECKING:
    from bots.slack.cards.elements import Block

FEW = 3  # up to so many items show their actions as buttons, more behind three dots
SEPARATE_NOTES = 12  # up to so many items show their small print as such; more would not leave blocks for the items
NOWHERE = "nowhere"  # the value of a menu's entry that opens a page


def render_items(card: Card, first: int) -> list[Block]:
    """Return the groups of a card; ``first`` is the number of its first menu or button, as a card has one of each."""
    count = sum(len(group.items) for group in card.groups)
    found: list[Block] = []
    for group in card.groups:
        if group.items:
            found += blocks.header(group.heading)
        for item in group.items:
            found += _item(item, first, few=count <= FEW, separate_note=count <= SEPARATE_NOTES)
            first += len(item.actions)
    return found


def _item(item: Item, first: int, *, few: bool, separate_note: bool) -> list[Block]:
    note = blocks.context(item.note) if item.note and separate_note else []
    found = blocks.sections(item.text if separate_note or not item.note else f"{item.text}\n{item.note}")
    if few:
        buttons = [button for at, each in enumerate(item.actions, first) for button in _button(each, at)]
        return [*found, *note, *blocks.actions(buttons)]
    entries = [(action, entry) for action in item.actions if (entry := _entry(action))][: blocks.OPTIONS]
    if entries and found:
        found[0]["accessory"] = blocks.overflow([entry for _, entry in entries], f"item:{first}")
    held = {id(action) for action, _ in entries}
    rest = [
        button for at, each in enumerate(item.actions, first) if id(each) not in held for button in _button(each, at)
    ]
    return [*found, *note, *blocks.actions(rest)]


def _entry(action: Action) -> tuple[str, str, str] | None:
    match action.kind:
        case ActionKind.RUN if 0 < len(action.command) <= blocks.OPTION_VALUE:
            return action.label, action.command, ""
        case ActionKind.OPEN if len(action.url) <= blocks.BUTTON_URL:
            return action.label, NOWHERE, action.url
        case _:
            return None


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
