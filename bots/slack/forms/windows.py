"""What Slack's windows begin with: a title, the way out, and where something is filled in, what sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.text import general as phrases
from bots.runtime.json_access import object_at
from bots.slack.cards import elements as blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.runtime.json_access import Payload
    from bots.slack.cards.elements import Block

View = dict[str, Any]

WINDOW_TEXT = 24  # characters of a title and of the buttons below (https://docs.slack.dev/reference/views/modal-views/)
LONGEST_TYPED = 3000  # Slack's own limit for a box


def window(title: str, shown: Sequence[Block], *, close: str = phrases.CLOSE) -> View:
    """
    Return a window in which something is read.

    Args:
        title: its heading.
        shown: what stands in it.
        close: the label of the button that closes it.
    """
    return {
        "type": "modal",
        "title": blocks.plain(title, WINDOW_TEXT),
        "close": blocks.plain(close, WINDOW_TEXT),
        "blocks": [*shown],
    }


def form_window(title: str, shown: Sequence[Block], *, name: str, submit: str) -> View:
    """
    Return a window in which something is filled in.

    Args:
        title: its heading.
        shown: its fields, and what stands between them.
        name: what Slack calls the form when it is sent.
        submit: the label of the button that sends it.
    """
    sends = {"callback_id": name, "submit": blocks.plain(submit, WINDOW_TEXT)}
    return window(title, shown, close=phrases.CANCEL) | sends


def long_text(action_id: str, example: str) -> Block:
    """Return a box for several lines, with an example in it until something is typed."""
    return {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": True,
        "max_length": LONGEST_TYPED,
        "placeholder": blocks.plain(example, 150),
    }


def filled_in(body: Payload) -> Payload:
    """Return what was filled into a form that was sent, by field and action."""
    return object_at(body, "view", "state", "values")
