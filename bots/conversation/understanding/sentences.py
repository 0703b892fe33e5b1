"""Reads one line of running text: its IDs and names in order, what parts them, and who is not the holder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.line_pairs import Gap, Place, What
from bots.conversation.understanding.name_spans import Quality, Span, is_misspelt, is_unknown, name_spans, quiet_spans
from bots.conversation.understanding.name_words import cues, is_derived, name_words
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
_VOWELS = frozenset("aeiouy")
_BREAKS = frozenset(".!?;")


@lru_cache(maxsize=256)
def read_line(text: str) -> Line:
    """Read one line."""
    tokens = tokens_of(text)
    spans = name_spans(text, tokens)
    spans = _family_first(text, tokens, spans)
    listed = says(tokens, "in_order")
    people = [Person(span, role, span.text) for span in spans if (role := _role(span, tokens, listed=listed)) is not None]
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
        if role is Role.HOLDER and span.quality is Quality.SINGLE and not span.possessive and is_after_firm_word(span, tokens):
            return Role.OTHER
        return role
    if is_after_firm_word(span, tokens) and not (span.quality is Quality.FULL and _is_given(span, tokens)):
        return Role.OTHER
    if span.quality is Quality.FULL:
        return role
    if span.quality is Quality.WEAK:
        inside = tokens[span.first : span.last + 1]
        return role if _is_tight(span, tokens) and not any(token.key in name_words().nouns for token in inside) else None
    if span.quality is Quality.SINGLE and not span.titled and is_derived(tokens[span.first].key):
        return None
    if span.quality is Quality.POSSIBLE:
        key = tokens[span.first].key
        named = span.first != span.last or (key in name_words().given and key not in name_words().calendar)
        return role if named and _is_tight(span, tokens) else None
    return role if listed or _is_tight(span, tokens) or _is_given(span, tokens) else None


def _is_given(span: Span, tokens: Sequence[Token]) -> bool:
    return span.titled or tokens[span.first].key in name_words().given


def _is_tight(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether only marks stand between a name and an ID, or the end of the line on its other side."""
    left = _neighbour(tokens, span.first - 1, -1)
    right = _neighbour(tokens, span.last + 1, 1)
    return (left == "id" and right in {"id", "end", "mark"}) or (right == "id" and left in {"id", "end", "mark"}) or (left == right == "end")


_CLAUSE = frozenset("\t,;:()[]{}|/=\"\u201c\u201d\u201e\u00ab\u00bb&+\u2013\u2014")


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
    """Give names in small letters: after a cue, beside an ID, or where nothing but a name and an ID stands."""
    taken = {at for span in spans for at in range(span.first, span.last + 1)}
    words = sum(1 for token in tokens if token.kind is Kind.WORD)
    found: list[Person] = []
    for span in quiet_spans(text, tokens):
        if span.first in taken:
            continue
        role = _quiet_role(span, tokens, is_alone=words == span.last - span.first + 1)
        if role is not None:
            found.append(Person(span, role, span.text))
    return found


def _quiet_role(span: Span, tokens: Sequence[Token], *, is_alone: bool) -> Role | None:
    words = name_words()
    inside = tokens[span.first : span.last + 1]
    cores = [token for token in inside if token.key not in words.particles or token.key in words.given]
    role = role_of(span, tokens)
    if role in {Role.OTHER, Role.SELF}:
        return role
    known = [token for token in cores if not is_unknown(token)]
    first = cores[0].key if cores else ""
    given = first in words.given and (cores[0] not in known or len(cores) > len(known))
    given = given or (first in words.either and len(cores) > len(known))
    if any(len(token.key) > 1 and not set(token.key) & _VOWELS and token.text.isascii() for token in cores):
        return None
    if not cores or all(len(token.key) == 1 for token in cores) or (known and not given) or any(is_misspelt(token.key) for token in cores) or is_after_firm_word(span, tokens):
        return None
    if role is Role.HOLDER or span.titled:
        return role
    if len(cores) == 1 and (len(cores[0].text) < 3 or (not given and is_derived(cores[0].key))):
        return None
    beside = _touches_id(span, tokens) or (given and len(cores) == 1 and _is_behind_preposition(span, tokens))
    if beside or (is_alone and (len(cores) > 1 or given)) or (len(cores) in {2, 3} and given and not known):
        return role
    return None


