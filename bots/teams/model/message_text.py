"""Every text of somebody else's message, as the message extension hands it over: HTML, attachments, cards."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from bots.runtime.json_access import list_at, text_at, texts_in

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload

LONGEST_GATHERED = 200_001  # one more than the grammar reads, so that "too long" is said and not cut away
LONGEST_MARKUP = 2 * LONGEST_GATHERED

_TAG = re.compile(r"<([^<>]*)>")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_INLINE = re.compile(r"/?(?:b|i|u|s|em|strong|span|font|code|at|sub|sup|mark)\b", re.IGNORECASE)
_TEXTS = frozenset({"text", "title", "value", "subtitle", "url", "fallbackText", "summary", "name"})


def message_text(payload: Payload) -> str:
    """Return the texts of a ``messagePayload``: its subject, its body without markup, and its attachments."""
    body = text_at(payload, "body", "content")
    is_html = text_at(payload, "body", "contentType") != "text"
    parts = [text_at(payload, "subject"), without_tags(body) if is_html else body]
    attachments = list_at(payload, "attachments")
    parts += texts_in(attachments, _TEXTS, limit=LONGEST_GATHERED, parse={"content": _content})
    return "\n".join(dict.fromkeys(part for part in parts if part))[:LONGEST_GATHERED]


def without_tags(markup: str) -> str:
    """Return the text of HTML, with the links that it leads to."""
    return html.unescape(_TAG.sub(_instead, markup[:LONGEST_MARKUP])).strip()


def _instead(tag: re.Match[str]) -> str:
    if (link := _HREF.search(tag[1])) and tag[1].lower().startswith("a"):
        return f" {link[1]} "
    return "" if _INLINE.match(tag[1]) else "\n"


def _content(value: object) -> object:
    """Decode what an attachment contains: a card comes as JSON in a string, other strings are HTML."""
    if not isinstance(value, str):
        return value
    try:
        parsed = json.loads(value) if value.lstrip().startswith(("{", "[")) else None
    except (ValueError, RecursionError):
        parsed = None
    return parsed if parsed is not None else {"text": without_tags(value)}
