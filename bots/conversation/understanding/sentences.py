"""Reads one line of running text: its IDs and names in order, what parts them, and who is not the holder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.line_pairs import Gap, Place, What
from bots.conversation.understanding.name_spans import Quality, Span, is_unknown, name_spans, quiet_spans
from bots.conversation.understanding.name_words import cues, name_words
from bots.conversation.understanding.person_cues import Role, is_after_firm_word, role_of
from bots.conversation.understanding.tokens import FIRST_ID, Kind, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.tokens import Token


@dataclass(frozen=True, slots=True)
class Person:
    """A name in a line, what the words around it say, and whether it is strong enough to stand without a cue."""

    span: Span
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line read: its tokens, everybody named in it, and how many words are not part of a name."""

    text: str
    tokens: tuple[Token, ...]
    people: tuple[Person, ...]
    words_beside: int

    @property
    def ids(self) -> list[int]:
        """The indexes of its IDs in reading order, those that cannot be read as negative numbers."""
        return [
            ord(token.text) - FIRST_ID if token.kind is Kind.ID else -1
            for token in self.tokens
            if token.kind in {Kind.ID, Kind.UNREAD}
        ]

    @property
    def holders(self) -> list[Person]:
        """Everybody who can be a holder."""
        return [person for person in self.people if person.role in {Role.HOLDER, Role.NEUTRAL}]


_JOIN_MARKS = frozenset("&+")
_BREAKS = frozenset(".!?;")


@lru_cache(maxsize=256)
def read_line(text: str) -> Line:
    """Read one line."""
    tokens = tokens_of(text)
    spans = name_spans(text, tokens)
    spans = _family_first(text, tokens, spans)
    people = [Person(span, role, span.text) for span in spans if (role := _role(span, tokens, spans)) is not None]
    if not [person for person in people if person.role in {Role.HOLDER, Role.NEUTRAL}]:
        people += _quiet(text, tokens, spans)
    people = _without_weaker(_conjuncts(people, tokens), tokens)
    taken = {at for person in people for at in range(person.span.first, person.span.last + 1)}
    beside = sum(1 for at, token in enumerate(tokens) if token.kind is Kind.WORD and at not in taken)
    return Line(text, tokens, tuple(people), beside)


def _role(span: Span, tokens: Sequence[Token], spans: list[Span]) -> Role | None:
    """Return the role of a stretch, or None when it is too weak to be a name where it stands."""
    role = role_of(span, tokens)
    if role in {Role.OTHER, Role.SELF, Role.HOLDER}:
        if role is Role.HOLDER and span.quality is Quality.SINGLE and not span.possessive and is_after_firm_word(span, tokens):
            return Role.OTHER
        return role
    if is_after_firm_word(span, tokens) and not (span.quality is Quality.FULL and _is_given(span, tokens)):
        return Role.OTHER
    if span.quality is Quality.FULL:
        return role
    if span.quality is Quality.POSSIBLE:
        return role if span.first != span.last and _is_tight(span, tokens) else None
    return role if _is_tight(span, tokens) or _is_given(span, tokens) else None


def _is_given(span: Span, tokens: Sequence[Token]) -> bool:
    return span.titled or tokens[span.first].key in name_words().given


