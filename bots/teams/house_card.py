"""The card with an organisation's settings, for its admins, in their own chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation import house_phrases as phrases
from bots.conversation.house import FIELDS, LONGEST
from bots.conversation.watch_intents import SetSettings
from bots.payload import text_at
from bots.teams import card_elements as elements

if TYPE_CHECKING:
    from bots.conversation.house import Field, HouseSettings
    from bots.payload import Payload
    from bots.teams.card_elements import Element

SAVES = "house"


def house_card(settings: HouseSettings) -> Element:
    """Return the card, filled with what is set."""
    body = elements.paragraphs(phrases.TITLE, bold=True, heading=True)
    for name, field in FIELDS.items():
        body += [_field(name, field, settings.text(name)), *elements.paragraphs(field.hint, subtle=True)]
    return elements.card(body, [elements.execute(phrases.SAVE, {"do": SAVES})], phrases.TITLE)


def filled(data: Payload) -> SetSettings:
    """Read what came back; whether it can be used, the desk says."""
    return SetSettings(tuple((name, text_at(data, name)) for name in FIELDS if name in data))


def _field(name: str, field: Field, text: str) -> Element:
    if field.choices:
        return elements.choice(name, field.label, list(field.choices), needed=phrases.NEEDS, value=text)
    return elements.text_box(name, field.label, most=LONGEST, value=text)
