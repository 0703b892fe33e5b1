"""Finds names in small letters, which need a cue, an ID beside them, or nothing else in the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_spans import SpanFinder
from bots.conversation.understanding.people.name_tokens import MARK, WORD, is_caseless
from bots.conversation.understanding.people.name_words import cues, is_derived, is_inflected, labels, name_words
from bots.conversation.understanding.people.named_people import Person
from bots.conversation.understanding.people.neighbours import (
    is_behind_preposition,
    is_beside_id,
    is_short_clause,
    touches_id,
)
from bots.conversation.understanding.people.person_cues import HOLDER, OTHER, Role, is_after_firm_word, role_of
from bots.conversation.understanding.people.span_joins import is_owner
from bots.conversation.understanding.people.spans import Quality, Span
from bots.conversation.understanding.people.word_kinds import is_code, is_misspelt, is_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token

_MOST_WORDS = 8
_MOST_UNKNOWN = 3
"""More unknown words side by side are a sentence in a language that is in no list."""
_VOWELS = frozenset("aeiouy")


def quiet_spans(line: str, tokens: Sequence[Token]) -> list[Span]:
    """Return stretches with small letters that hold no ordinary word and can be a name (``joost de witte``)."""
    finder, words = SpanFinder(line, tokens), name_words()
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        if not _can_be_quiet(tokens[at]) or tokens[at].key in words.particles:
            at += 1
            continue
        places = _stretch(finder, at)
        at = places[-1] + 1
        while len(places) > 1 and (_is_ordinary(tokens[places[0]]) or tokens[places[0]].key in labels()["holder"]):
            places.pop(0)
        while len(places) > 1 and _is_bare_particle(tokens[places[-1]]):
            places.pop()
        if all(tokens[place].loud for place in places):
            continue
        last = tokens[places[-1]]
        text = line[tokens[places[0]].start : last.start + len(last.text)]
        titled = places[0] > 0 and finder.is_title(_before_dot(tokens, places[0]))
        owns = is_owner(tokens, places[-1], line)
        found.append(Span(places[0], places[-1], text, Quality.QUIET, possessive=owns, titled=titled))
    return found


def _stretch(finder: SpanFinder, at: int) -> list[int]:
    tokens, words = finder.tokens, name_words()
    places = [at]
    then = finder.next_word(at)
    while then is not None and len(places) < _MOST_WORDS and not tokens[places[-1]].possessive:
        is_name = _can_be_quiet(tokens[then]) and not _is_verb(tokens, places, then)
        is_name = is_name or _is_initial(finder, then)
        if not is_name and tokens[then].key not in words.particles and not finder.is_elided(then):
            break
        places.append(then)
        then = finder.next_word(then)
    return places


def _is_initial(finder: SpanFinder, at: int) -> bool:
    """Say whether a letter with its dot stands before a further word of a name: ``lucia r. moreno``."""
    tokens, then = finder.tokens, finder.next_word(at)
    return (
        len(tokens[at].key) == 1
        and tokens[at + 1 : at + 2] != ()
        and tokens[at + 1].text == "."
        and (then is not None and _can_be_quiet(tokens[then]))
    )


def _is_ordinary(token: Token) -> bool:
    return not is_unknown(token) and token.key not in name_words().given and token.key not in name_words().either


def _is_bare_particle(token: Token) -> bool:
    return token.key in name_words().particles and token.key not in name_words().given


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
    if token.kind is not WORD or is_caseless(token.text) or token.closed or is_code(token):
        return False
    if token.key in words.titles:
        return False
    if token.key in words.roles or token.key in words.places or token.key in words.firms:
        return token.key in words.given or (token.key in words.places and token.key in words.either)
    return True


def quiet_people(spans: list[Span], tokens: Sequence[Token], loud: list[Span], marks: frozenset[str]) -> list[Person]:
    """
    Return those of ``spans`` that are names where they stand.

    Args:
        spans: stretches with small letters.
        tokens: those of the line.
        loud: stretches with capitals, which are left out.
        marks: the marks that stand in the line at all.
    """
    if not spans:
        return []
    taken = {at for span in loud for at in range(span.first, span.last + 1)}
    line = _QuietLine(tokens, marks)
    found: list[Person] = []
    for span in spans:
        role = None if span.first in taken else line.role(span)
        if role is not None:
            found.append(Person(span, role))
    return found


class _QuietLine:
    """A line in which names in small letters are looked for; what holds for all of it is worked out once."""

    def __init__(self, tokens: Sequence[Token], marks: frozenset[str]) -> None:
        words = name_words()
        self.tokens = tokens
        self.marks = marks
        self.count = sum(1 for token in tokens if token.kind is WORD)
        self.is_foreign = any(token.key in words.foreign and token.key not in words.particles for token in tokens)
        self.unknown = [at for at in range(len(tokens)) if _is_stray(tokens, at)]

    def role(self, span: Span) -> Role | None:
        """Return the role of a stretch, or None when it is no name."""
        tokens = self.tokens
        inside = tokens[span.first : span.last + 1]
        cores = [token for token in inside if not _is_joint(token)]
        role = role_of(span, tokens, self.marks)
        if role in {OTHER, Role.SELF}:
            return role
        known = sum(1 for token in cores if not is_unknown(token))
        given = bool(cores) and _begins_like_a_name(cores, known)
        if not self._are_name_words(cores) or (known and not given) or self._is_firm(span, role, given=given):
            return None
        if not given and not self._can_be_unknown(span, cores):
            return None
        if len(cores) == 1 and not given and _is_behind_determiner(span, tokens):
            return None
        if role is HOLDER or span.titled:
            return role
        beside = touches_id(span, tokens) or (given and len(cores) > 1 and is_beside_id(span, tokens))
        beside = beside or ((given or len(cores) > 1) and (is_behind_preposition(span, tokens) or self._is_asked(span)))
        alone = self.count == len(inside) and (len(cores) > 1 or given)
        full = given and len(cores) in {2, 3} and (not known or "-" in cores[-1].text)
        return role if beside or alone or full else None

    def _is_firm(self, span: Span, role: Role, *, given: bool) -> bool:
        """Say whether a stretch stands where a firm does; behind "issued to" only one strange word is a firm."""
        is_person = role is HOLDER and (given or span.first != span.last)
        return not is_person and is_after_firm_word(span, self.tokens)

    def _is_asked(self, span: Span) -> bool:
        """Say whether a question with its verb and ID stands right before: ``is ID really thanh nwosu``."""
        before = [token for token in self.tokens[max(0, span.first - 3) : span.first] if token.kind is not MARK]
        ids = [at for at, token in enumerate(before) if token.is_id]
        between = before[ids[-1] + 1 :] if ids else ()
        asked = bool(ids) and ids[-1] > 0 and before[ids[-1] - 1].key in cues()["being"]
        return asked and all(token.closed for token in between)

    def _are_name_words(self, cores: list[Token]) -> bool:
        if not cores or all(len(token.key) == 1 for token in cores) or (len(cores) == 1 and len(cores[0].text) < 3):
            return False
        slips = (token for token in cores if is_unknown(token))
        return not any(map(_is_without_vowel, cores)) and not any(is_misspelt(token.key) for token in slips)

    def _can_be_unknown(self, span: Span, cores: list[Token]) -> bool:
        """Say whether words that are no given names can be a name in this line."""
        strange = any(not span.first <= at <= span.last for at in self.unknown[:_MOST_WORDS])
        if strange or self.is_foreign or len(cores) > _MOST_UNKNOWN:
            return False
        if len(cores) > 1:
            return True
        key = cores[0].key
        return is_short_clause(span, self.tokens) and not is_derived(key) and not is_inflected(key)


_DETERMINERS = frozenset(
    {
        "our",
        "my",
        "your",
        "their",
        "his",
        "her",
        "its",
        "the",
        "a",
        "an",
        "this",
        "that",
        "some",
        "any",
        "no",
        "another",
    }
    | {"unser", "unsere", "unseres", "mein", "meine", "der", "die", "das", "ein", "eine", "notre", "nos", "mon", "ma"}
    | {"le", "la", "un", "une", "nuestro", "nuestra", "mi", "su", "el", "una", "nostro", "nostra", "mio", "mia"}
)


def _is_behind_determiner(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a word is a noun: ``our subcontractor's certificate``."""
    return span.first > 0 and tokens[span.first - 1].key in _DETERMINERS


def _is_joint(token: Token) -> bool:
    words = name_words()
    return (token.key in words.particles and token.key not in words.given) or token.text.endswith(("'", "\u2019"))


def _begins_like_a_name(cores: list[Token], known: int) -> bool:
    words, first = name_words(), cores[0]
    if first.key in words.given:
        return is_unknown(first) or len(cores) > known
    return (first.key in words.either or first.key in words.family_first) and len(cores) > known


def _is_without_vowel(token: Token) -> bool:
    return len(token.key) > 1 and token.text.isascii() and not set(token.key) & _VOWELS


def _is_stray(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a small word is in no list and stands neither beside an ID nor beside "and"."""
    token, words = tokens[at], name_words()
    if token.kind is not WORD or token.loud or token.closed or len(token.key) < 3:
        return False
    if token.key in words.particles or token.key in words.titles or token.key in words.given:
        return False
    if not is_unknown(token) or is_inflected(token.key):
        return False
    beside = [tokens[near] for near in (at - 1, at + 1) if 0 <= near < len(tokens)]
    return not any(near.is_id or near.key in cues()["joined"] for near in beside)
