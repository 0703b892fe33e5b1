"""The words of every message that nobody asked for: digests, answers that were promised, alarms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bots.notifications.cards.digest_cards import digest_reply
from bots.notifications.cards.message_replies import alarm_reply, callback_answer, callback_expired
from bots.notifications.message_details import Alarm, CallbackDetails
from bots.notifications.message_models import Message, MessageKind

if TYPE_CHECKING:
    from bots.conversation.model.replies import Reply
    from bots.notifications.round_models import DigestContent
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

    def __init__(self, verifier: CertificateVerifier) -> None:
        """Answer callbacks by ``verifier``, at the moment when the message is sent."""
        self._verifier = verifier

    def digest(self, content: DigestContent) -> Reply:
        """See the port; what the sandbox made up says so."""
        made_up = any(about.sandbox for about in self._verifier.registries)
        return digest_reply(replace(content, sandbox=made_up))

    async def other(self, message: Message, about: str) -> Reply | None:
        """See the port."""
        if message.kind is MessageKind.ALARM:
            return alarm_reply(Alarm.read(about))
        asked = CallbackDetails.read(about)
        if asked.expired:
            return callback_expired(asked)
        on = date.fromisoformat(asked.on) if asked.on else None
        return callback_answer(await self._verifier.settle(asked.certificate, holder=asked.holder or None, on=on))
