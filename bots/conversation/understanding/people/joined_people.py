"""What people in one line say about each other: "and" joins them, "of" makes one a firm, full names come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.claims import is_for_whom
from bots.conversation.understanding.people.name_tokens import MARK, WORD, is_caseless
from bots.conversation.understanding.people.name_words import cues, name_words
from bots.conversation.understanding.people.named_people import Person
from bots.conversation.understanding.people.neighbours import (
    are_joined,
    is_behind_preposition,
    is_beside_id,
    touches_id,
)
from bots.conversation.understanding.people.person_cues import HOLDER, NEUTRAL, OTHER
from bots.conversation.understanding.people.spans import FULL, SINGLE, Quality
from bots.conversation.understanding.people.word_kinds import is_misspelt, is_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span

_FEWEST_UNKNOWN = 3
"""Fewer unknown small words do not make a sentence of no known language."""
_CORRECTING = frozenset(",.?!;:-\u2013\u2014\u2026")
_SHORTEST_CORRECTION = 2
"""Tokens of a correction: a word and a mark."""
_LEAD = 4
"""A preposition counts within so many words before a name."""


def without_affiliations(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Take what stands right behind a name and ``of`` or ``at`` for the firm: ``Jack Brewster of Northwind``."""
    out: list[Person] = []
    affiliation = cues()["affiliation"]
    for person in people:
        at = person.span.first - 1
        is_next = bool(out) and out[-1].span.last == at - 1 and not out[-1].span.possessive
        is_firm = is_next and (tokens[at].key or tokens[at].text) in affiliation
        out.append(Person(person.span, OTHER) if is_firm else person)
    return out


def with_joined(tokens: Sequence[Token], spans: Sequence[Span], people: list[Person]) -> list[Person]:
    """
    Add weak names that share "and" or a preposition with one that was taken.

    ``Jo and Sam sent``, ``tolu and priyanka``, ``for Mathis ID1 and for Rosanna ID2``.
    """
    if not people:
        return people
    taken = {person.span.first for person in people}
    begins = {person.span.first: person for person in people}
    ends = {person.span.last: person for person in people}
    weaker = [span for span in spans if span.first not in taken and _can_be_joined(span, tokens)]
    leads = {key for person in people for key in _lead(person.span, tokens)} if weaker else set()
    found = list(people)
    is_list = sum(1 for token in tokens if token.is_id) > 1
    for span in reversed(weaker):
        friend = begins.get(span.last + 2) or ends.get(span.first - 2)
        between = _between(span, friend.span, tokens) if friend is not None else ()
        if friend is not None and (are_joined(between) or (is_list and between[0].text == ",")):
            found.append(Person(span, friend.role))
            begins[span.first] = ends[span.last] = found[-1]
        elif span.quality is SINGLE and _is_led(span, tokens, leads):
            found.append(Person(span, NEUTRAL))
    return sorted(found, key=lambda person: person.span.first)


def _can_be_joined(span: Span, tokens: Sequence[Token]) -> bool:
    if span.quality is not Quality.QUIET:
        return span.quality is not Quality.WEAK
    inside = tokens[span.first : span.last + 1]
    return all(is_unknown(token) and not is_misspelt(token.key) for token in inside)


def _between(one: Span, other: Span, tokens: Sequence[Token]) -> Sequence[Token]:
    first, second = (one, other) if one.first < other.first else (other, one)
    return tokens[first.last + 1 : second.first]


def _lead(span: Span, tokens: Sequence[Token]) -> set[str]:
    before = tokens[max(0, span.first - _LEAD) : span.first]
    return {token.key for token in before} & cues()["prepositions"]


def _is_led(span: Span, tokens: Sequence[Token], leads: set[str]) -> bool:
    return span.first > 0 and tokens[span.first - 1].key in leads


