"""Sharing an answer in the channel where it was asked for: once, marked in the answer, and taken back by a button."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bots.conversation.model.audit_entry import REFUSED
from bots.conversation.text import general as phrases
from bots.conversation.text import organisation as organisation_phrases
from bots.runtime.json_access import text_at
from bots.slack.api.shown_answers import SHARE, TAKE_BACK, Place, shared_beside
from bots.slack.cards import cards
from bots.slack.model.destinations import DirectMessage, without_replacing

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.runtime.ports import IdempotencyKeys
    from bots.slack.api.replies import SlackReplies
    from bots.slack.api.shown_answers import ShownAnswers
    from bots.slack.cards.elements import Message
    from bots.slack.forms.modals import HomeContent
    from bots.slack.model.destinations import Destination, ResponseUrl
    from bots.slack.model.requests import Share, TakeBackShared

DAY = 24 * 3600.0


class Sharing:
    """Posts what somebody shares, and deletes it again."""

    def __init__(
        self, desk: Desk, seen: IdempotencyKeys, *, replies: SlackReplies, home: HomeContent, shown: ShownAnswers
    ) -> None:
        """
        Share in one workspace.

        Args:
            desk: knows whether sharing is allowed, and writes the audit.
            seen: what was shared before.
            replies: sends in this workspace.
            home: what the App Home says about this installation.
            shown: the answers as they were shown.
        """
        self._desk = desk
        self._seen = seen
        self._replies = replies
        self._home = home
        self._shown = shown

    async def share(self, operation: Share, asker: Asker, bot_name: str) -> None:
        """Post where the person is, unless they did so before: as a message of the bot, else through the link."""
        destination = operation.destination
        if not await self._desk.may_share(asker):
            await self._desk.record_action("share", asker, about=operation.text, outcome=REFUSED)
            await self._say(organisation_phrases.SHARING_OFF, destination)
            return
        if not await self._seen.claim(_key_of(operation, asker), keep=DAY):
            await self._say_shared(operation)
            return
        await self._desk.record_action("share", asker, about=operation.text)
        message = cards.shared(operation.text, destination.person)
        thread = {"thread_ts": destination.thread} if destination.thread else {}
        posted = None
        if destination.channel:
            posted = await self._replies.call(
                "chat.postMessage", channel=destination.channel, **thread, **message.body()
            )
        if posted is not None:
            where = (text_at(posted, "channel") or destination.channel, text_at(posted, "ts"))
            await self._mark(operation, where, asker)
            return
        body = {**message.body(), **thread, "response_type": "in_channel", "replace_original": False}
        if not await self._replies.post_to_response_url(destination.url, body):
            note = cards.notice(phrases.cannot_share(bot_name))
            await self._replies.begin(DirectMessage(destination.person), self._home).send([note])

    async def take_back(self, operation: TakeBackShared, asker: Asker) -> None:
        """Delete what was shared, and offer to share it again."""
        destination, place = operation.destination, Place.of(operation.block)
        gone = await self._replies.call("chat.delete", channel=operation.channel, ts=operation.ts)
        await self._desk.record_action("unshare", asker)
        if gone is None:
            await self._say(phrases.NOT_TAKEN_BACK, destination)
            return
        before = None
        if place is not None:
            await self._seen.forget(_row_key(place, operation.action.replace(TAKE_BACK, SHARE, 1), asker))
            before = await self._shown.taken_back(place, operation.action)
        await self._show(before, destination, otherwise=phrases.TAKEN_BACK)

    async def _mark(self, operation: Share, where: tuple[str, str], asker: Asker) -> None:
        place = Place.of(operation.block)
        if place is None:
            return
        marked = await self._shown.shared(place, operation.action, where, who=asker.key)
        if marked is None:
            said = shared_beside(place, operation.action, where, phrases.SHARED_HERE)
            await self._send(said, without_replacing(operation.destination))
        await self._show(marked, operation.destination, otherwise="")

    async def _say_shared(self, operation: Share) -> None:
        """Say that something is shared already, with the way back where it is known."""
        place = Place.of(operation.block)
        where = await self._shown.find_shared(place) if place is not None else None
        if place is None or where is None:
            await self._say(phrases.SHARED_BEFORE, operation.destination)
        else:
            said = shared_beside(place, operation.action, where, phrases.SHARED_BEFORE)
            await self._send(said, operation.destination)

    async def _show(self, message: Message | None, destination: ResponseUrl, *, otherwise: str) -> None:
        """Put an answer in its own place; where it is not remembered, say the sentence beside it."""
        if message is not None:
            body = {**message.body(), "response_type": "ephemeral", "replace_original": True}
            await self._replies.post_to_response_url(destination.url, body)
        elif otherwise:
            await self._say(otherwise, destination)

    async def _say(self, text: str, destination: ResponseUrl) -> None:
        await self._send(cards.notice(text), destination)

    async def _send(self, message: Message, destination: Destination) -> None:
        await self._replies.begin(destination, self._home).send([message])


def _key_of(operation: Share, asker: Asker) -> str:
    """Tell one wish to share from another: the same row of the same answer, until it was taken back."""
    if (place := Place.of(operation.block)) is not None and place.which:
        return _row_key(place, operation.action, asker)
    text, where = hashlib.sha256(operation.text.encode()).hexdigest(), operation.destination
    return f"slack:shared:{asker.key}:{where.channel}:{where.thread}:{operation.answer}:{operation.action}:{text}"


def _row_key(place: Place, action: str, asker: Asker) -> str:
    return f"{place.shared_key}:{action}:{asker.key}"
