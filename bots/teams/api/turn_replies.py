"""What can be sent during one turn: the port between what the bot does and the Bot Framework."""

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
    """Sends, during one turn."""

    async def send(self, message: Message) -> None:
        """Send a message into the conversation; everybody in it reads it."""
        ...

    async def update(self, said: str, message: Message) -> str:
        """Replace the message with the ID ``said``, or send a new one where that is empty; return the new ID."""
        ...

    async def send_file_card(self, card: FileCard) -> None:
        """Send a card about a file into the conversation."""
        ...

    async def delete(self, said: str) -> None:
        """Delete the message with that ID, where that is possible."""
        ...

    async def send_targeted(self, message: Message) -> bool:
        """
        Send a message into the conversation that only the one who asked sees.

        Returns:
            False where Teams does not take it, or where nobody knows whether it did.
        """
        ...

    async def send_privately(self, person: Asker, message: Message) -> bool:
        """Send a message into the person's own chat; return False when there is none."""
        ...
