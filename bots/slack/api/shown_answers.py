"""
Private answers as they were shown: Slack sends no ephemeral message back with a press.

What was shared from an answer is remembered by the store, so all processes know it, and after a restart too. The answer
itself holds people's names and stays in this process: a press that another process gets is answered beside it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from cachetools import TTLCache

from bots.conversation.text import general as phrases
from bots.runtime.answer_memory import GivenAnswer
from bots.slack.cards import cards
from bots.slack.cards import elements as blocks
from bots.slack.cards.elements import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bots.conversation.model.replies import Reply
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.ports import Monotonic
    from bots.slack.cards.elements import Block

KEEP = 3600.0  # seconds; a press in an older answer is answered beside it
SHARE, TAKE_BACK = "share", "unshare"
NAMED = (SHARE, "details", "less")  # what a row must hold to be named

Posted = tuple[str, str]
"""The channel of a message, and what Slack calls it there."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    A row of buttons of an answer that was shown: which message, which block, and how often it was changed.

    ``which`` tells its button to share from the others of the answer, by their count and its number: their texts tell
    the time and change.
    """

    message: str
    block: int
    turn: int = 0
    which: str = ""

    @property
    def block_id(self) -> str:
        """Return it as Slack gives it back."""
        return f"{SHARE}:{self.message}:{self.block}:{self.turn}:{self.which}"

    @property
    def answer(self) -> str:
        """Return what all messages of an answer share, and all that it is drawn anew as."""
        return self.message.partition("-")[0]

    @property
    def shared_key(self) -> str:
        """Return what names that which is shared from this row."""
        return f"slack:shared:{self.answer}:{self.which}"

    @classmethod
    def of(cls, block_id: str) -> Place | None:
        """Read a block's ID; None for that of another block."""
        kind, *parts = block_id.split(":")
        if kind != SHARE or len(parts) != 4 or not (parts[1].isdigit() and parts[2].isdigit()):
            return None
        return cls(parts[0], int(parts[1]), int(parts[2]), parts[3])


@dataclass(frozen=True, slots=True)
class Folding:
    """An answer that no command asks for again: its gist, and all of it."""

    gist: tuple[Message, ...]
    whole: tuple[Message, ...]


