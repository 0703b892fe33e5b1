"""Fulfils what somebody wants: once, privately, and to the end."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bots.conversation.grammar.suggestions import suggestion
from bots.conversation.model.intents import Asker, FileAction, FileActionKind, Guidance, Intent, Unclear, Verify
from bots.conversation.model.replies import Card, Reply
from bots.conversation.model.talk_intents import Help
from bots.conversation.model.watch_intents import ShowSettings, WatchIntent
from bots.conversation.text import general as phrases
from bots.conversation.text import organisation as organisation_phrases
from bots.conversation.text.file_results import EXPORT_IN_OWN_CHAT
from bots.files.file_checks import PROGRESS_SECONDS, FileChecks
from bots.teams.api.file_consent import FileConsent
from bots.teams.api.pressed_messages import PressedMessages
from bots.teams.api.private_answers import AnsweredIn
from bots.teams.api.progress_message import ProgressMessage
from bots.teams.api.sharing import TeamsSharing
from bots.teams.cards import cards
from bots.teams.cards import invoke_responses as responses
from bots.teams.cards.cards import CardOptions, Message, single_message
from bots.teams.cards.conversation_cards import elsewhere
from bots.teams.cards.welcome import with_openers
from bots.teams.forms import organisation as organisation_form
from bots.teams.forms import task_modules
from bots.teams.inbound.parser import fitting
from bots.teams.model.activity import SURFACE, TeamsActivity
from bots.teams.model.requests import (
    Answer,
    Consent,
    Feedback,
    HolderMessage,
    Malformed,
    Operation,
    Preview,
    ReadRoster,
    Redraw,
    Search,
    Share,
    ShowForm,
    TakeBackShared,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bots.conversation.desk import Desk
    from bots.files.uploads import UploadedFile
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.ports import IdempotencyKeys
    from bots.teams.api.files import TeamsFiles
    from bots.teams.api.private_answers import PrivateAnswers
    from bots.teams.api.turn_replies import TurnReplies
    from bots.teams.cards.elements import Element
    from bots.teams.model.requests import CountFeedback

DAY = 24 * 3600.0
SAME_PRESS = 10.0  # a client that got no answer in time presses the button again by itself

TOASTS = {
    AnsweredIn.SAME_CHAT: phrases.ANSWERED_BELOW,
    AnsweredIn.TARGETED: phrases.ANSWERED_TO_YOU_ALONE,
    AnsweredIn.OWN_CHAT: phrases.ANSWERED_PRIVATELY,
    AnsweredIn.NOWHERE: phrases.NO_PERSONAL_CHAT,
}
"""What somebody is told who pressed a button, by where the answer is."""


class TeamsService:
    """What the Teams bot does for people."""

    def __init__(
        self,
        desk: Desk,
        seen: IdempotencyKeys,
        *,
        private_answers: PrivateAnswers,
        count_feedback: CountFeedback | None = None,
        answers: GivenAnswers,
        files: TeamsFiles | None = None,
        progress_interval: float = PROGRESS_SECONDS,
    ) -> None:
        """
        Answer by ``desk``, each delivery once.

        Args:
            desk: who answers intents.
            seen: which deliveries were handled before.
            private_answers: sends answers that only the asker may see.
            count_feedback: counts the thumbs below answers; None for nobody.
            answers: remembers where something was asked, and what was shared there.
            files: reads files that people drop, and hands results over; None where that is not possible.
            progress_interval: seconds between two notes of how far a file is.
        """
        self._desk = desk
        self._seen = seen
        self._private_answers = private_answers
        self._count_feedback = count_feedback
        self._file_consent = FileConsent(desk, files) if files is not None else None
        self._pressed_messages = PressedMessages(desk)
        self._sharing = TeamsSharing(desk, seen, answers)
        self._file_checks = FileChecks(desk, files, can_export=files is not None, interval=progress_interval)

    async def answer_message(self, operation: Operation | None, activity: TeamsActivity, replies: TurnReplies) -> None:
        """Answer a message, unless it was delivered before."""
        if operation is None or not await self._is_new(activity.key("message")):
            return
        match operation:
            case Answer():
                await self._answer(operation, activity, replies)
            case ReadRoster(roster=file):
                await self._read_file(file, activity, replies)
            case HolderMessage(text=text):
                await self._privately([single_message(cards.to_copy(text), phrases.FOR_THE_HOLDER)], activity, replies)
            case Malformed(problem=problem):
                await replies.send(single_message(cards.notice(problem), problem))
            case ShowForm() | Share() | TakeBackShared() | Search() | Preview() | Consent() | Redraw() | Feedback():
                await self._answer(Answer(Help()), activity, replies)

    async def answer_invoke(
        self, operation: Operation, activity: TeamsActivity, replies: TurnReplies
    ) -> tuple[int, Element | None]:
        """Return status and body for a client that waits; the same question has the same answer."""
        if isinstance(operation, Malformed):
            body = responses.refusal(operation.problem, is_known=operation.is_known)
            return int(body["statusCode"]), body
        if isinstance(operation, Consent):
            if self._file_consent is not None:
                consent = self._file_consent
                await self._once(lambda: _here(consent.answer(operation, activity, replies)), operation, activity)
            return 200, None
        if isinstance(operation, Feedback):
            return 200, await self._count(operation, activity)
        if activity.name == "adaptiveCard/action":
            return 200, await self._answer_action(operation, activity, replies)
        if isinstance(operation, Search):
            return 200, await self._search(operation, activity.asker)
        if isinstance(operation, Preview):
            return 200, responses.linked(operation.certificate)
        return 200, await self._answer_task_module(operation, activity)

    async def _read_file(self, file: UploadedFile, activity: TeamsActivity, replies: TurnReplies) -> None:
        progress = ProgressMessage(replies)
        await progress.finish(await self._file_checks.answer(file, activity.asker, progress.show))

    async def _verify_file(self, operation: FileAction, activity: TeamsActivity, replies: TurnReplies) -> bool:
        progress = ProgressMessage(replies)
        await progress.finish(await self._file_checks.verify(operation, activity.asker, progress.show))
        return True

    async def _answer(self, operation: Answer, activity: TeamsActivity, replies: TurnReplies) -> None:
        intent, is_private = operation.intent, activity.is_private
        if is_private and isinstance(intent, FileAction) and intent.kind is FileActionKind.VERIFY:
            await self._verify_file(intent, activity, replies)
            return
        if is_private and self._file_consent is not None and (key := _exported(intent)):
            await self._file_consent.ask(key, activity.asker, replies)
            return
        told_to_all = isinstance(intent, Help | Unclear) and not activity.is_targeted
        if not is_private and isinstance(intent, WatchIntent) and not await replies.reaches(activity.asker):
            # Nothing is done whose answer would not arrive: the button does it in a window, and shows what came of it.
            await replies.send(single_message(elsewhere(operation.command), phrases.NO_PERSONAL_CHAT))
            return
        reply = await self._reply(intent, activity)
        if is_private and isinstance(intent, ShowSettings) and await self._desk.is_admin(activity.asker):
            form = organisation_form.form(await self._desk.settings_of(activity.asker))
            await replies.send(single_message(form, organisation_phrases.HEADLINE))
            return
        options = cards.CHAT if is_private or told_to_all else await self._sharing.options(activity, replies)
        shown = with_openers(reply) if intent == Help() else cards.messages(reply, options=options)
        if isinstance(intent, Guidance):
            shown[-1] = replace(shown[-1], takes_feedback=True)
        if is_private or told_to_all:
            for message in shown:
                await replies.send(message)
            return
        in_own_chat = cards.messages(reply, before=phrases.asked_in(activity.place_name), options=options)
        match await self._privately(shown, activity, replies, elsewhere=in_own_chat):
            case AnsweredIn.OWN_CHAT:
                note = phrases.ANSWERED_PRIVATELY
                await replies.send(single_message(cards.notice(note), note))
            case AnsweredIn.NOWHERE:
                await replies.send(single_message(elsewhere(operation.command), phrases.NO_PERSONAL_CHAT))

    async def _reply(self, intent: Intent, activity: TeamsActivity) -> Reply:
        if self._file_consent is not None and _exported(intent) and not activity.is_private:
            return Reply((Card(EXPORT_IN_OWN_CHAT),))
        return await self._desk.answer(intent, activity.asker)

    async def _privately(
        self,
        messages: list[Message],
        activity: TeamsActivity,
        replies: TurnReplies,
        *,
        elsewhere: list[Message] | None = None,
    ) -> AnsweredIn:
        return await self._private_answers.send(messages, elsewhere or messages, activity, replies)

    async def _answer_action(self, operation: Operation, activity: TeamsActivity, replies: TurnReplies) -> Element:
        """Answer a Universal Action: in place where only one person reads, else in that person's own chat."""
        match operation:
            case Answer(intent=FileAction(kind=FileActionKind.VERIFY) as of_file) if activity.is_private:
                return await self._once(
                    lambda: _here(self._verify_file(of_file, activity, replies)), operation, activity
                )
            case Answer(intent=FileAction(kind=FileActionKind.EXPORT, key=key)) if (
                activity.is_private and self._file_consent is not None
            ):
                ask = partial(self._file_consent.ask, key, activity.asker, replies)
                return await self._once(lambda: _here(ask()), operation, activity)
            case Answer(intent=FileAction(kind=FileActionKind.STOP) as of_file) if activity.is_private:
                reply = await self._desk.answer(of_file, activity.asker)
                return responses.toast(reply.cards[0].headline)  # what was verified so far takes the button's place
            case Answer() | Redraw() if body := await self._pressed_messages.press(operation, activity, replies):
                return body
            case Answer(beside=False) if activity.is_private:
                reply = await self._desk.answer(operation.intent, activity.asker)
                options = await self._sharing.redrawn(operation, reply, activity.asker)
                return responses.in_place(cards.single_card(reply, options))
            case Share(place=place) if place:
                return await self._sharing.share(operation, activity, replies)
            case TakeBackShared():
                return await self._sharing.take_back(operation, activity, replies)
            case Answer():
                return await self._once(partial(self._beside, operation, activity, replies), operation, activity)
            case HolderMessage(text=text):
                message = single_message(cards.to_copy(text), phrases.FOR_THE_HOLDER)
                return await self._once(partial(self._privately, [message], activity, replies), operation, activity)
            case _:
                return responses.refusal(phrases.UNKNOWN_BUTTON)

    async def _beside(self, operation: Answer, activity: TeamsActivity, replies: TurnReplies) -> AnsweredIn:
        reply = await self._reply(operation.intent, activity)
        in_own_chat = cards.messages(reply, before="" if activity.is_private else phrases.asked_in(activity.place_name))
        return await self._privately(cards.messages(reply), activity, replies, elsewhere=in_own_chat)

    async def _once(
        self, effect: Callable[[], Coroutine[object, object, AnsweredIn]], operation: Operation, activity: TeamsActivity
    ) -> Element:
        """Have the effect once, however often a client that got no answer presses; say where it is seen."""
        what = f"{activity.asker.key}:{activity.conversation}:{activity.reply_to}:{_digest(operation)}"
        is_new = await self._is_new(activity.key("press"))
        is_new = await self._seen.claim(f"{SURFACE}:pressed:{what}", keep=SAME_PRESS) and is_new
        usually = AnsweredIn.SAME_CHAT if activity.is_private else AnsweredIn.OWN_CHAT
        return responses.toast(TOASTS[await effect() if is_new else usually])

    async def _answer_task_module(self, operation: Operation, activity: TeamsActivity) -> Element:
        from_box = activity.name.startswith("composeExtension/")
        match operation:
            case Answer():
                reply = await self._desk.answer(fitting(operation.intent), activity.asker)
                may_share = from_box and await self._desk.may_share(activity.asker)
                is_guidance = not isinstance(operation.intent, Verify) and not reply.verdicts
                options = CardOptions(window=True, share=may_share, command=operation.command, back=operation.back)
                title = phrases.FIND_CERTIFICATION if is_guidance and operation.command else phrases.VERIFY_CERTIFICATE
                return task_modules.task_module(cards.single_card(reply, options), title)
            case HolderMessage(text=text, back=back):
                return task_modules.task_module(cards.to_copy(text, back=back))
            case Share() if from_box:
                return await self._sharing.into_box(replace(operation, intent=fitting(operation.intent)), activity)
            case ShowForm():
                return task_modules.form(operation)
            case _:
                return task_modules.task_module(cards.notice(phrases.UNKNOWN_BUTTON))

    async def _search(self, operation: Search, asker: Asker) -> Element:
        if operation.intent is None:
            return responses.hint(suggestion(operation.typed) or phrases.SEARCH_HINT)
        if not await self._desk.may_share(asker):
            return responses.hint(organisation_phrases.SHARING_OFF)
        return responses.results(await self._desk.answer(operation.intent, asker))

    async def _count(self, thumb: Feedback, activity: TeamsActivity) -> Element:
        if self._count_feedback is not None and await self._is_new(activity.key("feedback")):
            self._count_feedback(SURFACE, is_good=thumb.is_good)
        return {}

    async def _is_new(self, key: str) -> bool:
        return not key or await self._seen.claim(key, keep=DAY)


async def _here(effect: Coroutine[object, object, object]) -> AnsweredIn:
    """Do what is seen in the same chat."""
    await effect
    return AnsweredIn.SAME_CHAT


def _exported(intent: Intent) -> str:
    """Return the key of the file whose results are wanted; empty when that is not what is wanted."""
    return intent.key if isinstance(intent, FileAction) and intent.kind is FileActionKind.EXPORT else ""


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:32]
