"""
Turns what a platform sends into the text a person saw: lines stay lines, cells stay apart, mentions become a sign.

Reads Slack's ``<target|label>``, HTML of Teams and of mail, Markdown marks and quotation marks at the start of lines.
"""

from __future__ import annotations

import re

from verifier_client import late_pattern as pattern

MENTION = "\ufffc"
"""Stands where a person or bot was mentioned."""
CELL = "\t"
"""Stands between two cells of a row."""

_ENTITY = pattern(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_INVISIBLE = pattern(
    "(?<![\u0590-\u1fff])[\u200c\u200d]"
    "|[\u00ad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ue000-\uf8ff\ufff9-\ufffc\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    "|[\x00-\x08\x0e-\x1f\x7f]"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_ONE_TO_ONE: dict[int, int | str] = {
    **_FULL_WIDTH,
    **_SPACES,
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
    0x0B: "\n",
    0x0C: "\n",
}

_AT = pattern(r"<at\b[^<>]{0,200}>.{0,300}?</at>", re.IGNORECASE | re.DOTALL)
_SLACK = pattern(r"<((?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|mailto:|tel:|[@#!])[^<>|\s]*)(?:\|([^<>]*))?>")
_ANCHOR = pattern(
    r"<a\s[^<>]{0,2000}?href\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s<>]+))[^<>]{0,2000}>", re.IGNORECASE
)
_HIDDEN = pattern(
    r"<(script|style|title)\b[^<>]{0,200}>.{0,20000}?</\1\s*>|<!--.{0,20000}?-->|<!doctype[^<>]{0,200}>",
    re.IGNORECASE | re.DOTALL,
)
_HIDES = pattern(r"</(?:script|style|title)|-->|<!doctype", re.IGNORECASE)
_CELL_TAG = pattern(r"</t[dh]\s*>\s*(?=<t[dh]\b)", re.IGNORECASE)
_TAG = pattern(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})((?:\s[^<>]{0,2000})?)/?>")
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "attachment",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "col",
        "colgroup",
        "del",
        "em",
        "emoji",
        "customemoji",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "td",
        "th",
        "time",
        "tt",
        "u",
        "video",
        "var",
        "wbr",
    ]
)
_BLOCK_EDGE = "\x0b"
_EDGES = pattern("[ \t\r\n]*\x0b[ \r\n\x0b]*")
_MARKDOWN_LINK = pattern(r"\[([^\[\]\n]{0,200})\]\((https?://[^\s()]{1,2000})\)")
_EMOJI_CODE = pattern(r"(?<![\w:]):[a-z0-9_+'-]{2,60}:(?![\w:])")
_QUOTE = pattern(r"^[ \t]*(?:>[ \t]*)+", re.MULTILINE)
_EMPHASIS = pattern(
    r"(?<![\w*_~`])(?:\*{1,3}|_{1,3}|~{1,2}|`{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|~{1,2}|`{1,3})(?![\w*_~`])"
)
_LINK_LIKE = pattern(r"\s*(?:https?://|www\.|mailto:)?[\w.-]+(?:\.[a-z]{2,}|@)[^\s]*\s*", re.IGNORECASE)


def plain_text(raw: str) -> str:
    """
    Return the visible text of ``raw``, which may be Slack markup, HTML, Markdown or plain text.

    Mentions become ``MENTION``, cells of an HTML table are parted by ``CELL``; a link's target stands before its label.
    """
    text = _HIDDEN.sub(" ", raw) if _HIDES.search(raw) else raw
    if "<" in text:
        text = _without_markup(text)
    if "&" in text:
        text = _without_entities(text)
    mentioned = text.split(MENTION) if "<" in raw else [text]
    text = MENTION.join(_cleaned(part) for part in mentioned)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _MARKDOWN_LINK.sub(r" \2 \1 ", text) if "](" in text else text
    text = _EMOJI_CODE.sub(" ", text) if ":" in text else text
    text = _QUOTE.sub("", text) if ">" in text else text
    return _EMPHASIS.sub("", text) if any(mark in text for mark in "*_~`") else text


def _without_entities(text: str) -> str:
    import html  # noqa: PLC0415 - its table of names is long, and few messages need it

    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def _cleaned(text: str) -> str:
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text.translate(_ONE_TO_ONE))


def _without_markup(text: str) -> str:
    text = text.replace(MENTION, " ")
    text = _AT.sub(MENTION, text) if "</at>" in text.lower() else text
    text = _SLACK.sub(_slack, text)
    if not _TAG.search(text):
        return text
    if "<t" in text:
        text = _CELL_TAG.sub(CELL, text)
    text = _ANCHOR.sub(lambda found: f" {found[1] or found[2] or found[3]} ", text)
    return _EDGES.sub("\n", _TAG.sub(_tag, text))


def _slack(found: re.Match[str]) -> str:
    target, label = found[1], found[2] or ""
    if target.startswith("@"):
        return MENTION
    if target.startswith("!date"):
        return f" {label} "
    if target.startswith(("#", "!")):
        return " "
    if target.startswith(("mailto:", "tel:")):
        return f" {target.partition(':')[2]} "
    return f" {target} " if not label or _LINK_LIKE.fullmatch(label) else f" {target} {label} "


def _tag(found: re.Match[str]) -> str:
    name = found[2].lower()
    if name == "br":
        return "\n"
    if name in _BLOCK:
        return _BLOCK_EDGE
    return "" if name in _INLINE else found[0]
