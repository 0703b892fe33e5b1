"""Says what the label before a name is: ``Holder: Ann Lee``, ``"agency": "Hollis Grant"``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import WORD
from bots.conversation.understanding.people.name_words import cues, labels
from bots.conversation.understanding.people.neighbours import before_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span

LABEL_ENDS = frozenset(":=\uff1a")
SKIPPED = frozenset("\"'\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019()[]{}*_")
"""Marks that may stand between a word and a name that belongs to it."""
_PASSED = SKIPPED | {"."}
_QUOTES = frozenset("\"'*`\u201c\u201d\u201e")


def label_of(span: Span, tokens: Sequence[Token]) -> str | None:
    """Return the kind of the label with a colon right before a name, or None without one."""
    at = before_name(span, tokens, over=_PASSED)
    return label_before(tokens, at) if at >= 0 and tokens[at].text in LABEL_ENDS else None


def label_before(tokens: Sequence[Token], colon: int) -> str | None:
    """Return the kind of the label that ends right before the token ``colon``: ``holder``, ``other`` and so on."""
    words: list[str] = []
    at = colon - 1
    while at >= 0 and tokens[at].text in _QUOTES:
        at -= 1
    while at >= 0 and len(words) < 4 and (tokens[at].kind is WORD or tokens[at].text in {"/", ".", "#", "(", ")"}):
        words.insert(0, key_of(tokens[at]))
        at -= 1
    while len(words) > 1 and (words[0] in cues()["articles_before_labels"] or not words[0].isalpha()):
        words.pop(0)
    for first in range(len(words)):
        kind = label_kind(" ".join(words[first:]))
        if kind is not None and (kind != "other" or first == 0):
            return kind
    return None


def key_of(token: Token) -> str:
    """Return a word's key, with the mark of a genitive."""
    return token.key + "'s" if token.possessive else token.key or token.text


def label_kind(label: str) -> str | None:
    """Return the kind of a folded label or heading: holder, given, family, certificate, other; None when unknown."""
    label = " ".join(label.replace("_", " ").strip(" .:#*-").split())
    known = labels()
    for kind in ("holder", "given", "family", "certificate", "other"):
        if label in known[kind]:
            return kind
    return None
