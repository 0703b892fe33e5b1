"""Sentences out of whatever was pasted: HTML, bullets, emoji, twenty thousand words."""

from __future__ import annotations

import re

from role_guide.errors import TooLong
from role_guide.plain import without_markup

LONGEST = 200_000
_END = re.compile(r"(?<=[.!?;])\s+(?=[^\sa-z])|\n")
_BULLET = re.compile("^[\\s>*\u2022\u00b7\u25aa\u25e6\u25cf\u25cb\\-\u2013\u2014+#|]+")


def sentences(text: str) -> list[str]:
    """Give the sentences and list entries of a text, each on one line, without markup and bullets."""
    if len(text) > LONGEST:
        raise TooLong(f"The text has {len(text):,} characters; at most {LONGEST:,} are read at once.")
    cut = without_markup(text).replace("\r", "\n")
    lines = (" ".join(_BULLET.sub("", part).split()) for part in _END.split(cut))
    return [line for line in lines if line]