def with_common_roles(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Give two names that "and" joins the same role, when only one of them has a cue."""
    out: list[Person] = []
    for person in people:
        before = out[-1] if out else None
        at = person.span.first - 1
        if before is not None and before.span.last == at - 1 and are_joined(tokens[at : at + 1]):
            if person.role is NEUTRAL and before.role is not NEUTRAL:
                role = HOLDER if before.role is HOLDER else OTHER
                out.append(Person(person.span, role))
                continue
            if person.role is HOLDER and before.role is NEUTRAL:
                out[-1] = Person(before.span, HOLDER)
        out.append(person)
    return out


def without_distant(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Take a name without a cue that is not beside an ID for another's in a sentence of no known language."""
    named = {at for person in people for at in range(person.span.first, person.span.last + 1)}
    if len(tokens) - len(named) < _FEWEST_UNKNOWN:
        return people
    small = [
        token
        for at, token in enumerate(tokens)
        if at not in named and token.kind is WORD and not token.loud and not is_caseless(token.text)
    ]
    unknown = sum(1 for token in small if is_unknown(token) and token.key not in name_words().particles)
    if unknown < _FEWEST_UNKNOWN or unknown * 2 <= len(small):
        return people
    return [
        Person(person.span, OTHER) if person.role is NEUTRAL and not is_beside_id(person.span, tokens) else person
        for person in people
    ]


def without_weaker(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Drop single words without a cue when somebody else in the line has a full name or a cue."""
    strong = [person for person in people if _is_strong(person)]
    if not strong or len(strong) == len(people):
        return people
    begins = {person.span.first for person in strong}
    ends = {person.span.last for person in strong}
    leads = {key for person in strong for key in _lead(person.span, tokens)}
    kept: list[Person] = []
    for person in people:
        span = person.span
        if _is_strong(person) or person.role is not NEUTRAL:
            kept.append(person)
            continue
        joined = (span.last + 2 in begins and are_joined(tokens[span.last + 1 : span.last + 2])) or (
            span.first - 2 in ends and are_joined(tokens[span.first - 1 : span.first])
        )
        near = touches_id(span, tokens) or is_behind_preposition(span, tokens) or is_for_whom(span, tokens)
        near = near or (span.first > 0 and tokens[span.first - 1].key in cues()["kin"])
        if joined or near or _is_led(span, tokens, leads):
            kept.append(person)
    return kept


def _is_strong(person: Person) -> bool:
    return person.role is HOLDER or (person.role is NEUTRAL and person.span.quality is FULL)


def without_short_forms(people: list[Person]) -> list[Person]:
    """Drop a call name where the same person's full name stands in the line too: ``Wanjiru``, ``Wanjiru Njoroge``."""
    if all(person.span.quality is FULL for person in people):
        return people
    full = [set(person.text.casefold().split()) for person in people if person.span.quality is FULL and person.can_hold]
    if not full:
        return people
    return [
        person
        for person in people
        if person.span.quality is FULL
        or not person.can_hold
        or not any(set(person.text.casefold().split()) < words for words in full)
    ]


def without_corrected(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Take who is corrected at once for somebody else: ``Jane Doe? no, Tom Berg``."""
    out = list(people)
    for at in range(len(people) - 1):
        first, end = people[at].span.last + 1, people[at + 1].span.first
        if end - first < _SHORTEST_CORRECTION:
            continue
        between = tokens[first:end]
        words = [token.key for token in between if token.kind is WORD]
        is_not = words == ["no"] and between[-1].kind is WORD and not any(token.text == "?" for token in between)
        if is_not:  # Spanish: "es Ana Gil, no Gila"
            continue
        if words and len(between) > len(words) and " ".join(words) in cues()["corrections"] and _are_marks(between):
            out[at] = Person(people[at].span, OTHER)
    return out


def _are_marks(between: Sequence[Token]) -> bool:
    return all(token.kind is WORD or token.text in _CORRECTING for token in between)


def with_same_verb(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Take who says an ID and no more for its holder like the one before: ``Jane says she has ID1, John says ID2``."""
    verbs = {_behind(person.span.last + 1, tokens) for person in people if person.role is HOLDER} - {""}
    if not verbs:
        return people
    return [
        Person(person.span, HOLDER)
        if person.role is OTHER
        and _behind(person.span.last + 1, tokens) in verbs
        and _are_last(tokens[person.span.last + 2 : person.span.last + 4])
        else person
        for person in people
    ]


def _behind(at: int, tokens: Sequence[Token]) -> str:
    return tokens[at].key if at < len(tokens) and tokens[at].kind is WORD else ""


def _are_last(behind: Sequence[Token]) -> bool:
    """Say whether an ID stands first and no further word of its sentence behind it."""
    return bool(behind) and behind[0].is_id and (len(behind) == 1 or behind[1].kind is MARK)


def with_recipients(people: list[Person], tokens: Sequence[Token]) -> list[Person]:
    """Take the one behind an ID and "for" for the holder where another one only sent it: ``Tom sent ID for Jane``."""
    holders = [person for person in people if person.role is HOLDER]
    if len(holders) != 1:
        return people
    others = [person for person in people if person.role is NEUTRAL]
    if len(others) != 1 or not _is_behind_id_and_for(others[0].span, tokens):
        return people
    sender = holders[0].span.last + 1
    if sender >= len(tokens) or tokens[sender].key not in cues()["sending"]:
        return people
    swapped = {holders[0].span: OTHER, others[0].span: HOLDER}
    return [Person(person.span, swapped.get(person.span, person.role)) for person in people]


def _is_behind_id_and_for(span: Span, tokens: Sequence[Token]) -> bool:
    at = span.first - 1
    while at > 0 and tokens[at].key in cues()["articles_before_labels"]:
        at -= 1
    return at > 0 and tokens[at].key in cues()["meant_for"] and tokens[at - 1].is_id
