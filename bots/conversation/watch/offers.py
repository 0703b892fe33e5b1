"""Acting in another's place by a person picker: who is picked is asked first, and accepts or declines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.replies import Card, Tone, refusal_card
from bots.conversation.model.watch_intents import AcceptOffer, DeclineOffer
from bots.conversation.text import live_messages as phrases

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.conversation.watch.live_messages import LiveMessages
    from verifier_client import CertificateId


@dataclass(frozen=True, slots=True)
class OfferResult:
    """How many watches were offered; whether the person can be asked here; and the key of the message that asks."""

    watches: int = 0
    is_reachable: bool = False
    message: str = ""


class Offers(Protocol):
    """Keeps who was asked to act in another's place; nobody acts who has not agreed."""

    async def offer(self, who: Asker, certificate: CertificateId, to: Asker) -> OfferResult:
        """
        Ask somebody to act on a certificate; the message that asks is written down, to be delivered.

        Args:
            who: who asks.
            certificate: which one.
            to: who is asked.

        Returns:
            What came of it: no watches where none of that ID is theirs, no message where ``to`` cannot be written to.
        """
        ...

    async def accept(self, who: Asker, certificate: CertificateId) -> Asker | None:
        """
        Act on a certificate from now on.

        Args:
            who: who was asked.
            certificate: which one.

        Returns:
            Who asked; None where nobody did of late.
        """
        ...

    async def decline(self, who: Asker, certificate: CertificateId) -> tuple[Asker, str] | None:
        """
        Not act on it; who asked is told so by a message, to be delivered.

        Args:
            who: who was asked.
            certificate: which one.

        Returns:
            Who asked, and the key of that message; None where nobody did of late.
        """
        ...


async def answer_offer(
    intent: AcceptOffer | DeclineOffer, asker: Asker, offers: Offers | None, messages: LiveMessages | None
) -> Card:
    """
    Answer somebody who was asked to act in another's place.

    Args:
        intent: whether they accept.
        asker: who was asked.
        offers: who was asked what, None where nobody can be asked.
        messages: brings a no to who asked, None where nothing is sent.
    """
    certificate = intent.certificate
    if offers is None:
        return refusal_card(phrases.not_offered(certificate.text))
    if isinstance(intent, AcceptOffer):
        by = await offers.accept(asker, certificate)
        accepted = Card(phrases.accepted(certificate.text), Tone.GOOD)
        return accepted if by else refusal_card(phrases.not_offered(certificate.text))
    declined = await offers.decline(asker, certificate)
    if declined is None:
        return refusal_card(phrases.not_offered(certificate.text))
    if messages is not None:
        await messages.deliver(declined[1])
    return Card(phrases.declined(certificate.text))
