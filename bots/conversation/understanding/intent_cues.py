"""Words and phrases that say what a message is after, in four languages, looked up word by word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILE = f"{__file__.rpartition('intent_cues')[0]}data/intent_cues.txt"
_SHORTEST_STEM, _LONGEST_STEM, _LONGEST_PHRASE = 3, 12, 5


class Cues(NamedTuple):
    """Groups by whole word or phrase, and by the beginning of a word."""

    whole: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    phrase_starts: frozenset[str]


@cache
def cues() -> Cues:
    """Read the file of cues."""
    whole: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    with open(_FILE, encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading the file
        for line in file:
            group, _, entries = line.partition(":")
            if line.startswith("#") or not entries:
                continue
            for text in entries.strip().split(", "):
                is_stem = text[-1:] == "*" and " " not in text
                key = text.rstrip("*").replace("-", " ")
                table = stems if is_stem else whole
                known = table.get(key)
                table[key] = (group,) if known is None else (*known, group)
    return Cues(whole, stems, frozenset(key.split()[0] for key in whole if " " in key))


def groups_in(words: Sequence[str]) -> list[str]:
    """
    Return the groups whose words or phrases stand in a text, each once.

    Args:
        words: plain words in order, as ``words.tokens`` gives them.
    """
    whole, stems, starts = cues()
    found: dict[str, None] = {}
    for at, word in enumerate(words):
        for group in whole.get(word, ()):
            found[group] = None
        for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            for group in stems.get(word[:length], ()):
                found[group] = None
        if word in starts:
            for end in range(at + 2, min(at + _LONGEST_PHRASE, len(words)) + 1):
                for group in whole.get(" ".join(words[at:end]), ()):
                    found[group] = None
    return list(found)
