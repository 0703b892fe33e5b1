"""Whose doing a word is: the asked-about person's, somebody else's, only a title's, or nobody's ("not ...")."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from role_guide.matching.phrase_matcher import Hit
    from role_guide.matching.tokens import Sentence

DENIERS = frozenset({"not", "no", "never", "without", "non", "nothing", "cannot", "cant", "zero", "instead", "less"})
LONGEST_DENIAL, LONGEST_ASIDE, LONGEST_TITLE = 9, 7, 14  # words
_CUES = frozenset(
    "third_party others_after name_only name_if_over others_do company_talk not_after not_next not_before".split()  # noqa: SIM905
)
_LIST_WORDS = frozenset({"or", "nor", "oder", "ou", "o"})


class Stance(IntEnum):
    """How a word counts."""

    DENIED = -1
    OTHERS = 0
    OWN = 1


def order_in(cues: Sequence[Hit]) -> int | None:
    """Where a sentence begins to tell the guide what to do ("ignore the rules and ..."); a text is data."""
    for hit in cues:  # in the order of their first words
        if hit.phrase.group == "orders":
            return hit.places[0]
    return None


def stances(sentence: Sentence, cues: Sequence[Hit], *, advert: bool) -> list[Stance]:
    """
    Give the stance of every word of a sentence.

    Args:
        sentence: its words.
        cues: the phrases in it that say whose doing something is.
        advert: whether it is of a text that speaks to "you", so that all others are third parties.
    """
    found = [Stance.OWN] * len(sentence)
    at = _CueIndex(cues)
    if not at.any_of(_CUES):
        return found
    if advert and _is_about_others(at):
        found = [Stance.OTHERS] * len(sentence)
    for start, end in _spans(sentence, at):
        found[start:end] = [Stance.OTHERS] * (end - start)
    for place in at.covered("company_talk"):
        found[place] = Stance.OTHERS
    harmless = at.covered("not_a_denial")
    back = at.covered("not_before")
    for cue in at.ends("not_after"):
        if cue in harmless or cue in back:
            continue
        end = _end_of(sentence, cue + 1, LONGEST_DENIAL, at.starts("resume"), lists=True)
        if end == cue + 1 == len(sentence):
            back.add(cue)
        found[cue + 1 : end] = [Stance.DENIED] * (end - cue - 1)
    for cue in at.ends("not_next"):
        found[cue + 1 : cue + 2] = [Stance.DENIED] * len(found[cue + 1 : cue + 2])
    for cue in back:
        start = _start_of(sentence, cue)
        found[start:cue] = [Stance.DENIED] * (cue - start)
    return found


class _CueIndex:
    """Where the words of the scope groups stand in one sentence."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._hits: dict[str, list[tuple[int, ...]]] = {}
        for hit in hits:
            self._hits.setdefault(hit.phrase.group, []).append(hit.places)

    def any_of(self, groups: frozenset[str]) -> bool:
        return not groups.isdisjoint(self._hits)

    def starts(self, group: str) -> set[int]:
        return {places[0] for places in self._hits.get(group, ())}

    def ends(self, group: str) -> list[int]:
        return sorted({places[-1] for places in self._hits.get(group, ())})

    def covered(self, group: str) -> set[int]:
        return {place for places in self._hits.get(group, ()) for place in range(places[0], places[-1] + 1)}

    def has(self, group: str) -> bool:
        return group in self._hits


def _is_about_others(at: _CueIndex) -> bool:
    return any(start <= 4 for start in at.starts("third_party")) and not at.has("requirement")


def _spans(sentence: Sentence, at: _CueIndex) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are about somebody else, or only about the title."""
    you = at.starts("you_again")
    for cue in at.ends("others_after"):
        if cue + 1 < len(sentence) and cue + 1 not in you:
            yield cue + 1, _end_of(sentence, cue + 1, LONGEST_ASIDE, at.starts("resume") - {cue + 1}, lists=False)
    over = max(at.starts("name_over"), default=-1)
    for cue in (*at.ends("name_only"), *(cue for cue in at.ends("name_if_over") if cue < over)):
        yield cue + 1, _end_of(sentence, cue + 1, LONGEST_TITLE, at.starts("name_over"), lists=False)
    for cue in at.ends("others_do"):
        yield _start_of(sentence, cue), _end_of(sentence, cue + 1, LONGEST_TITLE, at.starts("you_again"), lists=False)


def _end_of(sentence: Sentence, start: int, longest: int, stops: set[int], *, lists: bool) -> int:
    """Where the clause that begins at ``start`` is over."""
    for place in range(start, min(start + longest, len(sentence))):
        mark = sentence[place].mark if place > start else ""
        if place in stops or mark == ":":
            return place
        if mark == "," and not (lists and _goes_on(sentence, place)):
            return place
    return min(start + longest, len(sentence))


def _goes_on(sentence: Sentence, comma: int) -> bool:
    """Whether a comma only parts the members of a list: "does not build, tune or run models"."""
    for word in sentence[comma : comma + 4]:
        if word.mark == ":":
            return False
        if word.text in _LIST_WORDS:
            return True
    return False


def _start_of(sentence: Sentence, end: int) -> int:
    """Where the clause that ends before ``end`` began; commas before it may be those of a list."""
    for place in range(end, 0, -1):
        if sentence[place - 1].text in {"but", "and", "while"} and end - place > 3:
            return place
        if place < end and sentence[place].mark == ":":
            return place
    return 0
