"""Reads the words in what Slack sent: a message with all that hangs on it, and as a person typed it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.runtime.json_access import texts_in

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload

LONGEST_GATHERED = 200_001  # one more than the grammar reads, so that "too long" is said and not cut away
_TEXTS = frozenset({"text", "url", "title", "title_link", "fallback", "pretext", "value", "original_url", "from_url"})

_SLACK_LINK = re.compile(r"<((?:https?://|mailto:)[^|<>]*)(?:\|([^<>]*))?>")
_SLACK_MENTION = re.compile(r"<[@#!][^<>]*>")


def as_typed(text: str) -> str:
    """Undo what Slack does to a person's words: links in angle brackets, mentions, and three escaped characters."""
    text = _SLACK_MENTION.sub(" ", _SLACK_LINK.sub(lambda link: link[2] or link[1], text))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def message_text(message: Payload) -> str:
    """Return every text of a message: what was typed, then what stands in its attachments and blocks."""
    parts = {name: message.get(name) for name in ("text", "attachments", "blocks")}
    return "\n".join(texts_in(parts, _TEXTS, limit=LONGEST_GATHERED))[:LONGEST_GATHERED]
