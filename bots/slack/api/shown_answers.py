"""Private answers that can be shared, as they were shown: Slack sends no ephemeral message back with a press."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bots.conversation.text import general as phrases
from bots.slack.cards import elements as blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bots.runtime.ports import Monotonic
    from bots.slack.cards.elements import Block, Message

KEEP = 3600.0  # seconds; a press in an older answer is answered beside it
SHARE, TAKE_BACK = "share", "unshare"
NAMED = (SHARE, "details", "less")  # what a row must hold to be named

WhichOfAll = tuple[int, int]
"""How many buttons to share an answer has, and which of them this is: their texts tell the time and change."""
Posted = tuple[str, str]
"""The channel of a message, and what Slack calls it there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of buttons of an answer that was shown: which answer, which block, and how often it was taken back."""

    answer: str
    block: int
    turn: int = 0

    @property
    def block_id(self) -> str:
        """Return it as Slack gives it back."""
        return f"{SHARE}:{self.answer}:{self.block}:{self.turn}"

    @classmethod
    def of(cls, block_id: str) -> Place | None:
        """Read a block's ID; None for that of another block."""
        kind, *parts = block_id.split(":")
        if kind != SHARE or len(parts) != 3 or not (parts[1].isdigit() and parts[2].isdigit()):
            return None
        return cls(parts[0], int(parts[1]), int(parts[2]))


class ShownAnswers:
    """Remembers answers for a while in this process; the oldest of too many go first."""

    def __init__(self, monotonic: Monotonic, *, keep: float = KEEP, size: int = 2_000) -> None:
        """
        Start with none.

        Args:
            monotonic: a clock in seconds.
            keep: for how many seconds an answer is remembered.
            size: how many answers at most.
        """
        self._monotonic = monotonic
        self._keep = keep
        self._size = size
        self._shown: OrderedDict[str, tuple[float, Message]] = OrderedDict()
        self._offered: dict[tuple[str, int, str], tuple[Block, WhichOfAll]] = {}
        self._posted: dict[str, dict[WhichOfAll, Posted]] = {}

    def named(self, messages: Sequence[Message], *, before: str = "") -> list[Message]:
        """
        Return the messages of an answer with names on the rows in which something can be shared, and remember them.

        Args:
            messages: the answer as it is drawn.
            before: the block's ID of the button that draws it anew; what was shared from there stays shared.
        """
        place = Place.of(before)
        posted = self._posted.get(place.answer, {}) if place is not None else {}
        count = sum(_is(SHARE, button) for each in messages for _, button in _buttons(each))
        if not posted and not count:
            return list(messages)
        numbers = itertools.count()
        return [self._named(each, posted, lambda: (count, next(numbers))) for each in messages]

    def marked(self, place: Place, action: str, posted: Posted) -> Message | None:
        """
        Return an answer that says that it was shared; None where it is not remembered.

        Args:
            place: the row of the button that was pressed.
            action: the button's action ID.
            posted: what was posted.
        """
        number = action.partition(":")[2] or "0"
        if (offered := self._offered.get((place.answer, place.block, number))) is not None:
            self._posted[place.answer][offered[1]] = posted
        label = phrases.TAKE_BACK
        back = blocks.button(label, f"{TAKE_BACK}:{number}", value=" ".join(posted), confirm=phrases.TAKE_BACK_ASK)
        return self._changed(place, action, back, note=phrases.SHARED_HERE)

    def restored(self, place: Place, action: str) -> Message | None:
        """Return an answer that can be shared again; None where it is not remembered."""
        number = action.partition(":")[2] or "0"
        offered = self._offered.get((place.answer, place.block, number))
        if offered is None:
            return None
        self._posted[place.answer].pop(offered[1], None)
        return self._changed(replace(place, turn=place.turn + 1), action, offered[0], note=phrases.TAKEN_BACK)

    def _named(self, message: Message, posted: dict[WhichOfAll, Posted], which: Callable[[], WhichOfAll]) -> Message:
        """Name the rows; the messages of an answer, and all that it is drawn anew as, hold the same ``posted``."""
        if not any(_is(kind, button) for _, button in _buttons(message) for kind in NAMED):
            return message
        answer = hashlib.sha256(json.dumps([*message.blocks, self._monotonic()]).encode()).hexdigest()[:24]
        places = {at: Place(answer, at) for at, button in _buttons(message) for kind in NAMED if _is(kind, button)}
        rows = [
            {**block, "block_id": places[at].block_id} if at in places else block
            for at, block in enumerate(message.blocks)
        ]
        self._posted[answer] = posted
        named = self._remember(answer, replace(message, blocks=tuple(rows)))
        for at, button in _buttons(message):
            if _is(SHARE, button):
                action, this = button["action_id"], which()
                self._offered[answer, at, action.partition(":")[2] or "0"] = (button, this)
                if this in posted:
                    named = self.marked(places[at], action, posted[this]) or named
        return named

    def _remember(self, answer: str, message: Message) -> Message:
        self._shown[answer] = (self._monotonic() + self._keep, message)
        self._shown.move_to_end(answer)
        if len(self._shown) > self._size:
            gone, _ = self._shown.popitem(last=False)
            self._offered = {key: each for key, each in self._offered.items() if key[0] != gone}
            self._posted.pop(gone, None)
        return message

    def _changed(self, place: Place, action: str, button: Block, *, note: str) -> Message | None:
        until, message = self._shown.get(place.answer, (0.0, None))
        at = _row_of(message, place) if message is not None and until > self._monotonic() else None
        if message is None or at is None:
            return None
        row = message.blocks[at]
        found = [button if each.get("action_id") == action else each for each in row.get("elements", [])]
        below = [*message.blocks[at + 1 :]]
        if below and below[0].get("block_id", "").startswith("shared:"):
            below = below[1:]
        said = {**blocks.context(note)[0], "block_id": f"shared:{place.block_id}"}
        changed = (*message.blocks[:at], {**row, "elements": found, "block_id": place.block_id}, said, *below)
        return self._remember(place.answer, replace(message, blocks=changed))


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


def _is(kind: str, button: Block) -> bool:
    return str(button.get("action_id", "")).startswith(f"{kind}:")
