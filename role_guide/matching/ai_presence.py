"""
How AI is in sight in a text: is there AI work, AI use, AI only as the firm's field, AI denied, or silence.

Basis: rules 14 and 15 of ``docs/role-guide.md``. What stands near a name of AI in the same sentence says which; words
that also mean something else ("model", "agent", "network") count for nothing here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from role_guide.matching.negation import Stance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from role_guide.matching.signals import Reading, Signal

NEAR = 60  # characters between a name of AI and the word that says what is done with it
RELATIONS = ("build", "run", "lead", "govern", "use", "sell", "field")


class AiPresence(StrEnum):
    """What AI is to the person asked about, as far as words near its names tell."""

    WORK = "work"
    USE = "use"
    FIELD = "field"
    NAMED = "named"
    DENIED = "denied"
    SILENT = "silent"


class Sighting(NamedTuple):
    """How AI is in sight: the judgement, the names of AI that count, and the relations with their words."""

    presence: AiPresence
    named: Sequence[Signal]
    near: dict[str, list[Signal]]


def ai_in_sight(reading: Reading) -> Sighting:
    """Judge how AI is in sight of one reading."""
    found = reading.of("ai_named")
    named = [signal for signal in found if signal.stance is not Stance.DENIED]
    places: dict[int, list[int]] = {}
    for signal in named:
        places.setdefault(signal.sentence, []).append(signal.start)
    near = {relation: _near(reading.of(f"near_{relation}"), places) for relation in RELATIONS if places}
    near = {relation: signals for relation, signals in near.items() if signals}
    return Sighting(_presence(found, named, near), named, near)


def _presence(found: Sequence[Signal], named: Sequence[Signal], near: dict[str, list[Signal]]) -> AiPresence:
    if not found:
        return AiPresence.SILENT
    if not named:
        return AiPresence.DENIED
    if not near:
        return AiPresence.NAMED
    if "sell" in near or set(near) == {"field"}:
        return AiPresence.FIELD
    if near.keys() & {"build", "run", "lead", "govern"}:
        return AiPresence.WORK
    return AiPresence.USE if "use" in near else AiPresence.FIELD


def _near(signals: Sequence[Signal], names: Mapping[int, Sequence[int]]) -> list[Signal]:
    """Keep the person's own signals that stand near a name of AI; ``names`` gives where those start, by sentence."""
    return [
        signal
        for signal in signals
        if signal.sentence in names
        and signal.stance is Stance.OWN
        and any(abs(signal.start - start) <= NEAR for start in names[signal.sentence])
    ]
