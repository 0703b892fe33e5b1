"""The card with an organisation's settings, for its admins, in their own chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.grammar import forms
from bots.conversation.organisation.organisation_settings import FIELDS, LONGEST
from bots.conversation.text import organisation as phrases
from bots.runtime.json_access import text_at
from bots.teams.cards import elements

if TYPE_CHECKING:
    from bots.conversation.model.watch_intents import SetSettings
    from bots.conversation.organisation.organisation_settings import OrganisationSettings, SettingField
    from bots.runtime.json_access import Payload
    from bots.teams.cards.elements import Element

SAVE = "house"


def form(settings: OrganisationSettings) -> Element:
    """Return the card, filled with what is set."""
    body = elements.paragraphs(phrases.TITLE, bold=True, heading=True)
    for name, field in FIELDS.items():
        body += [_field(name, field, settings.text(name)), *elements.paragraphs(field.hint, subtle=True)]
    return elements.card(body, [elements.execute(phrases.SAVE, {"do": SAVE})], phrases.TITLE)


def read_form(data: Payload) -> SetSettings:
    """Read what came back; whether it can be used, the desk says."""
    intent, _ = forms.organisation_settings({name: text_at(data, name) for name in data})
    return intent


def _field(name: str, field: SettingField, text: str) -> Element:
    if field.choices:
        return elements.choice(name, field.label, list(field.choices), needed=phrases.NEEDS, value=text)
    return elements.text_box(name, field.label, most=LONGEST, value=text)
