"""Says from a name's place in its line that it is not the holder's: a mention, a signatory, a greeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import MARK, WORD, Kind
from bots.conversation.understanding.people.name_words import cues, edge_words
from bots.conversation.understanding.people.neighbours import before_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span

STOPS = frozenset(".!?;\u2026\u3002\uff1f")
_COLONS = frozenset(":\uff1a")
_DASHES = frozenset("-~\u2013\u2014")
_WITH = frozenset({"with", "w", "mit", "avec", "con", "com", "met"})
_FARTHEST_LABEL = 40
"""A label counts for names within so many tokens."""
_FARTHEST_CLOSING = 16
"""The phrase that closes a letter stands within so many tokens before a name."""
_LONGEST_CLOSING = 5
"""Words of a phrase that closes a letter."""
_LONGEST_UNIT = 3
"""Tokens from a speaker's name to the colon: ``Claire HR:``."""
_APPOSITION = frozenset(",(|/-\u2013\u2014")
_LONGEST_TITLE = 4
"""Words of a title behind a name in which a word of recruiting is looked for."""
_LONGEST_STAMP = 6
"""Tokens of a day and time in brackets before a speaker."""


def is_somebody_else(span: Span, tokens: Sequence[Token], marks: frozenset[str]) -> bool:
    """
    Say whether a name's place alone makes it somebody other than the holder.

    Args:
        span: the name.
        tokens: those of its line.
        marks: the marks that stand in the line at all; most rules need one of them.
    """
    if _is_subject(span, tokens) or _recruits(span, tokens) or ("@" in marks and _is_called(span, tokens)):
        return True
    if _is_met(span, tokens) or (not marks.isdisjoint(_DASHES) and _signs_by_dash(span, tokens)):
        return True
    if "," in marks and (_is_vocative(span, tokens) or _is_signed(span, tokens)):
        return True
    return not marks.isdisjoint(_COLONS) and _is_in_list_of_others(span, tokens)


def _is_met(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether somebody is met, and the sentence ends without an ID: ``Meeting with Jane Doe at 3. Check ID.``."""
    if (
        span.first < 2
        or tokens[span.first - 1].key not in _WITH
        or tokens[span.first - 2].key not in cues()["meetings"]
    ):
        return False
    for token in tokens[span.last + 1 :]:
        if token.is_id:
            return False
        if token.text in STOPS:
            return True
    return not any(token.is_id for token in tokens[: span.first])


def _signs_by_dash(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether one word ends a line behind a dash, as people sign: ``ID -Jane``, ``Thanks. - Jane``."""
    at = span.first - 1
    if span.first != span.last or span.last + 1 != len(tokens) or at < 1 or tokens[at].text not in _DASHES:
        return False
    if tokens[at - 1].text in STOPS:
        return True
    return tokens[at].end == tokens[span.first].start and tokens[at].start > tokens[at - 1].end


def is_speaker(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a name is the speaker's in the record of a chat: ``[09:15] Tom B:``."""
    at = span.first - 1
    while at > span.first - _LONGEST_UNIT and tokens[at].kind is WORD:
        at -= 1
    stamp = tokens[max(0, at - _LONGEST_STAMP) : at]
    is_timed = any(token.kind is Kind.NUMBER and ":" in token.text for token in stamp)
    if at < 1 or tokens[at].text != "]" or not is_timed or not any(token.text == "[" for token in stamp):
        return False
    behind = tokens[span.last + 1 : span.last + 1 + _LONGEST_UNIT]
    return any(token.text == ":" for token in behind)


def _is_signed(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a name ends a line behind an ID and a phrase that closes a letter: ``ID. Kind regards, HR - Ann``."""
    ends = edge_words(("closing",), -1)
    for at in range(span.first - 1, max(-1, span.first - _FARTHEST_CLOSING), -1):
        token = tokens[at]
        if token.unlisted:
            continue
        if token.is_id or not (token.kind is MARK or token.loud) or token.text in STOPS or token.text == ":":
            return False
        before = tokens[max(0, at - _LONGEST_CLOSING) : at] if token.text == "," else ()
        if before and before[-1].key in ends and _closes(before):
            return _is_last_with_id(span, tokens, at)
    return False


def _is_last_with_id(span: Span, tokens: Sequence[Token], closing: int) -> bool:
    """Say whether IDs stand in a line before its phrase of closing, and none behind a name."""
    behind = (tokens[at] for at in range(span.last + 1, len(tokens)))
    before = (tokens[at] for at in range(closing - 1, -1, -1))
    return not any(token.is_id for token in behind) and any(token.is_id for token in before)


def _closes(before: Sequence[Token]) -> bool:
    """Say whether the last words are a phrase of two words or more that closes a letter."""
    keys = [token.key or token.text for token in before]
    return any(" ".join(keys[first:]) in cues()["closing"] for first in range(len(keys) - 1))


def _is_subject(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether the name answers who somebody else is: ``The referee for ID is Jane Doe``."""
    at = before_name(span, tokens)
    if at < 3 or span.possessive or tokens[at].key not in cues()["being"] or tokens[at - 1].kind is not Kind.ID:
        return False
    about = {"for", "of", "on", "fur", "zu", "de", "du", "para", "per", "voor", "van", "behind"}
    return tokens[at - 2].key in about and tokens[at - 3].key in cues()["other_before"]


def _recruits(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a mark and a word of recruiting stand behind a name: ``Jane Doe | Recruiter``, ``(talent team)``."""
    at = span.last + 1
    if at >= len(tokens) or tokens[at].text not in _APPOSITION:
        return False
    behind = tokens[at + 1 : at + 1 + _LONGEST_TITLE]
    until = next((number for number, token in enumerate(behind) if token.is_id or token.text in STOPS), len(behind))
    return any(token.key in cues()["recruiting"] for token in behind[:until])


def _is_called(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether ``@`` stands right before a name, as people type a mention."""
    at = span.first - 1
    return at >= 0 and tokens[at].text == "@" and tokens[at].end == tokens[span.first].start


def _is_in_list_of_others(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether the line's last label before a name is one of signatories or the like: ``Signed: A, Chair / B``."""
    for at in range(span.first - 1, max(-1, span.first - _FARTHEST_LABEL), -1):
        if tokens[at].is_id:
            return False
        if tokens[at].text in _COLONS:
            words = [token.key for token in tokens[max(0, at - 2) : at] if token.kind is WORD]
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
