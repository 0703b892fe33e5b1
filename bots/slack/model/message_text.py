"""Reads the words in what Slack sent: a message with all that hangs on it, and as a person typed it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.runtime.json_access import list_at, texts_in

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload

LONGEST_GATHERED = 200_001  # one more than the grammar reads, so that "too long" is said and not cut away
_TEXTS = frozenset({"text", "url", "title", "title_link", "fallback", "pretext", "value", "original_url", "from_url"})

_WORDS = _TEXTS - {"fallback", "url", "original_url", "from_url"}
_PREVIEW_MARKS = ("service_name", "from_url", "original_url", "is_app_unfurl")
_SHARE_MARKS = ("is_share", "is_msg_unfurl")

_SLACK_LINK = re.compile(r"<((?:https?://|mailto:)[^|<>]*)(?:\|([^<>]*))?>")
_SLACK_MENTION = re.compile(r"<[@#!][^<>]*>")


def as_typed(text: str) -> str:
    """Undo what Slack does to a person's words: links in angle brackets, mentions, and three escaped characters."""
    text = _SLACK_MENTION.sub(" ", _SLACK_LINK.sub(lambda link: link[2] or link[1], text))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def passed_on_text(message: Payload) -> str:
    """
    Return the words of the messages that somebody forwards or shares, which Slack puts into ``attachments``.

    Slack's preview of a link that they wrote is none of these: its words are the linked page's.
    """
    shared = [each for each in list_at(message, "attachments") if isinstance(each, dict) and not _is_preview(each)]
    return "\n".join(filter(None, map(_words_in, shared)))[:LONGEST_GATHERED]


def _is_preview(attachment: Payload) -> bool:
    return any(map(attachment.get, _PREVIEW_MARKS)) and not any(map(attachment.get, _SHARE_MARKS))


def _words_in(attachment: Payload) -> str:
    """Prefer what was written to its blocks, which hold it once more in pieces, and those to Slack's summary of it."""
    written = {name: each for name, each in attachment.items() if isinstance(each, str) or name == "fields"}
    for parts, names in ((written, _WORDS), (attachment, _WORDS), (attachment, _TEXTS)):
        if found := texts_in(parts, names, limit=LONGEST_GATHERED):
            return "\n".join(found)
    return ""


def message_text(message: Payload) -> str:
    """Return every text of a message: what was typed, then what stands in its attachments and blocks."""
    parts = {name: message.get(name) for name in ("text", "attachments", "blocks")}
    return "\n".join(texts_in(parts, _TEXTS, limit=LONGEST_GATHERED))[:LONGEST_GATHERED]
