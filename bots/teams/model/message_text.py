"""Every word of somebody else's message, as the message extension hands it over: HTML, attachments, cards."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bots.runtime.json_access import list_at, text_at

if TYPE_CHECKING:
    from bots.runtime.json_access import Payload

LONGEST_GATHERED = 200_001  # one more than the grammar reads, so that "too long" is said and not cut away
LONGEST_MARKUP = 2 * LONGEST_GATHERED

_TAG = re.compile(r"<([^<>]*)>")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_INLINE = re.compile(r"/?(?:b|i|u|s|em|strong|span|font|code|at|sub|sup|mark)\b", re.IGNORECASE)
_WORDS = frozenset({"text", "title", "value", "subtitle", "url", "fallbackText", "summary", "name"})


def words_of(payload: Payload) -> str:
    """Gather the words of a ``messagePayload``."""
    body = text_at(payload, "body", "content")
    is_html = text_at(payload, "body", "contentType") != "text"
    parts = [text_at(payload, "subject"), without_tags(body) if is_html else body]
    parts += _in_attachments(list_at(payload, "attachments"))
    return "\n".join(dict.fromkeys(part for part in parts if part))[:LONGEST_GATHERED]


def without_tags(markup: str) -> str:
    """Return the text of HTML, with the links that it leads to."""
    return html.unescape(_TAG.sub(_instead, markup[:LONGEST_MARKUP])).strip()


def _instead(tag: re.Match[str]) -> str:
    if (link := _HREF.search(tag[1])) and tag[1].lower().startswith("a"):
        return f" {link[1]} "
    return "" if _INLINE.match(tag[1]) else "\n"


def _in_attachments(attachments: list[object]) -> list[str]:
    found: list[str] = []
    waiting: list[object] = list(reversed(attachments))
    length = 0
    while waiting and length < LONGEST_GATHERED:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, Mapping):
            waiting.extend(inner for key, inner in reversed(list(value.items())) if key != "content")
            waiting.append(_content(value.get("content")))
            words = [inner for key, inner in value.items() if key in _WORDS and isinstance(inner, str)]
            found += words
            length += sum(map(len, words))
    return found


def _content(value: object) -> object:
    """A card inside a message comes as JSON in a string."""
    if not isinstance(value, str):
        return value
    try:
        parsed = json.loads(value) if value.lstrip().startswith(("{", "[")) else None
    except (ValueError, RecursionError):
        parsed = None
    return parsed if parsed is not None else {"text": without_tags(value)}
