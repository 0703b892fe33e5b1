"""
What the bot says, as data before any platform's markup.

Every string in here is plain text; a surface escapes all of it and only arranges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier_client import Verdict


class Tone(StrEnum):
    """How a card feels; always said in words as well, never by colour alone."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    NEUTRAL = "neutral"


class ActionKind(StrEnum):
    """What a button does."""

    RUN = "run"
    OPEN = "open"
    SHARE = "share"
    ASK_HOLDER = "ask_holder"


@dataclass(frozen=True, slots=True)
class Action:
    """
    A button.

    ``command`` is what a person would type to the same effect (``run``), ``url`` a page to open (``open``), and
    ``text`` the message that is shown or shared (``share``, ``ask_holder``).
    """

    kind: ActionKind
    label: str
    command: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """
    One thing said.

    Reading order: ``banner`` (SANDBOX), ``first`` (what must be known before all else, such as a stale copy),
    ``headline``, ``facts``, ``lines``, ``findings``, ``provenance``, ``limits``, ``next_step``, then the actions.
    ``verdict`` is what the card is about, for those who need the data and not the words.
    """

    headline: str
    tone: Tone = Tone.NEUTRAL
    banner: str = ""
    first: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    provenance: str = ""
    limits: tuple[str, ...] = ()
    next_step: str = ""
    actions: tuple[Action, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one intent: a summary line when there are several cards, and the cards in the asker's order."""

    cards: tuple[Card, ...]
    summary: str = ""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdicts behind the cards."""
        return tuple(card.verdict for card in self.cards if card.verdict is not None)
