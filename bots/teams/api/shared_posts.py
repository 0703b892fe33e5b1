"""Posts into the conversation where something was asked, and takes them away again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Protocol

from bots.teams.inbound.activity_json import conversation_of
from bots.teams.model.errors import Undelivered

if TYPE_CHECKING:
    from bots.runtime.ports import StoredReference
    from bots.teams.api.personal_chats import ContinueConversation


class SharedPosts(Protocol):
    """Writes where the bot was asked, in the name of who asked."""

    async def post(self, where: StoredReference, activity: Any) -> str:
        """Return the ID of the message; "" where it could not be posted."""
        ...

    async def delete(self, where: StoredReference, message: str) -> bool:
        """Delete a message; False where that was not possible."""
        ...


class ConversationPosts:
    """The ``SharedPosts`` that speaks first in a conversation."""

    def __init__(self, continue_conversation: ContinueConversation) -> None:
        """Write by ``continue_conversation``, which checks the address again."""
        self._continue_conversation = continue_conversation

    async def post(self, where: StoredReference, activity: Any) -> str:
        """See the port."""
        sent: list[str] = []

        async def send(turn_context: Any) -> None:
            posted = await turn_context.send_activity(activity)
            sent.append(getattr(posted, "id", None) or "")

        await self._speak(where, send)
        return sent[0] if sent else ""

    async def delete(self, where: StoredReference, message: str) -> bool:
        """See the port."""
        gone: list[bool] = []

        async def delete(turn_context: Any) -> None:
            await turn_context.delete_activity(message)
            gone.append(True)

        await self._speak(where, delete)
        return bool(gone)

    async def _speak(self, where: StoredReference, act: Any) -> None:
        """Act in a conversation; what cannot be delivered is on record already, and leaves nothing behind."""
        reference = conversation_of(where)
        if reference is not None:
            with contextlib.suppress(Undelivered):
                await self._continue_conversation(reference, act)
