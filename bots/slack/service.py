"""Fulfils a request after it was acknowledged: once, privately, and to the end."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bots.conversation.model.intents import Asker, FileAction, FileActionKind
from bots.conversation.model.replies import Reply
from bots.conversation.model.talk_intents import Help
from bots.conversation.model.watch_intents import ChangePreferences, ListWatches, SetSettings
from bots.conversation.text import general as phrases
from bots.conversation.text import organisation as organisation_phrases
from bots.conversation.text import uploads as file_phrases
from bots.files.file_checks import PROGRESS_SECONDS
from bots.runtime.answer_memory import GivenAnswer, digest_of
from bots.slack.api.file_answers import FileAnswers
from bots.slack.api.link_previews import LinkPreviews
from bots.slack.api.pressed_messages import PressedMessages
from bots.slack.api.profiles import SlackProfiles
from bots.slack.api.sharing import Sharing
from bots.slack.api.verification_step import VerificationStep
from bots.slack.cards import cards
from bots.slack.forms import assign as assign_form
from bots.slack.forms import modals
from bots.slack.forms import organisation as organisation_form
from bots.slack.model.destinations import (
    DirectMessage,
    Ephemeral,
    FormKind,
    HomeTab,
    can_share,
    lasting,
    without_replacing,
)
from bots.slack.model.requests import (
    Answer,
    OpenForm,
    OpenWorkObject,
    ReadRoster,
    Request,
    RunStep,
    Share,
    ShowHome,
    ShowMessage,
    TakeBackShared,
    Unfold,
    Unfurl,
)

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.files.uploads import FileDownloader
    from bots.runtime.answer_memory import GivenAnswers, Recent
    from bots.runtime.ports import IdempotencyKeys, Profiles
    from bots.slack.api.replies import OngoingReply, SlackReplies
    from bots.slack.api.shown_answers import ShownAnswers
    from bots.slack.cards.elements import Message

log = logging.getLogger(__name__)

DAY = 24 * 3600.0
FIRST_SEEN = 400 * DAY
MANY = 5  # more certificates than this take long enough to say so first

IN_SLACK = (
    "Also: “Verify certificates” among a message's actions, “Find a certification” among the shortcuts, my Home tab."
)


class SlackService:
    """What the Slack bot does for people."""

    def __init__(  # noqa: PLR0913 - one workspace, and what outlives a request
        self,
        desk: Desk,
        seen: IdempotencyKeys,
        *,
        replies: SlackReplies,
        home: modals.HomeContent,
        bot_name: str,
        answers: GivenAnswers,
        shown: ShownAnswers,
        profiles: Profiles | None = None,
        files: FileDownloader | None = None,
        progress_interval: float = PROGRESS_SECONDS,
        work_objects: bool = False,
        languages: Recent[str, str] | None = None,
    ) -> None:
        """
        Fulfil requests of one workspace.

        Args:
            desk: who answers intents.
            seen: which deliveries were handled before.
            replies: sends in this workspace.
            home: what the App Home says about this installation.
            bot_name: the bot's name in this workspace.
            answers: which messages answered what, for questions that are edited.
            shown: private answers that can be shared, as they were shown.
            profiles: where people's time zones and languages are stored; None where nothing is.
            files: reads files that people drop or choose; None where that is not possible.
            progress_interval: seconds between two notes of how far a file is.
            work_objects: whether certificate links are shown as Work Objects.
            languages: what people's Slack is set to, as far as it was asked lately; None where it is not asked.
        """
        self._desk = desk
        self._seen = seen
        self._replies = replies
        self._answers = answers
        self._shown = shown
        self._profiles = SlackProfiles(replies, profiles, languages)
        self._sharing = Sharing(desk, seen, replies=replies, home=home, shown=shown)
        self._pressed_messages = PressedMessages(desk, replies, home)
        self._files = FileAnswers(desk, files, replies=replies, home=home, shown=shown, interval=progress_interval)
        self._step = VerificationStep(desk, replies)
        self._previews = LinkPreviews(desk, replies, as_work_objects=work_objects)
        self._home = home
        self._bot_name = bot_name

    async def serve(self, request: Request) -> None:
        """
        Fulfil a request, unless it was delivered before.

        It is marked on receipt, and nothing but its identity counts: a delivery that carries a retry header may
        still be the first that arrived.
        """
        if not all([await self._seen.claim(key, keep=DAY) for key in request.keys]):
            return
        try:
            await self._fulfil(request)
        except Exception as error:  # noqa: BLE001 - the door: whatever happens, the person hears of it
            log.error("a Slack request (%s) failed: %s", type(request.operation).__name__, type(error).__name__)  # noqa: TRY400
            await self._report_failure(request)

    async def _fulfil(self, request: Request) -> None:
        operation = request.operation
        match operation:
            case Answer():
                await self._answer(operation, request.asker)
            case Unfold():
                await self._unfold(operation)
            case OpenForm():
                await self._open_form(operation, request.asker)
            case ShowHome(person=person):
                await self._show_home(person, request.asker)
            case Share() | TakeBackShared():
                await self._share(operation, request.asker)
            case ShowMessage():
                await self._show_message(operation)
            case ReadRoster():
                await self._files.read_roster(operation, request.asker)
            case RunStep():
                await self._step.run(operation, request.asker)
            case Unfurl() | OpenWorkObject():
                await self._previews.show(operation, request.asker)
            case _:
                assert_never(operation)

    async def _share(self, operation: Share | TakeBackShared, asker: Asker) -> None:
        if isinstance(operation, Share):
            await self._sharing.share(operation, asker, self._bot_name)
        else:
            await self._sharing.take_back(operation, asker)

    async def _answer(self, operation: Answer, asker: Asker) -> None:
        if await self._pressed_messages.press(operation, asker):
            return
        if (replies := await self._begin(operation)) is None:
            return
        if isinstance(operation.intent, FileAction):
            if await self._files.answer(operation, operation.intent, asker, replies):
                return
            if operation.intent.kind is FileActionKind.STOP:  # the answer comes from another process
                replies = self._replies.begin(without_replacing(operation.destination), self._home)
        if (count := self._desk.count_verified(operation.intent, asker)) > MANY:
            await replies.show_progress(cards.notice(phrases.checking(count)))
        intent = operation.intent
        if isinstance(intent, SetSettings):
            intent = replace(intent, is_proven_admin=await self._is_admin(asker))
        await self._profiles.learn_time_zone(intent, asker)
        asker = await self._profiles.with_language(intent, asker)
        reply = await self._desk.answer(intent, asker)
        reply = await self._files.handed_over(reply, operation.destination, asker)
        also = IN_SLACK if operation.intent == Help() and not isinstance(operation.destination, HomeTab) else ""
        sharing = can_share(operation.destination) and await self._desk.may_share(asker)
        await replies.send(
            await self._shown.draw(reply, sharing=sharing, also=also, details=operation.details, before=operation.block)
        )
        await replies.delete_rest()
        if operation.message and (replies.posted or isinstance(operation.destination, Ephemeral)):
            given = GivenAnswer(tuple(replies.posted), digest_of(operation.intent))
            await self._answers.remember(operation.message, given, who=asker.key)

    async def _unfold(self, operation: Unfold) -> None:
        shown = await self._shown.unfold(operation.block, details=operation.details)
        destination = operation.destination if shown else without_replacing(operation.destination)
        await self._replies.begin(destination, self._home).send(shown or [cards.notice(phrases.REST_FORGOTTEN)])

    async def _begin(self, operation: Answer) -> OngoingReply | None:
        """Begin to answer, in the place of an edited question's answer; None where it asks what is answered there."""
        given = await self._answers.find(operation.message) if operation.is_edit else None
        if given is not None and given.asked == digest_of(operation.intent):
            return None
        if given is None or not given.messages:
            return self._replies.begin(operation.destination, self._home)
        replies = self._replies.begin(lasting(operation.destination, given.messages[0][0]), self._home)
        replies.replace_answer(given.messages)
        return replies

    async def _is_admin(self, asker: Asker) -> bool:
        """Say whether somebody may change the settings: as one of ours, or as an admin of the workspace."""
        if await self._desk.is_admin(asker):
            return True
        if not self._desk.keeps_watches:
            return False
        return await self._profiles.is_admin(asker)

    async def _open_form(self, operation: OpenForm, asker: Asker) -> None:
        form = modals.form_of(operation.form, operation.chosen)
        if operation.form is FormKind.ASSIGN:
            form = assign_form.form(operation.chosen, operation.otherwise.pressed if operation.otherwise else None)
        if operation.form is FormKind.ORGANISATION:
            if not await self._is_admin(asker):
                await self._send_directly(operation.person, organisation_phrases.NOT_ADMIN)
                return
            form = organisation_form.form(await self._desk.settings_of(asker))
        opened = None
        if operation.view:
            opened = await self._replies.call("views.update", view_id=operation.view, view=form)
        elif operation.trigger:
            opened = await self._replies.call("views.open", trigger_id=operation.trigger, view=form)
        if opened is None and operation.otherwise is not None:
            await self._answer(operation.otherwise, asker)
        elif opened is None:
            sorry = file_phrases.NO_FILE_FORM if operation.form is FormKind.FILE else phrases.UNFINISHED
            await self._send_directly(operation.person, sorry)

    async def _show_home(self, person: str, asker: Asker) -> None:
        first = await self._seen.claim(f"slack:home:{asker.key}", keep=FIRST_SEEN)
        admin, own_watches = await self._is_admin(asker), await self._own_watches(asker)
        view, _ = modals.home(self._home, welcome=first, admin=admin, messages=own_watches)
        await self._replies.call("views.publish", user_id=person, view=view)

    async def _own_watches(self, asker: Asker) -> list[Message]:
        """Return what somebody watches and when they are notified; nothing while that cannot be read."""
        if not self._desk.keeps_watches:
            return []
        try:
            said = [await self._desk.answer(intent, asker) for intent in (ListWatches(), ChangePreferences())]
        except Exception as error:  # noqa: BLE001 - the Home is of use without it
            log.warning("what somebody watches could not be shown at home: %s", type(error).__name__)
            return []
        return cards.messages(Reply(tuple(card for reply in said for card in reply.cards)), sharing=False)

    async def _show_message(self, operation: ShowMessage) -> None:
        method = "views.push" if operation.over_view else "views.open"
        view = modals.to_copy(operation.text)
        if await self._replies.call(method, trigger_id=operation.trigger, view=view) is None:
            await self._send_directly(operation.person, operation.text)

    async def _send_directly(self, person: str, text: str) -> None:
        await self._replies.begin(DirectMessage(person), self._home).send([cards.notice(text)])

    async def _report_failure(self, request: Request) -> None:
        operation = request.operation
        if isinstance(operation, Unfurl):
            return  # nobody asked; a link simply stays without a preview
        if isinstance(operation, RunStep):
            await self._step.fail(operation, phrases.UNFINISHED)
            return
        if isinstance(operation, OpenWorkObject):
            await self._previews.fail(operation)
            return
        if isinstance(operation, Answer | Unfold | Share | TakeBackShared | ReadRoster):
            destination = without_replacing(operation.destination)
            await self._replies.begin(destination, self._home).send([cards.notice(phrases.UNFINISHED)])
        else:
            await self._send_directly(request.asker.person, phrases.UNFINISHED)
