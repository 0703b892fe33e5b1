"""Fulfils a visit, after it was acknowledged: once, privately, and to the end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, assert_never

from bots.conversation import phrases
from bots.conversation.intents import Asker, Help, Intent, Verify
from bots.slack import cards, guiding, views
from bots.slack.places import AtHome, AtLink, Direct, can_share
from bots.slack.visits import Answer, OpenForm, Share, ShowHome, ShowMessage, Unfurl, Visit

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.ports import SeenBefore
    from bots.slack.outbound import Outbound

log = logging.getLogger(__name__)

DAY = 24 * 3600.0
FIRST_SEEN = 400 * DAY
MANY = 5  # more certificates than this take long enough to say so first

IN_SLACK = (
    "In Slack: /verify and /certguide, “Verify certificates” among a message's actions, the shortcuts “Verify a "
    "certificate” and “Find a certification”, or my Home tab."
)


class Service:
    """What the Slack bot does for people."""

    def __init__(self, desk: Desk, seen: SeenBefore, outbound: Outbound, *, home: views.Desk, bot_name: str) -> None:
        """Take whom to ask, what was handled before, and how to send."""
        self._desk = desk
        self._seen = seen
        self._out = outbound
        self._home = home
        self._bot_name = bot_name

    async def serve(self, visit: Visit) -> None:
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

    async def _fulfil(self, visit: Visit) -> None:
        wish = visit.wish
        match wish:
            case Answer():
                await self._answer(wish, visit.asker)
            case OpenForm():
                await self._open_form(wish, visit.asker)
            case ShowHome(person=person):
                await self._show_home(person, visit.asker)
            case Share():
                await self._share(wish)
            case ShowMessage():
                await self._show_message(wish)
            case Unfurl():
                shown = {url: {"blocks": cards.certificate_link(certificate)} for url, certificate in wish.ids}
                await self._out.call("chat.unfurl", unfurls=shown, **dict(wish.where))
            case _:
                assert_never(wish)

    async def _answer(self, wish: Answer, asker: Asker) -> None:
        letter = self._out.to(wish.place, self._home)
        if certificates_in(wish.intent) > MANY:
            await letter.note(cards.note(phrases.checking(certificates_in(wish.intent))))
        reply = await self._desk.answer(wish.intent, asker)
        also = IN_SLACK if isinstance(wish.intent, Help) and not isinstance(wish.place, AtHome) else ""
        await letter.say(cards.messages(reply, sharing=can_share(wish.place), also=also))

    async def _open_form(self, wish: OpenForm, asker: Asker) -> None:
        form = guiding.form(wish.guide) if wish.guide else views.form()
        if wish.view:
            opened = await self._out.call("views.update", view_id=wish.view, view=form)
        elif wish.trigger:
            opened = await self._out.call("views.open", trigger_id=wish.trigger, view=form)
        else:
            opened = None
        if opened is None and wish.otherwise is not None:
            await self._answer(wish.otherwise, asker)
        elif opened is None:
            await self._out.to(Direct(wish.person), self._home).say([cards.note(phrases.UNFINISHED)])

    async def _show_home(self, person: str, asker: Asker) -> None:
        first = await self._seen.first_time(f"slack:home:{asker.key}", keep=FIRST_SEEN)
        view, _ = views.home(self._home, welcome=first)
        await self._out.call("views.publish", user_id=person, view=view)

    async def _share(self, wish: Share) -> None:
        """Post where the person is: as a message of the bot, which knows threads, else through the link."""
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

    async def _apologise(self, visit: Visit) -> None:
        wish = visit.wish
        place = wish.place if isinstance(wish, Answer | Share) else Direct(visit.asker.person)
        if isinstance(wish, Unfurl):
            return  # nobody asked; a link simply stays without a preview
        if isinstance(place, AtLink):
            place = AtLink(place.person, place.url, place.channel, place.thread)
        await self._out.to(place, self._home).say([cards.note(phrases.UNFINISHED)])


def certificates_in(intent: Intent) -> int:
    """Return how many certificates an intent asks about."""
    return len(intent.ids) if isinstance(intent, Verify) else 0
