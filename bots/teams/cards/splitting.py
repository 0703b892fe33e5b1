"""One card or several: as many as what is to be shown needs, each small enough for Teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import general as phrases
from bots.teams.cards import elements
from bots.teams.cards.elements import CARD_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bots.teams.cards.elements import Element

NOTE_BYTES = 1024  # kept free for the sentence that says how much does not fit


def split_card(body: list[Element], actions: list[Element], fallback: str) -> list[Element]:
    """Return one card, or as many as the body needs; the buttons stand in the last one."""
    room = CARD_BYTES - NOTE_BYTES - elements.size(elements.card([], actions, fallback))
    held: list[list[Element]] = [[]]
    used = 0
    for element in _flat(body, room):
        weight = elements.size(element) + 4
        if held[-1] and used + weight > room:
            held.append([])
            used = 0
        held[-1].append(element)
        used += weight
    last = len(held) - 1
    return [elements.card(each, actions if at == last else [], fallback) for at, each in enumerate(held)]


def with_missing_count(card: Element, missing: int) -> Element:
    """Return the card with a sentence that counts what is missing."""
    if not missing:
        return card
    note = elements.paragraphs(phrases.more_than_fits(missing))
    return card | {"body": [*card["body"], *note]}


def _flat(body: Iterable[Element], room: int) -> Iterator[Element]:
    """Yield the elements, and those inside a container or a table that no card holds."""
    for element in body:
        if element["type"] == "Container" and elements.size(element) + 4 > room:
            yield from element["items"]
        elif element["type"] == "Table" and elements.size(element) + 4 > room:
            yield from element["fallback"]["items"]
        else:
            yield element
