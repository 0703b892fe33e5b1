"""Words that ask for a fact, typed with a slip: "what does CPAP cst"."""

from __future__ import annotations

from functools import cache, lru_cache

from bots.conversation.understanding.intent_cues import cues, groups_in, groups_of
from bots.conversation.understanding.people.name_words import name_words
from bots.conversation.understanding.typing_slips import differs_by

_SHORTEST, _SHORTEST_MEANT = 3, 4


@lru_cache(maxsize=1024)
def without_slip(word: str) -> str:
    """
    Return the word about a fact that was most likely meant, or the word as it is.

    Args:
        word: a plain word; one that is a word of its own is never taken for another.
    """
    if len(word) < _SHORTEST or not word.isalpha() or groups_in((word,)) or word in name_words().common:
        return word
    near = [each for each in _fact_words() if each[0] == word[0] and differs_by(word, each, most=1)]
    meant = {group for each in near for group in groups_in((each,))}
    return near[0] if len(meant) == 1 else word


@cache
def _fact_words() -> tuple[str, ...]:
    """Return the single words that ask for a fact, the longest first."""
    words = {
        entry.removesuffix("*")
        for entry in cues().entries
        if " " not in entry
        and len(entry.removesuffix("*")) >= _SHORTEST_MEANT
        and all(group.startswith("fact_") for group in groups_of(entry))
    }
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
