"""Which of four languages a short message is written in, by its small words."""

from __future__ import annotations

from functools import cache

from bots.conversation.understanding.text.words import plain, tokens

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "fr", "es")
"""The languages that are answered in; others are known only so that they are not taken for one of these."""
_FILE = f"{__file__.rpartition('text')[0]}data/languages.txt"
_LONGEST = 300  # characters that are read
_SHARED = 0.5  # what a word counts that several languages have
_LEAST = 1.0


def language_of(text: str, *, default: str = ENGLISH) -> str:
    """
    Return the language of a message: ``en``, ``de``, ``fr`` or ``es``.

    Args:
        text: the message as it was written, names left out: they say nothing of the writer's language.
        default: what is returned where the language cannot be told.
    """
    words = tokens(plain(text[:_LONGEST]))
    if not words:
        return default
    counts = dict.fromkeys(_markers(), 0.0)
    for word in words:
        spoken = [language for language, markers in _markers().items() if word in markers]
        for language in spoken:
            counts[language] += 1 if len(spoken) == 1 else _SHARED
    best = max(counts, key=counts.__getitem__)
    if counts[best] < _LEAST or sum(count == counts[best] for count in counts.values()) > 1:
        return default
    return best if best in LANGUAGES else default


def is_small_word(word: str) -> bool:
    """Say whether a plain word is one of the small words by which a language is told."""
    return any(word in markers for markers in _markers().values())


@cache
def _markers() -> dict[str, frozenset[str]]:
    """Return the small words of each language."""
    with open(_FILE, encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading the file
        parts = [line.partition(":") for line in file if not line.startswith("#")]
    return {language: frozenset(words.split()) for language, _, words in parts}
