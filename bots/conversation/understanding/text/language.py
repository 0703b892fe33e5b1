"""Which of four languages a short message is written in, by its small words."""

from __future__ import annotations

from functools import cache

from bots.conversation.understanding.text.words import plain, tokens

ENGLISH = "en"
_FILE = f"{__file__.rpartition('text')[0]}data/languages.txt"
_LONGEST = 300  # characters that are read


def language_of(text: str) -> str:
    """
    Return the language of a message: ``en``, ``de``, ``fr`` or ``es``; English where it cannot be told.

    Args:
        text: the message as it was written.
    """
    words = tokens(plain(text[:_LONGEST]))
    counts = {language: sum(word in markers for word in words) for language, markers in _markers().items()}
    best = max(counts, key=counts.__getitem__)
    return best if sum(count == counts[best] for count in counts.values()) == 1 else ENGLISH


@cache
def _markers() -> dict[str, frozenset[str]]:
    """Return the small words of each language."""
    with open(_FILE, encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading the file
        parts = [line.partition(":") for line in file if not line.startswith("#")]
    return {language: frozenset(words.split()) for language, _, words in parts}
