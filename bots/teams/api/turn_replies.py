"""What can be said during one turn: the port between what the bot does and how Teams is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.teams.cards.cards import Message


@dataclass(frozen=True, slots=True)
class FileCard:
    """One of Teams' own cards about a file, which are no Adaptive Cards."""

    kind: str
    name: str
    content: dict[str, Any]
    url: str = ""


class TurnReplies(Protocol):
    """What can be said, and to whom, during one turn."""

    async def send(self, message: Message) -> None:
        """Say it in the conversation; everybody in it reads it."""
        ...

    async def update(self, said: str, message: Message) -> str:
        """Say it in place of the message of that ID, or anew without one; return the ID of what stands there now."""
        ...

    async def send_file_card(self, card: FileCard) -> None:
        """Show a card about a file in the conversation."""
        ...

    async def delete(self, said: str) -> None:
        """Take back the message of that ID, if that can be."""
        ...

    async def send_privately(self, person: Asker, message: Message) -> bool:
        """Say it in the person's own chat; False when there is none."""
        ...
