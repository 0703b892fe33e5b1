"""Messages that stay, such as a digest: what is pressed in them is answered beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import first_items, item_count, most_items
from bots.conversation.plain_text import card_as_text
from bots.conversation.text import delivery as phrases
from bots.teams.cards import elements
from bots.teams.cards.cards import CardOptions, parts_of
from bots.teams.cards.elements import CARD_BYTES, Element
from bots.teams.cards.splitting import split_card, with_missing_count

if TYPE_CHECKING:
    from bots.conversation.model.replies import Reply

MOST_ITEMS = 40


def permanent_cards(reply: Reply, *, also: str) -> list[Element]:
    """
    Return the reply as the cards of one message.

    Items that do not fit are counted, and where all of them are is said; ``also`` is small print at the end.
    """
    most = most_items(reply, lambda most: _fits(reply, _permanent_cards(reply, most, also)), most=MOST_ITEMS)
    found = _permanent_cards(reply, most, also)
    if _fits(reply, found):
        return found
    return [with_missing_count(found[0], sum(len(each["body"]) for each in found[1:]))]


def _fits(reply: Reply, found: list[Element]) -> bool:
    return len(found) == len(reply.cards) and elements.size(found) <= CARD_BYTES


def _permanent_cards(reply: Reply, most: int, also: str) -> list[Element]:
    left = item_count(reply) - most
    said = "\n".join([phrases.more_items(left), also] if left else [also])
    small = elements.paragraphs(said, subtle=True, size="Small")
    found = list[Element]()
    for at, each in enumerate(first_items(reply, most).cards):
        tail = elements.with_separator(small) if at == len(reply.cards) - 1 else []
        body, buttons = parts_of(each, CardOptions(is_permanent=True), end=tail)
        head = elements.paragraphs(reply.summary) if at == 0 else []
        found += split_card([*head, *body], buttons, card_as_text(each))
    return found
