"""The replies of a turn, with their messages noted: the answer to an edited message takes their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.intents import Asker
    from bots.runtime.ports import StoredReference
    from bots.teams.api.turn_replies import FileCard, TurnReplies
    from bots.teams.cards.cards import Message


class RecordedReplies:
    """See ``TurnReplies``; what is sent into the conversation replaces older messages as long as there are some."""

    def __init__(self, replies: TurnReplies, older: Sequence[str] = ()) -> None:
        """
        Send by other replies.

        Args:
            replies: those that send.
            older: the IDs of the messages that are replaced, in their order.
        """
        self._replies = replies
        self._older = list(older)
        self.sent: list[str] = []

    async def send(self, message: Message) -> None:
        """See the port."""
        self.sent.append(await self._replies.update(self._older.pop(0) if self._older else "", message))

    async def update(self, said: str, message: Message) -> str:
        """See the port."""
        new = await self._replies.update(said or (self._older.pop(0) if self._older else ""), message)
        if new not in self.sent:
            self.sent.append(new)
        return new

    async def send_file_card(self, card: FileCard) -> None:
        """See the port."""
        await self._replies.send_file_card(card)

    async def delete(self, said: str) -> None:
        """See the port."""
        await self._replies.delete(said)

    async def send_targeted(self, message: Message) -> bool:
        """See the port."""
        return await self._replies.send_targeted(message)

    @property
    def can_post(self) -> bool:
        """See the port."""
        return self._replies.can_post

    async def post(self, where: StoredReference, message: Message) -> str:
        """See the port."""
        return await self._replies.post(where, message)

    async def unpost(self, where: StoredReference, message: str) -> bool:
        """See the port."""
        return await self._replies.unpost(where, message)

    async def reaches(self, person: Asker) -> bool:
        """See the port."""
        return await self._replies.reaches(person)

    async def send_privately(self, person: Asker, message: Message) -> bool:
        """See the port."""
        return await self._replies.send_privately(person, message)

    async def delete_rest(self) -> None:
        """Delete the older messages that nothing took the place of."""
        while self._older:
            await self._replies.delete(self._older.pop(0))
