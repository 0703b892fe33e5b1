"""
Text rid of markup: what a person would see of HTML, Markdown, chat marks and pasted links.

Nothing in the text is obeyed. Every pattern runs in linear time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from role_guide.errors import TooLong

READ_AT_MOST = 2_000  # characters, about 300 words: what comes later in a job description repeats or sells

# Patterns that few texts need stay texts: ``re`` compiles and keeps them when one does, and no first answer waits.
_FENCE = r"(?i)(<!--|<(?:script|style)\b)|(-->|</(?:script|style)\b)"
_BLOCK = r"(?i)</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|section|article|header|footer)\b[^<>]{0,500}>"
_SLACK_LINK = r"<[^<>|\s]{1,500}\|([^<>|]{1,500})>"
_INLINE = r"(?i)</?[a-z][^<>]{0,500}>"
_MENTION = r"<[!@#][^<>]{0,500}>"
_ENTITY = r"&#?\w{1,32};"
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_LINK = r"\b(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w.-]{1,100}\.\w{2,}"
_EMOJI_NAME = r":[a-z0-9_+-]{2,40}:"
_END = r"((?<=[.!?;])\s+(?=[^\sa-z])|\s+(?=[•·▪●]\s)|[^\S\n](?=[-–*] [A-Z0-9])|\n)"  # noqa: RUF001
_BULLET = "^[\\s>*\u2022\u00b7\u25aa\u25e6\u25cf\u25cb\\-\u2013\u2014+#|]+"
_MARKS = str.maketrans(dict.fromkeys("*_`~#>|", " "))
_BLANKS = r"[^\S\n ]|[^\S\n]{2,}"
_LINES = r"\n\s+"
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'", "nbsp": "\u00a0"}
_AFTER_AND = " \t\n\f"  # what an ampersand before it is only itself


def visible(text: str) -> str:
    """Return the part of a text that is read, with line breaks kept."""
    text = without_markup(text[: 2 * READ_AT_MOST])
    if "@" in text or "://" in text or "www." in text:
        text = re.sub(_LINK, " ", text)
    if text.count(":") > 1:
        text = re.sub(_EMOJI_NAME, " ", text)
    return _in_lines(text.translate(_MARKS))[:READ_AT_MOST]


def _in_lines(text: str) -> str:
    """Leave one blank between words, none around lines, and no empty line."""
    lines = text.split("\n")
    if all(map(str.isprintable, lines)):  # without tabs, hard blanks and the like
        return "\n".join(filter(None, [" ".join(line.split()) for line in lines]))
    text = re.sub(_BLANKS, " ", text).replace(" \n", "\n")
    return re.sub(_LINES, "\n", text).strip()


def without_markup(text: str) -> str:
    """Return a text without tags, comments, scripts, entities and letters that have no shape."""
    if "<" in text:
        text = re.sub(_SLACK_LINK, r"\1", re.sub(_BLOCK, "\n", _shown(text)))
        text = re.sub(_MENTION, " ", re.sub(_INLINE, "", text))
    if "&" in text and re.search(_ENTITY, text):
        text = _unescaped(text)
    return text if text.isascii() else re.sub(_INVISIBLE, "", text)


def _unescaped(text: str) -> str:
    """Put the signs in the place of their entities."""
    before, *parts = text.split("&")
    found = [before]
    for part in parts:
        name, end, rest = part.partition(";")
        if end and name in _ENTITIES:
            found += (_ENTITIES[name], rest)
        elif part[:1] in _AFTER_AND:
            found += ("&", part)
        else:
            from html import unescape  # noqa: PLC0415 - loading its table of entities takes longer than most answers

            return unescape(text)
    return "".join(found)


def _shown(text: str) -> str:
    """Leave out comments, scripts and styles; what is opened and never closed is text."""
    kept, at, opened = [], 0, -1
    for fence in re.finditer(_FENCE, text):
        if fence[1] and opened < 0:
            opened = fence.start()
        elif fence[2] and opened >= 0:
            kept.append(text[at:opened])
            at, opened = fence.end(), -1
    return " ".join([*kept, text[at:]])


LONGEST = 200_000


class Piece(NamedTuple):
    """A sentence or list entry on one line, and what stands ``before`` it: blanks, line breaks and bullets."""

    before: str
    sentence: str


def pieces(text: str) -> list[Piece]:
    """Return a text without markup, cut into its sentences; put together again, they are the text."""
    if len(text) > LONGEST:
        raise TooLong(f"The text has {len(text):,} characters; at most {LONGEST:,} are read at once.")
    found, before = [], ""
    for part in re.split(_END, without_markup(text).replace("\r\n", "\n").replace("\r", "\n")):
        bullet = re.match(_BULLET, part)
        rest = part[bullet.end() :] if bullet else part
        before += bullet[0] if bullet else ""
        if sentence := " ".join(rest.split()):
            found.append(Piece(before, sentence))
            before = ""
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences and list entries of a text, each on one line, without markup and bullets."""
    return [piece.sentence for piece in pieces(text)]
