"""Whether a few words are one person's name and nothing else, which is settled without reading a whole message."""

from __future__ import annotations

from bots.conversation.understanding.people.name_spans import SpanFinder
from bots.conversation.understanding.people.name_tokens import Kind, is_caseless, tokens_of
from bots.conversation.understanding.people.spans import Quality

_FEWEST_WORDS, _MOST_WORDS = 2, 5
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
    if not _FEWEST_WORDS <= len(tokens) <= _MOST_WORDS or any(token.kind is not Kind.WORD for token in tokens):
        return False
    finder = SpanFinder(text, tokens)
    span = None if finder.is_title(0) else finder.span_at(0, titled=False)
    return span is not None and span.quality is Quality.FULL and span.text == text and not span.possessive
