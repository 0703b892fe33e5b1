"""Text of people and registries without what nobody sees: controls, marks that turn the reading direction, tags."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("[\u2028\u2029]")


def clean_text(text: str) -> str:
    """Return a text in which only what is seen is left; tabs and line feeds stay, Unicode's own line ends do not."""
    return _LINE_ENDS.sub(" ", _UNSEEN.sub("", text))
