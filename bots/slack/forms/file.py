"""
The form in which files are chosen, for those who do not write to the bot.

Slack opens it only where the app has the scope files:read, and uploads the file for the bot alone
(https://docs.slack.dev/reference/block-kit/block-elements/file-input-element/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import file_results as phrases
from bots.files.file_types import NAMED
from bots.files.uploads import MOST_FILES
from bots.runtime.json_access import object_at
from bots.slack.cards import elements as blocks
from bots.slack.forms.windows import filled_in, form_window, window
from bots.slack.model.requests import FormErrors
from bots.slack.model.shared_files import shared_in

if TYPE_CHECKING:
    from bots.files.uploads import UploadedFile
    from bots.runtime.json_access import Payload
    from bots.slack.forms.windows import View

TITLE = phrases.VERIFY_FILE
FILE_FORM, OPEN_FILE, ANOTHER_FILE = "verify_file", "file_form", "file_another"
FILE, VALUE = "file", "value"


def form() -> View:
    """Return the form."""
    box = {
        "type": "file_input",
        "action_id": VALUE,
        "filetypes": [ending.removeprefix(".") for ending in NAMED],
        "max_files": MOST_FILES,
    }
    fields = [blocks.field(FILE, phrases.CHOOSE_FILE, box, hint=phrases.FILE_HINT)]
    return form_window(TITLE, fields, name=FILE_FORM, submit=phrases.VERIFY_FILE)


def working() -> View:
    """Return the window while the file is read."""
    return window(TITLE, blocks.sections(phrases.READING_FILE))


def read_form(body: Payload) -> UploadedFile | FormErrors:
    """Return what was chosen, or say at the field that it is nothing."""
    return shared_in(object_at(filled_in(body), FILE, VALUE)) or FormErrors({FILE: phrases.NO_FILE})
