"""
The bot as Microsoft's library sees it: what comes in becomes a value, what goes out an activity, and that is all.

Its own dispatch of invokes and of members is not used: it raises on malformed values, and asks Teams for every member's
profile.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bots.runtime.answer_memory import AnswerMemory, GivenAnswer, digest_of
from bots.runtime.background_tasks import delivering
from bots.runtime.ports import Profile
from bots.teams.api.personal_chats import reference_of
from bots.teams.api.private_answers import PrivateAnswers
from bots.teams.api.recorded_replies import RecordedReplies
from bots.teams.api.welcomes import Welcomes
from bots.teams.cards.elements import ADAPTIVE_CARD
from bots.teams.cards.welcome import InstallationInfo
from bots.teams.inbound import parser
from bots.teams.model.activity import TeamsActivity, parse_activity
from bots.teams.model.errors import Undelivered
from bots.teams.model.requests import Answer
from bots.teams.sdk import (
    Activity,
    ActivityTypes,
    Attachment,
    CloudAdapterBase,
    InvokeResponse,
    TeamsActivityHandler,
    TurnContext,
)
from bots.teams.service import TeamsService
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.ports import ConversationReferences, IdempotencyKeys, Profiles, StoredReference
    from bots.teams.api.files import TeamsFiles
    from bots.teams.api.personal_chats import SendPersonally
    from bots.teams.api.shared_posts import SharedPosts
    from bots.teams.api.turn_replies import FileCard
    from bots.teams.cards.cards import Message
    from bots.teams.model.requests import CountFeedback, Operation

GONE = {"teamDeleted", "teamHardDeleted"}


class CertdeskBot(TeamsActivityHandler):
    """Answers in personal chats, group chats and channels, and what clients ask and wait for."""

    def __init__(  # noqa: PLR0913 - one bot, and what outlives a turn
        self,
        desk: Desk,
        seen: IdempotencyKeys,
        *,
        references: ConversationReferences,
        send_personally: SendPersonally,
        installation: InstallationInfo | None = None,
        link_hosts: Iterable[str] = (),
        files: TeamsFiles | None = None,
        profiles: Profiles | None = None,
        answers: GivenAnswers | None = None,
        uses_targeted_messages: bool = True,
        count_feedback: CountFeedback | None = None,
        posts: SharedPosts | None = None,
    ) -> None:
        """
        Answer by ``desk``, each delivery once.

        Args:
            desk: who answers intents.
            seen: which deliveries were handled before.
            references: where people's conversations are stored.
            send_personally: writes into a person's own chat.
            installation: what the welcome says about this installation.
            link_hosts: on which hosts certificates are shown.
            files: reads files that people drop; None where that is not possible.
            profiles: where people's time zones and names are stored; None where nothing is.
            answers: which messages came of what; None for this process alone.
            uses_targeted_messages: whether answers in shared conversations are shown there, to the asker alone.
            count_feedback: counts the thumbs below answers; None for nobody.
            posts: writes what is shared where it was asked for; None where nothing is shared there.
        """
        self._answers = answers or AnswerMemory(monotonic_seconds)
        self._references = references
        self._profiles = profiles
        self._send_personally, self._posts = send_personally, posts
        self._parsing = parser.ParsingContext(desk.read, desk.guidance_error, frozenset(link_hosts))
        self._service = TeamsService(
            desk,
            seen,
            private_answers=PrivateAnswers(uses_targeted_messages=uses_targeted_messages),
            answers=self._answers,
            files=files,
            count_feedback=count_feedback,
        )
        self._welcomes = Welcomes(seen, installation or InstallationInfo(), keeps_watches=desk.keeps_watches)

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Take a turn. An invoke is answered here: the library's way to that needs parts of it that are not loaded."""
        if turn_context.activity.type != ActivityTypes.invoke:
            await super().on_turn(turn_context)
            return
        response = await self.on_invoke_activity(turn_context)
        await turn_context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer what a person said."""
        activity = parse_activity(turn_context.activity)
        await self._keep(activity, only_private=True)
        replies = RecordedReplies(_Turn(turn_context, self._send_personally, self._posts))
        await self._answer(parser.message(activity, self._parsing), activity, replies)

    async def on_teams_message_edit(self, turn_context: TurnContext) -> None:
        """Change the answer to a message of a personal chat that was edited, if it asks for something else now."""
        activity = parse_activity(turn_context.activity)
        operation = parser.message(activity, self._parsing) if activity.is_private else None
        given = await self._answers.find(activity.key("message"))
        if not isinstance(operation, Answer) or (given is not None and given.asked == digest_of(operation.intent)):
            return
        older = [name for _, name in given.messages] if given is not None else []
        replies = RecordedReplies(_Turn(turn_context, self._send_personally, self._posts), older)
        await self._answer(operation, activity, replies, edit=digest_of((operation, activity.edited_at)))
        await replies.delete_rest()

    async def _answer(
        self, operation: Operation | None, activity: TeamsActivity, replies: RecordedReplies, *, edit: str = ""
    ) -> None:
        """Answer, and remember which messages did; each ``edit`` of a message is answered once."""
        once = replace(activity, id=f"{activity.id}:{edit}") if edit and activity.id else activity
        await self._service.answer_message(operation, once, replies)
        if isinstance(operation, Answer) and activity.is_private and replies.sent:
            sent = tuple((activity.conversation, name) for name in replies.sent if name)
            answer = GivenAnswer(sent, digest_of(operation.intent))
            await self._answers.remember(activity.key("message"), answer, who=activity.asker.key)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Answer a client that waits."""
        activity = parse_activity(turn_context.activity)
        operation = parser.invoke(activity, self._parsing)
        status, body = await self._service.answer_invoke(
            operation, activity, _Turn(turn_context, self._send_personally, self._posts)
        )
        return InvokeResponse(status=status, body=body)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Welcome when the bot, or in a personal chat the person, has come; forget where the bot has left."""
        activity = parse_activity(turn_context.activity)
        if activity.bot in activity.removed or activity.event in GONE:
            await self._forget(activity)
        elif activity.bot in activity.added or (activity.added and activity.is_private):
            await self._installed(activity, turn_context)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """Welcome on installation, forget on removal; an upgrade is neither."""
        activity = parse_activity(turn_context.activity)
        if activity.action == "remove":
            await self._forget(activity)
        elif activity.action == "add":
            await self._installed(activity, turn_context)
        elif activity.action == "add-upgrade":
            await self._keep(activity)

    async def _installed(self, activity: TeamsActivity, turn_context: TurnContext) -> None:
        await self._keep(activity)
        await self._welcomes.welcome(activity, _Turn(turn_context, self._send_personally, self._posts))

    async def _keep(self, activity: TeamsActivity, *, only_private: bool = False) -> None:
        reference = reference_of(activity)
        if reference is None or (only_private and not activity.is_private):
            return
        if self._profiles is not None and activity.is_private and activity.asker.person:
            await self._profiles.keep(activity.asker.key, Profile(activity.time_zone, activity.person_name))
        known = await self._references.of_conversation(reference.surface, reference.tenant, reference.conversation)
        if known != reference:
            await self._references.keep(reference)

    async def _forget(self, activity: TeamsActivity) -> None:
        for where in filter(None, (activity.conversation, activity.team)):
            await self._references.forget("teams", activity.asker.tenant, where)
            await self._welcomes.forget(activity, where)


class _Turn:
    """The replies of one turn."""

    def __init__(self, turn_context: Any, send_personally: SendPersonally, posts: SharedPosts | None) -> None:
        self._context = turn_context
        self._send_personally = send_personally
        self._posts = posts

    async def send(self, message: Message) -> None:
        delivering()
        await self._context.send_activity(activity_of(message))

    async def update(self, answer_message: str, message: Message) -> str:
        delivering()
        activity = activity_of(message)
        if answer_message:
            activity.id = answer_message
            await self._context.update_activity(activity)
            return answer_message
        sent = await self._context.send_activity(activity)
        return getattr(sent, "id", None) or ""

    async def send_file_card(self, card: FileCard) -> None:
        attachment = Attachment(content_type=card.kind, name=card.name, content=card.content)
        attachment.content_url = card.url or None
        await self._context.send_activity(Activity(type=ActivityTypes.message, attachments=[attachment]))

    async def delete(self, answer_message: str) -> None:
        if answer_message:
            with contextlib.suppress(Undelivered):  # it is on record, and what stays behind does no harm
                await self._context.delete_activity(answer_message)

    async def send_targeted(self, message: Message) -> bool:
        delivering()
        context = self._context
        connector, asker = (
            context.turn_state.get(CloudAdapterBase.BOT_CONNECTOR_CLIENT_KEY),
            context.activity.from_property,
        )
        if connector is None or not getattr(asker, "id", None):
            return False
        where = TurnContext.get_conversation_reference(context.activity)
        activity = TurnContext.apply_conversation_reference(activity_of(message), where)
        try:
            await connector.send_targeted(where.conversation.id, activity, to=asker.id)
        except Undelivered:  # the person's own chat is the other way
            return False
        return True

    @property
    def can_post(self) -> bool:
        return self._posts is not None

    async def post(self, where: StoredReference, message: Message) -> str:
        delivering()
        return "" if self._posts is None else await self._posts.post(where, activity_of(message))

    async def unpost(self, where: StoredReference, message: str) -> bool:
        return self._posts is not None and await self._posts.delete(where, message)

    async def reaches(self, person: Asker) -> bool:
        return await self._send_personally.reaches(person)

    async def send_privately(self, person: Asker, message: Message) -> bool:
        delivering()
        return await self._send_personally(person, activity_of(message))


def activity_of(message: Message) -> Activity:
    """Return a message as an activity: its cards below each other, and a sentence for the notification."""
    attachments = [Attachment(content_type=ADAPTIVE_CARD, content=card) for card in message.cards]
    made = Activity(
        type=ActivityTypes.message, attachments=attachments, attachment_layout="list", summary=message.summary
    )
    if message.takes_feedback:
        made.channel_data = {"feedbackLoop": {"type": "default"}}
    return made
