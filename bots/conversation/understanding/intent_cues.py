"""Words and phrases that say what a message is after, in four languages, looked up word by word."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FILE = f"{__file__.rpartition('intent_cues')[0]}data/intent_cues.txt"
_SHORTEST_STEM, _LONGEST_STEM, _LONGEST_PHRASE = 3, 12, 5


class Cues:
    """
    All entries of the file, the entries of each group, and the first words of phrases.

    An entry is a whole word, a phrase, or the beginning of a word with a ``*`` behind it. ``groups`` has the entries
    of a group as they are written, with a comma before and behind each: cutting all of them up, or turning them round,
    takes longer than reading a message.
    """

    def __init__(self, groups: dict[str, str]) -> None:
        self.groups = groups
        self.entries = frozenset(", ".join(groups.values()).split(", ")) - {""}
        self.phrase_starts = frozenset([each.partition(" ")[0] for each in self.entries if " " in each])


@cache
def cues() -> Cues:
    """Read the file of cues."""
    with open(_FILE, encoding="utf-8") as file:  # noqa: PTH123 - loading pathlib takes longer than reading the file
        lines = [line.rstrip("\n").partition(": ") for line in file if line[0] not in "#\n"]
    return Cues({group: f", {entries}, " for group, _, entries in lines})


@lru_cache(maxsize=4096)
def groups_of(entry: str) -> tuple[str, ...]:
    """Return the groups that an entry of the file stands in."""
    written = f", {entry}, "
    return tuple(group for group, entries in cues().groups.items() if written in entries)


def groups_in(words: Sequence[str]) -> list[str]:
    """
    Return the groups whose words or phrases stand in a text, each once.

    Args:
        words: plain words in order, as ``words.tokens`` gives them.
    """
    known = cues().entries
    found = (groups_of(each) for each in _readings(words) if each in known)
    return list(dict.fromkeys(group for groups in found for group in groups))


def _readings(words: Sequence[str]) -> Iterator[str]:
    """What of a text can be an entry: its words, their beginnings, and phrases that begin as one in the file does."""
    starts = cues().phrase_starts
    for at, word in enumerate(words):
        yield word
        for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            yield f"{word[:length]}*"
        if word in starts:
            for end in range(at + 2, min(at + _LONGEST_PHRASE, len(words)) + 1):
                yield " ".join(words[at:end])
