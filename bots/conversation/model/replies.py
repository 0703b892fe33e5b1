"""
What the bot says, as data before any platform's markup.

Every string in here is plain text; a surface escapes all of it and only arranges.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


class Action(Struct, frozen=True):
    """
    A button.

    ``command`` is what a person would type to the same effect (``run``), ``url`` a page to open (``open``), and
    ``text`` the message that is shown or shared (``share``, ``ask_holder``). What is ``beside`` does not replace the
    answer that it stands under. ``confirm`` is what must be agreed to first, in words.
    """

    kind: ActionKind
    label: str
    command: str = ""
    url: str = ""
    text: str = ""
    beside: bool = False
    confirm: str = ""


class ItemState(Struct, frozen=True):
    """
    What was done about an item, by whom and when.

    ``text`` holds ``{}`` where the person stands whom ``who`` tells by ``Asker.key``: a surface that knows people
    names them in its own way, others by ``name`` where one is known.
    """

    text: str
    who: str = ""
    name: str = ""

    @property
    def plain(self) -> str:
        """Return it for a surface that does not know the person."""
        said = self.text.format(self.name or "somebody") if self.who else self.text
        return said[:1].upper() + said[1:]


class Item(Struct, frozen=True):
    """
    One of several things that a card lists, with what can be done about it; ``note`` is its small print.

    ``state`` is what was done about it. ``picks_for`` is the command that a person is to be picked for: a surface
    with a person picker shows it in place of the actions.
    """

    text: str
    note: str = ""
    actions: tuple[Action, ...] = ()
    state: ItemState | None = None
    picks_for: str = ""


class Group(Struct, frozen=True):
    """Items below a heading."""

    heading: str
    items: tuple[Item, ...]


class TableRow(Struct, frozen=True):
    """One row: as many cells as the table has columns; ``tone`` is a sign before the second, ``action`` opens it."""

    cells: tuple[str, ...]
    tone: Tone | None = None
    action: Action | None = None

    def signed(self, signs: Mapping[Tone, str], *, between: str = " ") -> tuple[str, ...]:
        """
        Return the cells with the sign of the row's tone before the second.

        Args:
            signs: the sign of each tone.
            between: what stands between a sign and the cell's text.
        """
        first, *rest = self.cells
        if self.tone is None or not rest:
            return self.cells
        return (first, f"{signs[self.tone]}{between}{rest[0]}", *rest[1:])


class Table(Struct, frozen=True):
    """Rows to compare, below the headings of their columns; the first column names what a row is about."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


class CopyPart(Struct, frozen=True):
    """A part of a text to copy; ``is_marked`` where a reader should look."""

    text: str
    is_marked: bool = False


class CopyText(Struct, frozen=True):
    """A text to copy, in a block of its own below its ``label``; the parts put together are the text."""

    parts: tuple[CopyPart, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """Return the text without its marks."""
        return "".join(part.text for part in self.parts)


class CardContent(Struct, frozen=True, kw_only=True):
    """What a card can say below its headline, in the order in which it is read."""

    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    to_copy: CopyText | None = None
    groups: tuple[Group, ...] = ()
    findings: tuple[str, ...] = ()
    provenance: str = ""
    limits: tuple[str, ...] = ()
    next_step: str = ""
    actions: tuple[Action, ...] = ()


class Card(CardContent, frozen=True):
    """
    One thing said: its gist, and behind it the ``details``; a card without details shows all that it has.

    Reading order: ``banner`` (SANDBOX), ``first`` (what must be known before all else, such as a stale copy),
    ``headline`` (the most important fact), ``gist`` (four short lines at most), ``table``, then the content, with the
    actions last; of these a card with details has those that one needs next. A surface draws an item's actions beside
    it where there is room, else as one choice for all of them. ``verdict`` is what the card is about, for those who
    need the data and not the words.
    """

    headline: str
    tone: Tone = Tone.NEUTRAL
    banner: str = ""
    first: str = ""
    gist: tuple[str, ...] = ()
    table: Table | None = None
    details: CardContent | None = None
    verdict: Verdict | None = None

    def unfolded(self) -> Card:
        """Return the card with its details in their places, behind what the gist has there."""
        if self.details is None:
            return self
        joined = {each: _joined(self, self.details, each) for each in CardContent.__struct_fields__}
        return replace(self, **joined, details=None)


def _joined(first: CardContent, more: CardContent, name: str) -> Any:
    """Join what two contents hold under a name: lists one behind the other, of a sentence or a text the further one."""
    one, other = getattr(first, name), getattr(more, name)
    return (*one, *other) if isinstance(one, tuple) else other or one


class ReplyFile(Struct, frozen=True):
    """A file to keep: ``instead`` is said where a surface has handed it over, in place of the cards that hold it."""

    name: str
    text: str
    instead: Card


class Reply(Struct, frozen=True):
    """
    The answer to one intent: the cards in the asker's order, below a ``summary`` where something is to be said first.

    Of several certificates ``overview`` is the gist: its table and what is the same for all (banner, provenance,
    limits) stand once, and the cards with a verdict are its details. ``command`` is what a person would type to be
    given the same answer again; a surface that cannot hold details back in a message asks with it. ``file`` is the same
    as a file, for a surface that can hand one over.
    """

    cards: tuple[Card, ...]
    summary: str = ""
    overview: Card | None = None
    command: str = ""
    file: ReplyFile | None = None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdicts behind the cards."""
        return tuple(card.verdict for card in self.cards if card.verdict is not None)

    @property
    def gist(self) -> tuple[Card, ...]:
        """Return the cards that are shown at first."""
        if self.overview is None:
            return self.cards
        return (self.overview, *(card for card in self.cards if card.verdict is None))

    @property
    def has_details(self) -> bool:
        """Say whether there is more than the gist."""
        return self.overview is not None or any(card.details is not None for card in self.cards)

    def unfolded(self) -> Reply:
        """Return the whole answer: nothing of it is left behind a button."""
        cards = tuple(card.unfolded() for card in self.cards)
        if self.overview is None:
            return replace(self, cards=cards)
        return replace(self, cards=(self.overview.unfolded(), *cards), overview=None)


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
