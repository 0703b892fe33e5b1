"""
Sentences out of whatever was pasted: HTML, bullets, emoji, twenty thousand words.

Nothing in the text is obeyed; it is only cut up. Every pattern runs in linear time.
"""

from __future__ import annotations

import html
import re

from role_guide.errors import TooLong

LONGEST = 200_000
_FENCE = re.compile(r"(<!--|<(?:script|style)\b)|(-->|</(?:script|style)\b)", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|br|tr|td|th|table|h[1-6]|section|article|header|footer)\b[^<>]*>", re.IGNORECASE
)
_INLINE = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_END = re.compile(r"(?<=[.!?;])\s+(?=[^\sa-z])|\n")
_BULLET = re.compile("^[\\s>*\u2022\u00b7\u25aa\u25e6\u25cf\u25cb\\-\u2013\u2014+#|]+")


def sentences(text: str) -> list[str]:
    """Give the sentences and list entries of a text, each on one line, without markup and bullets."""
    if len(text) > LONGEST:
        raise TooLong(f"The text has {len(text):,} characters; at most {LONGEST:,} are read at once.")
    cut = _INVISIBLE.sub("", _visible(text)).replace("\r", "\n")
    lines = (" ".join(_BULLET.sub("", part).split()) for part in _END.split(cut))
    return [line for line in lines if line]


def _visible(text: str) -> str:
    if "<" in text:
        text = _INLINE.sub("", _BLOCK.sub("\n", _shown(text)))
    return html.unescape(text)


def _shown(text: str) -> str:
    """Leave out comments, scripts and styles; what is opened and never closed is text."""
    kept, at, opened = [], 0, -1
    for fence in _FENCE.finditer(text):
        if fence[1] and opened < 0:
            opened = fence.start()
        elif fence[2] and opened >= 0:
            kept.append(text[at:opened])
            at, opened = fence.end(), -1
    return " ".join([*kept, text[at:]])
