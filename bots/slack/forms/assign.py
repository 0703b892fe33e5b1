"""The form in which somebody picks who is to act on a certificate; the message that it was opened from changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.model.watch_intents import Assign
from bots.conversation.text import live_messages as phrases
from bots.runtime.json_access import object_at, text_at
from bots.slack.cards import elements as blocks
from bots.slack.model.requests import FormErrors, PressedMessage

if TYPE_CHECKING:
    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload

ASSIGN_FORM, PERSON, VALUE = "assign_certificate", "person", "value"


def form(certificate: str, pressed: PressedMessage | None) -> dict[str, Any]:
    """
    Return the form.

    Args:
        certificate: the certificate's ID.
        pressed: the message that changes by the answer, None where there is none.
    """
    picker = {"type": "users_select", "action_id": VALUE, "placeholder": blocks.plain(phrases.PICK_PERSON, 150)}
    where = f"{pressed.channel} {pressed.ts}" if pressed else ""
    return {
        **blocks.modal(phrases.PICK_TITLE),
        "callback_id": ASSIGN_FORM,
        "private_metadata": f"{certificate} {where}".strip(),
        "close": blocks.plain(phrases.CANCEL, 24),
        "submit": blocks.plain(phrases.ASK, 24),
        "blocks": [
            blocks.field(PERSON, phrases.person_for(certificate), picker, hint=phrases.PICK_HINT),
        ],
    }


def read_form(body: Payload, read: IntentParser) -> tuple[Assign, PressedMessage | None] | FormErrors:
    """Read what was sent; the window itself says which certificate and which message it is about."""
    certificate, _, where = text_at(body, "view", "private_metadata").partition(" ")
    intent = read(f"assign {certificate}")
    values = object_at(body, "view", "state", "values", PERSON, VALUE)
    person = text_at(values, "selected_user")
    if not isinstance(intent, Assign) or not person:
        return FormErrors({PERSON: phrases.PICK_SOMEBODY})
    channel, _, ts = where.partition(" ")
    return Assign(intent.certificate, person=person), PressedMessage(channel, ts) if channel and ts else None
