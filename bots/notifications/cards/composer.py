"""The words of every message that nobody asked for: digests, answers that were promised, alarms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.intents import Asker
from bots.notifications.cards.digest_cards import digest_reply
from bots.notifications.cards.message_replies import alarm_reply, callback_answer, callback_expired
from bots.notifications.cards.offer_replies import admin_offer_reply, declined_reply, offer_reply
from bots.notifications.message_details import OFFERS, Alarm, CallbackDetails, OfferDetails
from bots.notifications.message_models import Message, MessageKind
from bots.notifications.models import ManagerId
from bots.notifications.watch_marks import MarkKind

if TYPE_CHECKING:
    from bots.conversation.model.replies import Reply
    from bots.conversation.organisation.ports import OrganisationSettingsStore
    from bots.notifications.round_models import DigestContent
    from bots.notifications.watch_marks import MarkStore
    from verifier_client import About, Verdict


class CertificateVerifier(Protocol):
    """The part of the verifier client that messages use."""

    @property
    def registries(self) -> tuple[About, ...]:
        """Say which registries are configured."""
        ...

    async def settle(self, certificate: str, *, holder: str | None = None, on: date | None = None) -> Verdict:
        """Verify; what could not be checked is a verdict that says so."""
        ...


class MessageComposer:
    """Makes the replies of all messages; see ``preparer.Composer``."""

    def __init__(self, verifier: CertificateVerifier, marks: MarkStore, settings: OrganisationSettingsStore) -> None:
        """
        Make replies of what is known at the moment when a message is sent, or drawn anew.

        Args:
            verifier: answers callbacks.
            marks: who was asked to act on what.
            settings: who was asked to be an admin.
        """
        self._verifier = verifier
        self._marks = marks
        self._settings = settings

    def digest(self, content: DigestContent) -> Reply:
        """See the port; what the sandbox made up says so."""
        made_up = any(about.sandbox for about in self._verifier.registries)
        return digest_reply(replace(content, sandbox=made_up))

    async def other(self, message: Message, about: str) -> Reply | None:
        """See the port."""
        if message.kind is MessageKind.ALARM:
            return alarm_reply(Alarm.read(about))
        if message.key.startswith(OFFERS):
            return await self._of_offer(message, OfferDetails.read(about))
        asked = CallbackDetails.read(about)
        if asked.expired:
            return callback_expired(asked)
        on = date.fromisoformat(asked.on) if asked.on else None
        return callback_answer(await self._verifier.settle(asked.certificate, holder=asked.holder or None, on=on))

    async def _of_offer(self, message: Message, details: OfferDetails) -> Reply | None:
        """Ask somebody to act, as long as the offer stands or they have answered it; or tell who asked of a no."""
        names = await self._marks.names({ManagerId(details.by)})
        name = names.get(ManagerId(details.by), "")
        if details.declined:
            return declined_reply(details, name)
        if not details.certificate:
            return admin_offer_reply(details, name, await self._admin_standing(message.to))
        mark = await self._marks.offer_to(message.to, details.certificate)
        return offer_reply(details, name, mark) if mark is not None or not message.is_unsent else None

    async def _admin_standing(self, to: ManagerId) -> MarkKind | None:
        """Say whether somebody has answered that they are to be an admin; None where it is asked no more."""
        who = Asker.from_key(to)
        settings = await self._settings.settings(who.surface, who.tenant)
        offer = settings.admin_offers.get(who.person)
        if offer is not None and offer.declined:
            return MarkKind.DECLINED
        if who.person not in settings.picked_admins:
            return None
        return MarkKind.ASSIGNED if offer is None else MarkKind.OFFERED
