"""What can be sent during one turn: the port between what the bot does and the Bot Framework."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.runtime.ports import StoredReference
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

    @property
    def can_post(self) -> bool:
        """Say whether something can be posted in another conversation than that of the turn."""
        ...

    async def post(self, where: StoredReference, message: Message) -> str:
        """Post a message in a conversation that is known, and return its ID; "" where that is not possible."""
        ...

    async def unpost(self, where: StoredReference, message: str) -> bool:
        """Delete a message of a conversation by its ID; return whether that was done."""
        ...

    async def reaches(self, person: Asker) -> bool:
        """Say whether the person has a chat of their own with the bot, as far as it is known."""
        ...

    async def send_privately(self, person: Asker, message: Message) -> bool:
        """Send a message into the person's own chat; return False when there is none."""
        ...