def _is_tight(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether only marks stand between a name and an ID, or the end of the line on its other side."""
    left = _neighbour(tokens, span.first - 1, -1)
    right = _neighbour(tokens, span.last + 1, 1)
    return (left == "id" and right in {"id", "end", "mark"}) or (right == "id" and left in {"id", "end", "mark"}) or (left == right == "end")


_CLAUSE = frozenset(",;:()[]{}|/=\"\u201c\u201d\u201e\u00ab\u00bb&+\u2013\u2014")


def _neighbour(tokens: Sequence[Token], at: int, step: int) -> str:
    """Say what stands next in one direction: an ID, the end, a mark and then a word, or a word."""
    marked = False
    while 0 <= at < len(tokens):
        token = tokens[at]
        if token.kind in {Kind.ID, Kind.UNREAD}:
            return "id"
        if token.kind is Kind.WORD and token.key not in name_words().titles and token.key not in name_words().degrees:
            return "mark" if marked else "word"
        marked = marked or token.text in _CLAUSE
        at += step
    return "end"


def _quiet(text: str, tokens: Sequence[Token], spans: list[Span]) -> list[Person]:
    """Give names in small letters: after a cue, or where nothing but a name and an ID stands."""
    found: list[Person] = []
    words = name_words()
    taken = {at for span in spans for at in range(span.first, span.last + 1)}
    others = [
        token
        for at, token in enumerate(tokens)
        if token.kind is Kind.WORD and at not in taken and token.key not in words.particles
    ]
    for span in quiet_spans(text, tokens):
        if span.first in taken:
            continue
        if (person := _quiet_person(text, span, tokens, others)) is not None:
            found.append(person)
    return found


def _quiet_person(text: str, span: Span, tokens: Sequence[Token], others: list[Token]) -> Person | None:
    words = name_words()
    inside = tokens[span.first : span.last + 1]
    cores = [token for token in inside if token.key not in words.particles or token.key in words.given]
    unknown = [token for token in cores if is_unknown(token)]
    role = role_of(span, tokens)
    if role in {Role.OTHER, Role.SELF}:
        return Person(span, role, span.text)
    is_name = bool(unknown) and (len(unknown) == len(cores) or cores[0].key in words.given)
    if not is_name:
        return None
    if role is Role.HOLDER and (span.titled or span.possessive or len(cores) > 1 or cores[0].key in words.given):
        return Person(span, role, span.text)
    given = cores[0].key in words.given and cores[0].key not in words.common
    alone = len(others) - sum(1 for token in others if span.first <= tokens.index(token) <= span.last) == 0
    if is_after_firm_word(span, tokens):
        return None
    if len(cores) > 1 and (alone or (given and _is_tight(span, tokens)) or (given and len(cores) <= 3)):
        return Person(span, Role.NEUTRAL, span.text)
    if (alone and given) or span.titled:
        return Person(span, Role.NEUTRAL, span.text)
    return None


def _family_first(text: str, tokens: Sequence[Token], spans: list[Span]) -> list[Span]:
    """Join ``Family, Given`` where the two parts and IDs are all that stands in their stretch of the line."""
    out: list[Span] = []
    for span in spans:
        before = out[-1] if out else None
        if before is not None and _is_turned(before, span, tokens):
            text_of = text[tokens[before.first].start : tokens[span.last].start + len(tokens[span.last].text)]
            out[-1] = Span(before.first, span.last, text_of, Quality.FULL, span.possessive, before.titled)
        else:
            out.append(span)
    return out


def _is_turned(family: Span, given: Span, tokens: Sequence[Token]) -> bool:
    if given.first - family.last != 2 or tokens[family.last + 1].text != "," or family.possessive:
        return False
    words = name_words()
    cores = [at for at in range(family.first, family.last + 1) if tokens[at].key not in words.particles]
    size = given.last - given.first + 1
    first = tokens[given.first]
    known = first.key in words.given or first.key in words.either
    if first.key in words.firms or first.key in words.places or size > 3:
        return False
    begins_given = len(cores) > 1 and tokens[family.first].key in words.given and "-" not in tokens[family.first].text
    if begins_given or len(cores) > 3:
        return False
    if _neighbour(tokens, family.first - 1, -1) == "word" or _neighbour(tokens, given.last + 1, 1) == "word":
        return known and len(cores) == 1 and tokens[family.first].key not in words.given
    return known or (len(cores) == 1 and tokens[family.first].key not in words.given)


def _conjuncts(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Give a name after "and" the role of the name before it, when it has none of its own."""
    out: list[Person] = []
    for person in people:
        before = out[-1] if out else None
        if before is not None and person.role is Role.NEUTRAL and before.role in {Role.OTHER, Role.SELF}:
            between = tokens[before.span.last + 1 : person.span.first]
            if len(between) == 1 and (between[0].key in cues()["joined"] or between[0].text in _JOIN_MARKS):
                out.append(Person(person.span, Role.OTHER, person.text))
                continue
        out.append(person)
    return out


def _without_weaker(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Drop single words without a cue when somebody else in the line has a full name or a cue."""
    strong = [
        person
        for person in people
        if person.role is Role.HOLDER or (person.role is Role.NEUTRAL and person.span.quality is Quality.FULL)
    ]
    if not strong:
        return people
    return [
        person
        for person in people
        if person in strong or person.role not in {Role.NEUTRAL} or _is_tight(person.span, tokens) or _is_given(person.span, tokens)
    ]


def places_of(line: Line, names: list[Person], start: int = 0, end: int | None = None) -> list[Place]:
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
            gap, shared = _gap(line.tokens[last:at])
            person = names[number]
            found.append(Place(What.NAME, number, gap, person.role is Role.HOLDER, shared))
            at = last = person.span.last + 1
        elif token.kind in {Kind.ID, Kind.UNREAD}:
            gap, shared = _gap(line.tokens[last:at])
            found.append(Place(What.ID, ord(token.text) - FIRST_ID if token.kind is Kind.ID else -1, gap, False, shared))
            at = last = at + 1
        else:
            at += 1
    return found


def _gap(between: Sequence[Token]) -> tuple[Gap, bool]:
    marks = [token.text for token in between if token.kind is Kind.MARK]
    words = [token.key or token.text for token in between if token.kind is Kind.WORD]
    shared = any(word in cues()["shared"] for word in words)
    if ";" in marks:
        return Gap.FAR, shared
    if any(mark in {"!", "?"} for mark in marks) or ("." in marks and words):
        return Gap.SENTENCE, shared
    joined = [word for word in words if word in cues()["joined"]] or [mark for mark in marks if mark in _JOIN_MARKS]
    rest = [word for word in words if word not in cues()["joined"] and word not in cues()["shared"]]
    if joined and len(rest) <= 1:
        return Gap.JOINED, shared
    if "," in marks:
        return (Gap.COMMA if len(rest) <= 2 else Gap.JOINED), shared
    if not rest:
        return Gap.TIGHT, shared
    return (Gap.JOINED if joined else Gap.WORDS), shared
