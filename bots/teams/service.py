"""Fulfils what somebody wants: once, privately, and to the end."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.conversation.audit_recorder import REFUSED
from bots.conversation.files.file_jobs import export_offer
from bots.conversation.model.intents import Asker, FileAction, FileActionKind, Help, Intent, Unclear, Verify
from bots.conversation.model.replies import Card, Reply
from bots.conversation.model.watch_intents import ShowSettings
from bots.conversation.text import general as phrases
from bots.conversation.text import organisation as house_phrases
from bots.conversation.text.file_results import EXPORT_ELSEWHERE, EXPORT_IN_OWN_CHAT
from bots.files.uploads import PROGRESS_SECONDS, answer_file, verify_file
from bots.teams.api.file_consent import FileConsent
from bots.teams.cards import cards, elements
from bots.teams.cards import invoke_responses as responses
from bots.teams.cards.cards import Message, Setting
from bots.teams.forms import task_modules
from bots.teams.forms.organisation import house_card
from bots.teams.inbound.parser import MOST_IN_WINDOW
from bots.teams.model.activity import SURFACE, Scope, TeamsActivity
from bots.teams.model.requests import (
    Answer,
    Consent,
    Form,
    HolderMessage,
    Malformed,
    Preview,
    ReadRoster,
    Search,
    Share,
    Wish,
)

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bots.conversation.desk import Desk
    from bots.files.uploads import UploadedFile
    from bots.runtime.ports import IdempotencyKeys
    from bots.teams.api.files import TeamsFiles
    from bots.teams.api.turn_replies import TurnReplies
    from bots.teams.cards.elements import Element

DAY = 24 * 3600.0
FIRST_SEEN = 400 * DAY
SAME_PRESS = 10.0  # a client that got no answer in time presses the button again by itself

IN_TEAMS = (
    "In Teams: write to me here, mention me in a conversation, choose “Verify with Certdesk” among a message's "
    "actions, or search with me from the box where you write."
)
PLACES = {Scope.GROUP: "a group chat", Scope.CHANNEL: "a channel", Scope.PERSONAL: "our own chat"}


@dataclass(frozen=True, slots=True)
class Installation:
    """What the welcome says about this installation."""

    registries: tuple[str, ...] = ()
    support: str | None = None


class TeamsService:
    """What the Teams bot does for people."""

    def __init__(
        self,
        desk: Desk,
        seen: IdempotencyKeys,
        installation: Installation,
        files: TeamsFiles | None = None,
        *,
        every: float = PROGRESS_SECONDS,
    ) -> None:
        """Take whom to ask, what was handled before, what to say here, who reads files, how often progress is said."""
        self._desk = desk
        self._seen = seen
        self._installation = installation
        self._files = files
        self._handing = FileConsent(desk, files) if files is not None else None
        self._every = every

    async def said(self, wish: Wish | None, heard: TeamsActivity, voice: TurnReplies) -> None:
        """Answer a message, unless it was delivered before."""
        if wish is None or not await self._is_new(heard.key("message")):
            return
        match wish:
            case Answer():
                await self._answer(wish, heard, voice)
            case ReadRoster(roster=file):
                await self._read_file(file, heard, voice)
            case HolderMessage(text=text):
                await self._privately([_single(cards.to_copy(text), phrases.FOR_THE_HOLDER)], heard, voice)
            case Malformed(problem=problem):
                await voice.say(_single(cards.notice(problem), problem))
            case Form() | Share() | Search() | Preview() | Consent():
                await self._answer(Answer(Help()), heard, voice)

    async def asked(self, wish: Wish, heard: TeamsActivity, voice: TurnReplies) -> tuple[int, Element | None]:
        """Return status and body for a client that waits; the same question has the same answer."""
        if isinstance(wish, Malformed):
            body = responses.refusal(wish.problem, is_known=wish.is_known)
            return int(body["statusCode"]), body
        if isinstance(wish, Consent):
            if self._handing is not None:
                await self._once(self._handing.settle(wish, heard, voice), wish, heard)
            return 200, None
        if heard.name == "adaptiveCard/action":
            return 200, await self._pressed(wish, heard, voice)
        if isinstance(wish, Search):
            return 200, await self._search(wish, heard.asker)
        if isinstance(wish, Preview):
            return 200, responses.linked(wish.certificate)
        return 200, await self._in_window(wish, heard)

    async def welcome(self, heard: TeamsActivity, voice: TurnReplies) -> None:
        """Say once for each conversation who one is, who brought one, what one can do, and where help is."""
        place = heard.team or heard.conversation
        if not await self._seen.first_time(f"{SURFACE}:welcome:{heard.asker.tenant}:{place}", keep=FIRST_SEEN):
            return
        reply = await self._desk.answer(Help(), heard.asker)
        by = f" {phrases.added_by(heard.person_name)}" if heard.person_name and not heard.is_private else ""
        greeting = phrases.WELCOME_CHAT if heard.is_private else f"{phrases.WELCOME_GROUP}{by}"
        about = [
            IN_TEAMS,
            phrases.SET_HERE if self._desk.keeps_watches else phrases.NOTHING_TO_SET,
            phrases.registries_asked(self._installation.registries) if self._installation.registries else "",
            phrases.help_from(self._installation.support),
        ]
        for message in cards.messages(reply, before=greeting, after="\n".join(filter(None, about)), more=_openers()):
            await voice.say(message)

    async def _read_file(self, file: UploadedFile, heard: TeamsActivity, voice: TurnReplies) -> None:
        answer = await answer_file(file, self._files, self._desk, heard.asker)
        if isinstance(answer, FileAction):
            await self._verify_file(answer, heard, voice)
            return
        for message in cards.messages(answer):
            await voice.say(message)

    async def _verify_file(self, wish: FileAction, heard: TeamsActivity, voice: TurnReplies) -> bool:
        said = ""

        async def tell(reply: Reply) -> None:
            nonlocal said
            said = await voice.revise(said, cards.messages(reply)[0])

        reply = await verify_file(wish, self._desk, heard.asker, tell, every=self._every)
        if reply.cards and (self._desk.filing and self._desk.filing.verdicts(wish.key, heard.asker)):
            offer = export_offer(wish.key) if self._handing is not None else Card(EXPORT_ELSEWHERE)
            reply = Reply((*reply.cards, offer), reply.summary)
        first, *rest = cards.messages(reply)
        await voice.revise(said, first)
        for message in rest:
            await voice.say(message)
        return True

    async def _answer(self, wish: Answer, heard: TeamsActivity, voice: TurnReplies) -> None:
        if isinstance(wish.intent, FileAction) and wish.intent.deed is FileActionKind.VERIFY and heard.is_private:
            await self._verify_file(wish.intent, heard, voice)
            return
        if self._handing is not None and (key := _exported(wish.intent)) and heard.is_private:
            await self._handing.ask(key, heard.asker, voice)
            return
        reply = await self._reply(wish.intent, heard)
        if heard.is_private and isinstance(wish.intent, ShowSettings) and await self._desk.is_admin(heard.asker):
            await voice.say(_single(house_card(await self._desk.settings_of(heard.asker)), house_phrases.HEADLINE))
            return
        if heard.is_private or isinstance(wish.intent, Help | Unclear):
            is_help = isinstance(wish.intent, Help)
            for message in cards.messages(reply, after=IN_TEAMS if is_help else "", more=_openers() if is_help else ()):
                await voice.say(message)
            return
        if not await self._privately(cards.messages(reply, before=_origin(heard)), heard, voice):
            await voice.say(_single(cards.elsewhere(wish.command), phrases.NO_PERSONAL_CHAT))
        else:
            await voice.say(_single(cards.notice(phrases.ANSWERED_PRIVATELY), phrases.ANSWERED_PRIVATELY))

    async def _reply(self, intent: Intent, heard: TeamsActivity) -> Reply:
        if self._handing is not None and _exported(intent) and not heard.is_private:
            return Reply((Card(EXPORT_IN_OWN_CHAT),))
        return await self._desk.answer(intent, heard.asker)

    async def _privately(self, messages: list[Message], heard: TeamsActivity, voice: TurnReplies) -> bool:
        for message in messages:
            if heard.is_private:
                await voice.say(message)
            elif not await voice.say_privately(heard.asker, message):
                return False
        return True

    async def _pressed(self, wish: Wish, heard: TeamsActivity, voice: TurnReplies) -> Element:
        """Answer a Universal Action: in place where only one person reads, else in that person's own chat."""
        match wish:
            case Answer(intent=FileAction(deed=FileActionKind.VERIFY) as of_file) if heard.is_private:
                return await self._once(self._verify_file(of_file, heard, voice), wish, heard)
            case Answer(intent=FileAction(deed=FileActionKind.EXPORT, key=key)) if (
                heard.is_private and self._handing is not None
            ):
                return await self._once(self._handing.ask(key, heard.asker, voice), wish, heard)
            case Answer(intent=FileAction(deed=FileActionKind.STOP) as of_file) if heard.is_private:
                reply = await self._desk.answer(of_file, heard.asker)
                return responses.toast(reply.cards[0].headline)  # what was verified so far takes the button's place
            case Answer(beside=False) if heard.is_private:
                reply = await self._desk.answer(wish.intent, heard.asker)
                return responses.in_place(cards.one(reply, cards.CHAT))
            case Answer():
                return await self._once(self._beside(wish, heard, voice), wish, heard)
            case HolderMessage(text=text):
                message = _single(cards.to_copy(text), phrases.FOR_THE_HOLDER)
                return await self._once(self._privately([message], heard, voice), wish, heard)
            case _:
                return responses.refusal(phrases.UNKNOWN_BUTTON)

    async def _beside(self, wish: Answer, heard: TeamsActivity, voice: TurnReplies) -> bool:
        reply = await self._reply(wish.intent, heard)
        before = "" if heard.is_private else _origin(heard)
        return await self._privately(cards.messages(reply, before=before), heard, voice)

    async def _once(self, effect: Coroutine[object, object, bool], wish: Wish, heard: TeamsActivity) -> Element:
        """Have the effect once, however often a client that is out of patience presses; say where it is seen."""
        what = f"{heard.asker.key}:{heard.conversation}:{heard.reply_to}:{_digest(wish)}"
        is_new = await self._is_new(heard.key("press"))
        is_new = await self._seen.first_time(f"{SURFACE}:pressed:{what}", keep=SAME_PRESS) and is_new
        if is_new and not await effect:
            return responses.toast(phrases.NO_PERSONAL_CHAT)
        if not is_new:
            effect.close()
        return responses.toast(phrases.ANSWERED_BELOW if heard.is_private else phrases.ANSWERED_PRIVATELY)

    async def _in_window(self, wish: Wish, heard: TeamsActivity) -> Element:
        from_box = heard.name.startswith("composeExtension/")
        match wish:
            case Answer():
                reply = await self._desk.answer(_fitting(wish.intent), heard.asker)
                may_share = from_box and await self._desk.may_share(heard.asker)
                guides = not isinstance(wish.intent, Verify) and not reply.verdicts
                setting = Setting(window=True, share=may_share, command=wish.command, back=wish.back)
                title = phrases.FIND_CERTIFICATION if guides and wish.command else phrases.VERIFY_CERTIFICATE
                return task_modules.window(cards.one(reply, setting), title)
            case HolderMessage(text=text, back=back):
                return task_modules.window(cards.to_copy(text, back=back))
            case Share(intent=intent) if from_box:
                if not await self._desk.may_share(heard.asker):
                    await self._desk.note("share", heard.asker, outcome=REFUSED)
                    return task_modules.window(cards.notice(house_phrases.SHARING_OFF))
                named = " ".join(each.text for each in intent.ids) if isinstance(intent, Verify) else ""
                await self._desk.note("share", heard.asker, about=named)
                return responses.into_box(await self._desk.answer(_fitting(intent), heard.asker))
            case Form():
                return task_modules.form(wish)
            case _:
                return task_modules.window(cards.notice(phrases.UNKNOWN_BUTTON))

    async def _search(self, wish: Search, asker: Asker) -> Element:
        if wish.intent is None:
            return responses.hint(phrases.SEARCH_HINT)
        if not await self._desk.may_share(asker):
            return responses.hint(house_phrases.SHARING_OFF)
        return responses.results(await self._desk.answer(wish.intent, asker))

    async def _is_new(self, key: str) -> bool:
        return not key or await self._seen.first_time(key, keep=DAY)


def _exported(intent: Intent) -> str:
    """Return the key of the file whose results are wanted; empty when that is not what is wanted."""
    return intent.key if isinstance(intent, FileAction) and intent.deed is FileActionKind.EXPORT else ""


def _fitting(intent: Intent) -> Intent:
    """A window cannot wait for many certificates; it says so, and where they can be asked about."""
    if isinstance(intent, Verify) and len(intent.ids) > MOST_IN_WINDOW:
        return Unclear("", phrases.too_many_here(len(intent.ids), MOST_IN_WINDOW))
    return intent


def _origin(heard: TeamsActivity) -> str:
    place = f"“{heard.place}”" if heard.place else PLACES[heard.scope]
    return phrases.asked_in(place)


def _openers() -> list[Element]:
    return [
        elements.open_window(phrases.VERIFY_CERTIFICATE, {"do": "form", "form": "verify"}),
        elements.open_window(phrases.FIND_CERTIFICATION, {"do": "form", "form": "guide"}),
    ]


def _single(card: Element, summary: str) -> Message:
    return Message((card,), elements.clean(summary))


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:32]
