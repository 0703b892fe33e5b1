"""Text rid of markup: what a person would see of HTML, Markdown, chat marks and pasted links."""

from __future__ import annotations

import html
import re

READ_AT_MOST = 4_000  # characters, about 600 words: what comes later in a job description repeats or sells

_HIDDEN = re.compile(r"<(script|style)\b[^>]{0,500}>.{0,2000}?</\1\s*>|<!--.{0,1000}?-->", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|section)\b[^<>]{0,500}>", re.IGNORECASE)
_SLACK_LINK = re.compile(r"<[^<>|\s]{1,500}\|([^<>|]{1,500})>")
_TAG = re.compile(r"</?[a-zA-Z!@#][^<>]{0,500}>")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w.-]{1,100}\.\w{2,}")
_EMOJI_NAME = re.compile(r":[a-z0-9_+-]{2,40}:")
_MARKS = re.compile(r"[*_`~#>|]+")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"[ ]*\n\s*")


def visible(text: str) -> str:
    """Give the text that counts, with line breaks kept."""
    text = text[: 2 * READ_AT_MOST]
    if "<" in text or "&" in text:
        text = _TAG.sub(" ", _SLACK_LINK.sub(r"\1", _BLOCK.sub("\n", _HIDDEN.sub(" ", text))))
        text = html.unescape(text)
    text = _EMOJI_NAME.sub(" ", _LINK.sub(" ", text))
    text = _BLANKS.sub(" ", _MARKS.sub(" ", text))
    return _LINES.sub("\n", text).strip()[:READ_AT_MOST]
