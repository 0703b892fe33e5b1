"""
What a text says after its turn from a title to what is really done: "compliance manager who codes the LLM features".

Basis: rule 1 of ``docs/role-guide.md``, duties before titles. An advert turns after its heading; another text at the
first "who", "but", "she", colon and the like that has a duty before it and one after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from role_guide.matching.features.builder import spans_of
from role_guide.matching.negation import Stance
from role_guide.matching.scoring import BUILDING, LEADING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from role_guide.matching.features.builder import Features
    from role_guide.matching.signals import Reading, Signal

TURN = 1.05  # what a turn weighs beside a single signal
FEWEST = 2  # what a signal weighs at least that says more than a word in passing
_TURNS = frozenset(
    "who but he she they i we you now today actually really yes instead however yet then since though while".split()  # noqa: SIM905
)
_DUTIES = (*BUILDING, *LEADING)


def add_turns(to: Features, reading: Reading) -> None:
    """
    Add what is said before and after the turn, if there is one.

    Args:
        to: the features so far.
        reading: what was read.
    """
    own = [
        signal
        for duty in _DUTIES
        for signal in reading.of(duty)
        if signal.stance is Stance.OWN and signal.weight >= FEWEST
    ]
    if not own:
        return
    first, last = min(signal.start for signal in own), max(signal.start for signal in own)
    turn = next((place for place in _turns(reading) if first < place <= last), None)
    if turn is None:
        return
    before = [signal for signal in own if signal.start < turn]
    after = [signal for signal in own if signal.start >= turn]
    to.add(f"turn:{_side(before)}>{_side(after)}", spans_of(after), TURN)
    to.add(f"after:{_side(after)}", spans_of(after))
    for group in dict.fromkeys(signal.group for signal in after):
        to.add(f"after:{group}", spans_of(signal for signal in after if signal.group == group))


def _turns(reading: Reading) -> Iterator[int]:
    """Yield where a text may turn: offsets in the visible text."""
    if reading.advert:
        yield from (sentence[0].start for sentence, _ in reading.sentences[1:2])
        return
    for number, (sentence, _) in enumerate(reading.sentences):
        if number:
            yield sentence[0].start
        yield from (word.start for word in sentence[1:] if word.mark == ":" or word.text in _TURNS)


def _side(signals: Sequence[Signal]) -> str:
    """Name the side that most of different phrases are of, each side's weightiest first."""
    build, lead = (_weight(signal for signal in signals if signal.group in side) for side in (BUILDING, LEADING))
    return "build" if build > lead else "lead" if lead > build else "both"


def _weight(signals: Iterable[Signal]) -> int:
    return sum({signal.quote.lower(): signal.weight for signal in signals}.values())
