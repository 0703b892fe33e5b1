"""Questions about what was just spoken of: "is it still valid?" names no certificate, and asks for none by name."""

from __future__ import annotations

from bots.conversation.understanding.intent_cues import groups_in
from bots.conversation.understanding.text.language import is_small_word
from bots.conversation.understanding.text.words import plain, tokens

MOST_WORDS = 8
_OF_WATCHES = frozenset({"watch", "remind", "stop", "left", "list", "notify"})
_OF_CHECKING = frozenset(
    {"verify", "fact_validity", "before_end", "upcoming", "certword", "question", "object", "polite"}
)
"""Cues that such a question is made of, besides small words."""


def asks_of_last(text: str) -> bool:
    """
    Say whether a short message asks how a certificate stands that it does not name.

    It is made of small words and words of checking alone: "is that job real?" is about a job, and what would change
    a watch is no question.
    """
    words = [word for word in tokens(plain(text)) if word not in "?!"]
    if not 0 < len(words) <= MOST_WORDS:
        return False
    groups = frozenset(groups_in(words))
    if "verify" not in groups or groups & _OF_WATCHES:
        return False
    return all(
        len(word) == 1 or is_small_word(word) or not _OF_CHECKING.isdisjoint(groups_in((word,))) for word in words
    )
