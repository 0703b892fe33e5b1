"""Reads one line of running text: its IDs, everybody named in it, and who is not the holder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.name_spans import name_spans
from bots.conversation.understanding.name_words import cues, is_derived, name_words
from bots.conversation.understanding.neighbours import are_joined, is_tight, touches_id
from bots.conversation.understanding.person_cues import Role, is_after_article, is_after_firm_word, role_of
from bots.conversation.understanding.quiet_names import quiet_role, quiet_spans
from bots.conversation.understanding.span_joins import family_first
from bots.conversation.understanding.spans import Quality, Span
from bots.conversation.understanding.tokens import FIRST_ID, Kind, tokens_of
from bots.conversation.understanding.word_kinds import is_misspelt, is_unknown

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


@lru_cache(maxsize=256)
def read_line(text: str) -> Line:
    """Read one line."""
    tokens = tokens_of(text)
    spans = name_spans(text, tokens)
    spans = family_first(text, tokens, spans)
    listed = says(tokens, "in_order")
    people = [
        Person(span, role, span.text) for span in spans if (role := _role(span, tokens, listed=listed)) is not None
    ]
    if not [person for person in people if person.role in {Role.HOLDER, Role.NEUTRAL}]:
        people += _quiet(text, tokens, spans)
    people = _without_firms(people, tokens)
    people = _with_joined(text, tokens, spans, people)
    people = _without_weaker(_conjuncts(people, tokens), tokens)
    taken = {at for person in people for at in range(person.span.first, person.span.last + 1)}
    beside = sum(1 for at, token in enumerate(tokens) if token.kind is Kind.WORD and at not in taken)
    return Line(text, tokens, tuple(people), beside)


_IN_ORDER = ("\u5206\u522b", "\u305d\u308c\u305e\u308c", "\uac01\uac01")


def says(tokens: Sequence[Token], section: str) -> bool:
    """Say whether a phrase of ``section`` of the cues stands in a line."""
    text = f" {' '.join(token.key or token.text for token in tokens if token.kind is not Kind.MARK)} "
    if any(f" {phrase} " in text for phrase in cues()[section]):
        return True
    return section == "in_order" and any(word in text for word in _IN_ORDER)


def _role(span: Span, tokens: Sequence[Token], *, listed: bool) -> Role | None:
    """Return the role of a stretch, or None when it is too weak to be a name where it stands."""
    role = role_of(span, tokens)
    if role in {Role.OTHER, Role.SELF, Role.HOLDER}:
        if (
            role is Role.HOLDER
            and span.quality is Quality.SINGLE
            and not span.possessive
            and is_after_firm_word(span, tokens)
        ):
            return Role.OTHER
        is_thing = span.quality is Quality.SINGLE and not span.possessive and not span.titled
        return (
            None
            if role is Role.HOLDER and is_thing and is_after_article(span, tokens) and not _is_given(span, tokens)
            else role
        )
    if is_after_firm_word(span, tokens) and not (span.quality is Quality.FULL and _is_given(span, tokens)):
        return Role.OTHER
    if span.quality is Quality.FULL:
        return role
    if span.quality is Quality.WEAK:
        inside = tokens[span.first : span.last + 1]
        return role if is_tight(span, tokens) and not any(token.key in name_words().nouns for token in inside) else None
    if span.quality is Quality.SINGLE and not span.titled and _is_noun(span, tokens):
        return None
    if span.quality is Quality.POSSIBLE:
        key = tokens[span.first].key
        named = span.first != span.last or (key in name_words().given and key not in name_words().calendar)
        return role if named and is_tight(span, tokens) else None
    return role if listed or is_tight(span, tokens) or _is_given(span, tokens) else None


def _is_given(span: Span, tokens: Sequence[Token]) -> bool:
    return span.titled or tokens[span.first].key in name_words().given


def _is_noun(span: Span, tokens: Sequence[Token]) -> bool:
    key = tokens[span.first].key
    if key in name_words().given:
        return False
    return is_derived(key) or (is_after_article(span, tokens) and not span.possessive)


def _quiet(text: str, tokens: Sequence[Token], spans: list[Span]) -> list[Person]:
    """Give names in small letters: after a cue, beside an ID, or where nothing but a name and an ID stands."""
    taken = {at for span in spans for at in range(span.first, span.last + 1)}
    words = sum(1 for token in tokens if token.kind is Kind.WORD)
    found: list[Person] = []
    for span in quiet_spans(text, tokens):
        if span.first in taken:
            continue
        role = quiet_role(span, tokens, is_alone=words == span.last - span.first + 1)
        if role is not None:
            found.append(Person(span, role, span.text))
    return found


_OF = frozenset(["of", "at", "from", "bei", "von", "chez", "de", "da", "do", "van", "@", "with", "bij", "presso", "della", "dello", "del", "du", "des"])


def _without_firms(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Take what stands right behind a name and ``of`` or ``at`` for the firm: ``Jack Brewster of Northwind Traders``."""
    out: list[Person] = []
    for person in people:
        before = out[-1] if out else None
        between = tokens[before.span.last + 1 : person.span.first] if before is not None else ()
        if (
            before is not None
            and len(between) == 1
            and (between[0].key or between[0].text) in _OF
            and not before.span.possessive
        ):
            out.append(Person(person.span, Role.OTHER, person.text))
        else:
            out.append(person)
    return out


