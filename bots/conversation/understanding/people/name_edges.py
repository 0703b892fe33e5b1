"""Says what stands at the edges of a name: an initial or filler that belongs to it, a verb, greetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_tokens import MARK, WORD
from bots.conversation.understanding.people.name_words import cues, labels, name_words
from bots.conversation.understanding.people.word_kinds import is_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token

_LONGEST_OF_NO_VERB = 3


def is_given_like(token: Token) -> bool:
    """Say whether a word is written like a given name that is known."""
    return token.key in name_words().given and not token.text.isupper()


def is_degree_behind(tokens: Sequence[Token], at: int, then: int | None) -> bool:
    """Say whether a degree stands behind a comma and nothing of a name behind it: ``Jane Doe, PhD``."""
    words, token = name_words(), tokens[at]
    if token.key not in words.degrees or token.key in words.either or is_given_like(token):
        return False
    return at > 1 and tokens[at - 1].text == "," and then is None


_LONGEST_SYLLABLE = 6


def is_syllable(tokens: Sequence[Token], last: int, at: int, then: int | None) -> bool:
    """Say whether the name of a month is a syllable of a name: Ng Jun Kai."""
    before = tokens[last]
    if tokens[at].key not in name_words().calendar or not tokens[at].closed:
        return False
    if then is None or not tokens[then].loud or tokens[then].closed:
        return False
    short = len(before.text) <= _LONGEST_SYLLABLE and len(tokens[then].text) <= _LONGEST_SYLLABLE
    return short and not before.closed and not before.text.isupper()


def is_surname(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Say whether filler ends a name that begins with a given name, or is a syllable: ``Rahul Das``, ``Li Na``."""
    given, behind = tokens[first], tokens[at + 1 : at + 2]
    if tokens[at].key in name_words().closed_syllables and not tokens[at].text.isupper():
        return all(token.kind is not WORD or not token.loud or is_unknown(token) for token in behind)
    is_alone = all(token.kind is not WORD or token.closed for token in behind)
    return is_alone and tokens[at].key in name_words().closed_surnames and is_given_like(given) and not given.closed


def is_initial(tokens: Sequence[Token], at: int, then: int | None) -> bool:
    """Say whether a capital with a dot begins a name, although the letter is a word too: ``R. Iyer``."""
    if len(tokens[at].text) > 1 or then is None or then == at + 1:
        return False
    return tokens[then].loud and not tokens[then].closed


_LONGEST_NAME = 6
"""Words of a line that is nothing but a name."""


def _is_name_line(tokens: Sequence[Token]) -> bool:
    """Say whether all words of a line have capitals or are particles: ``Nur Syafiqah binte Rahmatullah``."""
    words = [token for token in tokens if token.kind is WORD]
    return 1 < len(words) <= _LONGEST_NAME and all(word.loud or word.key in name_words().particles for word in words)


def is_closed_given(tokens: Sequence[Token], at: int, then: int | None) -> bool:
    """Say whether filler inside a sentence is a given name, a strange capital word behind it: ``for Per Lind``."""
    if tokens[at].key not in name_words().closed_given or then is None:
        return False
    before, behind = tokens[at - 1], tokens[then]
    inside = _is_name_line(tokens) if not at else before.is_id or (before.kind is WORD and not before.loud)
    inside = inside or (before.kind is MARK and at > 1 and tokens[at - 2].is_id)
    can_follow = is_unknown(behind) or behind.key in name_words().particles
    return inside and behind.loud and can_follow and not behind.text.isupper()


_SPANISH_NAME = 4
"""Words of ``Don Luis Cort\u00e9s Bravo``: an English Don has fewer."""


def is_spanish_don(tokens: Sequence[Token], at: int) -> bool:
    """Say whether ``Don`` is a title: behind it stand a given name and two family names."""
    words = tokens[at : at + _SPANISH_NAME]
    return len(words) == _SPANISH_NAME and all(word.kind is WORD and word.loud for word in words)


def closes_letter(tokens: Sequence[Token], at: int) -> bool:
    """Say whether thanks or greetings begin a sentence: ``Jane Doe. Thanks``, but not ``Jane K. Asante``."""
    before, is_initial = tokens[at - 1], len(tokens[at - 2].text) == 1
    return before.text == "." and not is_initial and tokens[at].key in cues()["closing"]


def without_lead(tokens: Sequence[Token], places: list[int]) -> list[int]:
    """Drop an ordinary word at the start of a sentence before a name: ``Interviewing Jane Doe``."""
    words, first = name_words(), tokens[places[0]]
    if len(places) < 2 or (len(first.text) < _LONGEST_OF_NO_VERB and not first.text.isupper()):
        return places
    if first.key in labels()["holder"] and first.key not in words.given:
        return places[1:]
    if first.key in words.given or first.key in words.either:
        return places
    begins = places[0] == 0 or tokens[places[0] - 1].kind is not WORD
    ordinary = first.key in words.nouns or (first.key in words.common and len(first.key) > _LONGEST_OF_NO_VERB)
    ordinary = ordinary or (first.key.endswith("ing") and len(first.key) > 5)
    if begins and ordinary and first.key not in words.particles and tokens[places[1]].key in words.given:
        return places[1:]
    return places
