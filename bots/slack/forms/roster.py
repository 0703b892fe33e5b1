"""The form for a roster's lines, for those who send no file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.text import uploads as phrases
from bots.runtime.json_access import text_at
from bots.slack.cards import elements as blocks
from bots.slack.model.requests import FormErrors

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload

TITLE = phrases.IMPORT_ROSTER
IMPORT_FORM, ANOTHER_ROSTER = "import_roster", "import_another"
LINES, VALUE = "lines", "value"
LONGEST_TYPED = 3000  # Slack's own limit for a box


def form() -> dict[str, Any]:
    """Return the form."""
    box = {
        "type": "plain_text_input",
        "action_id": VALUE,
        "multiline": True,
        "max_length": LONGEST_TYPED,
        "placeholder": blocks.plain(phrases.ROSTER_EXAMPLE, 150),
    }
    return {
        **blocks.modal(TITLE),
        "callback_id": IMPORT_FORM,
        "close": blocks.plain("Cancel", 24),
        "submit": blocks.plain(phrases.SHOW_FIRST, 24),
        "blocks": [blocks.field(LINES, phrases.ROSTER_LINES, box, hint=phrases.ROSTER_HINT)],
    }


def working() -> dict[str, Any]:
    """Return the window while the lines are read."""
    return {**blocks.modal(TITLE), "close": blocks.plain("Close", 24), "blocks": blocks.sections(phrases.READING)}


def read_form(body: Payload) -> str | FormErrors:
    """Return the lines that were sent, or say at the field what is missing."""
    lines = text_at(body, "view", "state", "values", LINES, VALUE, "value")
    return lines if "\n" in lines.strip() else FormErrors({LINES: phrases.NO_LINES})
