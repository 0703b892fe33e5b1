"""Whether a few words are one person's name and nothing else, which is settled without reading a whole message."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_spans import SpanFinder
from bots.conversation.understanding.people.name_tokens import WORD, is_caseless, tokens_of
from bots.conversation.understanding.people.name_words import name_words
from bots.conversation.understanding.people.spans import FULL, Span
from bots.conversation.understanding.people.word_kinds import are_name_words, is_known_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token

_FEWEST_WORDS, _MOST_WORDS = 2, 5
_MOST_NEUTRAL = 4
_MEANT_MARKS = frozenset("'\u2019[@")
"""Marks that say something of a name without any word."""
_LONGEST = 100


def is_bare_name(text: str) -> bool:
    """
    Say whether a text is a full name in capitals, without title, degree or any other word.

    Args:
        text: what stands beside one ID, such as ``Jane van der Berg``.
    """
    if len(text) > _LONGEST or not text[:1].isalpha() or is_caseless(text):
        return False
    tokens = tokens_of(text)
    if not _FEWEST_WORDS <= len(tokens) <= _MOST_WORDS or any(token.kind is not WORD for token in tokens):
        return False
    finder = SpanFinder(text, tokens)
    span = None if finder.is_title(0) else finder.span_at(0, titled=False)
    return span is not None and span.quality is FULL and span.text == text and not span.possessive


def lone_name(line: str, tokens: Sequence[Token]) -> Span | None:
    """
    Return the full name that is all the words of a line, beside IDs, numbers and marks; None for any other line.

    What the words around a name say need not be asked of such a line, and most lines of a long list are like this.

    Args:
        line: a line of a message.
        tokens: those of the line.
    """
    words = [at for at, token in enumerate(tokens) if token.kind is WORD]
    if not _FEWEST_WORDS <= len(words) <= _MOST_NEUTRAL or words[-1] - words[0] >= len(words):
        return None
    name = tokens[words[0] : words[-1] + 1]
    if not are_name_words(name) or any(token.text in _MEANT_MARKS for token in tokens):
        return None
    if any(one.end + 1 != other.start or line[one.end] != " " for one, other in itertools.pairwise(name)):
        return None
    lead, given = name[0].key, name_words().given
    is_verb = lead.endswith("ing") and name[1].key in given and lead not in given
    if is_verb or any(token.possessive for token in name) or is_known_phrase([token.key for token in name]):
        return None
    return Span(words[0], words[-1], line[name[0].start : name[-1].end], FULL)
