"""The words of every message that nobody asked for: digests, answers that were promised, alarms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bots.notifications.cards.digest_cards import digest_reply
from bots.notifications.cards.message_replies import alarm_reply, callback_answer, callback_expired
from bots.notifications.cards.offer_replies import declined_reply, offer_reply
from bots.notifications.message_details import OFFERS, Alarm, CallbackDetails, OfferDetails
from bots.notifications.message_models import Message, MessageKind
from bots.notifications.models import ManagerId

if TYPE_CHECKING:
    from bots.conversation.model.replies import Reply
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

    def __init__(self, verifier: CertificateVerifier, marks: MarkStore) -> None:
        """Answer callbacks by ``verifier``, at the moment when the message is sent; ``marks`` is who was asked what."""
        self._verifier = verifier
        self._marks = marks

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
        mark = await self._marks.offer_to(message.to, details.certificate)
        return offer_reply(details, name, mark) if mark is not None or not message.is_unsent else None
