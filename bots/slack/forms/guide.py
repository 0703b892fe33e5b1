"""The role guide's form: for texts that are too long for a command, and for those who do not know the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.grammar.guide import read_command
from bots.conversation.model.intents import Guidance, Unclear
from bots.conversation.text import general as phrases
from bots.runtime.json_access import text_at
from bots.slack.cards import elements as blocks
from bots.slack.forms.windows import filled_in, form_window, long_text, window
from bots.slack.model.requests import FormErrors

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.runtime.json_access import Payload
    from bots.slack.cards.elements import Block
    from bots.slack.forms.windows import View

TITLE = phrases.FIND_CERTIFICATION
GUIDE_FORM = "find_certification"
OPEN_FORM = "guide_form"
QUESTION, TEXT, VALUE = "wish", "text", "value"
LONGEST_ERROR = 300
QUESTIONS = tuple(phrases.GUIDE_FORM_WISHES)


def form(chosen: str = "guide") -> View:
    """Return the form: what is wanted, and the text."""
    questions = {question: _option(question, *said) for question, said in phrases.GUIDE_FORM_WISHES.items()}
    choice = {
        "type": "radio_buttons",
        "action_id": VALUE,
        "options": list(questions.values()),
        "initial_option": questions.get(chosen) or questions["guide"],
    }
    shown = [
        *blocks.context(phrases.IN_THIS_WINDOW),
        blocks.field(QUESTION, phrases.GUIDE_FORM_WISH, choice),
        blocks.field(
            TEXT, phrases.GUIDE_FORM_TEXT, long_text(VALUE, phrases.GUIDE_FORM_EXAMPLE), hint=phrases.GUIDE_FORM_HINT
        ),
    ]
    return form_window(TITLE, shown, name=GUIDE_FORM, submit=phrases.ASK_GUIDE)


def working() -> View:
    """Return the window while the guide reads."""
    return window(TITLE, blocks.sections(phrases.READING))


def read_form(body: Payload, why_not: Callable[[Guidance], str]) -> Guidance | FormErrors:
    """Read what was sent, or say at which field it cannot be used; ``why_not`` knows what the guide cannot answer."""
    values = filled_in(body)
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
