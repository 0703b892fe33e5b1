"""Reads one line of running text: its IDs, everybody named in it, and who is not the holder."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.bare_names import lone_name
from bots.conversation.understanding.people.claims import is_for_each, is_for_whom, speaks_of_own
from bots.conversation.understanding.people.joined_people import (
    with_common_roles,
    with_joined,
    with_recipients,
    with_same_verb,
    without_affiliations,
    without_corrected,
    without_distant,
    without_short_forms,
    without_weaker,
)
from bots.conversation.understanding.people.name_spans import name_spans
from bots.conversation.understanding.people.name_tokens import (
    FIRST_ID,
    MARK,
    WORD,
    Kind,
    is_caseless,
    marks_in,
    tokens_of,
)
from bots.conversation.understanding.people.name_words import cues, is_derived, name_words
from bots.conversation.understanding.people.named_people import Person
from bots.conversation.understanding.people.neighbours import (
    is_among_names,
    is_behind_preposition,
    is_tight,
    may_be_meant,
)
from bots.conversation.understanding.people.other_people import STOPS, is_speaker
from bots.conversation.understanding.people.person_cues import (
    HOLDER,
    NEUTRAL,
    OTHER,
    Role,
    is_after_article,
    is_after_firm_word,
    role_of,
)
from bots.conversation.understanding.people.quiet_names import quiet_people, quiet_spans
from bots.conversation.understanding.people.span_joins import family_first
from bots.conversation.understanding.people.spans import FULL, SINGLE, Quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token
    from bots.conversation.understanding.people.spans import Span

_WITH_ARTICLE = frozenset({"do", "da", "dos", "das"})
"""Portuguese prepositions with an article, which stands before names of people too."""
_IN_ORDER = ("\u5206\u522b", "\u305d\u308c\u305e\u308c", "\uac01\uac01")
"""\"Respectively\" in scripts that write words without spaces."""


