"""The form for a roster's lines, for those who send no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import uploads as phrases
from bots.runtime.json_access import text_at
from bots.slack.cards import elements as blocks
from bots.slack.forms.windows import filled_in, form_window, long_text, window
from bots.slack.model.requests import FormErrors

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload
    from bots.slack.forms.windows import View

TITLE = phrases.IMPORT_ROSTER
IMPORT_FORM, ANOTHER_ROSTER = "import_roster", "import_another"
LINES, VALUE = "lines", "value"


def form() -> View:
    """Return the form."""
    box = long_text(VALUE, phrases.ROSTER_EXAMPLE)
    fields = [blocks.field(LINES, phrases.ROSTER_LINES, box, hint=phrases.ROSTER_HINT)]
    return form_window(TITLE, fields, name=IMPORT_FORM, submit=phrases.SHOW_FIRST)


def working() -> View:
    """Return the window while the lines are read."""
    return window(TITLE, blocks.sections(phrases.READING))


def read_form(body: Payload) -> str | FormErrors:
    """Return the lines that were sent, or say at the field what is missing."""
    lines = text_at(filled_in(body), LINES, VALUE, "value")
    return lines if "\n" in lines.strip() else FormErrors({LINES: phrases.NO_LINES})
