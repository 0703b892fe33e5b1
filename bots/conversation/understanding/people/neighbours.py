"""Says what stands beside a name in its line: an ID, a mark, a word, the end."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import MARK, WORD, Kind, is_caseless
from bots.conversation.understanding.people.name_words import cues, edge_words, name_words
from bots.conversation.understanding.people.spans import Quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span


CLAIMS_BEFORE = ("holder_before", "other_before", "closing")
CUES_BEFORE = (*CLAIMS_BEFORE, "possessing", "firm_before")
CUES_AFTER = ("holder_after", "other_after")
"""The sections of the cues that count right before a name, and right behind it."""
_PARTING = frozenset(",:=\uff1a")
_BREAKS = frozenset(".!?;")


_DOT = frozenset(".")


def before_name(span: Span, tokens: Sequence[Token], *, over: frozenset[str] = _DOT) -> int:
    """
    Return the place of the nearest token before a name that is no title, -1 where there is none.

    Args:
        span: the name.
        tokens: those of its line.
        over: marks that are passed over too.
    """
    at, titles = span.first - 1, name_words().titles
    while at >= 0 and (tokens[at].text in over or tokens[at].key in titles):
        at -= 1
    return at


_CLAUSE = frozenset('\t,;:()[]{}|/="\u201c\u201d\u201e\u00ab\u00bb&+\u2013\u2014')


def is_tight(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether only marks stand between a name and an ID, or the end of the line on its other side."""
    left = neighbour(tokens, span.first - 1, -1)
    right = neighbour(tokens, span.last + 1, 1)
    return (
        (left == "id" and right in {"id", "end", "mark"})
        or (right == "id" and left in {"id", "end", "mark"})
        or (left == right == "end")
    )


def neighbour(tokens: Sequence[Token], at: int, step: int) -> str:
    """Say what stands next in one direction: an ID, the end, a mark and then a word, or a word."""
    marked = False
    while 0 <= at < len(tokens):
        token = tokens[at]
        if token.is_id:
            return "id"
        if token.kind is WORD and token.key not in name_words().titles and token.key not in name_words().degrees:
            return "mark" if marked else "word"
        marked = marked or token.text in _CLAUSE
        at += step
    return "end"


def touches_id(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether an ID stands right before or behind, over marks that do not end a sentence."""
    for side in _sides(span, tokens):
        near = next((at for at in side if tokens[at].kind is not MARK or tokens[at].text in _BREAKS), None)
        if near is not None and tokens[near].is_id:
            return True
    return False


def is_beside_id(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether at most one small word, and marks that do not end a sentence, part a stretch from an ID."""
    for side in _sides(span, tokens):
        words = 0
        for at in side:
            words += tokens[at].kind is WORD and tokens[at].key not in name_words().titles
            if tokens[at].is_id:
                return True
            if words > 1 or tokens[at].text in _BREAKS:
                break
    return False


def _sides(span: Span, tokens: Sequence[Token]) -> tuple[range, range]:
    """Return the places before a stretch, the nearest first, and those behind it."""
    return range(span.first - 1, -1, -1), range(span.last + 1, len(tokens))


_FEW_WORDS = 7


def is_short_clause(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether few words stand between the ends of sentences around a stretch."""
    words = 0
    for side in _sides(span, tokens):
        for at in side:
            if tokens[at].text in _BREAKS or words > _FEW_WORDS:
                break
            words += tokens[at].kind is WORD
    return words <= _FEW_WORDS


def is_behind_preposition(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether an ID and one preposition stand before a name, and no word right behind: ``ID from priya``."""
    at = span.first - 1
    if at < 1 or tokens[at].key not in cues()["prepositions"]:
        return False
    before = tokens[at - 2] if tokens[at - 1].text == "," and at > 1 else tokens[at - 1]
    if before.kind is not Kind.ID:
        return False
    behind = span.last + 1
    return behind >= len(tokens) or tokens[behind].kind is not WORD or tokens[behind].closed


_WHETHER = frozenset({"if", "whether", "falls", "ob", "si"})
_FARTHEST_CONDITION = 6


def is_asked_whether(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a condition or question stands before: ``if ID isn't Jane's``, ``Is ID not Jane's`` deny nothing."""
    first = max(0, span.first - _FARTHEST_CONDITION)
    if any(token.key in _WHETHER for token in tokens[first : span.first]):
        return True
    return any(
        tokens[at].key in cues()["being"]
        and tokens[at + 1].is_id
        and (at == 0 or tokens[at - 1].kind is MARK or tokens[at - 1].key in cues()["joined"])
        for at in range(first, span.first - 1)
    )


def may_be_meant(span: Span, tokens: Sequence[Token]) -> bool:
    """
    Say whether ordinary words that begin like a name stand behind a preposition: ``for Max Bauer``.

    The first is a given name, or like the second a word and a name (``Will Law``); one word is a given name at an end.
    """
    at, words = span.first - 1, name_words()
    if at < 0 or span.quality is not Quality.POSSIBLE or tokens[at].key not in cues()["prepositions"]:
        return False
    key, last = tokens[span.first].key, tokens[span.last].key
    if span.first != span.last:
        return key in words.given or (key not in words.calendar and (last in words.either or last not in words.english))
    behind = span.last + 1
    ends = behind >= len(tokens) or tokens[behind].kind is not WORD or not tokens[behind].loud
    return ends and key in words.given and key not in words.calendar


JOIN_MARKS = frozenset("&+")


def are_joined(between: Sequence[Token]) -> bool:
    return len(between) == 1 and (between[0].key in cues()["joined"] or between[0].text in JOIN_MARKS)


_BEFORE_MONSIEUR = frozenset(
    {"de", "a", "par", "pour", "et", "du", "le", "avec", "cher", "que", "est", "chez", "dans", "bonjour"}
    | {"dossier", "candidat", "titulaire", "certificat", "attestation", "numero", "si", "ou", "mais", "car", "donc"}
)


def is_monsieur(tokens: Sequence[Token], at: int) -> bool:
    """Say whether ``M.`` is a title: behind a French word, where an initial would be odd."""
    return at > 0 and tokens[at - 1].key in _BEFORE_MONSIEUR


def is_among_names(span: Span, tokens: Sequence[Token], marks: frozenset[str]) -> bool:
    """Say whether words without capitals that are in no cue stand on both sides: a list needs no closer look."""
    first, then = span.first, span.last + 1
    if first == 0 or then == len(tokens) or not is_caseless(tokens[first].text) or span.possessive:
        return False
    before, after = tokens[first - 1], tokens[then]
    return (
        before.kind is after.kind is WORD
        and is_caseless(before.text)
        and is_caseless(after.text)
        and _may_stand_before(before.key)
        and _may_stand_behind(after.key)
        and marks.isdisjoint(_PARTING)
    )


@lru_cache(maxsize=1024)
def _may_stand_before(key: str) -> bool:
    """Say whether a word right before a name says nothing of it: it ends no cue, and is no article or title."""
    return (
        key not in edge_words(CUES_BEFORE, -1)
        and key not in cues()["articles_before_labels"]
        and key not in name_words().titles
    )


@lru_cache(maxsize=1024)
def _may_stand_behind(key: str) -> bool:
    """Say whether a word right behind a name says nothing of it."""
    return key not in edge_words(CUES_AFTER, 0)
