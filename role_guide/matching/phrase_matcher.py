"""
Phrases looked for in words: how the data files write them, and how all of them are found in one walk.

``word`` is itself, ``word*`` also what begins so (with three letters at least), ``a|b*`` one of several, and ``..`` up
to five words between. Most phrases are never come near to: each is read one word further than the walk has come.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GAP = 5
HEAD = 3  # letters by which beginnings of words are looked up
_MARKS = 0xE000  # signs from here on stand for phrases; no text that is looked through has them


class Phrase(NamedTuple):
    """What a phrase belongs to, and how much it counts there."""

    group: str
    weight: int
    topic: bool = False


class Hit(NamedTuple):
    """A phrase found: the places of its words."""

    phrase: Phrase
    places: tuple[int, ...]


class _Branches(NamedTuple):
    """What is left of phrases after one more word: by the word itself and, by its first letters, by how it begins."""

    exact: Mapping[str, str]
    starts: Mapping[str, Sequence[tuple[str, str]]]

    def after(self, word: str) -> str:
        """Give what is left of all phrases that go on with a word."""
        left = self.exact.get(word, "")
        for start, more in self.starts.get(word[:HEAD], ()):
            if word.startswith(start):
                left += more
        return left


class _Onward(NamedTuple):
    """Which phrases end here, and where the very next word leads, and one of those after it."""

    ends: Sequence[Phrase]
    near: _Branches | None
    far: _Branches | None


class _Sentence(NamedTuple):
    """The words that are looked through, their first letters, and what was found."""

    words: Sequence[str]
    heads: Sequence[str]
    hits: list[Hit]


class Phrases:
    """
    All phrases, as a tree over the parts that they are written of, which grows where it is walked.

    A place in the tree is what is left of the phrases that come this way, as one text: each as the data files write it,
    then a sign that says which it is. Thousands of small objects would make loading wait for the garbage collector.
    """

    def __init__(self, short: Mapping[str, tuple[str, ...]]) -> None:
        """Start empty; ``short`` are the words that texts are rid of, so that phrases must be too."""
        self._short = short
        self._phrases: list[Phrase] = []
        self._lefts: dict[str, str] = {}
        self._begun: _Branches | None = None
        self._begun_with = lru_cache(maxsize=8192)(self._first)
        self._onward = lru_cache(maxsize=32768)(self._grow)

    def add(self, written: str, phrase: Phrase) -> None:
        """
        Add phrases, before any is looked for.

        Args:
            written: the phrases as the data files write them, parted by semicolons or lines.
            phrase: what all of them belong to.
        """
        lefts, short, mark = self._lefts, self._short, chr(_MARKS + len(self._phrases))
        self._phrases.append(phrase)
        marked = written.replace("\n", ";").replace("; ", ";").strip(";").replace(";", f" {mark};")
        for each in f"{marked} {mark}".split(";"):
            part, _, rest = each.partition(" ")
            if part in short:
                _add(lefts, part, rest, short)
            elif part in lefts:
                lefts[part] += f"{rest};"
            else:
                lefts[part] = f"{rest};"

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Give every phrase in the words of one sentence."""
        sentence = _Sentence(words, [word[:HEAD] for word in words], [])
        for start, onward in enumerate(map(self._begun_with, words)):
            if onward:
                self._walk(onward, sentence, (start,))
        return sentence.hits

    def _first(self, word: str) -> _Onward | None:
        """Give the phrases that a word is by itself, and how all those go on that begin with it."""
        if self._begun is None:
            self._begun = _by_words(self._lefts) or _Branches({}, {})
        left = self._begun.after(word)
        return self._grow(left) if left else None

    def _walk(self, onward: _Onward, sentence: _Sentence, places: tuple[int, ...]) -> None:
        ends, near, far = onward
        words, heads, hits = sentence
        if ends:
            hits += [_MAKE(Hit, (phrase, places)) for phrase in ends]
        at = places[-1] + 1
        if at == len(words):
            return
        if near:
            exact, starts = near
            if words[at] in exact or heads[at] in starts:
                left = near.after(words[at])
                if left:
                    self._walk(self._onward(left), sentence, (*places, at))
        if far:
            exact, starts = far
            for place in range(at, min(at + GAP + 1, len(words))):
                if words[place] in exact or heads[place] in starts:
                    left = far.after(words[place])
                    if left:
                        self._walk(self._onward(left), sentence, (*places, place))

    def _grow(self, left: str) -> _Onward:
        """Read one more word of every phrase that comes this way."""
        ends: list[Phrase] = []
        near: dict[str, str] = {}
        far: dict[str, str] = {}
        for written in dict.fromkeys(left[:-1].split(";")):
            part, _, rest = written.partition(" ")
            branches = near
            if part == "..":
                part, _, rest = rest.partition(" ")
                branches = far
            if rest:
                _add(branches, part, rest, self._short)
            else:
                ends.append(self._phrases[ord(part) - _MARKS])
        return _Onward(ends, _by_words(near), _by_words(far))


def _add(lefts: dict[str, str], part: str, rest: str, short: Mapping[str, tuple[str, ...]]) -> None:
    """Keep what is left of a phrase with the others that go on with the same part."""
    if part in short:
        part, *more = short[part]
        rest = " ".join((*more, rest))
    lefts[part] = f"{lefts.get(part, '')}{rest};"


def _by_words(lefts: Mapping[str, str]) -> _Branches | None:
    """Keep what is left by the words that the parts name, and by the first letters of those that only begin words."""
    if not lefts:
        return None
    exact: dict[str, str] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    for part, left in lefts.items():
        for one in part.split("|") if "|" in part else (part,):
            if one[-1] == "*":
                starts.setdefault(one[:HEAD], []).append((one[:-1], left))
            elif one in exact:
                exact[one] += left
            else:
                exact[one] = left
    return _Branches(exact, starts)


_MAKE = tuple.__new__  # twice as fast as the class itself
