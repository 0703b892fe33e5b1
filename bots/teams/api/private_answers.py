"""
Answers that only the one who asked may see, in whichever conversation they asked.

In a channel, group chat or meeting chat that is a targeted message, which nobody else there is shown; where Teams does
not take it, it is a message in the person's own chat with the bot.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.teams.api.turn_replies import TurnReplies
    from bots.teams.cards.cards import Message
    from bots.teams.model.activity import TeamsActivity


class AnsweredIn(Enum):
    """Where somebody finds an answer that nobody else sees."""

    SAME_CHAT = auto()
    TARGETED = auto()
    OWN_CHAT = auto()
    NOWHERE = auto()


class PrivateAnswers:
    """Sends answers to the one who asked, and to nobody else."""

    def __init__(self, *, uses_targeted_messages: bool) -> None:
        """Send into a person's own chat only, or first as targeted messages where several read along."""
        self._uses_targeted_messages = uses_targeted_messages

    async def send(
        self, messages: Sequence[Message], elsewhere: Sequence[Message], activity: TeamsActivity, replies: TurnReplies
    ) -> AnsweredIn:
        """
        Send an answer.

        Args:
            messages: the answer, as it is read where it was asked for.
            elsewhere: the same, as it is read in the person's own chat.
            activity: what asked for it.
            replies: sends.

        Returns:
            Where its last message is; an answer that is refused midway goes on in the person's own chat.
        """
        if activity.is_private:
            for message in messages:
                await replies.send(message)
            return AnsweredIn.SAME_CHAT
        begun = await self._target(messages, activity, replies)
        if begun == len(messages):
            return AnsweredIn.TARGETED
        for message in messages[begun:] if begun else elsewhere:
            if not await replies.send_privately(activity.asker, message):
                return AnsweredIn.NOWHERE
        return AnsweredIn.OWN_CHAT

    async def _target(self, messages: Sequence[Message], activity: TeamsActivity, replies: TurnReplies) -> int:
        """Return how many were taken."""
        if not (self._uses_targeted_messages or activity.is_targeted):
            return 0
        for at, message in enumerate(messages):
            if not await replies.send_targeted(message):
                return at
        return len(messages)
