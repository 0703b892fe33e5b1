"""
The bot as Microsoft's library sees it: what comes in becomes a value, what goes out an activity, and that is all.

Its own dispatch of invokes and of members is not used: it raises on malformed values, and asks Teams for every member's
profile.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, ActivityTypes, Attachment

from bots.teams.api.personal_chats import reference_of
from bots.teams.cards.elements import ADAPTIVE_CARD
from bots.teams.inbound import parser as inbound
from bots.teams.model.activity import TeamsActivity, heard
from bots.teams.model.errors import Undelivered
from bots.teams.service import Installation, TeamsService

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.runtime.ports import ConversationReferences, IdempotencyKeys
    from bots.teams.api.files import TeamsFiles
    from bots.teams.api.personal_chats import Direct
    from bots.teams.api.turn_replies import FileCard
    from bots.teams.cards.cards import Message

GONE = {"teamDeleted", "teamHardDeleted"}


class CertdeskBot(TeamsActivityHandler):
    """Answers in personal chats, group chats and channels, and what clients ask and wait for."""

    def __init__(
        self,
        desk: Desk,
        seen: IdempotencyKeys,
        references: ConversationReferences,
        *,
        direct: Direct,
        installation: Installation | None = None,
        link_hosts: Iterable[str] = (),
        files: TeamsFiles | None = None,
    ) -> None:
        """Take whom to ask, what was seen, where people are, how to write to one, our links, and who has files."""
        self._references = references
        self._direct = direct
        self._door = inbound.Door(desk.read, desk.guidance_error, frozenset(link_hosts))
        self._service = TeamsService(desk, seen, installation or Installation(), files)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer what a person said."""
        came = heard(turn_context.activity)
        await self._keep(came, only_private=True)
        await self._service.said(inbound.message(came, self._door), came, _Turn(turn_context, self._direct))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Answer a client that waits."""
        came = heard(turn_context.activity)
        wish = inbound.invoke(came, self._door)
        status, body = await self._service.asked(wish, came, _Turn(turn_context, self._direct))
        return InvokeResponse(status=status, body=body)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Welcome when the bot, or in a personal chat the person, has come; forget where the bot has left."""
        came = heard(turn_context.activity)
        if came.bot in came.removed or came.event in GONE:
            await self._forget(came)
        elif came.bot in came.added or (came.added and came.is_private):
            await self._installed(came, turn_context)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """Welcome on installation, forget on removal; an upgrade is neither."""
        came = heard(turn_context.activity)
        if came.action == "remove":
            await self._forget(came)
        elif came.action == "add":
            await self._installed(came, turn_context)
        elif came.action == "add-upgrade":
            await self._keep(came)

    async def _installed(self, came: TeamsActivity, turn_context: TurnContext) -> None:
        await self._keep(came)
        await self._service.welcome(came, _Turn(turn_context, self._direct))

    async def _keep(self, came: TeamsActivity, *, only_private: bool = False) -> None:
        reference = reference_of(came)
        if reference is None or (only_private and not came.is_private):
            return
        known = await self._references.of_conversation(reference.surface, reference.tenant, reference.conversation)
        if known != reference:
            await self._references.keep(reference)

    async def _forget(self, came: TeamsActivity) -> None:
        for where in filter(None, (came.conversation, came.team)):
            await self._references.forget("teams", came.asker.tenant, where)


class _Turn:
    """The voice for one turn."""

    def __init__(self, turn_context: Any, direct: Direct) -> None:
        self._context = turn_context
        self._direct = direct

    async def say(self, message: Message) -> None:
        await self._context.send_activity(activity_of(message))

    async def revise(self, said: str, message: Message) -> str:
        activity = activity_of(message)
        if said:
            activity.id = said
            await self._context.update_activity(activity)
            return said
        sent = await self._context.send_activity(activity)
        return getattr(sent, "id", None) or ""

    async def show(self, card: FileCard) -> None:
        attachment = Attachment(content_type=card.kind, name=card.name, content=card.content)
        attachment.content_url = card.url or None
        await self._context.send_activity(Activity(type=ActivityTypes.message, attachments=[attachment]))

    async def remove(self, said: str) -> None:
        if said:
            with contextlib.suppress(Undelivered):  # it is on record, and what stays behind does no harm
                await self._context.delete_activity(said)

    async def say_privately(self, person: Asker, message: Message) -> bool:
        return await self._direct(person, activity_of(message))


def activity_of(message: Message) -> Activity:
    """Return a message as an activity: its cards below each other, and a sentence for the notification."""
    attachments = [Attachment(content_type=ADAPTIVE_CARD, content=card) for card in message.cards]
    return Activity(
        type=ActivityTypes.message, attachments=attachments, attachment_layout="list", summary=message.summary
    )
