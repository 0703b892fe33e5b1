"""Codes: who hands over what to whom. A person is linked by typing a code, never by a name or an address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from bots.conversation.model.intents import Asker
from bots.conversation.model.invitation_codes import new_code, spelled, typed
from bots.conversation.model.replies import Card, Tone, refusal_card
from bots.conversation.model.watch_intents import (
    AcceptInvitation,
    AcceptOffer,
    Assign,
    DeclineOffer,
    InvitePerson,
    SetDeputy,
    SetFallback,
    UnlinkPerson,
)
from bots.conversation.model.watch_models import Invitation, InvitationKind
from bots.conversation.text import invitations as phrases
from bots.conversation.text import live_messages as offer_phrases
from bots.conversation.text import watches as watch_phrases
from bots.conversation.watch.offers import answer_offer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bots.conversation.quota import Quota
    from bots.conversation.watch.live_messages import LiveMessages
    from bots.conversation.watch.offers import Offers
    from bots.conversation.watch.ports import Invitations, WatchActions

InvitationIntent = (
    AcceptOffer | DeclineOffer | Assign | SetDeputy | SetFallback | AcceptInvitation | InvitePerson | UnlinkPerson
)
CODE_DAYS = 7
GUESS_COST = 12  # certificates of a person's allowance: ten guesses in ten minutes, of 850 thousand million codes
MYSELF = {"me", "myself"}
_WHAT = {
    InvitationKind.MANAGER: phrases.FOR_MANAGER,
    InvitationKind.ASSIGN: phrases.FOR_ASSIGNEE,
    InvitationKind.DEPUTY: phrases.FOR_DEPUTY,
    InvitationKind.FALLBACK: phrases.FOR_FALLBACK,
}


class InvitationHandler:
    """Makes codes, and accepts those that are typed."""

    def __init__(
        self,
        *,
        invitations: Invitations,
        actions: WatchActions,
        now: Callable[[], datetime],
        choose_letter: Callable[[str], str],
        quota: Quota | None,
        offers: Offers | None = None,
        messages: LiveMessages | None = None,
    ) -> None:
        """
        Make and accept codes.

        Args:
            invitations: open codes, and who is linked.
            actions: whose a watch is, and who acts on it.
            now: the time in UTC.
            choose_letter: picks one letter of several so that nobody can guess it.
            quota: keeps people from guessing codes, None for no limit.
            offers: asks people who were picked, None where nobody can be picked.
            messages: brings them the question, None where nothing is sent.
        """
        self._invitations = invitations
        self._actions = actions
        self._now = now
        self._choose_letter = choose_letter
        self._quota = quota
        self._offers = offers
        self._messages = messages

    async def card(self, intent: InvitationIntent, asker: Asker) -> Card:
        """Answer one intent."""
        match intent:
            case Assign():
                return await self._assign(intent, asker)
            case AcceptOffer() | DeclineOffer():
                return await answer_offer(intent, asker, self._offers, self._messages)
            case SetDeputy(certificate=certificate):
                return await self._about(InvitationKind.DEPUTY, certificate.text, asker)
            case SetFallback():
                return await self._invite(InvitationKind.FALLBACK, "", asker)
            case AcceptInvitation():
                return await self._claim(intent.code, asker)
            case InvitePerson(name=name):
                names = {link.name.casefold(): link.name for link in await self._invitations.links(asker)}
                if name.casefold() not in names:
                    return refusal_card(phrases.no_such_manager(name))
                return await self._invite(InvitationKind.MANAGER, names[name.casefold()], asker)
            case UnlinkPerson(name=name):
                names = {link.name.casefold(): link.name for link in await self._invitations.links(asker)}
                gone = await self._invitations.unlink(asker, names.get(name.casefold(), name))
                return Card(phrases.unlinked(name) if gone else phrases.not_linked(name))
            case _:
                assert_never(intent)

    async def _assign(self, intent: Assign, asker: Asker) -> Card:
        if intent.person:
            return await self._offer(intent, Asker(asker.surface, asker.tenant, intent.person), asker)
        name, to = intent.certificate.text, intent.to.casefold()
        if to in MYSELF:
            touched = await self._actions.assign(asker, intent.certificate, None)
            return Card(watch_phrases.taken_back(name)) if touched else _not_theirs(name)
        linked = {link.name.casefold(): link for link in await self._invitations.links(asker) if link.who} if to else {}
        if to in linked:
            touched = await self._actions.assign(asker, intent.certificate, linked[to].who)
            return Card(watch_phrases.assigned(name, linked[to].name)) if touched else _not_theirs(name)
        code = await self._about(InvitationKind.ASSIGN, name, asker)
        if not to or code.tone is Tone.CAUTION:
            return code
        return replace(code, first=offer_phrases.not_known(intent.to))

    async def _offer(self, intent: Assign, to: Asker, asker: Asker) -> Card:
        """Ask whom the asker picked; who agreed to be told before is assigned at once, and the asker takes it back."""
        name, certificate = intent.certificate.text, intent.certificate
        agreed = {link.who: link.name for link in await self._invitations.links(asker) if link.who is not None}
        if to == asker or to in agreed:
            touched = await self._actions.assign(asker, certificate, None if to == asker else to)
            said = watch_phrases.taken_back(name) if to == asker else watch_phrases.assigned(name, agreed[to])
            return Card(said) if touched else _not_theirs(name)
        if self._offers is None or self._messages is None:
            return refusal_card(offer_phrases.NOT_BY_PERSON)
        offered = await self._offers.offer(asker, certificate, to)
        if not offered.watches:
            return _not_theirs(name)
        if not offered.is_reachable:
            code = await self._invite(InvitationKind.ASSIGN, name, asker)
            return replace(code, tone=Tone.CAUTION, first=offer_phrases.not_reachable(name))
        await self._messages.deliver(offered.message)
        return Card(offer_phrases.asked(name))

    async def _about(self, kind: InvitationKind, certificate: str, asker: Asker) -> Card:
        """Make a code about a certificate, if it is theirs."""
        after = 0
        while True:
            page = await self._actions.page(asker, after=after, limit=500)
            if any(line.watch.certificate.text == certificate for line in page.watches):
                return await self._invite(kind, certificate, asker)
            if not page.after:
                return _not_theirs(certificate)
            after = page.after

    async def _invite(self, kind: InvitationKind, about: str, asker: Asker) -> Card:
        until = self._now() + timedelta(days=CODE_DAYS)
        code = new_code(self._choose_letter)
        await self._invitations.invite(Invitation(asker, kind, about), code=code, until=until)
        return Card(
            phrases.code_for(_WHAT[kind].format(about), spelled(code), until.date()), limits=(phrases.YOURS_OR_LATER,)
        )

    async def _claim(self, text: str, asker: Asker) -> Card:
        if self._quota is not None and (wait := self._quota.wait_for(asker, GUESS_COST)):
            return refusal_card(phrases.too_many_codes(wait))
        code = typed(text)
        invite = await self._invitations.claim(code, asker) if code else None
        if invite is None:
            return Card(phrases.NOT_A_CODE, Tone.CAUTION, next_step=phrases.ASK_FOR_ANOTHER)
        return Card(phrases.CLAIMED[invite.kind].format(invite.subject), Tone.GOOD)


def _not_theirs(name: str) -> Card:
    return refusal_card(watch_phrases.not_theirs([name]))
