"""The form for an organisation's settings, for its admins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.grammar import forms
from bots.conversation.organisation.organisation_settings import FIELDS, LONGEST
from bots.conversation.text import organisation as phrases
from bots.runtime.json_access import list_at, object_at, text_at
from bots.slack.cards import elements as blocks
from bots.slack.forms.windows import filled_in, form_window
from bots.slack.model.requests import FormErrors

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.conversation.model.watch_intents import SetSettings
    from bots.conversation.organisation.organisation_settings import OrganisationSettings, SettingField
    from bots.runtime.json_access import Payload
    from bots.slack.cards.elements import Block
    from bots.slack.forms.windows import View

TITLE = phrases.TITLE
_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
ORGANISATION_FORM, OPEN_ORGANISATION_FORM, VALUE = "house_settings", "house_form", "value"


def form(settings: OrganisationSettings) -> View:
    """Return the form, filled with what is set."""
    fields = [_field(name, field, settings.text(name)) for name, field in FIELDS.items()]
    return form_window(TITLE, fields, name=ORGANISATION_FORM, submit=phrases.SAVE)


def read_form(body: Payload, errors: Callable[[SetSettings], dict[str, str]]) -> SetSettings | FormErrors:
    """
    Read what was sent, or say at the fields what is wrong.

    Args:
        body: the submission.
        errors: says what keeps settings from being changed, by the names of their fields.
    """
    values = filled_in(body)
    intent, wrong = forms.organisation_settings({name: _text(object_at(values, name, VALUE)) for name in values})
    wrong = errors(intent) | wrong
    return FormErrors(wrong) if wrong else intent


def _text(given: Payload) -> str:
    if "selected_users" in given:
        return ", ".join(each for each in list_at(given, "selected_users") if isinstance(each, str))
    return text_at(given, "selected_option", "value") or text_at(given, "value")


def _field(name: str, field: SettingField, text: str) -> Block:
    if field.picks_people:
        picked = [each for each in re.findall(r"[\w]+", text) if _USER.fullmatch(each)]
        people: Block = {"type": "multi_users_select", "action_id": VALUE}
        people |= {"initial_users": picked} if picked else {}
        return blocks.field(name, field.label, people, hint=phrases.PICK_ADMINS, optional=True)
    if not field.choices:
        box: Block = {"type": "plain_text_input", "action_id": VALUE, "max_length": LONGEST}
        box |= {"initial_value": text} if text else {}
        return blocks.field(name, field.label, box, hint=field.hint, optional=not field.default)
    options = {value: {"text": blocks.plain(label, 75), "value": value} for value, label in field.choices}
    menu = {"type": "static_select", "action_id": VALUE, "options": list(options.values())}
    return blocks.field(name, field.label, menu | {"initial_option": options[text]}, hint=field.hint)
