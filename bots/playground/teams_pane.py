"""The Teams pane: activities as Teams posts them go in, and what Teams would be sent is written down."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from bots.conversation.text import delivery as phrases
from bots.conversation.verify.link_hosts import link_hosts
from bots.teams.bot import activity_of
from bots.teams.cards.cards import Message
from bots.teams.cards.digest_cards import lasting
from bots.teams.inbound import parser as inbound
from bots.teams.inbound.activity_json import read_activity, write
from bots.teams.model.activity import heard
from bots.teams.service import Installation, TeamsService

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.playground.digest import Told
    from bots.runtime.ports import IdempotencyKeys
    from bots.teams.api.turn_replies import FileCard
    from verifier_client import About

TENANT, PERSON, BOT = "sandbox", "you", "28:certdesk"

_numbers = count(1)


class TeamsPane:
    """One person's own chat with the bot."""

    def __init__(self, seen: IdempotencyKeys, registries: Sequence[About]) -> None:
        """Take what was handled before, and whose certificates can be verified."""
        self._seen = seen
        self._installation = Installation(tuple(dict.fromkeys(about.title for about in registries)))
        self._hosts = frozenset(link_hosts(registries))

    async def said(self, text: str, desk: Desk) -> dict[str, Any]:
        """Answer a message."""
        return await self.posted(_message(text), desk)

    async def posted(self, raw: dict[str, Any], desk: Desk) -> dict[str, Any]:
        """Answer an activity: a message, a button of a message, or what a client asks and waits for."""
        came = heard(read_activity(raw))
        door = inbound.Door(desk.read, desk.guidance_error, self._hosts)
        service = TeamsService(desk, self._seen, self._installation)
        voice = _WrittenDown()
        if came.kind == "invoke":
            _, body = await service.asked(inbound.invoke(came, door), came, voice)
            return {"posted": raw, "sent": voice.said, "response": write(body)}
        await service.said(inbound.message(came, door), came, voice)
        return {"posted": raw, "sent": voice.said}

    def told(self, messages: Sequence[Told]) -> dict[str, Any]:
        """Return what Teams would be sent unasked, in the person's own chat with the bot."""
        shown = [
            Message(tuple(lasting(each.reply, also=phrases.reference(each.key))), each.reply.cards[0].headline)
            for each in messages
        ]
        return {"posted": None, "sent": [write(activity_of(message)) for message in shown]}


class _WrittenDown:
    """The voice for one turn, ending on paper."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    async def say(self, message: Message) -> None:
        self.said.append(write(activity_of(message)))

    async def revise(self, said: str, message: Message) -> str:
        await self.say(message)
        return said

    async def show(self, card: FileCard) -> None:
        """Show nothing: no file is dropped here, so none is handed over."""

    async def remove(self, said: str) -> None:
        """Take nothing back."""

    async def say_privately(self, person: Asker, message: Message) -> bool:  # noqa: ARG002 - it is the only chat
        await self.say(message)
        return True


def _message(text: str) -> dict[str, Any]:
    return {
        "type": "message",
        "id": f"typed-{next(_numbers)}",
        "channelId": "msteams",
        "text": text,
        "textFormat": "plain",
        "from": {"id": "29:you", "aadObjectId": PERSON, "name": "You"},
        "recipient": {"id": BOT, "name": "Certdesk"},
        "conversation": {"id": "a:you", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
    }
