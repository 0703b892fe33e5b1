"""Features being gathered: names with values, and the places in the visible text that each rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from role_guide.matching.signals import Reading, Signal

Span = tuple[int, int]
Spans = tuple[Span, ...]
WORDS_IN_A_STEP, MOST_STEPS = 8, 4
USUAL = 0.7  # what a feature of the lexicon counts; more, and the model trusts the lexicon beyond its own sets too much


class Features(NamedTuple):
    """
    Features with their values, and for each the places of the words that it rests on.

    A place is a pair of offsets, start and end, in ``Reading.shown``; what rests on no word has none.
    """

    values: dict[str, float]
    spans: dict[str, Spans]

    def add(self, name: str, spans: Spans = (), value: float = USUAL) -> None:
        """
        Add a feature; one that is there already stays as it is.

        Args:
            name: what the feature is called; the model knows it by this name only.
            spans: where the words stand that it rests on; none if it rests on no word.
            value: how much it counts.
        """
        if name not in self.values:
            self.values[name] = value
            self.spans[name] = spans


def spans_of(signals: Iterable[Signal]) -> Spans:
    """Give the places of signals."""
    return tuple([(start, start + len(quote)) for _, _, _, quote, _, _, start in signals])


def kind_of(reading: Reading) -> str:
    """Name the kind of a text: an advert, a question, or another text by its length."""
    if reading.advert:
        return "advert"
    if reading.question:
        return "question"
    return f"text{min(len(reading.words) // WORDS_IN_A_STEP, MOST_STEPS)}"
