"""Becoming an admin by a person picker: who is picked is asked first, and accepts or declines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.replies import Card, Tone, refusal_card
from bots.conversation.text import organisation as phrases

if TYPE_CHECKING:
    from collections.abc import Collection

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.watch_intents import AnswerAdminOffer


class AdminOffers(Protocol):
    """Keeps who was asked to be an admin of an organisation; nobody is one who has not agreed."""

    async def ask(self, who: Asker, people: Collection[str]) -> tuple[str, ...]:
        """
        Ask people to be admins; the messages that ask are written down, to be delivered.

        Args:
            who: an admin.
            people: who is asked, by their IDs on the same platform.

        Returns:
            The keys of the messages.
        """
        ...

    async def answer(self, who: Asker, *, accepts: bool) -> tuple[Asker, str] | None:
        """
        Be an admin from now on, or not; of a no, who asked is told by a message, to be delivered.

        Args:
            who: who was asked.
            accepts: what they answer.

        Returns:
            Who asked, and the key of that message, "" for a yes; None where nobody asked of late.
        """
        ...


class MessageDelivery(Protocol):
    """Brings messages that were written down; see ``watch.live_messages.LiveMessages``."""

    async def deliver(self, message: str) -> None:
        """Have a message delivered soon that was written down, by its key."""
        ...


async def answer_admin_offer(
    intent: AnswerAdminOffer, asker: Asker, offers: AdminOffers | None, messages: MessageDelivery | None
) -> Card:
    """
    Answer somebody who was asked to be an admin.

    Args:
        intent: whether they accept.
        asker: who was asked.
        offers: who was asked, None where nobody can be.
        messages: brings a no to who asked, None where nothing is sent.
    """
    answered = None if offers is None else await offers.answer(asker, accepts=intent.accepts)
    if answered is None:
        return refusal_card(phrases.NO_OFFER)
    if intent.accepts:
        return Card(phrases.NOW_ADMIN, Tone.GOOD)
    if messages is not None:
        await messages.deliver(answered[1])
    return Card(phrases.NOT_NOW_ADMIN)