def _is_behind_preposition(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether an ID and one preposition stand before a name: ``ID from priya``."""
    at = span.first - 1
    return at > 0 and tokens[at].key in {"from", "for", "of", "by", "von", "de", "di", "van", "do", "da"} and tokens[at - 1].kind is Kind.ID


def _touches_id(span: Span, tokens: Sequence[Token]) -> bool:
    """Say whether an ID stands right before or behind, over marks that do not end a sentence."""
    for at, step in ((span.first - 1, -1), (span.last + 1, 1)):
        while 0 <= at < len(tokens) and tokens[at].kind is Kind.MARK and tokens[at].text not in _BREAKS:
            at += step
        if 0 <= at < len(tokens) and tokens[at].kind in {Kind.ID, Kind.UNREAD}:
            return True
    return False


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
    if _is_listed(family, given, tokens):
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


def _is_listed(one: Span, other: Span, tokens: Sequence[Token]) -> bool:
    """Say whether a comma parts two of several names: a further name stands before or behind, after a comma of its own."""
    words = name_words()
    before = one.first > 1 and tokens[one.first - 1].text == "," and tokens[one.first - 2].kind is Kind.WORD
    then = other.last + 2
    if before or then >= len(tokens) or tokens[other.last + 1].text != "," or not tokens[then].loud:
        return before
    key = tokens[then].key
    return key not in words.roles and key not in words.firms and key not in words.places and not tokens[then].closed


def _conjuncts(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Give two names that "and" joins the same role, when only one of them has a cue."""
    out: list[Person] = []
    for person in people:
        before = out[-1] if out else None
        if before is not None and _is_joined(tokens[before.span.last + 1 : person.span.first]):
            if person.role is Role.NEUTRAL and before.role is not Role.NEUTRAL:
                role = Role.HOLDER if before.role is Role.HOLDER else Role.OTHER
                out.append(Person(person.span, role, person.text))
                continue
            if person.role is Role.HOLDER and before.role is Role.NEUTRAL:
                out[-1] = Person(before.span, Role.HOLDER, before.text)
        out.append(person)
    return out


def _is_joined(between: Sequence[Token]) -> bool:
    return len(between) == 1 and (between[0].key in cues()["joined"] or between[0].text in _JOIN_MARKS)


_OF = frozenset("of at from bei von chez de da do van @ with bij presso della dello del du des".split())


def _without_firms(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Take what stands right behind a name and ``of`` or ``at`` for the firm: ``Jack Brewster of Northwind Traders``."""
    out: list[Person] = []
    for person in people:
        before = out[-1] if out else None
        between = tokens[before.span.last + 1 : person.span.first] if before is not None else ()
        if before is not None and len(between) == 1 and (between[0].key or between[0].text) in _OF and not before.span.possessive:
            out.append(Person(person.span, Role.OTHER, person.text))
        else:
            out.append(person)
    return out


def _with_joined(text: str, tokens: Sequence[Token], spans: list[Span], people: list[Person]) -> list[Person]:
    """Add weak names that "and" joins to one that was taken: ``Jo and Sam sent``, ``tolu and priyanka``."""
    taken = {person.span.first for person in people}
    weak = [span for span in (*spans, *quiet_spans(text, tokens)) if span.first not in taken and span.quality is not Quality.WEAK]
    if not people or not weak:
        return people
    found = list(people)
    for span in weak:
        if span.quality is Quality.QUIET and any(not is_unknown(token) or is_misspelt(token.key) for token in tokens[span.first : span.last + 1]):
            continue
        for person in people:
            if span.quality is Quality.SINGLE and _are_alike(span, person.span, tokens):
                found.append(Person(span, Role.NEUTRAL, span.text))
                break
            if _is_joined(tokens[span.last + 1 : person.span.first]) or _is_joined(tokens[person.span.last + 1 : span.first]):
                found.append(Person(span, person.role, span.text))
                break
    return sorted(found, key=lambda person: person.span.first)


_BEFORE_BOTH = frozenset("for from of by fur von pour de para per di do da van voor dla od til".split())


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
    if joined and (not rest or (len(rest) == 1 and rest[0] in name_words().closed)):
        return Gap.JOINED, shared
    if "," in marks:
        return (Gap.CLAUSE if rest else Gap.COMMA), shared
    if not rest:
        return Gap.TIGHT, shared
    return (Gap.CLAUSE if joined else Gap.WORDS), shared
