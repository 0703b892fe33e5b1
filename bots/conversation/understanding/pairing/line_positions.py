"""Puts the IDs and names of a line in one sequence, with what parts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.pairing.line_pairs import Gap, Place, What
from bots.conversation.understanding.people.name_tokens import FIRST_ID, MARK, WORD, Kind
from bots.conversation.understanding.people.name_words import cues, name_words
from bots.conversation.understanding.people.neighbours import JOIN_MARKS
from bots.conversation.understanding.people.person_cues import HOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.named_people import Person
    from bots.conversation.understanding.people.sentence_people import Line


_RELATIVES = frozenset({"who", "der", "die", "qui", "que", "quien", "che", "wie", "ktory", "ktora"})
_LONGEST_CORRECTION = 6
"""Tokens between what cannot be read and the ID that was meant."""


def places_of(line: Line, names: Sequence[Person], start: int = 0, end: int | None = None) -> list[Place]:
    """
    Return the IDs and ``names`` of a line between two tokens as a sequence with gaps.

    The value of a name is its index in ``names``; that of an ID its index in the text, or -1.
    """
    end = len(line.tokens) if end is None else end
    by_start = {person.span.first: number for number, person in enumerate(names)}
    found: list[Place] = []
    last, at = start, start
    while at < end:
        token = line.tokens[at]
        number = by_start.get(at)
        if number is not None:
            gap, shared = _gap(line.tokens[last:at]) if last < at else (Gap.TIGHT, False)
            person = names[number]
            heads = _has_relative(line.tokens, person.span.last)
            found.append(Place(What.NAME, number, gap, cued=person.role is HOLDER, shared=shared, heads=heads))
            at = last = person.span.last + 1
        elif token.kind is Kind.UNREAD and _is_corrected(line.tokens, at):
            last = at + 1
            at += 1
        elif token.is_id:
            gap, shared = _gap(line.tokens[last:at])
            value = ord(token.text) - FIRST_ID if token.kind is Kind.ID else -1
            found.append(Place(What.ID, value, gap, shared=shared))
            at = last = at + 1
        else:
            at += 1
    return found


def _has_relative(tokens: Sequence[Token], last: int) -> bool:
    behind = tokens[last + 1 : last + 3]
    return len(behind) == 2 and behind[0].text == "," and behind[1].key in _RELATIVES


def _is_corrected(tokens: Sequence[Token], at: int) -> bool:
    """Say whether what cannot be read is taken back at once for an ID: ``AIDA-2026-12 or rather AIDA-2026-1234``."""
    behind = tokens[at + 1 : at + 1 + _LONGEST_CORRECTION]
    words = next((number for number, token in enumerate(behind) if token.kind is Kind.ID), 0)
    keys = [token.key for token in behind[:words] if token.kind is WORD]
    if keys and keys[0] in cues()["alternatives"]:
        keys = keys[1:]
    return bool(keys) and " ".join(keys) in cues()["corrections"]


def _gap(between: Sequence[Token]) -> tuple[Gap, bool]:
    if not between:
        return Gap.TIGHT, False
    marks = [token.text for token in between if token.kind is MARK]
    words = [token.key or token.text for token in between if token.kind is WORD]
    shared = any(word in cues()["shared"] for word in words)
    if ";" in marks:
        return Gap.FAR, shared
    if any(mark in {"!", "?"} for mark in marks) or ("." in marks and words):
        return Gap.SENTENCE, shared
    joined = [word for word in words if word in cues()["joined"]] or [mark for mark in marks if mark in JOIN_MARKS]
    rest = [word for word in words if word not in cues()["joined"] and word not in cues()["shared"]]
    if joined and (not rest or (len(rest) == 1 and rest[0] in name_words().closed)):
        return Gap.JOINED, shared
    if "," in marks:
        return (Gap.CLAUSE if rest else Gap.COMMA), shared
    if not rest:
        return Gap.TIGHT, shared
    return (Gap.CLAUSE if joined else Gap.WORDS), shared
