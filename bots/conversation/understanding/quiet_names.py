"""Finds names in small letters, which need a cue, an ID beside them, or nothing else in the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.name_spans import SpanFinder
from bots.conversation.understanding.name_words import cues, is_derived, is_inflected, name_words
from bots.conversation.understanding.neighbours import is_behind_preposition, is_short_clause, touches_id
from bots.conversation.understanding.person_cues import Role, is_after_firm_word, role_of
from bots.conversation.understanding.span_joins import is_owner
from bots.conversation.understanding.spans import Quality, Span
from bots.conversation.understanding.tokens import Kind, is_caseless
from bots.conversation.understanding.word_kinds import is_code, is_misspelt, is_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.tokens import Token


_MOST_WORDS = 8


_VOWELS = frozenset("aeiouy")


def quiet_spans(line: str, tokens: Sequence[Token]) -> list[Span]:
    """Return stretches of small letters that hold no ordinary word and can be a name (``joost de witte``)."""
    finder, words = SpanFinder(line, tokens), name_words()
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind is not Kind.WORD or not _can_be_quiet(tokens[at]) or tokens[at].key in words.particles:
            at += 1
            continue
        places = [at]
        then = finder.next_word(at)
        while (
            then is not None
            and len(places) < _MOST_WORDS
            and not tokens[places[-1]].possessive
            and (
                (_can_be_quiet(tokens[then]) and not _is_verb(tokens, places, then))
                or tokens[then].key in words.particles
            )
        ):
            places.append(then)
            then = finder.next_word(then)
        at = places[-1] + 1
        while (
            len(places) > 1 and tokens[places[-1]].key in words.particles and tokens[places[-1]].key not in words.given
        ):
            places.pop()
        if all(tokens[place].loud for place in places):
            continue
        last = tokens[places[-1]]
        text = line[tokens[places[0]].start : last.start + len(last.text)]
        titled = places[0] > 0 and finder.is_title(_before_dot(tokens, places[0]))
        found.append(Span(places[0], places[-1], text, Quality.QUIET, is_owner(tokens, places[-1], line), titled))
    return found


def _is_verb(tokens: Sequence[Token], places: list[int], then: int) -> bool:
    """Say whether a verb follows a name: ``lipsa mohapatra swears``; browning behind a given name is a family name."""
    words, key = name_words(), tokens[then].key
    if key in words.either or key in words.given or not is_inflected(key):
        return False
    return not (key.endswith("ing") and len(places) == 1 and tokens[places[0]].key in words.given)


def _before_dot(tokens: Sequence[Token], at: int) -> int:
    return at - 2 if at > 1 and tokens[at - 1].text == "." else at - 1


def _can_be_quiet(token: Token) -> bool:
    words = name_words()
    if (
        token.kind is not Kind.WORD
        or is_caseless(token.text)
        or token.closed
        or token.key in words.titles
        or is_code(token)
    ):
        return False
    if token.key in words.roles or token.key in words.places or token.key in words.firms:
        return token.key in words.given
    return True


def quiet_role(span: Span, tokens: Sequence[Token], *, is_alone: bool) -> Role | None:
    words = name_words()
    inside = tokens[span.first : span.last + 1]
    cores = [token for token in inside if token.key not in words.particles or token.key in words.given]
    role = role_of(span, tokens)
    if role in {Role.OTHER, Role.SELF}:
        return role
    known = [token for token in cores if not is_unknown(token)]
    first = cores[0].key if cores else ""
    foreign = any(token.key in words.foreign and token.key not in words.particles for token in tokens)
    given = first in words.given and (cores[0] not in known or len(cores) > len(known))
    given = given or (first in words.either and len(cores) > len(known))
    if any(len(token.key) > 1 and not set(token.key) & _VOWELS and token.text.isascii() for token in cores):
        return None
    if (
        not cores
        or all(len(token.key) == 1 for token in cores)
        or (known and not given)
        or any(is_misspelt(token.key) for token in cores)
        or is_after_firm_word(span, tokens)
    ):
        return None
    if not given and (
        _has_unknown_beside(span, tokens)
        or foreign
        or len(cores) > 3
        or (len(cores) == 1 and not is_short_clause(span, tokens))
    ):
        return None
    if len(cores) == 1 and (
        len(cores[0].text) < 3 or (not given and (is_derived(cores[0].key) or is_inflected(cores[0].key)))
    ):
        return None
    if role is Role.HOLDER or span.titled:
        return role
    beside = touches_id(span, tokens) or (given and len(cores) == 1 and is_behind_preposition(span, tokens))
    if beside or (is_alone and (len(cores) > 1 or given)) or (len(cores) in {2, 3} and given and not known):
        return role
    return None


def _has_unknown_beside(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether further small words stand in the line that are in no list: then its language is unknown."""
    words = name_words()
    for at, token in enumerate(tokens):
        if token.kind is not Kind.WORD or token.loud or token.closed or span.first <= at <= span.last:
            continue
        beside_id = any(
            0 <= near < len(tokens) and tokens[near].kind in {Kind.ID, Kind.UNREAD} for near in (at - 1, at + 1)
        )
        known = token.key in words.particles or token.key in words.titles or len(token.key) < 3
        if (
            is_unknown(token)
            and token.key not in words.given
            and not beside_id
            and not known
            and not is_inflected(token.key)
        ):
            joined = any(0 <= near < len(tokens) and tokens[near].key in cues()["joined"] for near in (at - 1, at + 1))
            if not joined:
                return True
    return False
