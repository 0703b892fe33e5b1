"""
What the bot says, as data before any platform's markup.

Every string in here is plain text; a surface escapes all of it and only arranges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier_client import Verdict


LONGEST_COMMAND = 1800  # characters behind a button; Slack carries 2,000


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
    ``text`` the message that is shown or shared (``share``, ``ask_holder``). What is ``beside`` does not replace the
    answer that it stands under.
    """

    kind: ActionKind
    label: str
    command: str = ""
    url: str = ""
    text: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things that a card lists, with what can be done about it; ``note`` is its small print."""

    text: str
    note: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Items below a heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """
    One thing said.

    Reading order: ``banner`` (SANDBOX), ``first`` (what must be known before all else, such as a stale copy),
    ``headline``, ``facts``, ``lines``, ``groups``, ``findings``, ``provenance``, ``limits``, ``next_step``, then the
    actions. A surface draws an item's actions beside it where there is room, else as one choice for all of them.
    ``verdict`` is what the card is about, for those who need the data and not the words.
    """

    headline: str
    tone: Tone = Tone.NEUTRAL
    banner: str = ""
    first: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
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


def refusal_card(sentence: str) -> Card:
    """Return the card that says in one sentence why something was not done, and what to do instead."""
    return Card(sentence, Tone.CAUTION)


def refusal(sentence: str) -> Reply:
    """Return ``refusal_card`` as a whole reply."""
    return Reply((refusal_card(sentence),))


def item_count(reply: Reply) -> int:
    """Return how many items a reply's cards list."""
    return sum(len(group.items) for card in reply.cards for group in card.groups)


def most_items(reply: Reply, fits: Callable[[int], bool], *, most: int) -> int:
    """Return how many of the items can be shown, ``most`` at most; as few as it must be when nothing fits."""
    low, high = 0, min(item_count(reply), most)
    if fits(high):
        return high
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def first_items(reply: Reply, most: int) -> Reply:
    """Return the reply with the first ``most`` of all the items that its cards list."""
    cards = []
    for card in reply.cards:
        kept = []
        for group in card.groups:
            kept.append(replace(group, items=group.items[:most]))
            most -= len(kept[-1].items)
        cards.append(replace(card, groups=tuple(kept)))
    return replace(reply, cards=tuple(cards))