class ShownAnswers:
    """Remembers answers for a while in this process, and in the store what was shared from them."""

    def __init__(self, monotonic: Monotonic, posted: GivenAnswers, *, keep: float = KEEP, size: int = 2_000) -> None:
        """
        Start with none.

        Args:
            monotonic: a clock in seconds.
            posted: where it is stored what was shared.
            keep: for how many seconds an answer is remembered.
            size: how many answers at most.
        """
        self._monotonic = monotonic
        self._posted = posted
        self._shown: TTLCache[str, Message] = TTLCache(size, keep, timer=monotonic)
        self._offered: TTLCache[str, Block] = TTLCache(size, keep, timer=monotonic)
        self._foldings: TTLCache[str, Folding] = TTLCache(size, keep, timer=monotonic)

    async def draw(
        self, reply: Reply, *, sharing: bool = False, also: str = "", details: bool = False, before: str = ""
    ) -> list[Message]:
        """
        Draw a reply, and remember it as far as a press in it needs that.

        Args:
            reply: what is said.
            sharing: whether there is a channel in which it could be shared.
            also: small print at the end.
            details: whether all of it is wanted.
            before: the block's ID of the button that draws it anew; what was shared from there stays shared.
        """
        drawn = partial(cards.messages, reply, sharing=sharing, also=also, is_remembered=True)
        folding = None
        if reply.has_details and not cards.asks_again(reply):
            folding = Folding(tuple(drawn()), tuple(drawn(details=True)))
        return await self._all_named(drawn(details=details), before=before, folding=folding)

    async def unfold(self, block: str, *, details: bool) -> list[Message]:
        """Return all of an answer, or its gist again, by the row that was pressed; nothing where it is forgotten."""
        place = Place.of(block)
        folding = self._foldings.get(place.answer) if place is not None else None
        if folding is None:
            return []
        return await self._all_named(folding.whole if details else folding.gist, before=block, folding=folding)

    async def _all_named(self, messages: Sequence[Message], *, before: str, folding: Folding | None) -> list[Message]:
        """Put names on the rows in which something can be pressed, and remember the messages."""
        if not any(_is(kind, button) for each in messages for _, button in _buttons(each) for kind in NAMED):
            return list(messages)
        place = Place.of(before)
        answer = place.answer if place is not None else self._new_answer(messages)
        if folding is not None:
            self._foldings[answer] = folding
        total = sum(_is(SHARE, button) for each in messages for _, button in _buttons(each))
        places = _places(messages, answer, total, turn=place.turn + 1 if place is not None else 0)
        found: list[Message] = []
        for each, rows in zip(messages, places, strict=True):
            found.append(self._named(each, rows))
            if place is not None:
                found[-1] = await self._with_marks(found[-1], rows.values())
        return found

    async def shared(self, place: Place, action: str, posted: Posted, *, who: str) -> Message | None:
        """
        Remember that something was shared, and return the answer that says so; None where that is not remembered.

        Args:
            place: the row of the button that was pressed.
            action: the button's action ID.
            posted: what was posted.
            who: the key of the one who shared it.
        """
        await self._posted.remember(place.shared_key, GivenAnswer((posted,)), who=who)
        return self._marked(place, action, posted)

    async def find_shared(self, place: Place) -> Posted | None:
        """Return what was shared from a row, None where nothing was, or it was taken back."""
        given = await self._posted.find(place.shared_key) if place.which else None
        return given.messages[0] if given is not None else None

    async def taken_back(self, place: Place, action: str) -> Message | None:
        """Forget what was shared, and return the answer that can be shared again; None where it is not remembered."""
        await self._posted.forget(place.shared_key)
        offered = self._offered.get(place.block_id)
        if offered is None:
            return None
        return self._changed(replace(place, turn=place.turn + 1), action, offered, note=phrases.TAKEN_BACK)

    def _new_answer(self, messages: Sequence[Message]) -> str:
        drawn = json.dumps([[*each.blocks] for each in messages] + [self._monotonic()])
        return hashlib.sha256(drawn.encode()).hexdigest()[:24]

    def _named(self, message: Message, rows: Mapping[int, Place]) -> Message:
        if not rows:
            return message
        shown = tuple(
            {**block, "block_id": rows[at].block_id} if at in rows else block for at, block in enumerate(message.blocks)
        )
        for at, button in _buttons(message):
            if at in rows and _is(SHARE, button):
                self._offered[rows[at].block_id] = button
        named = replace(message, blocks=shown)
        self._shown[next(iter(rows.values())).message] = named
        return named

    async def _with_marks(self, message: Message, rows: Iterable[Place]) -> Message:
        marked = message
        for place in rows:
            posted, button = await self.find_shared(place), self._offered.get(place.block_id)
            if posted is not None and button is not None:
                marked = self._marked(place, button["action_id"], posted) or marked
        return marked

    def _marked(self, place: Place, action: str, posted: Posted) -> Message | None:
        number = action.partition(":")[2] or "0"
        return self._changed(place, action, take_back_button(number, posted), note=phrases.SHARED_HERE)

    def _changed(self, place: Place, action: str, button: Block, *, note: str) -> Message | None:
        message = self._shown.get(place.message)
        at = _row_of(message, place) if message is not None else None
        if message is None or at is None:
            return None
        row = message.blocks[at]
        if place.which and (before := self._offered.get(row["block_id"])) is not None:
            self._offered[place.block_id] = before
        found = [button if _is_replaced(each, action) else each for each in row.get("elements", [])]
        below = [*message.blocks[at + 1 :]]
        if below and below[0].get("block_id", "").startswith("shared:"):
            below = below[1:]
        said = {**blocks.context(note)[0], "block_id": f"shared:{place.block_id}"}
        changed = (*message.blocks[:at], {**row, "elements": found, "block_id": place.block_id}, said, *below)
        self._shown[place.message] = replace(message, blocks=changed)
        return self._shown[place.message]


def take_back_button(number: str, posted: Posted) -> Block:
    """Return the button that deletes what was shared; ``number`` is that of the button which shared it."""
    value = " ".join(posted)
    return blocks.button(phrases.TAKE_BACK, f"{TAKE_BACK}:{number}", value=value, confirm=phrases.TAKE_BACK_ASK)


def shared_beside(place: Place, action: str, posted: Posted, said: str) -> Message:
    """Return what is said beside an answer that something was shared from, with the way back."""
    button = take_back_button(action.partition(":")[2] or "0", posted)
    row = {**blocks.actions([button])[0], "block_id": place.block_id}
    return Message(blocks.top_text(said), (*blocks.sections(said), row))


def _places(messages: Sequence[Message], answer: str, total: int, *, turn: int) -> list[dict[int, Place]]:
    """Name the rows of each message by the number of their block."""
    numbers, found = count(), list[dict[int, Place]]()
    for at, message in enumerate(messages):
        name, rows = f"{answer}-{at}" if at else answer, dict[int, Place]()
        for block, button in _buttons(message):
            if _is(SHARE, button):
                rows[block] = Place(name, block, turn, f"{total}.{next(numbers)}")
            elif any(_is(kind, button) for kind in NAMED):
                rows.setdefault(block, Place(name, block, turn))
        found.append(rows)
    return found


def _row_of(message: Message, place: Place) -> int | None:
    """Return where the row stands now: a line below another one may have moved it."""
    for at, block in enumerate(message.blocks):
        found = Place.of(block.get("block_id", ""))
        if found is not None and found.block == place.block:
            return at
    return None


def _buttons(message: Message) -> Iterator[tuple[int, Block]]:
    """Return the buttons in the rows, each with the number of its block."""
    return ((at, each) for at, block in enumerate(message.blocks) for each in block.get("elements", []))


def _is_replaced(button: Block, action: str) -> bool:
    return button.get("action_id") == action


def _is(kind: str, button: Block) -> bool:
    return str(button.get("action_id", "")).startswith(f"{kind}:")
