"""
Where people can be written to later: our own JSON, never a pickled object of a library.

A personal chat is found by person; a team's or group's by its conversation. All of it goes when the bot is removed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from bots.runtime.ports import StoredReference
from bots.teams.inbound.activity_json import conversation_of
from bots.teams.model.activity import SURFACE, TeamsActivity
from bots.teams.model.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bots.conversation.model.intents import Asker
    from bots.runtime.ports import ConversationReferences


class SendPersonally(Protocol):
    """Writes into a person's own chat with the bot."""

    async def __call__(self, person: Asker, activity: Any) -> bool:
        """Send it; False when there is no such chat (any more)."""
        ...

    async def reaches(self, person: Asker) -> bool:
        """Say whether there is such a chat, as far as it is known."""
        ...


class ContinueConversation(Protocol):
    """Speaks first in a conversation, as the adapter does."""

    async def __call__(self, reference: Any, callback: Callable[[Any], Awaitable[None]]) -> None:
        """Open a turn there and hand it to ``callback``; raises ``Undelivered``."""
        ...


class PersonalChats:
    """The ``SendPersonally`` that knows chats from the references kept at installation."""

    def __init__(self, references: ConversationReferences, continue_conversation: ContinueConversation) -> None:
        """Find chats in ``references``; write to them by ``continue_conversation``."""
        self._references = references
        self._continue_conversation = continue_conversation

    async def reaches(self, person: Asker) -> bool:
        """See the port."""
        return await self._references.of_person(person.surface, person.tenant, person.person) is not None

    async def __call__(self, person: Asker, activity: Any) -> bool:
        """See the port."""
        found = await self._references.of_person(person.surface, person.tenant, person.person)
        if found is None or (where := conversation_of(found)) is None:
            return False

        async def send(turn_context: Any) -> None:
            await turn_context.send_activity(activity)

        try:
            await self._continue_conversation(where, send)
        except Unreachable:
            await self._references.forget(found.surface, found.tenant, found.conversation)
            return False
        return True


def reference_of(activity: TeamsActivity) -> StoredReference | None:
    """Return what is kept of a conversation; None when it could not be written to."""
    if not activity.service_url or not activity.conversation:
        return None
    address = {
        "version": 1,
        "serviceUrl": activity.service_url,
        "conversation": activity.conversation,
        "conversationType": str(activity.scope),
        "tenant": activity.asker.tenant,
        "bot": activity.bot,
    }
    person = activity.asker.person if activity.is_private else ""
    text = json.dumps(address, sort_keys=True)
    return StoredReference(SURFACE, activity.asker.tenant, activity.conversation, person, activity.team, text)
