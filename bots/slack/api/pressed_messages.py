"""Presses in lasting messages of ours: the message is changed in place, and only what it cannot show is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.slack.api.sender import message_body
from bots.slack.cards import cards
from bots.slack.model.destinations import DirectMessage, ResponseUrl

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.slack.api.replies import SlackReplies
    from bots.slack.forms.modals import HomeContent
    from bots.slack.model.requests import Answer


class PressedMessages:
    """Changes messages in which somebody pressed a button."""

    def __init__(self, desk: Desk, replies: SlackReplies, home: HomeContent) -> None:
        """Answer by ``desk`` through ``replies``; ``home`` is what the App Home says."""
        self._desk = desk
        self._replies = replies
        self._home = home

    async def press(self, operation: Answer, asker: Asker) -> bool:
        """Answer a press; False where it is to be answered beside the message, or was in none of ours."""
        pressed = operation.pressed
        result = None if pressed is None else await self._desk.press(operation.intent, asker, pressed.ts)
        if pressed is None or result is None:
            return False
        body = message_body(result.shown, result.key)
        changed = await self._replies.call("chat.update", channel=pressed.channel, ts=pressed.ts, **body)
        destination = operation.destination
        if changed is None and isinstance(destination, ResponseUrl):
            await self._replies.post_to_response_url(destination.url, {**body, "replace_original": True})
        if result.said is not None:
            beside = self._replies.begin(DirectMessage(asker.person, pressed.channel), self._home)
            await beside.send(cards.messages(result.said, sharing=False))
        return True
