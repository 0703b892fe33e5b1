"""Certificate links in conversations: a line for everybody, and as a Work Object the answer in a person's own pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import general as phrases
from bots.conversation.text import headlines
from bots.slack.cards import cards, work_objects
from bots.slack.model.requests import Unfurl

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.slack.api.replies import SlackReplies
    from bots.slack.model.requests import OpenWorkObject


class LinkPreviews:
    """Shows what a link is, and no more than everybody there may know."""

    def __init__(self, desk: Desk, replies: SlackReplies, *, as_work_objects: bool) -> None:
        """
        Show links.

        Args:
            desk: answers whoever opens one.
            replies: calls Slack.
            as_work_objects: whether the app's settings in Slack have Work Object previews turned on.
        """
        self._desk = desk
        self._replies = replies
        self._as_work_objects = as_work_objects

    async def show(self, operation: Unfurl | OpenWorkObject, asker: Asker) -> None:
        """Say what links are, or open one for ``asker``."""
        if isinstance(operation, Unfurl):
            await self._unfurl(operation)
        else:
            await self._open(operation, asker)

    async def _unfurl(self, operation: Unfurl) -> None:
        """Say below links what they are; where Slack takes no Work Object, with a line and a button."""
        where = dict(operation.where)
        if self._as_work_objects:
            entities = [work_objects.public_entity(url, certificate) for url, certificate in operation.ids]
            if await self._replies.call("chat.unfurl", metadata={"entities": entities}, **where) is not None:
                return
        shown = {url: {"blocks": cards.certificate_link(certificate)} for url, certificate in operation.ids}
        await self._replies.call("chat.unfurl", unfurls=shown, **where)

    async def _open(self, operation: OpenWorkObject, asker: Asker) -> None:
        """Verify for the person who opened it; nobody else sees that pane."""
        reply = await self._desk.answer(operation.intent, asker)
        certificate = operation.intent.ids[0].text
        entity = work_objects.private_entity(operation.url, certificate, reply)
        await self._replies.call("entity.presentDetails", trigger_id=operation.trigger, metadata=entity)

    async def fail(self, operation: OpenWorkObject) -> None:
        """Say in the pane that something went wrong."""
        problem = {
            "status": "custom",
            "custom_title": headlines.PANE_KIND,
            "custom_message": phrases.UNFINISHED,
        }
        await self._replies.call("entity.presentDetails", trigger_id=operation.trigger, error=problem)
