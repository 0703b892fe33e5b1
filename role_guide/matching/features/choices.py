"""
What a text leaves open: "build it or lead it", "AI specialist or head of AI?", "AIMA or CPAP".

Basis: rule 13 of ``docs/role-guide.md``. Somebody who names two duties or two codes as alternatives asks to be asked
back; somebody who names them together ("builds and leads") does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from role_guide.matching.features.builder import kind_of
from role_guide.matching.negation import Stance
from role_guide.matching.scoring import BUILDING, LEADING
from role_guide.matching.tokens import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from role_guide.matching.features.builder import Features, Span
    from role_guide.matching.signals import Reading
    from role_guide.matching.tokens import Sentence

CHOICE = 1.6  # what a choice weighs beside a single signal
SIDED = 2  # what a signal weighs at least that names a side
NEAR = 5  # words on either side of an "or" that name what is chosen between
_OR = frozenset({"or", "oder", "ou", "vs", "versus"})
_DOUBTS = frozenset("undecided unclear unsure undefined something anything whatever maybe".split())  # noqa: SIM905
_NOT = frozenset("no not cannot cant dont yet without".split())  # noqa: SIM905
_UNKNOWN = frozenset("idea settled say tell know known decide decided sure clear plan fixed defined".split())  # noqa: SIM905
_STILL = frozenset("still yet is quite all left remains offen".split())  # noqa: SIM905
_OPEN = frozenset(
    "undecided open unclear unsure settled decided know idea plan perhaps maybe whether either both".split()  # noqa: SIM905
)


def add_choices(to: Features, reading: Reading) -> None:
    """
    Add what is chosen between, if anything is.

    Args:
        to: the features so far.
        reading: what was read.
    """
    _add_doubts(to, reading)
    if _OR.isdisjoint(reading.words):
        return
    opened = "" if _OPEN.isdisjoint(reading.words) else ":open"
    sides = _sides(reading)
    for sentence, _ in reading.sentences:
        for before, after, span in _choices(sentence):
            pair = "-".join(sorted((_name(before, sides), _name(after, sides))))
            to.add(f"or:{pair}", (span,), CHOICE)
            to.add(f"or:{pair}{opened}", (span,), CHOICE)
            if "doubt" in to.values:
                to.add("doubt and or", (span,), CHOICE)


def _add_doubts(to: Features, reading: Reading) -> None:
    """Add that the asker says how little is known: "no idea", "not settled", "something with AI"."""
    for sentence, _ in reading.sentences:
        words = [word.text for word in sentence]
        for at, word in enumerate(sentence):
            said = word.text in _DOUBTS or (word.text in _UNKNOWN and not _NOT.isdisjoint(words[max(0, at - 3) : at]))
            if said or (word.text == "open" and (at + 1 == len(sentence) or words[at - 1] in _STILL)):
                to.add("doubt", ((word.start, word.end),), CHOICE)
                to.add(f"doubt:{kind_of(reading)}", ((word.start, word.end),))


def _choices(sentence: Sentence) -> Iterator[tuple[Sentence, Sentence, Span]]:
    """Yield the words before and after each "or", and where it stands."""
    for at, word in enumerate(sentence):
        if word.text in _OR and 0 < at < len(sentence) - 1:
            yield sentence[max(0, at - NEAR) : at], sentence[at + 1 : at + 1 + NEAR], (word.start, word.end)


def _sides(reading: Reading) -> dict[int, str]:
    """Give for each place where a signal of a person's duty begins which side it is of; the weightier one counts."""
    found: dict[int, tuple[int, str]] = {}
    for name, duties in (("build", BUILDING), ("lead", LEADING)):
        for duty in duties:
            for signal in reading.of(duty):
                if (
                    signal.stance is Stance.OWN
                    and signal.weight >= SIDED
                    and signal.weight > found.get(signal.start, (0, ""))[0]
                ):
                    found[signal.start] = signal.weight, name
    return {place: name for place, (_, name) in found.items()}


def _name(words: Sentence, sides: dict[int, str]) -> str:
    if any(word.text in CODES for word in words):
        return "code"
    named = {sides[word.start] for word in words if word.start in sides}
    return named.pop() if len(named) == 1 else "both" if named else "other"