class Line:
    """
    One line read.

    ``people`` is everybody named in it, ``holders`` those who can be a holder; ``ids`` the indexes of its IDs in
    reading order, those that cannot be read as -1; ``words_beside`` counts the words that are no part of a name;
    ``doubtful`` may be people or things: ``for Grace Field``, ``for Grace Period``.
    """

    __slots__ = ("_keys", "doubtful", "holders", "ids", "people", "text", "tokens", "words_beside")

    def __init__(
        self,
        text: str,
        tokens: tuple[Token, ...] = (),
        people: tuple[Person, ...] = (),
        ids: tuple[int, ...] = (),
        words_beside: int = 0,
        doubtful: tuple[Person, ...] = (),
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.people = people
        self.holders = tuple([person for person in people if person.can_hold])
        self.ids = ids
        self.words_beside = words_beside
        self.doubtful = doubtful
        self._keys: list[str] | None = None

    def says(self, section: str) -> bool:
        """Say whether a phrase of a section of the cues stands in the line."""
        if self._keys is None:
            self._keys = _keys_of(self.tokens)
        return _said(self._keys, section)


def read_line(text: str) -> Line:
    """Read one line of marked text."""
    tokens = tokens_of(text)
    if (name := lone_name(text, tokens)) is not None:
        return Line(text, tokens, (Person(name, NEUTRAL),), _ids_of(tokens))
    if not any(token.kind is WORD for token in tokens):
        return Line(text, tokens, ids=_ids_of(tokens))
    spans = family_first(text, tokens, name_spans(text, tokens))
    listed = any(span.quality is SINGLE for span in spans) and says(tokens, "in_order")
    marks = marks_in(tokens)
    speaker = Role.SELF if "[" in marks and is_first_person(tokens) else OTHER
    roles = [(span, _role(span, tokens, marks, speaker=speaker, listed=listed)) for span in spans]
    people = [Person(span, role) for span, role in roles if role is not None]
    quiet = quiet_spans(text, tokens) if any(map(_is_small, tokens)) else []
    if not any(person.can_hold for person in people):
        people += quiet_people(quiet, tokens, spans, marks)
    if people:
        people = _beside_each_other(people, tokens, [*spans, *quiet])
    taken = sum(person.span.last - person.span.first + 1 for person in people)
    words = sum(1 for token in tokens if token.kind is WORD)
    dropped = [span for span, role in roles if role is None]
    doubtful = _doubtful(dropped, tokens, people) if dropped else ()
    return Line(text, tokens, tuple(people), _ids_of(tokens), max(0, words - taken), doubtful)


def _doubtful(dropped: Sequence[Span], tokens: Sequence[Token], people: Sequence[Person]) -> tuple[Person, ...]:
    """Return which of the stretches that were taken for no names only the asker can tell."""
    known = {person.span.first for person in people}
    return tuple(Person(span, NEUTRAL) for span in dropped if span.first not in known and may_be_meant(span, tokens))


def _beside_each_other(people: list[Person], tokens: Sequence[Token], spans: Sequence[Span]) -> list[Person]:
    """Return the people of a line after what they say about each other."""
    if len(people) < len(spans):
        people = with_joined(tokens, spans, without_affiliations(people, tokens))
    elif len(people) > 1:
        people = without_affiliations(people, tokens)
    people = without_distant(people, tokens)
    if len(people) < 2:
        return people
    people = without_corrected(with_common_roles(without_short_forms(people), tokens), tokens)
    people = with_same_verb(people, tokens)
    return without_weaker(with_recipients(people, tokens), tokens)


def _is_small(token: Token) -> bool:
    return not token.loud and not token.closed and token.kind is WORD and not is_caseless(token.text)


def _ids_of(tokens: Sequence[Token]) -> tuple[int, ...]:
    return tuple(ord(token.text) - FIRST_ID if token.kind is Kind.ID else -1 for token in tokens if token.is_id)


def is_first_person(tokens: Sequence[Token]) -> bool:
    """Say whether the writer speaks of a certificate of their own in a line."""
    return says(tokens, "first_person") or speaks_of_own(tokens)


def says(tokens: Sequence[Token], section: str) -> bool:
    """Say whether a phrase of ``section`` of the cues stands among the tokens."""
    return _said(_keys_of(tokens), section)


def _keys_of(tokens: Sequence[Token]) -> list[str]:
    return [token.key or token.text for token in tokens if token.kind is not MARK]


def _said(keys: list[str], section: str) -> bool:
    begun = _by_first_word(section)
    if begun.keys().isdisjoint(keys) and section != "in_order":
        return False
    for at, key in enumerate(keys):
        for phrase in begun.get(key, ()):
            if keys[at : at + len(phrase)] == phrase:
                return True
    if section != "in_order":
        return False
    together = "\n".join(keys)
    return not together.isascii() and any(word in together for word in _IN_ORDER)


def ends_with(tokens: Sequence[Token], section: str) -> bool:
    """Say whether a sentence among the tokens ends with a phrase of ``section`` of the cues."""
    begun = _by_first_word(section)
    for at, token in enumerate(tokens):
        for phrase in begun.get(token.key, ()) if token.key else ():
            end = at + len(phrase)
            ends = end >= len(tokens) or tokens[end].text in STOPS
            if ends and [each.key for each in tokens[at:end]] == phrase:
                return True
    return False


def ends_at(tokens: Sequence[Token], end: int, section: str) -> bool:
    """Say whether a phrase of ``section`` of the cues stands right before a token; marks and titles are passed over."""
    titles = name_words().titles
    before = [token.key for token in tokens[max(0, end - 8) : end] if token.key and token.key not in titles]
    return any(" ".join(before[first:]) in cues()[section] for first in range(max(0, len(before) - 4), len(before)))


@lru_cache(maxsize=16)
def _by_first_word(section: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in cues()[section]:
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return found


def _role(span: Span, tokens: Sequence[Token], marks: frozenset[str], *, speaker: Role, listed: bool) -> Role | None:
    """Return the role of a stretch, or None when it is too weak to be a name; ``speaker`` is whose talk is recorded."""
    if "[" in marks and is_speaker(span, tokens):
        return speaker
    if is_among_names(span, tokens, marks):
        return NEUTRAL if _stands_alone(span, tokens, listed=listed) else None
    role = role_of(span, tokens, marks)
    if role is HOLDER:
        return _cued_role(span, tokens)
    if role is not NEUTRAL:
        return role
    if is_after_firm_word(span, tokens) and not (span.quality is FULL and _is_given(span, tokens)):
        return OTHER
    return role if _stands_alone(span, tokens, listed=listed) else None


def _cued_role(span: Span, tokens: Sequence[Token]) -> Role | None:
    """Return the role of a name with a cue of possession: one word can be a firm or a thing all the same."""
    if span.quality is not SINGLE or span.possessive:
        return HOLDER
    if is_after_firm_word(span, tokens):
        return OTHER
    is_thing = is_after_article(span, tokens) and not _is_given(span, tokens)
    is_thing = is_thing and tokens[span.first - 1].key not in _WITH_ARTICLE
    return None if is_thing else HOLDER


def _stands_alone(span: Span, tokens: Sequence[Token], *, listed: bool) -> bool:
    """Say whether a stretch is a name without any cue; ``listed`` says that the line lists names in order."""
    words = name_words()
    key = tokens[span.first].key
    match span.quality:
        case Quality.FULL:
            return True
        case Quality.WEAK:
            inside = tokens[span.first : span.last + 1]
            return is_tight(span, tokens) and not any(token.key in words.nouns for token in inside)
        case Quality.POSSIBLE:
            named = span.first != span.last or (key in words.given and key not in words.calendar)
            return named and is_tight(span, tokens)
        case _:
            if _is_noun(span, tokens):
                return False
            near = is_tight(span, tokens) or is_behind_preposition(span, tokens) or is_for_whom(span, tokens)
            return listed or near or _is_given(span, tokens) or is_for_each(span, tokens)


def _is_given(span: Span, tokens: Sequence[Token]) -> bool:
    return span.titled or tokens[span.first].key in name_words().given


def _is_noun(span: Span, tokens: Sequence[Token]) -> bool:
    key = tokens[span.first].key
    if span.titled or key in name_words().given:
        return span.first > 0 and tokens[span.first - 1].key == "the" and not (span.titled or span.possessive)
    return is_derived(key) or (is_after_article(span, tokens) and not span.possessive)
