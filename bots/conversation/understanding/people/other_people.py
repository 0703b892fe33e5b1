"""Says from a name's place in its line that it is not the holder's: a mention, a signatory, a greeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import Kind
from bots.conversation.understanding.people.name_words import cues, name_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span

STOPS = frozenset(".!?;\u2026\u3002\uff1f")
_FARTHEST_LABEL = 40
"""A label counts for names within so many tokens."""


def is_somebody_else(span: Span, tokens: Sequence[Token]) -> bool:
    """
    Say whether a name's place alone makes it somebody other than the holder.

    Args:
        span: the name.
        tokens: those of its line.
    """
    return any(rule(span, tokens) for rule in (_is_called, _is_in_list_of_others, _is_subject, _is_vocative))


def _is_subject(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether the name answers who somebody else is: ``The referee for ID is Jane Doe``."""
    at = span.first - 1
    while at >= 0 and (tokens[at].key in name_words().titles or tokens[at].text == "."):
        at -= 1
    if at < 3 or span.possessive or tokens[at].key not in cues()["being"] or tokens[at - 1].kind is not Kind.ID:
        return False
    about = {"for", "of", "on", "fur", "zu", "de", "du", "para", "per", "voor", "van", "behind"}
    return tokens[at - 2].key in about and tokens[at - 3].key in cues()["other_before"]


def _is_called(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether ``@`` stands right before a name, as people type a mention."""
    at = span.first - 1
    return at >= 0 and tokens[at].text == "@" and tokens[at].end == tokens[span.first].start


def _is_in_list_of_others(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether the line's last label before a name is one of signatories or the like: ``Signed: A, Chair / B``."""
    for at in range(span.first - 1, max(-1, span.first - _FARTHEST_LABEL), -1):
        if tokens[at].is_id:
            return False
        if tokens[at].text in {":", "\uff1a"}:
            words = [token.key for token in tokens[max(0, at - 2) : at] if token.kind is Kind.WORD]
            return bool(words) and (" ".join(words) in cues()["signing"] or words[-1] in cues()["signing"])
    return False


def _is_vocative(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether one word is called at the end of a sentence (``please, Sarah``) or at its start."""
    if span.first != span.last or span.possessive:
        return False
    ends = span.last + 1 >= len(tokens) or tokens[span.last + 1].text in STOPS
    if (
        span.first > 1
        and ends
        and tokens[span.first - 1].text == ","
        and tokens[span.first - 2].key in cues()["polite"]
    ):
        return True
    follows = [token.key or token.text for token in tokens[span.last + 1 : span.last + 4]]
    return span.first == 0 and follows[:1] == [","] and " ".join(follows[1:]) in cues()["requests"]
