"""A message that says how far work is, until the answer takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.teams.cards import cards

if TYPE_CHECKING:
    from bots.conversation.model.replies import Reply
    from bots.teams.api.turn_replies import TurnReplies


class ProgressMessage:
    """A message of the conversation that shows how far a file is, and then the answer."""

    def __init__(self, replies: TurnReplies) -> None:
        """Show nothing yet."""
        self._replies = replies
        self._id = ""

    async def show(self, reply: Reply) -> None:
        """Show how far it is, in place of what was shown before."""
        self._id = await self._replies.update(self._id, cards.messages(reply)[0])

    async def finish(self, reply: Reply) -> None:
        """Show the answer in its place, and what does not fit into one message below it."""
        first, *rest = cards.messages(reply)
        await self._replies.update(self._id, first)
        for message in rest:
            await self._replies.send(message)
