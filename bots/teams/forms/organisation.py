"""The card with an organisation's settings, for its admins, in their own chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.grammar import forms
from bots.conversation.organisation.organisation_settings import FIELDS, LONGEST
from bots.conversation.text import organisation as phrases
from bots.runtime.json_access import text_at
from bots.teams.cards import elements
from bots.teams.cards.item_lists import person_picker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.conversation.model.watch_intents import SetSettings
    from bots.conversation.organisation.organisation_settings import OrganisationSettings, SettingField
    from bots.runtime.json_access import Payload
    from bots.teams.cards.elements import Element

SAVE = "house"


def form(settings: OrganisationSettings, wrong: Mapping[str, str] | None = None) -> Element:
    """
    Return the card.

    Args:
        settings: what stands in the fields: what is set, or what somebody filled in.
        wrong: what is wrong with that, by the names of the fields; it is said at each.
    """
    body = elements.paragraphs(phrases.TITLE, bold=True, heading=True)
    body += elements.paragraphs(f"⚠️ {phrases.NOT_SAVED}", bold=True) if wrong else []
    for name, field in FIELDS.items():
        fault = (wrong or {}).get(name, "")
        body += [_field(name, field, settings.text(name)), *elements.paragraphs(fault and f"⚠️ {fault}", bold=True)]
        body += elements.paragraphs(field.hint, subtle=True)
    return elements.card(body, [elements.execute(phrases.SAVE, {"do": SAVE})], phrases.TITLE)


def read_form(data: Payload) -> SetSettings:
    """Read what came back; whether it can be used, the desk says."""
    intent, _ = forms.organisation_settings({name: text_at(data, name) for name in data})
    return intent


def _field(name: str, field: SettingField, text: str) -> Element:
    if field.picks_people:
        return person_picker(name, field.label, many=True, value=",".join(text.replace(",", " ").split()))
    if field.choices:
        return elements.choice(name, field.label, list(field.choices), needed=phrases.NEEDS, value=text)
    return elements.text_box(name, field.label, most=LONGEST, value=text)
