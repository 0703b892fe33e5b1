"""The role guide's form: for texts that are too long for a command, and for those who do not know the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.grammar.guide import read_command
from bots.conversation.model.intents import Guidance, Unclear
from bots.conversation.text import general as phrases
from bots.runtime.json_access import object_at, text_at
from bots.slack.cards import elements as blocks
from bots.slack.model.requests import FormErrors

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.runtime.json_access import Payload
    from bots.slack.cards.elements import Block

TITLE = phrases.FIND_CERTIFICATION
GUIDE_FORM = "find_certification"
OPEN_FORM = "guide_form"
QUESTION, TEXT, VALUE = "wish", "text", "value"
LONGEST_TYPED = 3000  # Slack's own limit for a box
LONGEST_ERROR = 300
QUESTIONS = tuple(phrases.GUIDE_FORM_WISHES)


def form(chosen: str = "guide") -> dict[str, Any]:
    """Return the form: what is wanted, and the text."""
    questions = {question: _option(question, *said) for question, said in phrases.GUIDE_FORM_WISHES.items()}
    choice = {
        "type": "radio_buttons",
        "action_id": VALUE,
        "options": list(questions.values()),
        "initial_option": questions.get(chosen) or questions["guide"],
    }
    box = {
        "type": "plain_text_input",
        "action_id": VALUE,
        "multiline": True,
        "max_length": LONGEST_TYPED,
        "placeholder": blocks.plain(phrases.GUIDE_FORM_EXAMPLE, 150),
    }
    return {
        **blocks.modal(TITLE),
        "callback_id": GUIDE_FORM,
        "close": blocks.plain("Cancel", 24),
        "submit": blocks.plain(phrases.ASK_GUIDE, 24),
        "blocks": [
            *blocks.context(phrases.IN_THIS_WINDOW),
            blocks.field(QUESTION, phrases.GUIDE_FORM_WISH, choice),
            blocks.field(TEXT, phrases.GUIDE_FORM_TEXT, box, hint=phrases.GUIDE_FORM_HINT),
        ],
    }


def working() -> dict[str, Any]:
    """Return the window while the guide reads."""
    return {**blocks.modal(TITLE), "close": blocks.plain("Close", 24), "blocks": blocks.sections(phrases.READING)}


def read_form(body: Payload, why_not: Callable[[Guidance], str]) -> Guidance | FormErrors:
    """Read what was sent, or say at which field it cannot be used; ``why_not`` knows what the guide cannot answer."""
    values = object_at(body, "view", "state", "values")
    question = text_at(values, QUESTION, VALUE, "selected_option", "value")
    if question not in QUESTIONS:
        return FormErrors({QUESTION: phrases.GUIDE_FORM_CHOOSE})
    intent = read_command(question, text_at(values, TEXT, VALUE, "value"))
    if isinstance(intent, Unclear):
        return FormErrors({TEXT: phrases.GUIDE_FORM_NEEDS[question]})
    if problem := why_not(intent):
        return FormErrors({TEXT: f"{problem[:LONGEST_ERROR]} {phrases.GUIDE_FORM_NEEDS[question]}"})
    return intent


def _option(question: str, label: str, description: str) -> Block:
    return {"text": blocks.plain(label, 75), "value": question, "description": blocks.plain(description, 75)}
