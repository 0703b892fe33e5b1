"""The form in which somebody picks who is to act on a certificate; the message that it was opened from changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.watch_intents import Assign
from bots.conversation.text import live_messages as phrases
from bots.runtime.json_access import text_at
from bots.slack.cards import elements as blocks
from bots.slack.forms.windows import filled_in, form_window
from bots.slack.model.requests import FormErrors, PressedMessage

if TYPE_CHECKING:
    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload
    from bots.slack.forms.windows import View

ASSIGN_FORM, PERSON, VALUE = "assign_certificate", "person", "value"


def form(certificate: str, pressed: PressedMessage | None) -> View:
    """
    Return the form.

    Args:
        certificate: the certificate's ID.
        pressed: the message that changes by the answer, None where there is none.
    """
    picker = {"type": "users_select", "action_id": VALUE, "placeholder": blocks.plain(phrases.PICK_PERSON, 150)}
    where = f"{pressed.channel} {pressed.ts}" if pressed else ""
    fields = [blocks.field(PERSON, phrases.person_for(certificate), picker, hint=phrases.PICK_HINT)]
    window = form_window(phrases.PICK_TITLE, fields, name=ASSIGN_FORM, submit=phrases.ASK)
    return window | {"private_metadata": f"{certificate} {where}".strip()}


def read_form(body: Payload, read: IntentParser) -> tuple[Assign, PressedMessage | None] | FormErrors:
    """Read what was sent; the window itself says which certificate and which message it is about."""
    certificate, _, where = text_at(body, "view", "private_metadata").partition(" ")
    intent = read(f"assign {certificate}")
    person = text_at(filled_in(body), PERSON, VALUE, "selected_user")
    if not isinstance(intent, Assign) or not person:
        return FormErrors({PERSON: phrases.PICK_SOMEBODY})
    channel, _, ts = where.partition(" ")
    return Assign(intent.certificate, person=person), PressedMessage(channel, ts) if channel and ts else None
