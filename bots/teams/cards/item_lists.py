"""
What a card lists below headings, with what can be done about each item: beside it, or with one choice for all.

A card takes six buttons. Where there would be more, each kind of button stands once, and applies to what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bots.conversation.model.replies import Action, ActionKind, Card, Item
from bots.conversation.text import delivery as phrases
from bots.teams.cards import elements
from bots.teams.cards.elements import ACTIONS, LONGEST_DATA, Element

MOST_FOR_ITEMS = 4  # of the six, when the card has buttons of its own as well

MakeButton = Callable[[str, Element], Element]


@dataclass(frozen=True, slots=True)
class RenderedItems:
    """The groups, the choice above the buttons, the buttons, and how many are left for the card itself."""

    body: list[Element]
    choice: list[Element]
    actions: list[Element]
    room: int


def render_items(card: Card, button: Callable[[Action], list[Element]], make: MakeButton, *, box: str) -> RenderedItems:
    """Draw the groups; ``button`` makes one for an action, ``make`` any, ``box`` is the choice's name."""
    items = [item for group in card.groups for item in group.items]
    own = min(len(card.actions), ACTIONS)
    count = sum(len(button(action)) for item in items for action in item.actions)
    if count + own <= ACTIONS:
        return RenderedItems(_body(card, lambda item: _beside(item, button)), [], [], ACTIONS - count)
    labels = list(dict.fromkeys(action.label for item in items for action in item.actions if _is_choosable(action)))
    labels = labels[: max(ACTIONS - own, MOST_FOR_ITEMS)]
    body = _body(card, lambda item: _in_words(item, labels))
    choices = [(_commands(item, labels), item.text) for item in items]
    choices = [(commands, shown) for commands, shown in choices if commands.strip()]
    choice = elements.choice(box, phrases.ABOUT_WHICH, choices, needed=phrases.CHOOSE_WHICH)
    actions = [make(label, {"do": "item", "box": box, "at": str(at)}) for at, label in enumerate(labels)]
    return RenderedItems(body, [choice], actions, ACTIONS - len(actions))


def without_choice(button: Element) -> Element:
    """Return a button that is about the whole card, and so needs nothing to be chosen."""
    if button["type"] not in {"Action.Execute", "Action.Submit"}:
        return button
    found = button | {"associatedInputs": "none"}
    return found | {"fallback": without_choice(button["fallback"])} if "fallback" in button else found


def _body(card: Card, below: Callable[[Item], list[Element]]) -> list[Element]:
    found: list[Element] = []
    for group in card.groups:
        if group.items:
            found += elements.paragraphs(group.heading, bold=True, heading=True)
        for item in group.items:
            shown = [*elements.paragraphs(item.text), *elements.paragraphs(item.note, subtle=True, size="Small")]
            found.append(elements.container([*shown, *below(item)]) | {"separator": True})
    return found


def _beside(item: Item, button: Callable[[Action], list[Element]]) -> list[Element]:
    buttons = [each for action in item.actions for each in button(action)]
    return [{"type": "ActionSet", "actions": buttons}] if buttons else []


def _in_words(item: Item, labels: list[str]) -> list[Element]:
    """Say what no button below does."""
    rest = [each for each in item.actions if each.label not in labels or not _is_choosable(each)]
    lines = [f"{each.label}: {each.command or each.url or each.text}" for each in rest]
    return [found for line in lines for found in elements.paragraphs(line, subtle=True, size="Small")]


def _is_choosable(action: Action) -> bool:
    return action.kind is ActionKind.RUN and 0 < len(action.command) <= LONGEST_DATA // ACTIONS


def _commands(item: Item, labels: list[str]) -> str:
    """Return an item's commands, one for each button, none where a button does not apply to it."""
    known = {action.label: action.command for action in reversed(item.actions) if _is_choosable(action)}
    return "\n".join(known.get(label, "") for label in labels)