def _with_joined(text: str, tokens: Sequence[Token], spans: list[Span], people: list[Person]) -> list[Person]:
    """Add weak names that "and" joins to one that was taken: ``Jo and Sam sent``, ``tolu and priyanka``."""
    taken = {person.span.first for person in people}
    weak = [
        span
        for span in (*spans, *quiet_spans(text, tokens))
        if span.first not in taken and span.quality is not Quality.WEAK
    ]
    if not people or not weak:
        return people
    found = list(people)
    for span in weak:
        if span.quality is Quality.QUIET and any(
            not is_unknown(token) or is_misspelt(token.key) for token in tokens[span.first : span.last + 1]
        ):
            continue
        for person in people:
            if span.quality is Quality.SINGLE and _are_alike(span, person.span, tokens):
                found.append(Person(span, Role.NEUTRAL, span.text))
                break
            if are_joined(tokens[span.last + 1 : person.span.first]) or are_joined(
                tokens[person.span.last + 1 : span.first]
            ):
                found.append(Person(span, person.role, span.text))
                break
    return sorted(found, key=lambda person: person.span.first)


def _conjuncts(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Give two names that "and" joins the same role, when only one of them has a cue."""
    out: list[Person] = []
    for person in people:
        before = out[-1] if out else None
        if before is not None and are_joined(tokens[before.span.last + 1 : person.span.first]):
            if person.role is Role.NEUTRAL and before.role is not Role.NEUTRAL:
                role = Role.HOLDER if before.role is Role.HOLDER else Role.OTHER
                out.append(Person(person.span, role, person.text))
                continue
            if person.role is Role.HOLDER and before.role is Role.NEUTRAL:
                out[-1] = Person(before.span, Role.HOLDER, before.text)
        out.append(person)
    return out


_BEFORE_BOTH = frozenset(["for", "from", "of", "by", "fur", "von", "pour", "de", "para", "per", "di", "do", "da", "van", "voor", "dla", "od", "til"])


def _are_alike(one: Span, other: Span, tokens: Sequence[Token]) -> bool:
    """Say whether two names stand behind the same preposition: ``for Mathis ID1 and for Rosanna ID2``."""
    if not one.first or not other.first:
        return False
    key = tokens[one.first - 1].key
    before = [token.key for token in tokens[max(0, other.first - 4) : other.first]]
    return key in _BEFORE_BOTH and key in before


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
        if person in strong
        or person.role is not Role.NEUTRAL
        or touches_id(person.span, tokens)
        or _stands_like(person, strong, tokens)
    ]


def _stands_like(person: Person, strong: list[Person], tokens: Sequence[Token]) -> bool:
    return any(
        are_joined(tokens[person.span.last + 1 : other.span.first])
        or are_joined(tokens[other.span.last + 1 : person.span.first])
        or _are_alike(person.span, other.span, tokens)
        for other in strong
    )
