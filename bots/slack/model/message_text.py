"""Reads the words in what Slack sent: a message with all that hangs on it, and as a person typed it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bots.runtime.json_access import list_at, text_at

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload

LONGEST_GATHERED = 200_001  # one more than the grammar reads, so that "too long" is said and not cut away
_WORDS = frozenset({"text", "url", "title", "title_link", "fallback", "pretext", "value", "original_url", "from_url"})

_SLACK_LINK = re.compile(r"<((?:https?://|mailto:)[^|<>]*)(?:\|([^<>]*))?>")
_SLACK_MENTION = re.compile(r"<[@#!][^<>]*>")


def as_typed(text: str) -> str:
    """Undo what Slack does to a person's words: links in angle brackets, mentions, and three escaped characters."""
    text = _SLACK_MENTION.sub(" ", _SLACK_LINK.sub(lambda link: link[2] or link[1], text))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def words_of(message: Payload) -> str:
    """Gather every text of a message: what was typed, then what stands in its attachments and blocks."""
    parts, length = [text_at(message, "text")], len(text_at(message, "text"))
    waiting: list[object] = [list_at(message, "blocks"), list_at(message, "attachments")]
    while waiting and length < LONGEST_GATHERED:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
            continue
        if not isinstance(value, Mapping):
            continue
        for key, inner in value.items():
            if isinstance(inner, str) and key in _WORDS and inner not in parts:
                parts.append(inner)
                length += len(inner)
            elif isinstance(inner, dict | list):
                waiting.append(inner)
    return "\n".join(part for part in parts if part)[:LONGEST_GATHERED]
