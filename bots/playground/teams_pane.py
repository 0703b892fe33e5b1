"""The Teams pane: activities as Teams posts them go in, and what Teams would be sent is written down."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from bots.conversation.text import delivery as phrases
from bots.conversation.verify.link_hosts import link_hosts
from bots.runtime.answer_memory import AnswerMemory
from bots.teams.api.private_answers import PrivateAnswers
from bots.teams.bot import activity_of
from bots.teams.cards import cards
from bots.teams.cards.cards import Message
from bots.teams.cards.digest_cards import permanent_cards
from bots.teams.inbound import parser
from bots.teams.inbound.activity_json import read_activity, write
from bots.teams.model.activity import parse_activity
from bots.teams.service import TeamsService
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.playground.digest import UnaskedMessage
    from bots.runtime.ports import IdempotencyKeys, StoredReference
    from bots.teams.api.turn_replies import FileCard
    from verifier_client import About

TENANT, PERSON, BOT = "sandbox", "you", "28:certdesk"

_numbers = count(1)


class TeamsPane:
    """One person's own chat with the bot."""

    def __init__(self, seen: IdempotencyKeys, registries: Sequence[About]) -> None:
        """Answer each delivery that is not in ``seen``; links to the hosts of ``registries`` are previewed."""
        self._seen = seen
        self._answers = AnswerMemory(monotonic_seconds)
        self._hosts = frozenset(link_hosts(registries))

    @property
    def person(self) -> Asker:
        """Return who writes in this pane, as the bot knows them."""
        return parse_activity(read_activity(_message(""))).asker

    async def on_text(self, text: str, desk: Desk) -> dict[str, Any]:
        """Answer a message."""
        return await self.on_activity(_message(text), desk)

    async def on_file(self, reply: Reply) -> dict[str, Any]:
        """Show the answer to a file that is dropped into the person's own chat with the bot."""
        replies = RecordedReplies()
        for message in cards.messages(reply):
            await replies.send(message)
        return {"posted": None, "sent": replies.sent}

    async def on_activity(self, raw: dict[str, Any], desk: Desk) -> dict[str, Any]:
        """Answer an activity: a message, a button of a message, or what a client asks and waits for."""
        activity = parse_activity(read_activity(raw))
        context = parser.ParsingContext(desk.read, desk.guidance_error, self._hosts)
        private_answers = PrivateAnswers(uses_targeted_messages=False)  # there is one chat, and nobody else in it
        service = TeamsService(desk, self._seen, private_answers=private_answers, answers=self._answers)
        replies = RecordedReplies()
        if activity.kind == "invoke":
            _, body = await service.answer_invoke(parser.invoke(activity, context), activity, replies)
            return {"posted": raw, "sent": replies.sent, "response": write(body)}
        await service.answer_message(parser.message(activity, context), activity, replies)
        return {"posted": raw, "sent": replies.sent}

    def unasked(self, messages: Sequence[UnaskedMessage]) -> dict[str, Any]:
        """Return what Teams would be sent unasked, in the person's own chat with the bot."""
        shown = [
            Message(tuple(permanent_cards(each.reply, also=phrases.reference(each.key))), each.reply.cards[0].headline)
            for each in messages
        ]
        sent = [write(activity_of(message)) for message in shown]
        named = [{**activity, "id": each.key} for each, activity in zip(messages, sent, strict=True)]
        return {"posted": None, "sent": named}


class RecordedReplies:
    """The replies of one turn, kept and not sent."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    async def send(self, message: Message) -> None:
        self.sent.append(write(activity_of(message)))

    async def update(self, on_text: str, message: Message) -> str:
        await self.send(message)
        return on_text

    async def send_file_card(self, card: FileCard) -> None:
        """Show nothing: no file is dropped here, so none is handed over."""

    async def delete(self, on_text: str) -> None:
        """Delete nothing."""

    async def send_targeted(self, message: Message) -> bool:
        await self.send(message)
        return True

    can_post = False

    async def post(self, where: StoredReference, message: Message) -> str:  # noqa: ARG002 - it is the only chat
        return ""

    async def unpost(self, where: StoredReference, message: str) -> bool:  # noqa: ARG002 - see above
        return False

    async def reaches(self, person: Asker) -> bool:  # noqa: ARG002 - it is the only chat
        return True

    async def send_privately(self, person: Asker, message: Message) -> bool:  # noqa: ARG002 - it is the only chat
        await self.send(message)
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
