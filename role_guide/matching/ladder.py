"""
Which rung of an issuer's ladder a text asks for: the step after or before a code, the top, the entry, the managers'.

Basis: rules 4 to 7 of ``docs/role-guide.md``. PAI's ladder for persons is AIDA, CPAP, CPAA, and AIMA on the management
side; ARTiBA's is AiE, CAiEP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from role_guide.matching.signals import Reading
    from role_guide.matching.tokens import Sentence

LADDERS = (("aida", "cpap", "cpaa"), ("aie", "caiep"))
_ON_LADDERS = frozenset(code for ladder in LADDERS for code in ladder)
NEAR = 6  # words between a cue and its code
_CUES = {
    "up": "after above beyond past next following follows follow then up outgrew outgrown further higher besides now "
    "has have holds hold holder passed got done finished earned already expires from climb over bestanden habe schon "
    "nach passe obtenu deja apres tengo aprobado",
    "onward": "next now after above beyond up then further higher follows following climb rung level step wants want "
    "stage summit top left outgrew continue continues go goes second third another danach weiter darueber daruber "
    "nachste naechste suivant dessus apres siguiente despues",
    "down": "before below prior towards toward until preparing prepares goal aim aims to",
    "aim": "goal aim below towards dream someday eventually destination",
    "top": "top highest last summit senior final uppermost architect",
    "entry": "entry first lowest begin beginning start starting starter bottom basic foundation",
    "managers": "manager managers management leads",
}
_UP, _ONWARD, _DOWN, _AIM, _TOP, _ENTRY, _MANAGERS = (frozenset(words.split()) for words in _CUES.values())


class Rung(NamedTuple):
    """A rung that is asked for: the code in lower case, how it was named, and where the words stand."""

    code: str
    how: str
    start: int
    end: int


def rungs(reading: Reading) -> Iterator[Rung]:
    """Yield the rungs that a text seems to ask for; most texts ask for none."""
    words = set(reading.words)
    if not words.isdisjoint(_ON_LADDERS):
        for sentence, _ in reading.sentences:
            yield from _by_code(sentence, words)
    yield from _by_issuer(reading, words)


def _by_code(sentence: Sentence, words: set[str]) -> Iterator[Rung]:
    for ladder in LADDERS:
        places = [place for place, word in enumerate(sentence) if word.text in ladder]
        if not places:
            continue
        ranks = [ladder.index(sentence[place].text) for place in places]
        rank = max(ranks)
        at = places[ranks.index(rank)]
        before = [word.text for word in sentence[max(0, at - NEAR) : at]]
        span = sentence[max(0, at - 3)].start, sentence[min(len(sentence) - 1, at + 1)].end
        if "between" in words and rank - min(ranks) > 1:
            yield Rung(ladder[rank - 1], "between", *span)
        elif rank and _is_before(before, words):
            yield Rung(ladder[rank - 1], "before", *span)
        elif rank + 1 < len(ladder) and not _ONWARD.isdisjoint(words):
            yield Rung(ladder[rank + 1], "far" if _UP.isdisjoint(before) else "after", *span)


def _is_before(before: Sequence[str], words: set[str]) -> bool:
    """Whether the words before a code, or an aim anywhere, ask for the rung below it."""
    near = not _DOWN.isdisjoint(before[-3:]) and _UP.isdisjoint(before[-2:])
    return near or not _AIM.isdisjoint(words)


def _by_issuer(reading: Reading, words: set[str]) -> Iterator[Rung]:
    institute = reading.has("issuers") and "institute" in words and "production" in words
    span = next(((s.start, s.start + len(s.quote)) for s in reading.of("issuers")), (0, 0))
    for named, ladder in ((institute or "pai" in words, LADDERS[0]), ("artiba" in words, LADDERS[1])):
        if not named or any(code in words for code in ladder):
            continue
        if not _MANAGERS.isdisjoint(words) and ladder is LADDERS[0]:
            yield Rung("aima", "managers", *span)
        if not _TOP.isdisjoint(words):
            yield Rung(ladder[-1], "top", *span)
        if not _ENTRY.isdisjoint(words):
            yield Rung(ladder[0], "entry", *span)
