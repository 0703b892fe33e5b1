"""What a card lists below headings: each item with what can be done about it beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bots.conversation.text import live_messages as phrases
from bots.conversation.text.general import CANCEL
from bots.teams.cards import elements
from bots.teams.cards.elements import ACTIONS, Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.conversation.model.replies import Action, CardContent, Item

PERSON = "who"  # the person picker's name in what a button sends
PEOPLE = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}


MakeButton = Callable[[str, Element], Element]


def render_items(card: CardContent, button: Callable[[Action], list[Element]], make: MakeButton) -> list[Element]:
    """Draw the groups; ``button`` makes one for an action, ``make`` any; each row has its own set of six at most."""
    found: list[Element] = []
    for group in card.groups:
        if group.items:
            found += elements.paragraphs(group.heading, bold=True, heading=True)
        found += [elements.container([*_item(item, button, make)]) | {"separator": True} for item in group.items]
    return found


def without_choice(button: Element) -> Element:
    """Return a button that is about the whole card, and so needs nothing to be chosen."""
    if button["type"] not in {"Action.Execute", "Action.Submit"}:
        return button
    found = button | {"associatedInputs": "none"}
    return found | {"fallback": without_choice(button["fallback"])} if "fallback" in button else found


def _item(item: Item, button: Callable[[Action], list[Element]], make: MakeButton) -> Iterator[Element]:
    yield from elements.paragraphs(item.text)
    if item.state is not None:
        yield from elements.paragraphs(item.state.plain, bold=True, size="Small")
    yield from elements.paragraphs(item.note, subtle=True, size="Small")
    buttons = [each for action in item.actions for each in button(action)]
    if item.picks_for:
        yield person_picker(PERSON, phrases.PICK_PERSON)
        yield from elements.paragraphs(phrases.PICK_HINT, subtle=True, size="Small")
        asks = make(phrases.ASK, {"do": "assign", "command": item.picks_for})
        buttons = [asks, make(CANCEL, {"do": "redraw"})]
    if buttons:
        yield {"type": "ActionSet", "actions": buttons[:ACTIONS]}


def person_picker(name: str, title: str, *, many: bool = False, value: str = "") -> Element:
    """
    Return a box in which Teams finds people of the organisation; their Entra object IDs are sent, apart by commas.

    See https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker.

    Args:
        name: under which what was picked is sent.
        title: the label.
        many: whether several people can be picked.
        value: who is picked at first, as it is sent.
    """
    known = [{"title": each, "value": each} for each in filter(None, value.split(","))]
    found: Element = {"type": "Input.ChoiceSet", "id": name, "label": title, "style": "compact", "choices": known}
    found |= {"choices.data": PEOPLE, "isMultiSelect": many}
    return found | ({"value": value} if value else {})
