"""Fulfils a visit, after it was acknowledged: once, privately, and to the end."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bots.conversation.audit_recorder import REFUSED
from bots.conversation.files.file_jobs import export_offer
from bots.conversation.model.intents import Asker, FileAction, FileActionKind, Help
from bots.conversation.model.replies import Reply
from bots.conversation.model.watch_intents import ChangePreferences, ListWatches, SetSettings
from bots.conversation.text import file_results as listing_phrases
from bots.conversation.text import general as phrases
from bots.conversation.text import organisation as house_phrases
from bots.conversation.text import uploads as file_phrases
from bots.files.export import csv_file
from bots.files.uploads import PROGRESS_SECONDS, answer_file, preview_roster_file, verify_file
from bots.runtime.json_access import object_at
from bots.slack.cards import cards
from bots.slack.forms import file as choosing
from bots.slack.forms import guide as guiding
from bots.slack.forms import modals as views
from bots.slack.forms import organisation as house_form
from bots.slack.forms import roster as importing
from bots.slack.model.destinations import AtHome, AtLink, Direct, Form, can_share
from bots.slack.model.requests import (
    Answer,
    OpenForm,
    ReadRoster,
    Request,
    Share,
    ShowHome,
    ShowMessage,
    Unfurl,
    certificates_in,
)

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.files.file_jobs import FileJob
    from bots.files.uploads import FileDownloader
    from bots.runtime.ports import IdempotencyKeys
    from bots.slack.api.replies import SentReplies, SlackReplies
    from bots.slack.cards.elements import Message
    from bots.slack.forms.modals import View
    from bots.slack.model.destinations import Place

log = logging.getLogger(__name__)

DAY = 24 * 3600.0
FIRST_SEEN = 400 * DAY
ADMIN = ("is_admin", "is_owner", "is_primary_owner")
MANY = 5  # more certificates than this take long enough to say so first

IN_SLACK = (
    "In Slack: /verify and /certguide, “Verify certificates” among a message's actions, the shortcuts “Verify a "
    "certificate” and “Find a certification”, or my Home tab."
)


class SlackService:
    """What the Slack bot does for people."""

    def __init__(
        self,
        desk: Desk,
        seen: IdempotencyKeys,
        outbound: SlackReplies,
        *,
        home: views.FormDesk,
        bot_name: str,
        files: FileDownloader | None = None,
        every: float = PROGRESS_SECONDS,
    ) -> None:
        """Take whom to ask, what was handled before, how to send, who reads files, and how often progress is said."""
        self._desk = desk
        self._seen = seen
        self._out = outbound
        self._files = files
        self._every = every
        self._home = home
        self._bot_name = bot_name

    async def serve(self, visit: Request) -> None:
        """
        Fulfil a visit, unless it was delivered before.

        It is marked on receipt, and nothing but its identity counts: a delivery that carries a retry header may
        still be the first that arrived.
        """
        if not all([await self._seen.first_time(key, keep=DAY) for key in visit.keys]):
            return
        try:
            await self._fulfil(visit)
        except Exception as error:  # noqa: BLE001 - the door: whatever happens, the person hears of it
            log.error("a Slack visit (%s) failed: %s", type(visit.wish).__name__, type(error).__name__)  # noqa: TRY400
            await self._apologise(visit)

    async def _fulfil(self, visit: Request) -> None:
        wish = visit.wish
        match wish:
            case Answer():
                await self._answer(wish, visit.asker)
            case OpenForm():
                await self._open_form(wish, visit.asker)
            case ShowHome(person=person):
                await self._show_home(person, visit.asker)
            case Share():
                await self._share(wish, visit.asker)
            case ShowMessage():
                await self._show_message(wish)
            case ReadRoster():
                await self._read_roster(wish, visit.asker)
            case Unfurl():
                shown = {url: {"blocks": cards.certificate_link(certificate)} for url, certificate in wish.ids}
                await self._out.call("chat.unfurl", unfurls=shown, **dict(wish.where))
            case _:
                assert_never(wish)

    async def _answer(self, wish: Answer, asker: Asker) -> None:
        letter = self._out.to(wish.place, self._home)
        match wish.intent:
            case FileAction(kind=FileActionKind.VERIFY):
                await self._verify_file(wish.intent, letter, asker)
                return
            case FileAction(kind=FileActionKind.EXPORT, key=key) if await self._export(key, wish.place, asker):
                return
            case FileAction(kind=FileActionKind.STOP, key=key) if (file := self._file(key, asker)) and file.is_running:
                await self._desk.answer(wish.intent, asker)
                return  # what was verified so far takes the place of the button
            case FileAction(kind=FileActionKind.STOP):
                letter = self._out.to(_beside(wish.place), self._home)  # the answer comes from another process
        if certificates_in(wish.intent) > MANY:
            await letter.note(cards.note(phrases.checking(certificates_in(wish.intent))))
        intent = wish.intent
        if isinstance(intent, SetSettings):
            intent = replace(intent, is_proven_admin=await self._is_admin(asker))
        reply = await self._desk.answer(intent, asker)
        also = IN_SLACK if isinstance(wish.intent, Help) and not isinstance(wish.place, AtHome) else ""
        sharing = can_share(wish.place) and await self._desk.may_share(asker)
        await letter.say(cards.messages(reply, sharing=sharing, also=also))

    async def _read_roster(self, wish: ReadRoster, asker: Asker) -> None:
        letter = self._out.to(wish.place, self._home)
        if isinstance(wish.roster, str):
            reply = await preview_roster_file(wish.roster.encode(), file_phrases.PASTED, self._desk, asker)
        else:
            if isinstance(wish.place, AtLink):
                await letter.note(cards.note(listing_phrases.READING_FILE))
            answer = await answer_file(wish.roster, self._files, self._desk, asker)
            if isinstance(answer, FileAction):
                await self._verify_file(answer, letter, asker)
                return
            reply = answer
        await letter.say(cards.messages(reply, sharing=False))

    async def _verify_file(self, wish: FileAction, letter: SentReplies, asker: Asker) -> None:
        async def tell(reply: Reply) -> None:
            await letter.note(cards.messages(reply, sharing=False)[0])

        reply = await verify_file(wish, self._desk, asker, tell, every=self._every)
        if self._desk.file_jobs is not None and self._desk.file_jobs.verdicts(wish.key, asker):
            reply = replace(reply, cards=(*reply.cards, export_offer(wish.key)))
        await letter.say(cards.messages(reply, sharing=False))

    async def _export(self, key: str, place: Place, asker: Asker) -> bool:
        """Send a file's results into the direct message; False when the file is not there any more."""
        file = self._file(key, asker)
        if file is None:
            return False
        channel = place.channel if isinstance(place, AtLink | Direct) else ""
        sent = await self._out.upload(
            asker.person, channel, listing_phrases.results_of(file.name), csv_file(file.batch)
        )
        await self._desk.record_action("export", asker)
        if sent and channel.startswith("D"):
            return True  # the file is before their eyes
        said = listing_phrases.EXPORTED if sent else listing_phrases.MAY_NOT_SEND_FILES
        await self._out.to(_beside(place), self._home).say([cards.note(said)])
        return True

    def _file(self, key: str, asker: Asker) -> FileJob | None:
        return self._desk.file_jobs.find(key, asker) if self._desk.file_jobs is not None else None

    async def _is_admin(self, asker: Asker) -> bool:
        """Say whether somebody may change the settings: as one of ours, or as an admin of the workspace."""
        if await self._desk.is_admin(asker):
            return True
        if not self._desk.keeps_watches:
            return False
        user = object_at(await self._out.ask("users.info", user=asker.person), "user")
        return user.get("id") == asker.person and any(user.get(name) is True for name in ADMIN)

    async def _open_form(self, wish: OpenForm, asker: Asker) -> None:
        if wish.form is Form.HOUSE and not await self._is_admin(asker):
            await self._out.to(Direct(wish.person), self._home).say([cards.note(house_phrases.NOT_ADMIN)])
            return
        is_house = wish.form is Form.HOUSE
        form = house_form.form(await self._desk.settings_of(asker)) if is_house else _form(wish)
        if wish.view:
            opened = await self._out.call("views.update", view_id=wish.view, view=form)
        elif wish.trigger:
            opened = await self._out.call("views.open", trigger_id=wish.trigger, view=form)
        else:
            opened = None
        if opened is None and wish.otherwise is not None:
            await self._answer(wish.otherwise, asker)
        elif opened is None:
            sorry = file_phrases.NO_FILE_FORM if wish.form is Form.FILE else phrases.UNFINISHED
            await self._out.to(Direct(wish.person), self._home).say([cards.note(sorry)])

    async def _show_home(self, person: str, asker: Asker) -> None:
        first = await self._seen.first_time(f"slack:home:{asker.key}", keep=FIRST_SEEN)
        admin, mine = await self._is_admin(asker), await self._mine(asker)
        view, _ = views.home(self._home, welcome=first, admin=admin, messages=mine)
        await self._out.call("views.publish", user_id=person, view=view)

    async def _mine(self, asker: Asker) -> list[Message]:
        """Say what somebody watches and when they are told; nothing while that cannot be read."""
        if not self._desk.keeps_watches:
            return []
        try:
            said = [await self._desk.answer(intent, asker) for intent in (ListWatches(), ChangePreferences())]
        except Exception as error:  # noqa: BLE001 - the Home is of use without it
            log.warning("what somebody watches could not be shown at home: %s", type(error).__name__)
            return []
        return cards.messages(Reply(tuple(card for reply in said for card in reply.cards)), sharing=False)

    async def _share(self, wish: Share, asker: Asker) -> None:
        """Post where the person is: as a message of the bot, which knows threads, else through the link."""
        if not await self._desk.may_share(asker):
            await self._desk.record_action("share", asker, about=wish.text, outcome=REFUSED)
            await self._out.to(wish.place, self._home).say([cards.note(house_phrases.SHARING_OFF)])
            return
        await self._desk.record_action("share", asker, about=wish.text)
        message, place = cards.shared(wish.text, wish.place.person), wish.place
        thread = {"thread_ts": place.thread} if place.thread else {}
        if place.channel and await self._out.call(
            "chat.postMessage", channel=place.channel, **thread, **message.body()
        ):
            return
        body = {**message.body(), **thread, "response_type": "in_channel", "replace_original": False}
        if not await self._out.through_link(place.url, body):
            sorry = cards.note(phrases.cannot_share(self._bot_name))
            await self._out.to(Direct(place.person), self._home).say([sorry])

    async def _show_message(self, wish: ShowMessage) -> None:
        method = "views.push" if wish.over_view else "views.open"
        view = views.to_copy(wish.text)
        if await self._out.call(method, trigger_id=wish.trigger, view=view) is None:
            await self._out.to(Direct(wish.person), self._home).say([cards.note(wish.text)])

    async def _apologise(self, visit: Request) -> None:
        wish = visit.wish
        place = wish.place if isinstance(wish, Answer | Share | ReadRoster) else Direct(visit.asker.person)
        if isinstance(wish, Unfurl):
            return  # nobody asked; a link simply stays without a preview
        if isinstance(place, AtLink):
            place = AtLink(place.person, place.url, place.channel, place.thread)
        await self._out.to(place, self._home).say([cards.note(phrases.UNFINISHED)])


def _beside(place: Place) -> Place:
    return replace(place, replaces=False) if isinstance(place, AtLink) else place


def _form(wish: OpenForm) -> View:
    match wish.form:
        case Form.GUIDE:
            return guiding.form(wish.chosen)
        case Form.ROSTER:
            return importing.form()
        case Form.FILE:
            return choosing.form()
        case Form.VERIFY | Form.HOUSE:
            return views.form()
